//! One cell's tags: what kind of value and formula they announce.

use std::sync::Arc;

use phuluc_model::CellRef;

use super::tag::Tag;
use crate::error::OpenError;
use crate::grid::{Cell, CellValue, RichText, StyleId};

/// What the `t` of a cell says its stored value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
}

/// A cell's place and look, from its tag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) at: CellRef,
    pub(super) kind: Kind,
    pub(super) style: StyleId,
}

/// What the `f` of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormulaKind {
    None,
    Own,
    /// Of a shared formula; its text is at the first cell only.
    Shared(u32),
}

impl Kind {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "s" => Self::Shared,
            "str" | "inlineStr" => Self::Text,
            "b" => Self::Bool,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Number,
        }
    }
}

/// Whether one of them can be left out.
pub(super) fn says_the_same(one: &Cell, other: &Cell) -> bool {
    one.value == other.value && one.formula == other.formula
}

/// An empty text is a value only as the result of a formula.
pub(super) fn text_value(text: Arc<RichText>, has_formula: bool) -> CellValue {
    if text.text.is_empty() && !has_formula { CellValue::None } else { CellValue::Text(text) }
}

/// What an `f` is.
pub(super) fn formula_kind(tag: Tag<'_>) -> Result<FormulaKind, OpenError> {
    Ok(match tag.raw("t")? {
        Some("shared") => tag.number("si")?.map_or(FormulaKind::Own, FormulaKind::Shared),
        // A table of a what-if analysis: its text is no formula of the cell.
        Some("dataTable") => FormulaKind::None,
        _ => FormulaKind::Own,
    })
}
