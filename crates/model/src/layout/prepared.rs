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

#[cfg(test)]
mod tests {
    use super::super::{Layout, LayoutErrorKind, Layouts};

    /// The second appendix with something put before its sums.
    fn with(text: &str) -> Result<Layout, LayoutErrorKind> {
        let official = Layouts::built_in_text("phu-luc-2").expect("a layout");
        let changed = official.replacen("[sums]", &format!("{text}\n[sums]"), 1);
        Layout::from_toml("phu-luc-2.toml", &changed).map_err(|error| error.kind)
    }

    #[test]
    fn rows_of_the_blank_form() {
        let row = "[[row]]\nkind = \"project\"\nlevel = 2\ntexts = { code = \"8\", name = \"Dự án 8\" }\n";
        let layout = with(row).expect("a layout");
        let last = layout.prepared.last().expect("a row");
        assert_eq!((last.level, last.texts.len()), (2, 2));
        let wrong = |row: &str| with(row).expect_err("a mistake");
        let unknown = wrong("[[row]]\nkind = \"projekt\"\ntexts = {}\n");
        assert!(
            matches!(&unknown, LayoutErrorKind::UnknownKind { nearest: Some(near), .. } if near == "project"),
            "{unknown:?}"
        );
        let field = wrong("[[row]]\nkind = \"project\"\ntexts = { nam = \"a\" }\n");
        assert!(matches!(field, LayoutErrorKind::UnknownField { .. }), "{field:?}");
        for (kind, level) in [("project", 0), ("total", 1)] {
            let row = format!("[[row]]\nkind = \"{kind}\"\nlevel = {level}\ntexts = {{}}\n");
            assert!(matches!(wrong(&row), LayoutErrorKind::OutOfRange { what: "level", .. }));
        }
    }

    #[test]
    fn what_cells_take() {
        let column = |key: &str| {
            let text = Layouts::built_in_text("phu-luc-2").expect("a layout");
            let changed = text.replacen("width = 11\n", &format!("width = 11\n{key}\n"), 1);
            Layout::from_toml("phu-luc-2.toml", &changed).map_err(|error| error.kind)
        };
        assert!(column("range = [0, 100]").is_ok());
        assert!(column("choices = \"places\"").is_ok());
        for wrong in [
            "range = [100, 0]".to_owned(),
            "range = [0, 2_000_000_000_000]".to_owned(),
            "choices = \"tỉnh\"".to_owned(),
            "choices = \".name\"".to_owned(),
            format!("hint = \"{}\"", "à".repeat(256)),
        ] {
            let kind = column(&wrong).expect_err("a mistake");
            assert!(matches!(kind, LayoutErrorKind::OutOfRange { .. }), "{wrong}: {kind:?}");
        }
        assert!(column(&format!("hint = \"{}\"", "à".repeat(255))).is_ok());
    }
}
