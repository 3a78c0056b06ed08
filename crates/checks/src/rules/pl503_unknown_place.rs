#![doc = include_str!("../../../../docs/rules/PL503-unknown-place.md")]

use std::collections::BTreeMap;

use phuluc_model::text::{fold, nearest, unaccent};
use phuluc_model::{Message, Severity};

use super::mentions::{parts, unit_word};
use super::places_of::Placed;
use crate::context::Context;
use crate::doc::RuleDoc;
use crate::places::Places;
use crate::registry::Check;
use crate::sink::Sink;
use crate::vocabulary::{Level, words};

documented!("PL503-unknown-place.md");

pub(crate) struct UnknownPlace;

impl Check for UnknownPlace {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for placed in Placed::all(context) {
            let table = placed.table;
            let mut told: BTreeMap<String, usize> = BTreeMap::new();
            for row in 0..table.rows.len() {
                // What is carried down is told where it stands.
                let carried = |column: &&usize| table.rows.get(row).is_some_and(|e| e.row.carried.contains(column));
                for &column in placed.columns().iter().filter(|column| !carried(column)) {
                    for part in parts(table.text(row, column).unwrap_or_default()) {
                        look(&placed, row, column, &part, &mut told, sink);
                    }
                }
            }
        }
    }
}

fn look(
    placed: &Placed<'_, '_>,
    row: usize,
    column: usize,
    part: &str,
    told: &mut BTreeMap<String, usize>,
    sink: &mut Sink,
) {
    let Some((word, level)) = unit_word(part) else { return };
    let bare = part.get(word.len()..).unwrap_or_default().trim();
    if level == Level::Province || is_known(placed.places, part, level) || words().generic.iter().any(|g| g == bare) {
        return;
    }
    let near = match level {
        Level::Commune => placed.district(row).and_then(|district| {
            let district = placed.name(&district).to_owned();
            near(part, placed.places.communes_of(&district).map(|place| place.commune.as_str()))
        }),
        _ => near(part, placed.places.districts().map(|(_, name)| name)),
    };
    // Without a district that is known, a commune may be of any province.
    if level == Level::Commune && placed.district(row).is_none() || level == Level::District && near.is_none() {
        return;
    }
    let count = told.entry(part.to_owned()).or_default();
    *count += 1;
    if *count > 1 {
        return;
    }
    let called = placed.table.called(row);
    let text = placed.table.text(row, column).unwrap_or_default();
    let message = match &near {
        Some(near) => Message::new(
            format!("{called}: «{text}» không có trong danh mục, có lẽ là {near}. Sửa tên"),
            format!("{called}: `{text}` is not known, perhaps {near}. Correct the name"),
        ),
        None => Message::new(
            format!("{called}: «{text}» không có trong danh mục hành chính. Kiểm tra tên, hoặc bổ sung danh mục"),
            format!("{called}: `{text}` is not in the list of units. Check the name, or add it to the list"),
        ),
    };
    let mut finding = placed.table.finding(&DOC.rule, message, row, column).with_found(text);
    if near.is_none() {
        finding.severity = Severity::Info;
    }
    finding.expected = near;
    sink.push(finding);
}

/// Whether a part is a known unit, or begins with one.
fn is_known(places: &Places, part: &str, level: Level) -> bool {
    let whole = match level {
        Level::Commune => places.communes(part).next().is_some() || places.since(part).next().is_some(),
        _ => places.district(part).is_some(),
    };
    whole || !super::mentions::mentions(places, part).is_empty()
}

/// The name that a misspelled one is near to.
fn near<'a>(part: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    let plain: Vec<String> = names.iter().map(|name| unaccent(&fold(name))).collect();
    let part = unaccent(part);
    let found = nearest(&part, plain.iter().map(String::as_str))?;
    let letters = |text: &str| text.chars().count();
    let differing = letters(&part).abs_diff(letters(found));
    let same = part.chars().zip(found.chars()).filter(|(one, other)| one == other).count();
    let close = differing <= 1 && same * 10 >= letters(&part) * 7;
    let at = plain.iter().position(|name| name == found)?;
    names.get(at).filter(|_| close).map(|name| (*name).to_owned())
}
