//! Formulas from merged figures to the units' cells.

use std::collections::HashMap;

use phuluc_model::{Apart, CellRef, MergedAppendix, Origin, Part, exact};
use rust_decimal::Decimal;

use super::UnitSheet;
use super::shares::Shares;
use crate::figures::{Content, Linked, Links};
use crate::rows::TableRow;
use crate::sheet::SheetPlan;
use crate::workbook::quoted;

/// The most cells that one formula adds up; more stand on a sheet of their own.
const MOST: usize = 100;

/// Where units' figures stand.
pub(crate) struct Cells<'a> {
    sheets: HashMap<(usize, usize), (&'a SheetPlan<'a>, String)>,
}

/// A unit's cell.
pub(crate) struct UnitCell {
    pub(crate) reference: String,
    pub(crate) figure: Decimal,
    /// Whether it is shown as a dash or words, which `+` cannot add.
    text: bool,
}

impl<'a> Cells<'a> {
    pub(crate) fn new(units: &'a [UnitSheet<'a>]) -> Self {
        let sheet = |unit: &'a UnitSheet<'a>| {
            ((unit.part.submission, unit.part.appendix), (&unit.plan, quoted(&unit.plan.name)))
        };
        Self { sheets: units.iter().map(sheet).collect() }
    }

    /// A unit's figure; `None` where none stands.
    pub(crate) fn cell(&self, part: Part, column: usize) -> Option<UnitCell> {
        let (plan, name) = self.sheets.get(&(part.submission, part.appendix))?;
        let at = row_index(plan, part.row)?;
        let position = plan.columns.iter().position(|written| written.index == column)?;
        let content = plan.contents.get(at)?.get(position)?;
        let row = plan.rows.get(at)?.at;
        let cell = CellRef::new(row, u32::try_from(position).ok()?);
        let text = matches!(content, Content::Nil | Content::Text(_));
        Some(UnitCell { reference: format!("{name}!{cell}"), figure: content.number()?, text })
    }
}

/// The index of a row in the plan of its sheet.
pub(crate) fn row_index(plan: &SheetPlan<'_>, row: Option<usize>) -> Option<usize> {
    let total = usize::from(plan.appendix.total.is_some());
    match row {
        Some(row) => row.checked_add(total),
        None => (total == 1).then_some(0),
    }
}

/// Where the figures of a merged appendix come from.
pub(crate) fn links(
    merged: &MergedAppendix,
    rows: &[TableRow<'_>],
    cells: &Cells<'_>,
    shares: &mut Shares,
) -> Links {
    let mut links = Links { given: true, ..Links::default() };
    let totals = merged.appendix.total.is_some().then_some(&merged.total);
    for (at, (origin, _)) in totals.into_iter().chain(&merged.origins).zip(rows).enumerate() {
        let mut block = None;
        for &column in &origin.summed {
            let parts: Vec<Part> = origin.parts.clone();
            if let Some(linked) = linked(merged, origin, &parts, column, cells, shares, &mut block) {
                links.whole.insert((at, column), linked);
            }
        }
        for apart in origin.apart.chunk_by(|one, other| one.column == other.column) {
            let column = apart.first().map(|apart| apart.column).unwrap_or_default();
            if let Some(linked) = on_top(merged, origin, apart, cells, shares) {
                links.on_top.insert((at, column), linked);
            }
        }
    }
    links
}

/// Units' cells on top of a sum, by the columns that they stand in.
fn on_top(
    merged: &MergedAppendix,
    origin: &Origin,
    apart: &[Apart],
    cells: &Cells<'_>,
    shares: &mut Shares,
) -> Option<Linked> {
    let mut groups: Vec<(usize, bool, Vec<Part>)> = Vec::new();
    for one in apart {
        match groups.iter_mut().find(|(from, minus, _)| (*from, *minus) == (one.from, one.minus)) {
            Some((.., parts)) => parts.push(one.part),
            None => groups.push((one.from, one.minus, vec![one.part])),
        }
    }
    groups.sort_by_key(|(_, minus, _)| *minus);
    let mut whole: Option<Linked> = None;
    for (from, minus, parts) in groups {
        let linked = linked(merged, origin, &parts, from, cells, shares, &mut None)?;
        whole = Some(match (whole, minus) {
            (None, false) => linked,
            (Some(whole), false) => Linked {
                text: format!("{}+{}", whole.text, linked.text),
                result: exact::add(whole.result, linked.result)?,
            },
            (whole, true) => Linked {
                text: format!("{}-({})", whole.as_ref().map_or("0", |whole| &whole.text), linked.text),
                result: exact::subtract(whole.map_or(Decimal::ZERO, |whole| whole.result), linked.result)?,
            },
        });
    }
    whole
}

/// The sum of units' cells of a column.
fn linked(
    merged: &MergedAppendix,
    origin: &Origin,
    parts: &[Part],
    column: usize,
    cells: &Cells<'_>,
    shares: &mut Shares,
    block: &mut Option<usize>,
) -> Option<Linked> {
    let found: Vec<UnitCell> = parts.iter().filter_map(|part| cells.cell(*part, column)).collect();
    let result = found.iter().try_fold(Decimal::ZERO, |sum, cell| exact::add(sum, cell.figure))?.normalize();
    let text = if found.is_empty() {
        return None;
    } else if found.len() > MOST {
        shares.block(merged, origin, parts, column, cells, block)?
    } else if found.iter().any(|cell| cell.text) {
        let references: Vec<&str> = found.iter().map(|cell| cell.reference.as_str()).collect();
        format!("SUM({})", references.join(","))
    } else {
        found.iter().map(|cell| cell.reference.as_str()).collect::<Vec<_>>().join("+")
    };
    Some(Linked { text, result })
}
