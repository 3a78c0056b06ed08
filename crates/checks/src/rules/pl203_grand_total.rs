#![doc = include_str!("../../../../docs/rules/PL203-grand-total.md")]

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;
use crate::sums::{Sort, report};

documented!("PL203-grand-total.md");

pub(crate) struct GrandTotal;

impl Check for GrandTotal {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        report(context, sink, &DOC.rule, |sort| matches!(sort, Sort::GrandTotal));
    }
}
