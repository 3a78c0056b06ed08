#![doc = include_str!("../../../../docs/rules/PL403-out-of-order.md")]

use phuluc_model::Message;

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::keyed::Map;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL403-out-of-order.md");

pub(crate) struct OutOfOrder;

impl Check for OutOfOrder {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for table in context.tables() {
            for sequence in table.sequences().iter().filter(|sequence| !sequence.grows) {
                let pairs = sequence.rows.iter().zip(sequence.rows.iter().skip(1));
                // Numbers that begin again at 1 are doubled, not out of order.
                let mut first: Map<u32, usize> = Map::default();
                for (row, number) in &sequence.rows {
                    first.entry(*number).or_insert(*row);
                }
                let falls = |(one, other): &(&(usize, u32), &(usize, u32))| {
                    other.1 < one.1 && first.get(&other.1) == Some(&other.0)
                };
                let mut falling = pairs.filter(falls);
                let Some(((above, _), (row, _))) = falling.next() else { continue };
                let count = falling.count() + 1;
                let (one, other) = (table.called(*row), table.called(*above));
                let message = Message::new(
                    format!("{one} đứng sau {other}: số thứ tự không tăng dần. Sắp xếp lại hoặc đánh lại số"),
                    format!("{one} stands after {other}: the numbers do not grow. Sort the rows, or number again"),
                );
                let finding = table.finding(&DOC.rule, message, *row, table.heading_column(*row));
                sink.push(finding.with_found(table.code(*row).unwrap_or_default()).counting(count));
            }
        }
    }
}
