//! One way through the large sheet: its header, its rows window by window, its notes.
//!
//! Each window is read by the functions that read a whole sheet. What they would know of the
//! rows before it stands in [`Facts`]; what they would know of those behind it was found out
//! on a way before, and is assumed.

use phuluc_model::{MoneyUnit, Remark, Row};

use super::facts::Facts;
use super::{StreamError, WholeReason, border};
use crate::bands;
use crate::body::{self, Body};
use crate::carry;
use crate::draft;
use crate::grid::CellValue;
use crate::header::{self, HeaderMatch};
use crate::ledger::{Ledger, Role};
use crate::marks::SheetMarks;
use crate::patterns::Patterns;
use crate::rows::{self, Mapping, Output};
use crate::table;
use crate::titles::Titles;
use crate::units::Units;
use crate::view::SheetView;
use crate::wrapped::{self, Habit};
use crate::zones::Zone;

/// Rows that are looked at below the last of a window.
pub(super) const BELOW: usize = body::LOOKED_AT + 2;
/// Rows that are looked at for the header and what stands around it.
pub(super) const TOP: usize = 320;
/// Of these, rows below the header.
const BELOW_HEADER: usize = 64;

/// What comes of the large sheet, row by row.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Streamed {
    /// A row of the table, without the rows below it: those come behind it. The grand total is
    /// not among them.
    Row(Row),
    /// A footnote, the signature block, a line around the table.
    Note(Remark),
    /// Any other cell that is not empty: nothing is dropped.
    Unmapped(Remark),
}

impl Streamed {
    const fn row(&self) -> u32 {
        match self {
            Self::Row(row) => row.row.saturating_sub(1),
            Self::Note(remark) | Self::Unmapped(remark) => remark.cell.row,
        }
    }
}

/// What is taken to be so until the sheet was gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Assumed {
    pub(super) habit: Habit,
    /// The unit that a note below states.
    pub(super) below: Option<MoneyUnit>,
    /// The unit that tables before it state.
    pub(super) inherited: Option<MoneyUnit>,
}

/// The table of the sheet.
pub(super) struct Table {
    pub(super) header: HeaderMatch,
    pub(super) titles: Titles,
    pub(super) units: Units,
    pub(super) mapping: Mapping,
}

/// One way through the sheet.
pub(super) struct Walk {
    pub(super) assumed: Assumed,
    marks: SheetMarks,
    /// The header as a way before found it.
    known: Option<HeaderMatch>,
    pub(super) table: Option<Table>,
    /// The last row that is done.
    done: Option<u32>,
    over: bool,
    pub(super) facts: Facts,
    /// The last row of column numbers within the table.
    pub(super) last_header: Option<u32>,
    /// The unit that a note below was found to state.
    pub(super) below: Option<MoneyUnit>,
}

impl Walk {
    pub(super) fn new(assumed: Assumed, known: Option<HeaderMatch>, facts: Facts) -> Self {
        Self {
            assumed,
            marks: SheetMarks::default(),
            known,
            table: None,
            done: None,
            over: false,
            facts,
            last_header: None,
            below: None,
        }
    }

    /// Goes through the first of the rows at hand, about `rows` of them, or all where they are
    /// the last; gives the last row that is done, or none where more must be at hand. Headers
    /// are looked for where there are patterns.
    pub(super) fn step(
        &mut self,
        view: &SheetView<'_>,
        is_last: bool,
        rows: usize,
        patterns: Option<&Patterns>,
        out: &mut Vec<Streamed>,
    ) -> Result<Option<u32>, StreamError> {
        let at_hand: Vec<u32> = view.rows().collect();
        let Some(last) = at_hand.last().copied() else { return Ok(None) };
        let mut ledger = Ledger::new(view);
        let done = if self.over {
            self.lines_below(view, &mut ledger);
            last
        } else {
            let begins = self.table.is_none();
            if begins {
                self.begin(view, is_last, &at_hand, patterns, &mut ledger)?;
            }
            let Some(table) = self.table.as_ref() else { return Err(WholeReason::Header.into()) };
            let mut header = table.header.clone();
            if let Some(done) = self.done {
                header.rows.1 = done;
            }
            let zone = self.zone(&header);
            let body = body::find(view, &zone);
            let beyond = at_hand.len().saturating_sub(BELOW);
            let sure = |row: u32| is_last || at_hand.partition_point(|at| *at <= row) <= beyond;
            let most = if is_last { rows } else { rows.min(beyond) };
            let all = is_last && at_hand.len() <= rows;
            let border = if all { None } else { border::last(view, &header, &at_hand, most) };
            let border = border.filter(|row| *row < body.end);
            match border {
                Some(border) => {
                    self.go_on(view, &body, Some(border), &mut ledger, out)?;
                    border
                }
                None if is_last || body.over.is_some_and(sure) => {
                    self.go_on(view, &body, None, &mut ledger, out)?;
                    self.end(view, &body, &mut ledger);
                    last
                }
                None => return Ok(None),
            }
        };
        self.look_for_headers(view, done, patterns)?;
        self.remarks(view, &ledger, done, out);
        self.done = Some(done);
        Ok(Some(done))
    }

    fn zone<'z>(&'z self, header: &'z HeaderMatch) -> Zone<'z> {
        Zone {
            header,
            repeats: Vec::new(),
            start: 0,
            stop: u32::MAX,
            stops_at_titles: false,
            number: 0,
            marks: &self.marks,
        }
    }
}

