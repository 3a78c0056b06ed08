#![doc = include_str!("../../../../docs/rules/PL205-subtotal.md")]

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;
use crate::sums::{Sort, report};

documented!("PL205-subtotal.md");

pub(crate) struct Subtotal;

impl Check for Subtotal {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        report(context, sink, &DOC.rule, |sort| matches!(sort, Sort::Subtotal));
    }
}
