#![doc = include_str!("../../../../docs/rules/PL201-children-sum.md")]

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;
use crate::sums::{Sort, report};

documented!("PL201-children-sum.md");

pub(crate) struct ChildrenSum;

impl Check for ChildrenSum {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        report(context, sink, &DOC.rule, |sort| matches!(sort, Sort::Children));
    }
}
