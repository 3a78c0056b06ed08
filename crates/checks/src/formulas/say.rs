//! From flaws to findings.

use std::collections::BTreeMap;

use phuluc_model::{CellRange, CellRef, Finding, Message, Related, Rule};

use super::{Flaw, FlawKind};
use crate::context::Context;
use crate::sink::Sink;
use crate::sums::Cell;

/// Flaws of a column from which on they are one finding.
const MANY: usize = 4;

/// Says which cells have one kind of flaw. What a sum that does not hold speaks of
/// already is said there.
pub(crate) fn say(context: &Context<'_>, sink: &mut Sink, rule: &Rule, kind: FlawKind, todo: &Message) {
    let mut columns: BTreeMap<(u32, u32), Vec<(Cell, &Flaw)>> = BTreeMap::new();
    let flaws = context.formulas().flaws().iter().filter(|(_, flaw)| flaw.kind == kind);
    for (cell, flaw) in flaws.filter(|(cell, _)| !context.diagnosis().speaks_of(**cell)) {
        columns.entry((cell.table, cell.column)).or_default().push((*cell, flaw));
    }
    for flaws in columns.into_values() {
        let (shown, count) = if flaws.len() < MANY { (flaws.len(), 1) } else { (1, flaws.len()) };
        for (cell, flaw) in flaws.iter().take(shown) {
            let Some(mut finding) = finding(context, sink, rule, (*cell, flaw), todo) else { continue };
            if count > 1 {
                let corner = |cell: Option<&(Cell, &Flaw)>| address(context, cell?.0)?.parse().ok();
                let (Some(first), Some(last)) = (corner(flaws.first()), corner(flaws.last())) else {
                    continue;
                };
                let (first, last): (CellRef, CellRef) = (first, last);
                finding.cell = CellRange::new(first, last).to_string();
            }
            sink.push(finding.counting(count));
        }
    }
}

fn address(context: &Context<'_>, cell: Cell) -> Option<String> {
    Some(context.tables().get(cell.table())?.cell(cell.row(), cell.column()))
}

fn finding(
    context: &Context<'_>,
    sink: &Sink,
    rule: &Rule,
    (cell, flaw): (Cell, &Flaw),
    todo: &Message,
) -> Option<Finding> {
    let table = context.tables().get(cell.table())?;
    let called = table.called(cell.row());
    let message = Message::new(
        format!("{called}: {}. {}", flaw.what.vi, todo.vi),
        format!("{called}: {}. {}", flaw.what.en, todo.en),
    );
    let mut finding = table.finding(rule, message, cell.row(), cell.column());
    let at: Option<CellRef> = finding.cell.parse().ok();
    let formula = at.and_then(|at| table.appendix.source.formulas.get(&at));
    let figure = table.quantity(cell.row(), cell.column()).value();
    finding.found =
        formula.map(|text| format!("={text}")).or_else(|| figure.map(|figure| figure.to_string()));
    let others = flaw.others.iter().filter_map(|other| {
        let cell: String = address(context, *other)?;
        let formula = table.appendix.source.formulas.get(&cell.parse().ok()?).map(|text| format!("={text}"));
        let text = formula.unwrap_or_else(|| sink.text(&figure_of(table.called(other.row()))));
        Some(Related { cell, text })
    });
    finding.related = others.take(8).collect();
    Some(finding)
}

fn figure_of(called: String) -> Message {
    Message::new(called.clone(), called)
}
