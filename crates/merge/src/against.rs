//! The units' sums beside figures that are given: a plan, or last year's.

use std::collections::{BTreeMap, HashMap};

use phuluc_model::text::fold;
use phuluc_model::{
    Appendix, ColumnMerge, Document, Finding, KindRole, Layout, Merged, MergedAppendix, Message, Origin,
    Part, PlanDifference, Quantity, Row, Share,
};
use rust_decimal::Decimal;

use crate::effective::{Figures, counts};
use crate::rules::PLAN_DIFFERS;
use crate::say::at_cell;

/// Where a row stands: the folded names above it and its own, by kind.
type Path = Vec<(String, String)>;

/// Differences between the units' sums and the figures of a plan, in the order of the
/// merged rows, the grand total first; forms that the plan lacks are passed over.
pub fn against(merged: &Merged, plan: &Document) -> Vec<PlanDifference> {
    let mut differences = Vec::new();
    let figures = Tables::of(merged);
    for part in &merged.appendices {
        let layout = &part.appendix.layout;
        let Some(given) = plan.appendices.iter().find(|given| given.layout.id == layout.id) else { continue };
        differences.extend(of_appendix(merged, part, given, &figures));
    }
    differences
}

/// What the units' figures count.
struct Tables(HashMap<(usize, usize), Figures>);

impl Tables {
    fn of(merged: &Merged) -> Self {
        let tables = merged.submissions.iter().enumerate().flat_map(|(submission, one)| {
            let appendices = one.document.appendices.iter().enumerate();
            appendices.map(move |(at, appendix)| ((submission, at), Figures::of(appendix)))
        });
        Self(tables.collect())
    }
}

fn of_appendix(
    merged: &Merged,
    part: &MergedAppendix,
    given: &Appendix,
    tables: &Tables,
) -> Vec<PlanDifference> {
    let mut stated: HashMap<Path, Vec<&Row>> = HashMap::new();
    for (path, row) in paths(given) {
        stated.entry(path).or_default().push(row);
    }
    let mut differences = Vec::new();
    let shares = Shares::new(merged, part, tables);
    let mut met: Vec<*const Row> = Vec::new();
    let mut compare = |row: Option<&Row>, plan: Option<&Row>, at: Option<usize>| {
        differences.extend(compare(part, given, row, plan, at, &shares));
    };
    if let (Some(total), Some(plan)) = (&part.appendix.total, &given.total) {
        compare(Some(total), Some(plan), Some(0));
    }
    let first = usize::from(part.appendix.total.is_some());
    for (at, (path, row)) in (first..).zip(paths(&part.appendix)) {
        let plan = stated
            .get(&path)
            .and_then(|rows| rows.iter().find(|row| !met.contains(&std::ptr::from_ref(**row))).copied());
        met.extend(plan.map(std::ptr::from_ref));
        compare(Some(row), plan, Some(at));
    }
    for (_, row) in paths(given) {
        if !met.contains(&std::ptr::from_ref(row)) {
            compare(None, Some(row), None);
        }
    }
    differences
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

    fn stands(&self, at: usize, column: usize) -> bool {
        self.rows.get(at).is_some_and(|(row, ..)| !row.quantity(column).is_blank())
    }
}

/// Rows that count, with where they stand.
fn paths(appendix: &Appendix) -> Vec<(Path, &Row)> {
    let mut paths = Vec::new();
    let mut open: Vec<(Path, std::slice::Iter<'_, Row>)> = vec![(Vec::new(), appendix.rows.iter())];
    while let Some((above, rest)) = open.last_mut() {
        let Some(row) = rest.next() else {
            open.pop();
            continue;
        };
        let role = appendix.kind(row).map_or(KindRole::Row, |kind| kind.role);
        let mut path = above.clone();
        path.push((row.kind.to_string(), fold(appendix.label(row).unwrap_or_default())));
        if matches!(role, KindRole::Row | KindRole::Breakdown) {
            paths.push((path.clone(), row));
        }
        open.push((path, row.children.iter()));
    }
    paths
}

/// Where a merged row's figures are not the plan's.
fn compare(
    part: &MergedAppendix,
    given: &Appendix,
    row: Option<&Row>,
    plan: Option<&Row>,
    at: Option<usize>,
    shares: &Shares<'_>,
) -> Vec<PlanDifference> {
    let mut differences = Vec::new();
    let layout = &part.appendix.layout;
    let named = |appendix: &Appendix, row: &Row| {
        let code = layout.code_column().and_then(|column| row.text(column)).map(str::to_owned);
        (code, appendix.label(row).unwrap_or_default().to_owned())
    };
    let (code, name) = match (plan, row) {
        (Some(plan), _) => named(given, plan),
        (None, Some(row)) => named(&part.appendix, row),
        (None, None) => return differences,
    };
    for (index, column) in layout.columns.iter().enumerate() {
        if !column.kind.is_figure() || column.merge != ColumnMerge::Sum {
            continue;
        }
        let of = |row: Option<&Row>| row.map(|row| row.quantity(index).clone()).unwrap_or_default();
        let (plan_figure, sum) = (of(plan), of(row));
        let Some(difference) = sum.addend().checked_sub(plan_figure.addend()) else { continue };
        if difference.is_zero() {
            continue;
        }
        let shares = at.map(|at| shares.of(at, index)).unwrap_or_default();
        let finding = plan.map(|plan| {
            let message = Message::new(
                format!(
                    "Kế hoạch ghi {}, các đơn vị cộng lại là {}: chênh lệch {difference}",
                    shown(&plan_figure),
                    shown(&sum)
                ),
                format!(
                    "the plan states {}, the units add up to {}: a difference of {difference}",
                    shown(&plan_figure),
                    shown(&sum)
                ),
            );
            let finding = at_cell(&PLAN_DIFFERS, message, given, plan, index);
            Finding { expected: sum.to_json_text(), found: plan_figure.to_json_text(), ..finding }
        });
        differences.push(PlanDifference {
            layout: layout.id.to_string(),
            code: code.clone(),
            name: name.clone(),
            field: column.field.to_string(),
            plan: plan_figure,
            sum,
            difference,
            shares,
            finding,
        });
    }
    differences
}

fn shown(quantity: &Quantity) -> String {
    quantity.to_json_text().unwrap_or_else(|| "—".to_owned())
}
