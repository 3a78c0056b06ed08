#![doc = include_str!("../../../../docs/rules/PL402-missing-number.md")]

use std::collections::BTreeSet;

use phuluc_model::{CodeForm, Message, Severity, code_form};

use super::outline::{Sequence, sequences, to_roman};
use crate::context::{Context, Table};
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;
use crate::sums::SlipKind;

documented!("PL402-missing-number.md");

pub(crate) struct MissingNumber;

impl Check for MissingNumber {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for (index, table) in context.tables().iter().enumerate() {
            for sequence in sequences(table) {
                look(context, index, table, &sequence, sink);
            }
        }
    }
}

fn look(context: &Context<'_>, index: usize, table: &Table<'_>, sequence: &Sequence<'_>, sink: &mut Sink) {
    let numbers: BTreeSet<u32> = sequence.rows.iter().map(|(_, _, number)| *number).collect();
    let skipped = |(one, other): (&u32, &u32)| (one + 1..*other).collect::<Vec<_>>();
    // A jump by more than the group is long is another scheme, not a gap.
    let near = |missing: &Vec<u32>| missing.len() <= numbers.len();
    let gaps: Vec<Vec<u32>> = numbers
        .iter()
        .zip(numbers.iter().skip(1))
        .filter(|(one, other)| *other - *one > 1)
        .filter(|(one, other)| ((*other - *one) as usize) <= numbers.len() + 1)
        .map(skipped)
        .filter(near)
        .collect();
    let missing: Vec<u32> = gaps.iter().flatten().copied().collect();
    let Some(first) = missing.first() else { return };
    let behind = sequence.rows.iter().find(|(_, _, number)| number > first);
    let Some((row, code, _)) = behind.copied() else { return };
    let before = sequence.rows.iter().rev().find(|(at, _, number)| *at < row && number < first);
    let parent = table.row(row).and_then(|entry| entry.parent).or(table.total);
    let told = context.diagnosis().slips.iter().any(|slip| {
        let first = slip.suspects.first();
        slip.kind == SlipKind::Missing
            && first.is_some_and(|f| f.cell.table() == index && Some(f.cell.row()) == parent)
    });
    let stem = code.rsplit_once('.').map(|(stem, _)| format!("{stem}.")).unwrap_or_default();
    let roman = code_form(code) == CodeForm::Roman;
    let names: Vec<String> = missing
        .iter()
        .take(6)
        .map(|number| if roman { to_roman(*number) } else { format!("{stem}{number}") })
        .collect();
    let names = names.join(", ");
    let after = before.map(|(at, _, _)| table.called(*at)).unwrap_or_default();
    let message = Message::new(
        format!("Thiếu số thứ tự {names} sau {after}. Bổ sung dòng thiếu hoặc đánh lại số"),
        format!("number {names} is missing after {after}. Add the row, or number again"),
    );
    let mut finding = table.finding(&DOC.rule, message, row, table.heading_column(row));
    finding.found = Some(code.to_owned());
    finding.count = missing.len();
    // An excerpt keeps the numbers of its source; a slip that is told says the same.
    if told || missing.len() * 3 > numbers.len() + 2 {
        finding.severity = Severity::Info;
    }
    sink.push(finding);
}
