//! What one appendix says that another must say too.

use super::LayoutErrorKind;
use super::formula::name;

/// Two statements of one figure: both sides add up to the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// One side.
    pub left: Vec<TieTerm>,
    /// The other.
    pub right: Vec<TieTerm>,
    /// Why they agree, for messages.
    pub why: String,
}

/// A figure in some appendix: `phu-luc-2[1.1].central.investment`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TieTerm {
    /// The layout's id.
    pub layout: String,
    /// Its row.
    pub row: RowSelector,
    /// The field.
    pub field: String,
}

/// Which row of an appendix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowSelector {
    /// `[total]`: the grand total.
    Total,
    /// `[1.1]`, `[III/2]`: the row with this outline number, through its ancestors.
    Code(Vec<String>),
}

const SHAPE: &str = "layout-id[outline number or total].field + …";

pub(super) fn side(text: &str) -> Result<Vec<TieTerm>, LayoutErrorKind> {
    text.split(" + ").map(|part| term(text, part.trim())).collect()
}

fn term(whole: &str, text: &str) -> Result<TieTerm, LayoutErrorKind> {
    let wrong = || LayoutErrorKind::BadFormula { formula: whole.to_owned(), shape: SHAPE };
    let (layout, rest) = text.split_once('[').ok_or_else(wrong)?;
    let (row, field) = rest.split_once("].").ok_or_else(wrong)?;
    let codes: Vec<String> = row.split('/').map(|code| code.trim().to_owned()).collect();
    if layout.is_empty() || codes.iter().any(String::is_empty) {
        return Err(wrong());
    }
    Ok(TieTerm {
        layout: layout.to_owned(),
        row: if row == "total" { RowSelector::Total } else { RowSelector::Code(codes) },
        field: name(field).ok_or_else(wrong)?.to_owned(),
    })
}
