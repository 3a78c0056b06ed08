#![doc = include_str!("../../../../docs/rules/PL407-header-inside.md")]

use phuluc_model::{Message, open_years};

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
            for row in 0..table.rows.len() {
                if headers(table, row) >= 2 {
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

/// Cells of a row that hold their own column's header.
fn headers(table: &Table<'_>, row: usize) -> usize {
    let Some(entry) = table.row(row) else { return 0 };
    let cells = table.appendix.layout.columns.iter().zip(&entry.row.values);
    cells
        .filter(|(column, value)| {
            let Some(text) = value.to_json_text() else { return false };
            // A header is words; figures need not be folded.
            let worded = text.chars().any(char::is_alphabetic);
            worded && {
                let (folded, _) = open_years(&text);
                let also = column.also.iter().flatten().flatten();
                column.header.iter().chain(also).any(|step| step.folded == folded)
            }
        })
        .count()
}
