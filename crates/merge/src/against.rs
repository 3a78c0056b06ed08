//! The units' sums beside figures that are given: a plan, or last year's.

use std::collections::HashMap;

use phuluc_model::text::fold;
use phuluc_model::{Appendix, ColumnMerge, Difference, Document, Finding, KindRole, Merged, MergedAppendix, Message, Quantity, Row, Share};

use crate::effective::Figures;
use crate::rules::PLAN_DIFFERS;
use crate::say::at_cell;

/// Where a row stands: the folded names above it and its own, by kind.
type Path = Vec<(String, String)>;

/// Differences between the units' sums and the figures of a plan, in the order of the
/// merged rows, the grand total first; forms that the plan lacks are passed over.
pub fn against(merged: &Merged, plan: &Document) -> Vec<Difference> {
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

fn of_appendix(merged: &Merged, part: &MergedAppendix, given: &Appendix, tables: &Tables) -> Vec<Difference> {
    let mut stated: HashMap<Path, Vec<&Row>> = HashMap::new();
    for (path, row) in paths(given) {
        stated.entry(path).or_default().push(row);
    }
    let mut differences = Vec::new();
    let mut met: Vec<*const Row> = Vec::new();
    if let (Some(total), Some(plan)) = (&part.appendix.total, &given.total) {
        compare(merged, part, given, Some(total), Some(plan), Some(&part.total), tables, &mut differences);
    }
    for ((path, row), origin) in paths(&part.appendix).into_iter().zip(&part.origins) {
        let plan = stated.get(&path).and_then(|rows| {
            rows.iter().find(|row| !met.contains(&std::ptr::from_ref(**row))).copied()
        });
        met.extend(plan.map(std::ptr::from_ref));
        compare(merged, part, given, Some(row), plan, Some(origin), tables, &mut differences);
    }
    for (_, row) in paths(given) {
        if !met.contains(&std::ptr::from_ref(row)) {
            compare(merged, part, given, None, Some(row), None, tables, &mut differences);
        }
    }
    differences
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

#[allow(clippy::too_many_arguments, reason = "both rows with their tables")]
fn compare(
    merged: &Merged,
    part: &MergedAppendix,
    given: &Appendix,
    row: Option<&Row>,
    plan: Option<&Row>,
    origin: Option<&phuluc_model::Origin>,
    tables: &Tables,
    differences: &mut Vec<Difference>,
) {
    let layout = &part.appendix.layout;
    let named = |appendix: &Appendix, row: &Row| {
        let code = layout.code_column().and_then(|column| row.text(column)).map(str::to_owned);
        (code, appendix.label(row).unwrap_or_default().to_owned())
    };
    let (code, name) = match (plan, row) {
        (Some(plan), _) => named(given, plan),
        (None, Some(row)) => named(&part.appendix, row),
        (None, None) => return,
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
        let parts = origin.map(|origin| origin.parts.as_slice()).unwrap_or_default();
        let shares: Vec<Share> = parts
            .iter()
            .filter_map(|part| {
                let figure = tables.0.get(&(part.submission, part.appendix))?.get(part.row, index)?;
                let unit = merged.submissions.get(part.submission)?.unit.clone().unwrap_or_default();
                (!figure.value.is_blank()).then(|| Share { unit, figure: figure.value.clone() })
            })
            .collect();
        let finding = plan.map(|plan| {
            let message = Message::new(
                format!("Kế hoạch ghi {}, các đơn vị cộng lại là {}: chênh lệch {difference}", shown(&plan_figure), shown(&sum)),
                format!("the plan states {}, the units add up to {}: a difference of {difference}", shown(&plan_figure), shown(&sum)),
            );
            let finding = at_cell(&PLAN_DIFFERS, message, given, plan, index);
            Finding { expected: sum.to_json_text(), found: plan_figure.to_json_text(), ..finding }
        });
        differences.push(Difference {
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
}

fn shown(quantity: &Quantity) -> String {
    quantity.to_json_text().unwrap_or_else(|| "—".to_owned())
}
