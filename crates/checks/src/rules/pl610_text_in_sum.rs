#![doc = include_str!("../../../../docs/rules/PL610-text-in-sum.md")]

use phuluc_model::Message;

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::formulas::{FlawKind, say};
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL610-text-in-sum.md");

pub(crate) struct TextInSum;

impl Check for TextInSum {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        let todo = Message::new("Chuyển các ô đó thành số rồi tính lại (F9)", "Turn those cells into figures and recalculate (F9)");
        say(context, sink, &DOC.rule, FlawKind::SkipsText, &todo);
    }
}
