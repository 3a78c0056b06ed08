use crate::{error::OpenError, grid::Workbook, limits::Limits};
pub(crate) fn read(_: &[u8], _: &Limits) -> Result<Workbook, OpenError> {
    Err(OpenError::damaged("not yet"))
}
