//! The unit that a table's amounts are stated in.

use phuluc_model::text::fold;
use phuluc_model::{CellRange, ColumnType, Message, MoneyUnit, Vocabulary};

use crate::header::{self, HeaderMatch};
use crate::rules;
use crate::sink::Sink;
use crate::titles::{self, Titles};

/// Units of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Units {
    /// Of each layout column; `None` where it holds no amounts.
    pub(crate) columns: Vec<Option<MoneyUnit>>,
    /// Of the table as a whole.
    pub(crate) general: Option<MoneyUnit>,
    /// Where it is known from.
    pub(crate) basis: Basis,
    /// What a line above says, where the header says something else.
    contradicted: Option<MoneyUnit>,
}

/// Where a unit is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// It is stated with the table.
    Stated,
    /// An earlier table in the file states it, if possible one of the same form.
    Inherited,
    /// The layout's own.
    Assumed,
}

impl Units {
    /// Looks into the header, the lines above and below, and what earlier tables of the form said.
    pub(crate) fn find(
        header: &HeaderMatch,
        titles: &Titles,
        below: Option<MoneyUnit>,
        inherited: Option<MoneyUnit>,
    ) -> Self {
        let layout = &header.layout;
        let line = titles.unit.map(|(unit, _)| unit).or_else(|| in_title(titles));
        let own = |field: usize| {
            let mut columns = header.columns.iter();
            columns.find(|c| c.field.is_some_and(|(f, _)| f == field)).and_then(|column| column.unit)
        };
        let is_amount =
            |field: &usize| layout.columns.get(*field).is_some_and(|c| c.kind == ColumnType::Amount);
        let heads: Vec<MoneyUnit> = (0..layout.columns.len()).filter(is_amount).filter_map(own).collect();
        let stated = line.or(heads.first().copied()).or(below);
        let general = stated.or(inherited).or(layout.unit);
        let unit_of = |field: usize| is_amount(&field).then(|| own(field).or(general)).flatten();
        Self {
            columns: (0..layout.columns.len()).map(unit_of).collect(),
            general: layout.unit.and(heads.first().copied().or(general)),
            basis: match (stated, inherited) {
                (Some(_), _) => Basis::Stated,
                (None, Some(_)) => Basis::Inherited,
                (None, None) => Basis::Assumed,
            },
            contradicted: line.filter(|line| !heads.is_empty() && !heads.contains(line)),
        }
    }

    /// Says what was assumed, scaled or contradictory.
    pub(crate) fn say(&self, header: &HeaderMatch, table: Option<CellRange>, sink: &mut Sink) {
        let (Some(unit), Some(here)) = (header.layout.unit, self.general) else { return };
        let words = Vocabulary::get();
        let (from, to) = (words.unit_name(here), words.unit_name(unit));
        let head = header::range(header);
        match self.basis {
            Basis::Stated => {}
            // Said with the header that is not there.
            Basis::Inherited if header.absent => {}
            Basis::Inherited => {
                let message = Message::new(
                    format!("Bảng này không ghi đơn vị tính: lấy theo bảng trước trong tệp ({from})"),
                    format!("no unit is stated here: taken from a table before it in the file ({from})"),
                );
                sink.range(&rules::UNIT_ASSUMED, head, message, 1);
            }
            Basis::Assumed => {
                let message = Message::new(
                    format!("Biểu không ghi đơn vị tính: coi là {to}"),
                    format!("no unit is stated: taken as {to}"),
                );
                sink.range(&rules::UNIT_ASSUMED, head, message, 1);
            }
        }
        if let Some(line) = self.contradicted {
            let line = words.unit_name(line);
            let message = Message::new(
                format!(
                    "Hai đơn vị tính trái nhau: dòng trên ghi {line}, đầu cột ghi {from}; đọc theo đầu cột, kiểm tra lại"
                ),
                format!(
                    "two units disagree: the line above says {line}, the header {from}; the header was followed: check it"
                ),
            );
            sink.range(&rules::UNIT_CONTRADICTORY, head, message, 1);
        }
        if here != unit {
            let message = Message::new(
                format!("Số liệu tính bằng {from}: đã đổi ra {to}"),
                format!("amounts in {from} were scaled to {to}"),
            );
            sink.range(&rules::UNIT_SCALED, table.unwrap_or(head), message, 1);
        }
    }
}

/// A unit in brackets behind the title.
fn in_title(titles: &Titles) -> Option<MoneyUnit> {
    let (_, inner) = titles.title.as_deref()?.rsplit_once('(')?;
    titles::unit_line(Vocabulary::get(), &fold(inner.trim_end_matches(')')))
}

/// Bytes of a unit in brackets, and how many brackets are looked into.
const UNIT_BYTES: usize = 200;
const BRACKETS: usize = 8;

/// Takes a unit of money in brackets, or behind the word for "unit", out of a header.
pub(crate) fn without_unit(words: &str) -> (String, Option<MoneyUnit>) {
    let vocabulary = Vocabulary::get();
    let mut rest = words;
    for _ in 0..BRACKETS {
        let Some(open) = rest.find(['(', '[']) else { break };
        let inner = rest.get(open + 1..).unwrap_or_default();
        let close = inner.find([')', ']']).unwrap_or(inner.len());
        let bracketed = inner.get(..close).unwrap_or_default();
        let named = || unit_named(vocabulary, bracketed);
        if let Some(unit) = (bracketed.len() <= UNIT_BYTES).then(named).flatten() {
            let start = words.len() - rest.len() + open;
            let end = (start + close + 2).min(words.len());
            let before = words.get(..start).unwrap_or_default();
            let after = words.get(end..).unwrap_or_default();
            return (format!("{before} {after}"), Some(unit));
        }
        rest = inner;
    }
    let tail = words.rsplit_once([',', ';', ':', '-', '\u{2013}']);
    if let Some((before, last)) = tail
        && let Some(unit) = unit_named(vocabulary, last)
    {
        return (before.to_owned(), Some(unit));
    }
    (words.to_owned(), None)
}

/// The unit that a text names, perhaps behind the words for "unit of measure".
pub(crate) fn unit_named(vocabulary: &Vocabulary, text: &str) -> Option<MoneyUnit> {
    let folded = fold(text);
    let bare = vocabulary
        .line
        .unit
        .find(&folded)
        .map_or(folded.as_str(), |found| folded.get(found.end()..).unwrap_or_default().trim_start());
    vocabulary.unit_of(bare)
}