impl Walk {
    /// Finds the header and reads what stands above it.
    fn begin(
        &mut self,
        view: &SheetView<'_>,
        is_last: bool,
        at_hand: &[u32],
        patterns: Option<&Patterns>,
        ledger: &mut Ledger,
    ) -> Result<(), StreamError> {
        let header = match (&self.known, patterns) {
            (Some(header), _) => header.clone(),
            (None, Some(patterns)) => the_header(view, patterns)?,
            (None, None) => return Err(WholeReason::Header.into()),
        };
        let below = at_hand.len() - at_hand.partition_point(|row| *row <= header.rows.1);
        if !is_last && below < BELOW_HEADER {
            return Err(WholeReason::Header.into());
        }
        let zone = self.zone(&header);
        let titles = table::read_titles(view, &zone, ledger);
        table::mark_headers(view, &zone, &Body::default(), ledger);
        let units = Units::find(&header, &titles, self.assumed.below, self.assumed.inherited);
        let layout = header.layout.clone();
        let columns = (0..layout.columns.len()).map(|field| header.sheet_column(field)).collect();
        let mapping = Mapping::new(layout, columns, units.columns.clone(), &self.marks);
        self.table = Some(Table { header, titles, units, mapping });
        Ok(())
    }

    /// Reads rows of the table, those up to a border where there is one.
    fn go_on(
        &mut self,
        view: &SheetView<'_>,
        body: &Body,
        border: Option<u32>,
        ledger: &mut Ledger,
        out: &mut Vec<Streamed>,
    ) -> Result<(), StreamError> {
        let Self { table: Some(table), facts, assumed, .. } = self else { return Ok(()) };
        let mapping = &table.mapping;
        let last = border.unwrap_or(u32::MAX);
        let within = |rows: &[u32]| rows.iter().copied().filter(|row| *row <= last).collect::<Vec<u32>>();
        let headers = within(&body.headers);
        for (index, _) in headers.iter().flat_map(|row| view.row(*row)) {
            ledger.set(index, Role::Header);
        }
        for (index, cell) in within(&body.notes).into_iter().flat_map(|row| view.row(row)) {
            let words = matches!(cell.value, CellValue::Text(_));
            ledger.set(index, if words { Role::Note } else { Role::Unmapped });
        }
        self.last_header = headers.last().copied().or(self.last_header);
        let sink = &mut facts.said.rows;
        let mut read = Output::new(ledger.roles(), sink);
        for row in within(&body.rows) {
            rows::read_row(view, mapping, row, &mut facts.code, &mut read);
        }
        let Output { mut rows, pending, proofs, .. } = read;
        if !pending.is_empty() {
            return Err(WholeReason::Ambiguous.into());
        }
        facts.prove(proofs);
        rows.iter().for_each(|row| facts.names.add(&mapping.layout, row));
        let how = (assumed.habit, &mut facts.said.joined);
        wrapped::join_by(view, mapping, &headers, &mut rows, &mut [], how);
        carry::carry_merged(view, mapping, &mut rows);
        rows::say_nameless(view, mapping, &within(&body.nameless), &mut facts.said.nameless);
        for row in rows {
            if let Some(row) = facts.place(mapping, row)? {
                out.push(Streamed::Row(draft::row(&mapping.layout, row, Vec::new())));
            }
        }
        Ok(())
    }

    /// Reads the lines below the last row.
    fn end(&mut self, view: &SheetView<'_>, body: &Body, ledger: &mut Ledger) {
        if let Some(table) = &self.table {
            table::mark_notes(view, &self.zone(&table.header), body, ledger);
        }
        self.below = table::unit_below(view, body, u32::MAX);
        self.over = true;
    }

    fn lines_below(&self, view: &SheetView<'_>, ledger: &mut Ledger) {
        if let Some(table) = &self.table {
            table::mark_notes(view, &self.zone(&table.header), &Body::default(), ledger);
        }
    }

    /// A row below the header that looks like another may begin another table.
    fn look_for_headers(
        &self,
        view: &SheetView<'_>,
        done: u32,
        patterns: Option<&Patterns>,
    ) -> Result<(), WholeReason> {
        let (Some(patterns), Some(table)) = (patterns, &self.table) else { return Ok(()) };
        for row in view.rows_between(table.header.rows.1 + 1, done.saturating_add(1)) {
            if header::may_head(view, patterns, row) {
                return Err(WholeReason::SecondHeader);
            }
        }
        if patterns.is_exhausted() { Err(WholeReason::Effort) } else { Ok(()) }
    }

    /// Gives out notes and cells that were not used, among the rows.
    fn remarks(&self, view: &SheetView<'_>, ledger: &Ledger, done: u32, out: &mut Vec<Streamed>) {
        let cells = view.sheet.cells.iter().enumerate().take_while(|(_, cell)| cell.at.row <= done);
        let remarks = cells.filter_map(|(index, cell)| {
            let remark = || Remark { cell: cell.at, text: view.text(cell).into_owned() };
            match ledger.role(index)? {
                Role::Note => Some(Streamed::Note(remark())),
                Role::Unmapped => Some(Streamed::Unmapped(remark())),
                _ => None,
            }
        });
        let rows = out.len();
        out.extend(remarks);
        if out.len() > rows {
            out.sort_by_key(Streamed::row);
        }
    }
}

/// The one header of the one table at the top of a sheet.
fn the_header(view: &SheetView<'_>, patterns: &Patterns) -> Result<HeaderMatch, WholeReason> {
    let bands = bands::find(view, patterns);
    if patterns.is_exhausted() {
        return Err(WholeReason::Effort);
    }
    let [(_, headers)] = bands.as_slice() else { return Err(WholeReason::Header) };
    match headers.as_slice() {
        [header] => Ok(header.clone()),
        [] => Err(WholeReason::Header),
        _ => Err(WholeReason::SecondHeader),
    }
}
