#![doc = include_str!("../../../../docs/rules/PL609-formula-differs.md")]

use phuluc_model::Message;

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::formulas::{FlawKind, say};
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL609-formula-differs.md");

pub(crate) struct FormulaDiffers;

impl Check for FormulaDiffers {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        let todo = Message::new("Chép công thức của ô bên cạnh vào, hoặc ghi rõ lý do khác", "Copy the formula of a cell beside it, or note why it differs");
        say(context, sink, &DOC.rule, FlawKind::Differs, &todo);
    }
}
