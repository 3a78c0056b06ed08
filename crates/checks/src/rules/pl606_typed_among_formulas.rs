#![doc = include_str!("../../../../docs/rules/PL606-typed-among-formulas.md")]

use phuluc_model::Message;

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::formulas::{FlawKind, say};
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL606-typed-among-formulas.md");

pub(crate) struct TypedAmongFormulas;

impl Check for TypedAmongFormulas {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        let todo = Message::new("Chép công thức của ô bên cạnh vào rồi so kết quả", "Copy the formula of a cell beside it and compare the results");
        say(context, sink, &DOC.rule, FlawKind::Constant, &todo);
    }
}
