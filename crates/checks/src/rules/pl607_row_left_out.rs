#![doc = include_str!("../../../../docs/rules/PL607-row-left-out.md")]

use phuluc_model::Message;

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::formulas::{FlawKind, say};
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL607-row-left-out.md");

pub(crate) struct RowLeftOut;

impl Check for RowLeftOut {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        let todo = Message::new("Mở rộng vùng cộng cho hết các dòng", "Widen its range to all rows");
        say(context, sink, &DOC.rule, FlawKind::Misses, &todo);
    }
}
