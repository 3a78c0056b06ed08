#![doc = include_str!("../../../../docs/rules/PL223-typed-twice.md")]

use phuluc_model::Message;
use rust_decimal::Decimal;

use super::works::{amount_columns, is_settled};
use crate::context::{Context, Table, figures};
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL223-typed-twice.md");

pub(crate) struct TypedTwice;

impl Check for TypedTwice {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for (index, table) in context.tables().iter().enumerate() {
            let columns = amount_columns(table);
            for group in table.groups() {
                for (&above, &row) in group.iter().zip(group.iter().skip(1)) {
                    for &column in &columns {
                        if is_copy(table, above, row, column, &columns) && !is_settled(context, index, row, column)
                        {
                            say(table, above, row, column, sink);
                        }
                    }
                }
            }
        }
    }
}

fn is_copy(table: &Table<'_>, above: usize, row: usize, column: usize, columns: &[usize]) -> bool {
    let figure = |at: usize, column: usize| table.quantity(at, column).value();
    let Some(here) = figure(row, column).filter(|here| figure(above, column) == Some(*here)) else { return false };
    let mut others = columns.iter().filter(|other| **other != column).peekable();
    let differ = |other: &usize| {
        let (one, two) = (figure(above, *other), figure(row, *other));
        one.is_some() && two.is_some() && one != two
    };
    digits(here) >= 5 && others.any(differ) && table.label(above) != table.label(row)
}

/// Significant digits.
fn digits(figure: Decimal) -> usize {
    figure.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len()
}

fn say(table: &Table<'_>, above: usize, row: usize, column: usize, sink: &mut Sink) {
    let (vi, en) = figures(table.quantity(row, column).addend());
    let (called, other) = (table.called(row), table.called(above));
    let message = Message::new(
        format!("{called}: {vi} giống hệt số của {other} ngay phía trên. Đối chiếu với hồ sơ từng công trình"),
        format!("{called}: {en} is also the figure of {other} right above. Check both against their papers"),
    );
    sink.push(table.finding(&DOC.rule, message, row, column));
}
