#![doc = include_str!("../../../../docs/rules/PL502-commune-elsewhere.md")]

use phuluc_model::Message;

use super::places_of::{Folded, Placed};
use crate::context::Context;
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;
use crate::vocabulary::Level;

documented!("PL502-commune-elsewhere.md");

pub(crate) struct CommuneElsewhere;

impl Check for CommuneElsewhere {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for placed in Placed::all(context) {
            let mut folded = Folded::default();
            (0..placed.table.rows.len()).for_each(|row| look(&placed, row, &mut folded));
            folded.say(sink);
        }
    }
}

fn look(placed: &Placed<'_, '_>, row: usize, folded: &mut Folded) {
    let mut communes = placed.own(row).iter().filter(|mention| mention.level == Level::Commune).peekable();
    let Some(district) = placed.district(row).filter(|_| communes.peek().is_some()) else { return };
    let district = placed.name(district);
    for commune in communes {
        let mut homes = placed.places.communes(&commune.name).peekable();
        let Some(first) = homes.peek().copied() else { continue };
        // A name of the new units is none of a district's.
        let newly = placed.places.since(&commune.name).any(|place| place.district == district);
        if newly || homes.any(|place| place.district == district) {
            continue;
        }
        let called = placed.table.called(row);
        let message = Message::new(
            format!("{called}: {} thuộc {}, không thuộc {district}. Sửa tên xã hoặc chuyển dòng", first.commune, first.district),
            format!("{called}: {} is in {}, not in {district}. Correct the name, or move the row", first.commune, first.district),
        );
        let finding = placed.table.finding(&DOC.rule, message, row, placed.column(row));
        folded.add(format!("{} {district}", commune.name), finding.with_found(first.commune.as_str()));
    }
}
