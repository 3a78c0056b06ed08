#![doc = include_str!("../../../../docs/rules/PL401-duplicate-number.md")]

use phuluc_model::{Message, Related, Severity};

use super::outline::Sequence;
use crate::context::{Context, Table};
use crate::doc::RuleDoc;
use crate::keyed::Map;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL401-duplicate-number.md");

/// Doubled numbers of one group from which on they are one finding: the office
/// numbers by another scheme.
const MANY: usize = 3;

pub(crate) struct DuplicateNumber;

impl Check for DuplicateNumber {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for (index, table) in context.tables().iter().enumerate() {
            for sequence in table.sequences().iter().filter(|sequence| !sequence.grows) {
                let mut doubled = doubled(table, sequence);
                // Where the whole row is known to stand twice, that says it all.
                doubled.retain(|(_, second)| !context.diagnosis().is_doubled(index, *second));
                say(table, &doubled, sink);
            }
        }
    }
}

fn doubled(table: &Table<'_>, sequence: &Sequence) -> Vec<(usize, usize)> {
    let mut first: Map<&str, usize> = Map::default();
    let mut doubled = Vec::new();
    for (at, _) in &sequence.rows {
        let code = table.code(*at).unwrap_or_default();
        match first.get(code) {
            Some(known) => doubled.push((*known, *at)),
            None => {
                first.insert(code, *at);
            }
        }
    }
    doubled
}

fn say(table: &Table<'_>, doubled: &[(usize, usize)], sink: &mut Sink) {
    let folded = doubled.len() >= MANY;
    for (first, second) in doubled.iter().take(if folded { 1 } else { MANY }) {
        let code = table.code(*second).unwrap_or_default();
        let (one, other) = (table.called(*first), table.called(*second));
        let message = if folded {
            let count = doubled.len();
            Message::new(
                format!("{count} số thứ tự dùng lại trong một nhóm, từ {other}. Chia nhóm hoặc đánh số liên tục"),
                format!("{count} numbers are used again in one group, from {other} on. Number the group through"),
            )
        } else {
            Message::new(
                format!("Số thứ tự {code} dùng hai lần: {one} và {other}. Đánh lại số từ dòng này"),
                format!("number {code} is used twice: {one} and {other}. Number again from this row on"),
            )
        };
        let column = table.heading_column(*second);
        let mut finding = table.finding(&DOC.rule, message, *second, column).with_found(code);
        finding.related.push(Related { cell: table.cell(*first, column), text: one });
        if folded {
            finding.severity = Severity::Warning;
            finding.count = doubled.len();
        }
        sink.push(finding);
    }
}
