//! The cells of a worksheet, in one pass.

use std::collections::HashMap;
use std::sync::Arc;

use phuluc_model::CellRef;

use super::Book;
use super::cell::{FormulaKind, Head, Kind, formula_kind, says_the_same, text_value};
use super::dates;
use super::place::{COLUMNS, ROWS, add_line, parse_cell};
use super::plain_forms::{self, PlainCell};
use super::rich_text::{self, decode_escapes};
use super::shared_formula::SharedFormula;
use super::sheet::is_zero;
use super::tag::{Tag, is_true};
use super::xml::{Node, Xml};
use crate::error::OpenError;
use crate::grid::{Cell, CellValue, RichText, Sheet, StyleId};
use crate::limits::LimitName;
use crate::number;

/// Reads the cells of a sheet, with buffers that serve all of them.
struct Reader<'r, 'b> {
    book: &'r mut Book<'b>,
    sheet: &'r mut Sheet,
    row: u32,
    next_column: u32,
    sorted: bool,
    shared: HashMap<u32, SharedFormula>,
    /// Cells whose shared formula comes later in the file than they do.
    waiting: Vec<(usize, u32)>,
    value: String,
    has_value: bool,
    inline: Option<RichText>,
    formula: String,
    formula_kind: FormulaKind,
}

/// Reads the element `sheetData` that was just begun.
pub(super) fn read(xml: &mut Xml<'_>, book: &mut Book<'_>, sheet: &mut Sheet) -> Result<(), OpenError> {
    let mut reader = Reader::new(book, sheet);
    let mut next_row = 0;
    while reader.next_row(xml, &mut next_row)? {}
    reader.finish()
}

/// What some rows of a sheet are like.
#[derive(Debug, Clone, Copy)]
pub(super) struct SomeRows {
    /// Whether more may follow.
    pub(super) more: bool,
    /// Whether their cells come in order, without doubles.
    pub(super) sorted: bool,
    /// Whether there are formulas in them.
    pub(super) formulas: bool,
}

/// Reads at most so many rows, from `next_row` on where they do not say which they are, of the
/// element `sheetData` that was begun. Nothing is put in order.
pub(super) fn read_some(
    xml: &mut Xml<'_>,
    book: &mut Book<'_>,
    sheet: &mut Sheet,
    next_row: &mut u32,
    rows: usize,
) -> Result<SomeRows, OpenError> {
    let from = sheet.cells.len();
    let mut reader = Reader::new(book, sheet);
    let mut more = true;
    for _ in 0..rows {
        let before = *next_row;
        more = reader.next_row(xml, next_row)?;
        if !more {
            break;
        }
        reader.sorted &= *next_row > before;
    }
    let (sorted, waiting) = (reader.sorted, !reader.waiting.is_empty());
    let formulas = waiting || sheet.cells.iter().skip(from).any(|cell| cell.formula.is_some());
    Ok(SomeRows { more, sorted, formulas })
}

impl<'r, 'b> Reader<'r, 'b> {
    fn new(book: &'r mut Book<'b>, sheet: &'r mut Sheet) -> Self {
        Self {
            book,
            sheet,
            row: 0,
            next_column: 0,
            sorted: true,
            shared: HashMap::new(),
            waiting: Vec::new(),
            value: String::new(),
            has_value: false,
            inline: None,
            formula: String::new(),
            formula_kind: FormulaKind::None,
        }
    }

    /// Reads the next row, and says whether there was one.
    fn next_row(&mut self, xml: &mut Xml<'_>, next_row: &mut u32) -> Result<bool, OpenError> {
        loop {
            match xml.next()? {
                Node::Start(tag) if tag.local() == "row" => {
                    self.begin_row(tag, *next_row)?;
                    *next_row = self.row + 1;
                    self.cells_of_row(xml)?;
                    return Ok(true);
                }
                Node::Start(_) => xml.skip()?,
                Node::End | Node::Done => return Ok(false),
                _ => {}
            }
        }
    }
}

impl Reader<'_, '_> {
    fn begin_row(&mut self, tag: Tag<'_>, next_row: u32) -> Result<(), OpenError> {
        let (mut row, mut hidden, mut no_height, mut custom) = (next_row, false, false, false);
        for attribute in tag.attributes() {
            match attribute? {
                ("r", value) => {
                    let number: Option<u32> = value.trim().parse().ok();
                    row = number
                        .and_then(|number| number.checked_sub(1))
                        .ok_or_else(|| self.damaged(format_args!("`{value:.20}` is not a row")))?;
                }
                ("hidden", value) => hidden = is_true(value),
                ("ht", value) => no_height = is_zero(value),
                ("customHeight", value) => custom = is_true(value),
                _ => {}
            }
        }
        if row >= ROWS {
            return Err(
                self.damaged(format_args!("row {} is past the last of a worksheet", u64::from(row) + 1))
            );
        }
        if hidden || (no_height && custom) {
            add_line(&mut self.sheet.hidden_rows, row);
        }
        (self.row, self.next_column) = (row, 0);
        Ok(())
    }

