#![doc = include_str!("../../../../docs/rules/PL301-appendices-disagree.md")]

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;
use crate::sums::{Sort, report};

documented!("PL301-appendices-disagree.md");

pub(crate) struct AppendicesDisagree;

impl Check for AppendicesDisagree {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        report(context, sink, &DOC.rule, |sort| matches!(sort, Sort::Tie(..)));
    }
}
