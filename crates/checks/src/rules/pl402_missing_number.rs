#![doc = include_str!("../../../../docs/rules/PL402-missing-number.md")]

use phuluc_model::{CodeForm, Message, Severity, code_form};

use super::outline::{Sequence, to_roman};
use crate::context::{Context, Table};
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL402-missing-number.md");

/// Missing numbers that are named.
const SHOWN: usize = 6;

pub(crate) struct MissingNumber;

impl Check for MissingNumber {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for (index, table) in context.tables().iter().enumerate() {
            for sequence in table.sequences() {
                look(context, index, table, sequence, sink);
            }
        }
    }
}

fn look(context: &Context<'_>, index: usize, table: &Table<'_>, sequence: &Sequence, sink: &mut Sink) {
    let mut numbers: Vec<u32> = sequence.rows.iter().map(|(_, number)| *number).collect();
    if !sequence.grows {
        numbers.sort_unstable();
        numbers.dedup();
    }
    // A jump by more than the group is long is another scheme, not a gap. Gaps are counted and
    // not listed: all of a group's together may be as long as its square.
    let gaps = || {
        let pairs = numbers.iter().zip(numbers.iter().skip(1));
        pairs.filter(|(one, other)| (2..=numbers.len() + 1).contains(&((*other - *one) as usize)))
    };
    let mut missing = gaps().flat_map(|(one, other)| one + 1..*other).take(SHOWN).peekable();
    let count = gaps().map(|(one, other)| (other - one - 1) as usize).sum::<usize>();
    let Some(first) = missing.peek().copied() else { return };
    let behind = sequence.rows.iter().find(|(_, number)| *number > first);
    let Some((row, _)) = behind.copied() else { return };
    let code = table.code(row).unwrap_or_default();
    let before = sequence.rows.iter().rev().find(|(at, number)| *at < row && *number < first);
    let parent = table.row(row).and_then(|entry| entry.parent).or(table.total);
    let told = parent.is_some_and(|parent| context.diagnosis().lacks_row(index, parent));
    let stem = code.rsplit_once('.').map(|(stem, _)| format!("{stem}.")).unwrap_or_default();
    let roman = code_form(code) == CodeForm::Roman;
    let names: Vec<String> = missing
        .map(|number| if roman { to_roman(number) } else { format!("{stem}{number}") })
        .collect();
    let names = names.join(", ");
    let after = before.map(|(at, _)| table.called(*at)).unwrap_or_default();
    let message = Message::new(
        format!("Thiếu số thứ tự {names} sau {after}. Bổ sung dòng thiếu hoặc đánh lại số"),
        format!("number {names} is missing after {after}. Add the row, or number again"),
    );
    let mut finding = table.finding(&DOC.rule, message, row, table.heading_column(row));
    finding.found = Some(code.to_owned());
    finding.count = count;
    // An excerpt keeps the numbers of its source; a slip that is told says the same.
    if told || count * 3 > numbers.len() + 2 {
        finding.severity = Severity::Info;
    }
    sink.push(finding);
}