    fn cells_of_row(&mut self, xml: &mut Xml<'_>) -> Result<(), OpenError> {
        loop {
            while let Some(cell) = plain_forms::cell(xml.ahead())
                && let Some((head, value)) = self.plain(cell, xml)
            {
                self.next_column = head.at.column + 1;
                if let Some(value) = value {
                    self.keep(Cell { at: head.at, style: head.style, value, formula: None })?;
                }
                xml.pass(cell.length);
            }
            match xml.next()? {
                Node::Start(tag) if tag.local() == "c" => {
                    let head = self.head(tag)?;
                    self.contents(xml)?;
                    self.push(head)?;
                }
                Node::Start(_) => xml.skip()?,
                Node::End | Node::Done => return Ok(()),
                _ => {}
            }
        }
    }

    /// A cell of the plainest shape that holds a figure, a text or nothing; none where
    /// anything about it needs a second look.
    fn plain(&self, cell: PlainCell<'_>, xml: &Xml<'_>) -> Option<(Head, Option<CellValue>)> {
        let at = cell.at.unwrap_or(CellRef::new(self.row, self.next_column));
        let kind = Kind::of(cell.kind);
        let value = match (kind, cell.value) {
            (_, None) => None,
            (_, Some(value)) if !xml.allows(value) => return None,
            (Kind::Number, Some(value)) => Some(CellValue::Number(number::from_digits(value)?)),
            (Kind::Shared, Some(value)) => {
                let text = self.book.strings.get(value.parse::<usize>().ok()?)?;
                (!text.text.is_empty()).then(|| Some(CellValue::Text(text)))?
            }
            _ => return None,
        };
        let style = self.book.styles.id(cell.style);
        (at.column < COLUMNS).then_some((Head { at, kind, style }, value))
    }

    fn style(&self, index: &str) -> StyleId {
        index.parse().map_or(StyleId(0), |index| self.book.styles.id(index))
    }

    fn head(&mut self, tag: Tag<'_>) -> Result<Head, OpenError> {
        let mut head =
            Head { at: CellRef::new(self.row, self.next_column), kind: Kind::Number, style: StyleId(0) };
        for attribute in tag.attributes() {
            match attribute? {
                ("r", value) => {
                    head.at = parse_cell(value).ok_or_else(|| {
                        self.damaged(format_args!("`{value:.20}` is not a cell of a worksheet"))
                    })?;
                }
                ("s", value) => {
                    head.style = self.style(value);
                }
                ("t", value) => head.kind = Kind::of(value),
                _ => {}
            }
        }
        if head.at.column >= COLUMNS {
            return Err(self.damaged(format_args!("row {} has too many cells", self.row + 1)));
        }
        self.next_column = head.at.column + 1;
        Ok(head)
    }

    /// Gathers what is in a cell into the buffers.
    fn contents(&mut self, xml: &mut Xml<'_>) -> Result<(), OpenError> {
        self.value.clear();
        self.formula.clear();
        (self.has_value, self.inline, self.formula_kind) = (false, None, FormulaKind::None);
        loop {
            match xml.next()? {
                Node::Start(tag) => match tag.local() {
                    "v" => {
                        self.has_value = true;
                        xml.text_into(&mut self.value)?;
                    }
                    "f" => {
                        self.formula_kind = formula_kind(tag)?;
                        xml.text_into(&mut self.formula)?;
                    }
                    "is" => self.inline = Some(rich_text::read(xml, &mut self.book.fonts)?),
                    _ => xml.skip()?,
                },
                Node::End | Node::Done => return Ok(()),
                _ => {}
            }
        }
    }

    fn push(&mut self, mut head: Head) -> Result<(), OpenError> {
        let formula = self.own_formula(head.at)?;
        let shared = matches!(self.formula_kind, FormulaKind::Shared(_));
        let value = self.value(&mut head, formula.is_some() || shared)?;
        if matches!(value, CellValue::None) && formula.is_none() && !shared {
            return Ok(());
        }
        if let (FormulaKind::Shared(index), None) = (self.formula_kind, &formula) {
            self.waiting.push((self.sheet.cells.len(), index));
        }
        self.keep(Cell { at: head.at, style: head.style, value, formula: formula.map(Into::into) })
    }

