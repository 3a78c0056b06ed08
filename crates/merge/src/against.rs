//! The units' sums beside figures that are given: a plan, or last year's.

use std::collections::{BTreeMap, HashMap};

use phuluc_diff::matching::{Matching, match_rows};
use phuluc_model::text::fold;
use phuluc_model::{
    ColumnMerge, ColumnType, Document, KindRole, Layout, Merged, MergedAppendix, Message, Origin, Part,
    PlanDifference, Quantity, Row, Share, vietnamese,
};
use rust_decimal::Decimal;

use crate::MergeOptions;
use crate::effective::{Figures, counts, headings_below};
use crate::plan::{Plan, Stated};
use crate::rates::is_rate;
use crate::rules::PLAN_DIFFERS;

/// Differences between the units' sums and the figures of a plan, in the order of the
/// merged rows, the grand total first; forms that the plan lacks are passed over.
///
/// The plan's rows are placed as a merge places them and matched as a comparison matches
/// them ([`phuluc_diff::matching`]), so that a flat list of works is held against the works
/// below their districts, and a row whose name has a slip against its own. A name that is
/// another is a difference in the field of the name.
pub fn against(merged: &Merged, plan: &Document, options: &MergeOptions) -> Vec<PlanDifference> {
    let mut differences = Vec::new();
    let figures = Tables::of(merged);
    for part in &merged.appendices {
        let Some(given) = Plan::of(&part.appendix.layout, plan, merged, options) else { continue };
        let shares = Shares::new(merged, part, &figures);
        Against { part, given: &given, shares }.compare_all(&mut differences);
    }
    differences
}

/// What the units' figures count.
struct Tables(HashMap<(usize, usize), Figures>);

impl Tables {
    fn of(merged: &Merged) -> Self {
        let origins = merged.appendices.iter().flat_map(|one| &one.origins);
        let below = headings_below(origins.map(|origin| (&*origin.parts, &*origin.headings)));
        let below = &below;
        let tables = merged.submissions.iter().enumerate().flat_map(|(submission, one)| {
            let appendices = one.document.appendices.iter().enumerate();
            appendices.map(move |(at, appendix)| {
                let below = below.get(&(submission, at)).map_or(&[] as &[_], Vec::as_slice);
                ((submission, at), Figures::of(appendix, below))
            })
        });
        Self(tables.collect())
    }
}

/// What each unit has in the merged figures: rows by index, the grand total first.
struct Shares<'a> {
    merged: &'a Merged,
    layout: &'a Layout,
    tables: &'a Tables,
    rows: Vec<(&'a Row, &'a Origin, Vec<usize>)>,
}

