//! What a template offers: rows that stand in it, and values to choose from.

use std::sync::Arc;

use toml::Spanned;

use super::compile::{Fields, File, Outcome};
use super::raw::RawRow;
use super::{Kind, KindRole, LayoutError, LayoutErrorKind};
use crate::text::nearest;

/// Characters of a hint at a cell; the limit of workbooks.
const HINT: usize = 255;
/// The most that may be asked of what is typed: whole in any program.
const TYPED: i64 = 1_000_000_000_000;

/// A row of the blank form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparedRow {
    /// Index into the layout's kinds.
    pub kind: usize,
    /// Depth in the table; the grand total is 0.
    pub level: u8,
    /// Words by column.
    pub texts: Vec<(usize, Arc<str>)>,
}

/// What a cell of a template offers to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Choices {
    /// Districts and communes.
    Places,
    /// What stands in a column of a form: of the plan, or of the blank form.
    Field {
        /// Id of the layout.
        layout: String,
        /// Its field.
        field: String,
    },
}

impl Choices {
    /// Reads `places` or `phu-luc-2.name`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text == "places" {
            return Some(Self::Places);
        }
        let (layout, field) = text.split_once('.')?;
        let filled = !layout.is_empty() && !field.is_empty();
        filled.then(|| Self::Field { layout: layout.to_owned(), field: field.to_owned() })
    }
}

impl File<'_> {
    pub(super) fn range(&self, range: &Spanned<(i64, i64)>) -> Outcome<(i64, i64)> {
        let (least, most) = *range.get_ref();
        let known = -TYPED..=TYPED;
        if least > most || !known.contains(&least) || !known.contains(&most) {
            let kind = LayoutErrorKind::OutOfRange {
                what: "range",
                range: "[least, most], the least first, neither beyond 1000000000000",
            };
            return Err(self.at(range, kind));
        }
        Ok((least, most))
    }

    pub(super) fn choices(&self, choices: &Spanned<String>) -> Outcome<Choices> {
        Choices::parse(choices.get_ref()).ok_or_else(|| {
            let kind = LayoutErrorKind::OutOfRange {
                what: "choices",
                range: "`places`, or a layout and its field such as `phu-luc-2.name`",
            };
            self.at(choices, kind)
        })
    }

    pub(super) fn hint(&self, hint: &Spanned<String>) -> Outcome<String> {
        let text = hint.get_ref();
        if text.encode_utf16().count() > HINT {
            let kind = LayoutErrorKind::OutOfRange { what: "hint", range: "at most 255 characters" };
            return Err(self.at(hint, kind));
        }
        Ok(text.clone())
    }
}

impl Fields<'_> {
    pub(super) fn prepared(&self, raw: &RawRow, kinds: &[Kind]) -> Outcome<PreparedRow> {
        let name = raw.kind.get_ref();
        let kind = kinds.iter().position(|kind| &*kind.name == name).ok_or_else(|| {
            let known = kinds.iter().map(|kind| &*kind.name);
            let kind = LayoutErrorKind::UnknownKind {
                name: name.clone(),
                nearest: nearest(name, known).map(str::to_owned),
            };
            self.file.at(&raw.kind, kind)
        })?;
        let total = kinds.get(kind).is_some_and(|kind| kind.role == KindRole::Total);
        let level = raw.level.as_ref().map_or(u8::from(!total), |level| *level.get_ref());
        if total != (level == 0) {
            let place = raw.level.as_ref().map_or(raw.kind.span().start, |level| level.span().start);
            let kind = LayoutErrorKind::OutOfRange { what: "level", range: "1 or more, and 0 for the total" };
            return Err(LayoutError::at(self.file.origin, self.file.text, place, kind));
        }
        let text = |(field, text): (&Spanned<String>, &String)| {
            let column = self.any(field.get_ref()).map_err(|kind| self.file.at(field, kind))?;
            Ok((column, Arc::from(text.as_str())))
        };
        Ok(PreparedRow { kind, level, texts: raw.texts.iter().map(text).collect::<Outcome<_>>()? })
    }
}
