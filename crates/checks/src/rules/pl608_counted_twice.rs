#![doc = include_str!("../../../../docs/rules/PL608-counted-twice.md")]

use phuluc_model::Message;

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::formulas::{FlawKind, say};
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL608-counted-twice.md");

pub(crate) struct CountedTwice;

impl Check for CountedTwice {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        let todo = Message::new("Chỉ cộng các dòng cùng cấp", "Add up rows of one level only");
        say(context, sink, &DOC.rule, FlawKind::Twice, &todo);
    }
}