impl<'a> Shares<'a> {
    fn new(merged: &'a Merged, part: &'a MergedAppendix, tables: &'a Tables) -> Self {
        let layout = &part.appendix.layout;
        let mut rows: Vec<(&Row, &Origin, Vec<usize>)> = Vec::new();
        rows.extend(part.appendix.total.as_ref().map(|total| (total, &part.total, Vec::new())));
        let root = rows.len().checked_sub(1);
        let mut origins = part.origins.iter();
        let mut open: Vec<(Option<usize>, std::slice::Iter<'_, Row>)> =
            vec![(root, part.appendix.rows.iter())];
        while let Some((above, rest)) = open.last_mut() {
            let above = *above;
            let (Some(row), Some(at)) = (rest.next(), Some(rows.len())) else {
                open.pop();
                continue;
            };
            let Some(origin) = origins.next() else { break };
            if counts(layout, row)
                && let Some((_, _, below)) = above.and_then(|above| rows.get_mut(above))
            {
                below.push(at);
            }
            rows.push((row, origin, Vec::new()));
            open.push((Some(at), row.children.iter()));
        }
        Self { merged, layout, tables, rows }
    }

    /// Units' shares of a figure, in official order.
    fn of(&self, at: usize, column: usize) -> Vec<Share> {
        let mut shares: BTreeMap<usize, Decimal> = BTreeMap::new();
        let mut open = vec![(at, column, false)];
        while let Some((at, column, minus)) = open.pop() {
            let Some((row, origin, below)) = self.rows.get(at) else { continue };
            let apart = origin.apart.iter().filter(|apart| apart.column == column);
            let mut parts: Vec<(Part, usize, bool)> =
                apart.map(|apart| (apart.part, apart.from, minus != apart.minus)).collect();
            if origin.summed.contains(&column) {
                parts = origin.parts.iter().map(|part| (*part, column, minus)).collect();
            } else if below.iter().any(|below| self.stands(*below, column)) {
                open.extend(below.iter().map(|below| (*below, column, minus)));
            } else if !row.quantity(column).is_blank() {
                let sum = self.layout.row_sums.iter().find(|sum| sum.target == column);
                let terms = sum.into_iter().flat_map(|sum| &sum.terms);
                open.extend(terms.map(|term| (at, term.column, minus != term.minus)));
            }
            for (part, column, minus) in parts {
                let table = self.tables.0.get(&(part.submission, part.appendix));
                let figure = table.and_then(|table| table.get(part.row, column)?.value.value());
                let Some(figure) = figure else { continue };
                let share = shares.entry(part.submission).or_default();
                *share = if minus { *share - figure } else { *share + figure };
            }
        }
        let mut by_unit: Vec<Share> = Vec::new();
        for (submission, figure) in shares {
            let unit = self.merged.submissions.get(submission).and_then(|one| one.unit.clone());
            by_unit.push(Share { unit: unit.unwrap_or_default(), figure: Quantity::number(figure) });
        }
        by_unit.retain(|share| share.figure.value().is_some_and(|figure| !figure.is_zero()));
        by_unit
    }

    /// Whether a unit states a figure in a row, be it one that does not add up.
    fn stated(&self, at: usize, column: usize) -> bool {
        let parts = self.rows.get(at).into_iter().flat_map(|(_, origin, _)| &origin.parts);
        parts.into_iter().any(|part| {
            let table = self.tables.0.get(&(part.submission, part.appendix));
            table.and_then(|table| table.get(part.row, column)).is_some_and(|one| one.value.value().is_some())
        })
    }

    fn stands(&self, at: usize, column: usize) -> bool {
        self.rows.get(at).is_some_and(|(row, ..)| !row.quantity(column).is_blank())
    }
}

/// A merged appendix and the plan's rows in its places.
struct Against<'a> {
    part: &'a MergedAppendix,
    given: &'a Plan<'a>,
    shares: Shares<'a>,
}

