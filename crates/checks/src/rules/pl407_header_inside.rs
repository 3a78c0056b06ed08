#![doc = include_str!("../../../../docs/rules/PL407-header-inside.md")]

use std::collections::HashMap;

use phuluc_model::{Column, Message, Quantity, Value, open_years};

use crate::context::{Context, Table};
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL407-header-inside.md");

pub(crate) struct HeaderInside;

impl Check for HeaderInside {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for table in context.tables() {
            let mut known = Known::new();
            for row in 0..table.rows.len() {
                if headers(table, row, &mut known) >= 2 {
                    let called = table.called(row);
                    let message = Message::new(
                        format!("{called} là tiêu đề cột nằm giữa số liệu. Xóa dòng này"),
                        format!("{called} is the columns' header among the figures. Delete the row"),
                    );
                    sink.push(table.finding(&DOC.rule, message, row, table.heading_column(row)));
                }
            }
        }
    }
}

/// Which texts are the header of their column: they are repeated down a table.
type Known<'a> = HashMap<(usize, &'a str), bool>;

/// Cells of a row that hold their own column's header.
fn headers<'a>(table: &Table<'a>, row: usize, known: &mut Known<'a>) -> usize {
    let Some(entry) = table.row(row) else { return 0 };
    let cells = table.appendix.layout.columns.iter().zip(&entry.row.values).enumerate();
    cells
        .filter(|(at, (column, value))| {
            // A header is words.
            let text = match value {
                Value::Text(text) => text.as_deref(),
                Value::Quantity(Quantity::Words(words)) => Some(&**words),
                Value::Quantity(_) => None,
            };
            text.is_some_and(|text| *known.entry((*at, text)).or_insert_with(|| is_header(column, text)))
        })
        .count()
}

fn is_header(column: &Column, text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && {
        let (folded, _) = open_years(text);
        let also = column.also.iter().flatten().flatten();
        column.header.iter().chain(also).any(|step| step.folded == folded)
    }
}
