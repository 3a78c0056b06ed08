use crate::grid::Workbook;
use phuluc_model::*;
pub(crate) struct Decoded {
    pub sheet: usize,
    pub encoding: Encoding,
    pub basis: Basis,
    pub cells: usize,
    pub range: CellRange,
}
pub(crate) enum Encoding {
    Tcvn3,
    Vni,
    Decomposed,
    HalfComposed,
    ToneBeforeShape,
}
pub(crate) enum Basis {
    Font,
    Evidence,
}
pub(crate) fn decode(_: &mut Workbook) -> Vec<Decoded> {
    Vec::new()
}