impl Against<'_> {
    fn compare_all(&self, differences: &mut Vec<PlanDifference>) {
        let matching = match_rows(&self.given.placed.appendix, &self.part.appendix);
        let links = matching.links();
        for (at, row) in matching.new_rows().iter().enumerate() {
            let link = matching.of_new(at).and_then(|link| links.get(link));
            match link.map(|link| (link.old.as_slice(), link.new.as_slice())) {
                Some(([old], [_])) => {
                    let plan = matching.old_rows().get(*old);
                    if let Some((stated, placed)) = self.given.stated(*old).zip(plan) {
                        self.compare(Some((at, row.row)), Some((&stated, placed.row)), differences);
                    }
                }
                // One row that is several here, of the same sum, states the same.
                Some(_) => {}
                None if holds_matched(&matching, at) => {}
                None if self.is_total(row.row) => {}
                None => self.compare(Some((at, row.row)), None, differences),
            }
        }
        for (old, plan) in matching.old_rows().iter().enumerate() {
            if matching.of_old(old).is_none()
                && !self.is_total(plan.row)
                && let Some(stated) = self.given.stated(old)
            {
                self.compare(None, Some((&stated, plan.row)), differences);
            }
        }
    }

    fn is_total(&self, row: &Row) -> bool {
        let kind = self.part.appendix.layout.kind(&row.kind);
        kind.is_some_and(|kind| kind.role == KindRole::Total)
    }

    /// Where a merged row's figures are not the plan's.
    fn compare(
        &self,
        row: Option<(usize, &Row)>,
        plan: Option<(&Stated<'_>, &Row)>,
        differences: &mut Vec<PlanDifference>,
    ) {
        let layout: &Layout = &self.part.appendix.layout;
        let Some(own) = plan.map(|(stated, _)| stated.row).or(row.map(|(_, row)| row)) else { return };
        let code = layout.code_column().and_then(|column| own.text(column)).map(str::to_owned);
        let name = self.part.appendix.label(own).unwrap_or_default().to_owned();
        let written = row.map(|(_, row)| self.part.appendix.label(row).unwrap_or_default());
        let renamed = written.filter(|written| plan.is_some() && fold(written) != fold(&name));
        let new = |column: usize, plan: Quantity, sum: Quantity, difference: Decimal| PlanDifference {
            layout: layout.id.to_string(),
            code: code.clone(),
            name: name.clone(),
            field: layout.columns.get(column).map(|column| column.field.to_string()).unwrap_or_default(),
            plan,
            sum,
            difference,
            shares: Vec::new(),
            finding: None,
        };
        if let (Some(written), Some((stated, _)), Some(kind)) = (renamed, plan, layout.kind(&own.kind))
            && kind.role != KindRole::Total
        {
            let words = |name: &str| Quantity::Words(name.into());
            let mut difference = new(kind.label, words(&name), words(written), Decimal::ZERO);
            difference.finding =
                Some(stated.finding(&PLAN_DIFFERS, names_differ(&name, written), kind.label));
            differences.push(difference);
        }
        let rows = row.map(|(_, row)| row).into_iter().chain(plan.map(|(_, placed)| placed));
        let is_rate = rows.into_iter().any(|row| is_rate(layout, row));
        for (index, column) in layout.columns.iter().enumerate() {
            let rate = column.kind == ColumnType::Figure && is_rate;
            if !column.kind.is_figure() || column.merge != ColumnMerge::Sum || rate {
                continue;
            }
            let planned = plan.map(|(stated, placed)| stated.figure(placed, index)).unwrap_or_default();
            let sum = row.map(|(_, row)| row.quantity(index).clone()).unwrap_or_default();
            let Some(by) = sum.addend().checked_sub(planned.addend()) else { continue };
            if by.is_zero() || row.is_some_and(|(at, _)| sum.is_blank() && self.shares.stated(at, index)) {
                continue;
            }
            let finding = plan.map(|(stated, _)| {
                let finding = stated.finding(&PLAN_DIFFERS, figures_differ(&planned, &sum, by), index);
                let (expected, found) = (sum.to_json_text(), planned.to_json_text());
                phuluc_model::Finding { expected, found, ..finding }
            });
            let shares = row.map(|(at, _)| self.shares.of(at, index)).unwrap_or_default();
            differences.push(PlanDifference { shares, finding, ..new(index, planned, sum, by) });
        }
    }
}

/// Whether rows below a merged row are the plan's, which then has them elsewhere.
fn holds_matched(matching: &Matching<'_>, at: usize) -> bool {
    // Rows below it follow it, each with a parent that does.
    let rows = matching.new_rows().iter().enumerate().skip(at + 1);
    let mut below = rows.take_while(|(_, row)| row.parent.is_some_and(|parent| parent >= at));
    below.any(|(index, _)| matching.of_new(index).is_some())
}

fn figures_differ(plan: &Quantity, sum: &Quantity, difference: Decimal) -> Message {
    let (plan, sum, difference) = (shown(plan), shown(sum), vietnamese(difference));
    Message::new(
        format!(
            "Kế hoạch ghi {plan}, các đơn vị cộng lại là {sum}: chênh lệch {difference}, kiểm tra số của từng đơn vị ở dòng này"
        ),
        format!(
            "the plan states {plan}, the units add up to {sum}: a difference of {difference}; check each unit's figure in this row"
        ),
    )
}

fn names_differ(plan: &str, units: &str) -> Message {
    Message::new(
        format!("Kế hoạch ghi «{plan}», các đơn vị ghi «{units}»: đã coi là một dòng, sửa cho cùng một tên"),
        format!("the plan says `{plan}`, the units say `{units}`: taken for one row; use one name"),
    )
}

fn shown(quantity: &Quantity) -> String {
    match quantity.value() {
        Some(figure) => vietnamese(figure),
        None => quantity.to_json_text().unwrap_or_else(|| "—".to_owned()),
    }
}
