#![doc = include_str!("../../../../docs/rules/PL207-rounded-sum.md")]

use phuluc_model::Message;

use crate::context::{Context, figures};
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL207-rounded-sum.md");

pub(crate) struct RoundedSum;

impl Check for RoundedSum {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for identity in context.diagnosis().system.identities.iter().filter(|identity| identity.is_rounded()) {
            let Some(table) = context.tables().get(identity.target.table()) else { continue };
            let (row, column) = (identity.target.row(), identity.target.column());
            let stated = table.quantity(row, column).addend();
            let sum = identity.expected(context);
            let (stated_vi, stated_en) = figures(stated);
            let (sum_vi, sum_en) = figures(sum);
            let called = table.called(row);
            let message = Message::new(
                format!("{called}: ghi {stated_vi}, cộng được {sum_vi}: lệch do làm tròn, không bắt buộc sửa"),
                format!("{called}: {stated_en} is stated, the sum is {sum_en}: rounding, nothing has to be done"),
            );
            let mut finding = table.finding(&DOC.rule, message, row, column);
            finding.found = Some(stated.normalize().to_string());
            finding.expected = Some(sum.normalize().to_string());
            sink.push(finding);
        }
    }
}
