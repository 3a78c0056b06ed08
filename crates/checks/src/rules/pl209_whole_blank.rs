#![doc = include_str!("../../../../docs/rules/PL209-whole-blank.md")]

use phuluc_model::{KindRole, Message, Quantity, Severity};
use rust_decimal::Decimal;

use crate::context::{Context, Table, figures};
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL209-whole-blank.md");

pub(crate) struct WholeBlank;

impl Check for WholeBlank {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for table in context.tables() {
            in_rows(table, sink);
            over_children(table, sink);
        }
    }
}

/// A total within a row is blank, its parts are not.
fn in_rows(table: &Table<'_>, sink: &mut Sink) {
    for sum in &table.appendix.layout.row_sums {
        let column = |column: usize| table.appendix.layout.columns.get(column);
        let field = column(sum.target).map(|column| &*column.field).unwrap_or_default();
        let columns = &table.appendix.source.columns;
        if !columns.is_empty() && !columns.contains_key(field) {
            continue;
        }
        for row in 0..table.rows.len() {
            let parts = || sum.terms.iter().map(|term| (term.minus, table.quantity(row, term.column)));
            let states = |quantity: &Quantity| quantity.value().is_some_and(|value| !value.is_zero());
            if !table.quantity(row, sum.target).is_blank() || !parts().any(|(_, part)| states(part)) {
                continue;
            }
            let addends = parts().map(|(minus, part)| if minus { -part.addend() } else { part.addend() });
            let whole = addends.fold(Decimal::ZERO, |sum, part| sum.saturating_add(part));
            say(table, row, sum.target, whole, DOC.rule.severity, sink);
        }
    }
}

/// A parent leaves a column blank that its children fill in, while it states as
/// many others; a heading that leaves most blank is none of it.
fn over_children(table: &Table<'_>, sink: &mut Sink) {
    let layout = &table.appendix.layout;
    for (row, entry) in table.rows.iter().enumerate() {
        let adds = |child: &&usize| table.row(**child).is_some_and(|entry| entry.role == KindRole::Row);
        let total = table.total == Some(row);
        if !(total || entry.role == KindRole::Row) {
            continue;
        }
        let sum_of = |column: usize| {
            let children = table.below(row).iter().filter(adds);
            children.fold(Decimal::ZERO, |sum, child| sum.saturating_add(table.quantity(*child, column).addend()))
        };
        let summed = |column: &&usize| !sum_of(**column).is_zero();
        let (blank, stated): (Vec<usize>, Vec<usize>) = layout
            .children_sums
            .iter()
            .filter(summed)
            .partition(|column| table.quantity(row, **column).is_blank());
        if blank.is_empty() || blank.len() > stated.len() {
            continue;
        }
        // Told already as the blank total of its row.
        let within = |column: &usize| {
            layout.row_sums.iter().any(|sum| {
                sum.target == *column
                    && sum.terms.iter().any(|term| !table.quantity(row, term.column).addend().is_zero())
            })
        };
        for column in blank.into_iter().filter(|column| !within(column)) {
            say(table, row, column, sum_of(column), DOC.rule.severity, sink);
        }
    }
}

fn say(table: &Table<'_>, row: usize, column: usize, whole: Decimal, severity: Severity, sink: &mut Sink) {
    let (vi, en) = figures(whole);
    let (called, header) = (table.called(row), table.header(column));
    let message = Message::new(
        format!("{called}: cột «{header}» để trống, các phần cộng được {vi}. Ghi số vào ô trống"),
        format!("{called}: `{header}` is blank, its parts add up to {en}. Fill it in"),
    );
    let mut finding = table.finding(&DOC.rule, message, row, column);
    finding.expected = Some(whole.normalize().to_string());
    finding.severity = severity;
    sink.push(finding);
}
