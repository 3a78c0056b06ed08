#![doc = include_str!("../../../../docs/rules/PL206-totals-differ.md")]

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;
use crate::sums::{Sort, report};

documented!("PL206-totals-differ.md");

pub(crate) struct TotalsDiffer;

impl Check for TotalsDiffer {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        report(context, sink, &DOC.rule, |sort| matches!(sort, Sort::SecondTotal));
    }
}