    fn keep(&mut self, cell: Cell) -> Result<(), OpenError> {
        let left = self.book.cells_left.checked_sub(1);
        self.book.cells_left = left.ok_or(OpenError::Limit { limit: LimitName::Cells })?;
        self.sorted &= self.sheet.cells.last().is_none_or(|last| last.at < cell.at);
        self.sheet.cells.push(cell);
        Ok(())
    }

    /// The formula in the buffers as it reads at `at`.
    fn own_formula(&mut self, at: CellRef) -> Result<Option<Arc<str>>, OpenError> {
        let FormulaKind::Shared(index) = self.formula_kind else {
            if self.formula_kind == FormulaKind::None || self.formula.is_empty() {
                return Ok(None);
            }
            return Ok(Some(self.formula_text()));
        };
        if !self.formula.is_empty() {
            let text = self.formula_text();
            let shared = SharedFormula::new(Arc::clone(&text), at);
            self.book.budget.charge(shared.bytes())?;
            self.shared.insert(index, shared);
            return Ok(Some(text));
        }
        let Some(shared) = self.shared.get(&index) else { return Ok(None) };
        let text = shared.at(at);
        self.book.budget.charge(text.len())?;
        Ok(Some(Arc::from(text)))
    }

    fn formula_text(&mut self) -> Arc<str> {
        decode_escapes(&mut self.formula, 0);
        Arc::from(self.formula.strip_prefix('=').unwrap_or(&self.formula))
    }

    /// The value in the buffers.
    fn value(&mut self, head: &mut Head, has_formula: bool) -> Result<CellValue, OpenError> {
        if let Some(inline) = self.inline.take().filter(|_| !self.has_value) {
            return Ok(text_value(Arc::new(inline), has_formula));
        }
        if !self.has_value {
            return Ok(CellValue::None);
        }
        if head.kind == Kind::Text {
            decode_escapes(&mut self.value, 0);
            return Ok(text_value(Arc::new(RichText::plain(self.value.as_str())), has_formula));
        }
        let stored = self.value.trim_ascii();
        if stored.is_empty() {
            return Ok(CellValue::None);
        }
        let value = match head.kind {
            Kind::Shared => Some(self.shared_text(head.at, stored, has_formula)?),
            Kind::Number | Kind::Text => number::from_digits(stored).map(CellValue::Number),
            Kind::Bool => match stored {
                "1" | "true" | "TRUE" => Some(CellValue::Bool(true)),
                "0" | "false" | "FALSE" => Some(CellValue::Bool(false)),
                _ => None,
            },
            Kind::Error => Some(CellValue::Error(Arc::from(stored))),
            Kind::Date => dates::serial(stored, self.book.date_1904).and_then(|serial| {
                head.style = self.book.styles.as_date(head.style);
                number::from_digits(&serial.to_string()).map(CellValue::Number)
            }),
        };
        // What is not of its kind is kept as the text that it is: nothing is lost.
        Ok(value.unwrap_or_else(|| CellValue::Text(Arc::new(RichText::plain(self.value.as_str())))))
    }

    fn shared_text(&self, at: CellRef, index: &str, has_formula: bool) -> Result<CellValue, OpenError> {
        let text = index.parse().ok().and_then(|index: usize| self.book.strings.get(index));
        match text {
            Some(text) => Ok(text_value(text, has_formula)),
            None => Err(self.damaged(format_args!("cell {at} has no text number `{index:.20}`"))),
        }
    }

    /// Gives late shared formulas their text, and puts the cells in order.
    fn finish(self) -> Result<(), OpenError> {
        for (index, shared) in &self.waiting {
            if let (Some(cell), Some(shared)) = (self.sheet.cells.get_mut(*index), self.shared.get(shared)) {
                let text = shared.at(cell.at);
                self.book.budget.charge(text.len())?;
                cell.formula = Some(text.into());
            }
        }
        if self.sorted {
            return Ok(());
        }
        self.sheet.cells.sort_by_key(|cell| cell.at);
        let doubled = self.sheet.cells.windows(2).find_map(|pair| match pair {
            [one, other] if one.at == other.at && !says_the_same(one, other) => Some(one.at),
            _ => None,
        });
        if let Some(at) = doubled {
            return Err(self.damaged(format_args!("cell {at} stands there twice with different contents")));
        }
        self.sheet.cells.dedup_by_key(|cell| cell.at);
        Ok(())
    }

    fn damaged(&self, detail: impl std::fmt::Display) -> OpenError {
        OpenError::damaged(format_args!("sheet `{}`: {detail}", self.sheet.name))
    }
}
