#![doc = include_str!("../../../../docs/rules/PL204-printed-formula.md")]

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;
use crate::sums::{Sort, report};

documented!("PL204-printed-formula.md");

pub(crate) struct PrintedFormula;

impl Check for PrintedFormula {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        report(context, sink, &DOC.rule, |sort| matches!(sort, Sort::Printed));
    }
}
