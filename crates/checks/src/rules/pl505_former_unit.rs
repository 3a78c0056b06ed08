#![doc = include_str!("../../../../docs/rules/PL505-former-unit.md")]

use std::collections::BTreeSet;

use phuluc_model::text::fold;
use phuluc_model::{Appendix, Message};

use super::places_of::Placed;
use crate::context::Context;
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;
use crate::vocabulary::{Level, words};

documented!("PL505-former-unit.md");

pub(crate) struct FormerUnit;

impl Check for FormerUnit {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        let changed = words().rearranged.as_str();
        for placed in Placed::all(context) {
            if !is_after(placed.table.appendix, changed) {
                continue;
            }
            let table = placed.table;
            let mut told = BTreeSet::new();
            (0..table.rows.len()).for_each(|row| look(&placed, row, &mut told, sink));
        }
    }
}

/// Whether a plan was made after a day: by its own date, else by the year it is for.
fn is_after(appendix: &Appendix, day: &str) -> bool {
    let date = appendix.plan.as_ref().and_then(|plan| plan.date.as_deref());
    match (date, appendix.plan_year) {
        (Some(date), _) => date >= day,
        (None, Some(year)) => day.get(..4).and_then(|first| first.parse().ok()).is_some_and(|first: i32| year > first),
        (None, None) => false,
    }
}

fn look(placed: &Placed<'_, '_>, row: usize, told: &mut BTreeSet<String>, sink: &mut Sink) {
    for mention in placed.own(row).iter().filter(|mention| mention.level == Level::Commune) {
        // A name that lives on is nothing to say.
        if told.contains(&mention.name) || placed.places.since(&mention.name).next().is_some() {
            continue;
        }
        let district = placed.district(row).map(|district| placed.name(district));
        let mut homes = placed.places.communes(&mention.name);
        let home = homes.find(|place| district.is_none_or(|district| place.district == district));
        let Some((home, now)) = home.and_then(|home| Some((home, home.since.as_ref()?))) else { continue };
        if fold(now) == mention.name || !told.insert(mention.name.clone()) {
            continue;
        }
        let called = placed.table.called(row);
        let message = Message::new(
            format!("{called}: {} nay là {now}. Ghi tên đơn vị mới", home.commune),
            format!("{called}: {} is {now} now. Name the new unit", home.commune),
        );
        let mut finding = placed.table.finding(&DOC.rule, message, row, placed.column(row));
        finding.found = Some(home.commune.clone());
        finding.expected = Some(now.clone());
        sink.push(finding);
    }
}
