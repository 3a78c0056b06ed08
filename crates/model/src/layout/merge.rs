//! How the appendices of many units become one.

use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::compile::Fields;
use super::{ColumnType, Kind, LayoutError, LayoutErrorKind};
use crate::text::nearest;

/// What stands between joined texts where a layout says nothing.
pub(super) const JOIN: &str = "; ";

type Outcome<T> = Result<T, LayoutError>;

/// What the rows of many units become in the merged appendix.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merge {
    /// The kind of row that stands for a unit; `None` where the form has none.
    pub unit: Option<Arc<str>>,
    /// The row that units' rows stand under in the merged appendix.
    pub home: Option<Home>,
    /// Column of the row's own unit of measure.
    pub measure: Option<usize>,
}

/// The row under which a unit's rows go that have no row above them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Its kind.
    pub kind: Arc<str>,
    /// Its outline number.
    pub code: String,
    /// What it is called.
    pub name: String,
}

/// What a column holds where the rows of several units meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnMerge {
    /// The sum.
    Sum,
    /// The texts, each once, joined.
    Join,
    /// What all of them state; blank where they differ.
    Same,
    /// Nothing, unless only one unit has the row or the layout says how it is worked out.
    Rate,
}

impl ColumnMerge {
    /// What a column does that says nothing.
    pub(super) const fn default_of(kind: ColumnType) -> Self {
        match kind {
            ColumnType::Amount | ColumnType::Count | ColumnType::Figure => Self::Sum,
            ColumnType::Percent => Self::Rate,
            ColumnType::Year | ColumnType::Code => Self::Same,
            ColumnType::Text => Self::Join,
        }
    }
}

/// Keys of `[merge]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMerge {
    pub(super) unit: Option<Spanned<String>>,
    pub(super) home: Option<RawHome>,
    pub(super) measure: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHome {
    pub(super) kind: Spanned<String>,
    pub(super) code: String,
    pub(super) name: String,
}

impl Fields<'_> {
    /// The label, and the texts before it.
    pub(super) fn same(&self, label: usize) -> Vec<usize> {
        let text = |at: &usize| self.columns.get(*at).is_some_and(|column| column.kind == ColumnType::Text);
        (0..=label).filter(|at| *at == label || text(at)).collect()
    }

    pub(super) fn merge(&self, raw: &RawMerge, kinds: &[Kind]) -> Outcome<Merge> {
        let kind = |name: &Spanned<String>| {
            let known = kinds.iter().map(|kind| &*kind.name);
            match kinds.iter().find(|kind| &*kind.name == name.get_ref()) {
                Some(kind) => Ok(kind.name.clone()),
                None => Err(self.file.at(
                    name,
                    LayoutErrorKind::UnknownWord {
                        word: name.get_ref().clone(),
                        nearest: nearest(name.get_ref(), known.clone()).map(str::to_owned),
                        known: known.collect::<Vec<_>>().join(", "),
                    },
                )),
            }
        };
        let home = raw.home.as_ref().map(|home| {
            let (code, name) = (home.code.clone(), home.name.clone());
            kind(&home.kind).map(|kind| Home { kind, code, name })
        });
        let measure = raw
            .measure
            .as_ref()
            .map(|name| self.any(name.get_ref()).map_err(|kind| self.file.at(name, kind)));
        Ok(Merge {
            unit: raw.unit.as_ref().map(kind).transpose()?,
            home: home.transpose()?,
            measure: measure.transpose()?,
        })
    }
}
