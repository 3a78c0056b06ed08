#![doc = include_str!("../../../../docs/rules/PL506-other-commune.md")]

use phuluc_model::Message;

use super::mentions::Mention;
use super::places_of::Placed;
use crate::context::Context;
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;
use crate::vocabulary::{Level, words};

documented!("PL506-other-commune.md");

pub(crate) struct OtherCommune;

impl Check for OtherCommune {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for placed in Placed::all(context) {
            for row in 0..placed.table.rows.len() {
                let Some(own) = only_commune(placed.own(row)) else { continue };
                for &column in placed.other_texts() {
                    look(&placed, row, column, own, sink);
                }
            }
        }
    }
}

fn only_commune(mentions: &[Mention]) -> Option<&str> {
    let mut communes = mentions.iter().filter(|mention| mention.level == Level::Commune);
    let first = communes.next()?;
    communes.next().is_none().then_some(first.name.as_str())
}

fn look(placed: &Placed<'_, '_>, row: usize, column: usize, own: &str, sink: &mut Sink) {
    let Some(other) = only_commune(placed.named(row, column)).filter(|other| *other != own) else { return };
    let texts = placed.table.texts();
    if words().linking.is_match(texts.folded(texts.id(row, column))) {
        return;
    }
    let (called, other) = (placed.table.called(row), placed.name(other));
    let place = placed.table.text(row, placed.column(row)).unwrap_or_default();
    let message = Message::new(
        format!("{called}: địa bàn là «{place}» nhưng nêu {other}. Kiểm tra lại địa bàn"),
        format!("{called}: the place is `{place}`, but {other} is named. Check the place"),
    );
    sink.push(placed.table.finding(&DOC.rule, message, row, column).with_found(other));
}
