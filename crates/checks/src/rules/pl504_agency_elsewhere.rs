#![doc = include_str!("../../../../docs/rules/PL504-agency-elsewhere.md")]

use phuluc_model::Message;

use super::places_of::{Folded, Placed, only_district};
use crate::context::Context;
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL504-agency-elsewhere.md");

pub(crate) struct AgencyElsewhere;

impl Check for AgencyElsewhere {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for placed in Placed::all(context) {
            let mut folded = Folded::default();
            for row in 0..placed.table.rows.len() {
                for &column in placed.offices() {
                    look(&placed, row, column, &mut folded);
                }
            }
            folded.say(sink);
        }
    }
}

fn look(placed: &Placed<'_, '_>, row: usize, column: usize, folded: &mut Folded) {
    let Some(named) = only_district(placed.named(row, column)) else { return };
    let Some(district) = placed.district(row).filter(|district| *district != named) else { return };
    let carried = placed.table.rows.get(row).is_some_and(|entry| entry.row.carried.contains(&column));
    let Some(text) = placed.table.text(row, column).filter(|_| !carried) else { return };
    let own = placed.name(district);
    let called = placed.table.called(row);
    let message = Message::new(
        format!("{called}: đơn vị thực hiện «{text}» không thuộc {own}. Sửa đơn vị thực hiện"),
        format!("{called}: the agency `{text}` is not of {own}. Correct the agency"),
    );
    let finding = placed.table.finding(&DOC.rule, message, row, column).with_found(text);
    folded.add(format!("{text} {district}"), finding);
}
