#![doc = include_str!("../../../../docs/rules/PL409-page-break-split.md")]

use phuluc_model::{Message, Related};

use crate::context::{Context, Table};
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL409-page-break-split.md");

pub(crate) struct PageBreakSplit;

impl Check for PageBreakSplit {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for table in context.tables() {
            for row in 1..table.rows.len() {
                look(table, row, sink);
            }
        }
    }
}

/// Whether a row restates one column that the row above it had already and
/// leaves another blank, while the next does the reverse.
fn look(table: &Table<'_>, row: usize, sink: &mut Sink) -> Option<()> {
    let carry = &table.kind(row)?.carry;
    let (above, here, next) = (table.row(row - 1)?, table.row(row)?, table.row(row + 1)?);
    if here.parent != next.parent || above.parent != here.parent {
        return None;
    }
    let carries = |entry: &crate::context::Entry<'_>, column: usize| entry.row.carried.contains(&column);
    let states = |entry: &crate::context::Entry<'_>, column: usize| {
        !carries(entry, column) && entry.row.text(column).is_some()
    };
    // That something is carried into a row is rare, and asked first.
    let pair = carry.iter().filter(|blank| carries(here, **blank) && states(next, **blank)).find_map(|&blank| {
        let stated = carry.iter().copied().find(|&stated| {
            let restated = here.row.text(stated) == above.row.text(stated);
            stated != blank && restated && states(here, stated) && carries(next, stated)
        })?;
        Some((blank, stated))
    });
    let (blank, stated) = pair?;
    let (one, other) = (table.called(row), table.called(row + 1));
    let value = here.row.text(blank).unwrap_or_default();
    let maybe = next.row.text(blank).unwrap_or_default();
    let (blank_name, stated_name) = (table.header(blank), table.header(stated));
    let message = Message::new(
        format!(
            "{one} ghi «{stated_name}» mà để trống «{blank_name}», {other} thì ngược lại: có lẽ ô gộp bị tách khi \
             sang trang. Đang hiểu «{blank_name}» là {value}, có thể là {maybe}. Ghi đủ cả hai dòng"
        ),
        format!(
            "{one} states `{stated_name}` but no `{blank_name}`, {other} the reverse: merged cells seem split by \
             a page break. `{blank_name}` is taken as {value} and may be {maybe}. State both in both rows"
        ),
    );
    let mut finding = table.finding(&DOC.rule, message, row, blank).with_found(value);
    finding.expected = Some(maybe.to_owned());
    finding.related.push(Related { cell: table.cell(row + 1, stated), text: other });
    sink.push(finding);
    Some(())
}
