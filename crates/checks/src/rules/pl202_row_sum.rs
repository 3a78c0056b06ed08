#![doc = include_str!("../../../../docs/rules/PL202-row-sum.md")]

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;
use crate::sums::{Sort, report};

documented!("PL202-row-sum.md");

pub(crate) struct RowSum;

impl Check for RowSum {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        report(context, sink, &DOC.rule, |sort| matches!(sort, Sort::Row(_)));
    }
}
