//! The keys of a layout file, as serde sees them.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::code::CodeForm;
use crate::unit::MoneyUnit;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnType {
    /// Outline number.
    Code,
    /// Words.
    Text,
    /// Money, in the layout's unit.
    Amount,
    /// A count of things or people.
    Count,
    /// A figure in the row's own unit of measure.
    Figure,
    /// A percentage: `7.88` is 7.88 %.
    Percent,
    /// A year.
    Year,
}

impl ColumnType {
    /// Whether the column holds figures rather than text.
    pub const fn is_figure(self) -> bool {
        !matches!(self, Self::Code | Self::Text)
    }
}

/// How the values of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// Weight of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowStyle {
    /// As it is.
    #[default]
    Plain,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Bold and italic.
    BoldItalic,
}

/// How the paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Orientation {
    /// Across.
    #[default]
    Landscape,
    /// Upright.
    Portrait,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLayout {
    pub(super) id: Spanned<String>,
    pub(super) version: u32,
    #[serde(default)]
    pub(super) number: String,
    pub(super) name: String,
    pub(super) name_en: String,
    #[serde(default)]
    pub(super) source: String,
    pub(super) sheet: Spanned<String>,
    pub(super) unit: Option<MoneyUnit>,
    pub(super) usual: Option<Spanned<(i64, i64)>>,
    pub(super) title: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) page: RawPage,
    pub(super) column: Vec<RawColumn>,
    pub(super) kind: Vec<RawKind>,
    #[serde(default)]
    pub(super) row: Vec<RawRow>,
    #[serde(default)]
    pub(super) sums: RawSums,
    #[serde(default)]
    pub(super) merge: super::merge::RawMerge,
    #[serde(default)]
    pub(super) tie: Vec<RawTie>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPage {
    pub(super) orientation: Option<Orientation>,
    pub(super) margins: Option<[f64; 4]>,
    pub(super) font_size: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawColumn {
    pub(super) field: Spanned<String>,
    pub(super) header: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) also: Vec<Vec<Spanned<String>>>,
    #[serde(rename = "type")]
    pub(super) kind: ColumnType,
    pub(super) width: Spanned<f64>,
    #[serde(default)]
    pub(super) optional: bool,
    pub(super) align: Option<Align>,
    pub(super) merge: Option<super::ColumnMerge>,
    pub(super) join: Option<String>,
    pub(super) range: Option<Spanned<(i64, i64)>>,
    pub(super) choices: Option<Spanned<String>>,
    pub(super) hint: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawKind {
    pub(super) name: Spanned<String>,
    #[serde(default)]
    pub(super) role: super::KindRole,
    #[serde(default)]
    pub(super) nest: super::Nesting,
    pub(super) label: Spanned<String>,
    pub(super) when: Vec<RawCondition>,
    #[serde(default)]
    pub(super) carry: Vec<Spanned<String>>,
    pub(super) same: Option<Vec<Spanned<String>>>,
    pub(super) number: Option<CodeForm>,
    #[serde(default)]
    pub(super) style: RowStyle,
    #[serde(default)]
    pub(super) room: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRow {
    pub(super) kind: Spanned<String>,
    #[serde(default)]
    pub(super) level: Option<Spanned<u8>>,
    pub(super) texts: IndexMap<Spanned<String>, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCondition {
    pub(super) code: Option<Vec<CodeForm>>,
    #[serde(rename = "match")]
    pub(super) pattern: Option<Spanned<String>>,
    #[serde(rename = "in")]
    pub(super) field: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) filled: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) blank: Vec<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSums {
    #[serde(default)]
    pub(super) row: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) children: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) ratio: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTie {
    pub(super) left: Spanned<String>,
    pub(super) right: Spanned<String>,
    #[serde(default)]
    pub(super) why: String,
}
