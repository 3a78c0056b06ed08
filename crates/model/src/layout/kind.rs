//! Row kinds: how a row is told and how it nests.

use std::sync::Arc;

use crate::pattern::WordPattern;
use serde::{Deserialize, Serialize};

use super::RowStyle;
use crate::code::CodeForm;

/// A kind of row.
#[derive(Debug, Clone)]
pub struct Kind {
    /// The layout's word for it, such as `project`.
    pub name: Arc<str>,
    /// What the row is to the sums.
    pub role: KindRole,
    /// What decides its depth.
    pub nest: Nesting,
    /// Column that holds the row's name.
    pub label: usize,
    /// A row is of this kind where one of these holds. First conditions of all
    /// kinds are tried before second ones, in the order of the file.
    pub when: Vec<Condition>,
    /// Columns whose blank cells take the value above, within one parent.
    pub carry: Vec<usize>,
    /// Columns by which rows of several units are the same.
    pub same: Vec<usize>,
    /// Form of the outline numbers that are made anew in a merged appendix; `None`
    /// where the form itself numbers its rows.
    pub number: Option<CodeForm>,
    /// Its look.
    pub style: RowStyle,
    /// Whether a template has room for rows below a row of this kind, whatever stands there.
    pub room: bool,
}

/// What a row is to the sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KindRole {
    /// A row of the table.
    #[default]
    Row,
    /// The grand total.
    Total,
    /// A line that only adds others up.
    Subtotal,
    /// A part of the row above ("trong đó …") that no sum counts again.
    Breakdown,
}

/// What decides the depth of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nesting {
    /// The order of kinds in the file: a later kind nests in an earlier one.
    #[default]
    Kind,
    /// The outline number: `7.1` nests in `7`.
    Code,
}

/// What must hold for a row to be of a kind.
#[derive(Debug, Clone, Default)]
pub struct Condition {
    /// Forms that the outline number may have; empty is any.
    pub codes: Vec<CodeForm>,
    /// Pattern on the folded text of a column.
    pub pattern: Option<(usize, WordPattern)>,
    /// Columns that must not be blank.
    pub filled: Vec<usize>,
    /// Columns that must be blank.
    pub blank: Vec<usize>,
}
