#![doc = include_str!("../../../../docs/rules/PL405-outside-groups.md")]

use phuluc_model::{KindRole, Message};

use super::works::is_leaf;
use crate::context::Context;
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL405-outside-groups.md");

pub(crate) struct OutsideGroups;

impl Check for OutsideGroups {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for table in context.tables() {
            let kinds = &table.appendix.layout.kinds;
            let kind = |at: usize| table.kind(at).and_then(|own| kinds.iter().position(|k| k.name == own.name));
            let row = |at: &&usize| table.row(**at).is_some_and(|entry| entry.role == KindRole::Row);
            // A group holds rows, and its kind stands before theirs in the layout.
            let groups = table.top.iter().filter(row).filter(|at| !is_leaf(table, **at));
            let Some(highest) = groups.filter_map(|at| kind(*at)).min() else { continue };
            let figures = |at: usize| {
                let sums = &table.appendix.layout.children_sums;
                sums.iter().any(|column| !table.quantity(at, *column).addend().is_zero())
            };
            let outside: Vec<usize> = table
                .top
                .iter()
                .filter(row)
                .copied()
                .filter(|at| is_leaf(table, *at) && kind(*at) > Some(highest) && figures(*at))
                .collect();
            let Some(first) = outside.first().copied() else { continue };
            let called = table.called(first);
            let count = outside.len();
            let message = Message::new(
                format!("{called} đứng ngoài các nhóm của biểu ({count} dòng). Chuyển vào nhóm của nó"),
                format!("{called} stands outside the table's groups ({count} rows). Move it into its group"),
            );
            sink.push(table.finding(&DOC.rule, message, first, table.heading_column(first)).counting(count));
        }
    }
}
