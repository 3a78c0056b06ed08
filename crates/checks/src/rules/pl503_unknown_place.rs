#![doc = include_str!("../../../../docs/rules/PL503-unknown-place.md")]

use std::collections::BTreeSet;

use phuluc_model::text::{fold, nearest, unaccent};
use phuluc_model::{Message, Severity};

use super::mentions::{parts, unit_word};
use super::places_of::Placed;
use crate::context::Context;
use crate::doc::RuleDoc;
use crate::keyed::Map;
use crate::places::Places;
use crate::registry::Check;
use crate::sink::Sink;
use crate::texts::TextId;
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
            let mut known: Map<TextId, Vec<Unknown>> = Map::default();
            let mut told: BTreeSet<String> = BTreeSet::new();
            for row in 0..table.rows.len() {
                // What is carried down is told where it stands.
                let carried = |column: &&usize| table.rows.get(row).is_some_and(|e| e.row.carried.contains(column));
                for &column in placed.columns().iter().filter(|column| !carried(column)) {
                    let text = table.text(row, column).unwrap_or_default();
                    let id = table.texts().id(row, column);
                    for part in known.entry(id).or_insert_with(|| unknown(placed.places, text)) {
                        look(&placed, row, column, part, &mut told, sink);
                    }
                }
            }
        }
    }
}

/// A unit that no list knows.
struct Unknown {
    /// Its folded whole name.
    name: String,
    level: Level,
}

/// The parts of a place that are units that no list knows.
fn unknown(places: &Places, text: &str) -> Vec<Unknown> {
    let look = |part: String| {
        let (word, level) = unit_word(&part)?;
        let bare = part.get(word.len()..).unwrap_or_default().trim();
        let known = level == Level::Province
            || is_known(places, &part, level)
            || words().generic.iter().any(|generic| generic == bare);
        (!known).then_some(Unknown { name: part, level })
    };
    parts(text).into_iter().filter_map(look).collect()
}

fn look(
    placed: &Placed<'_, '_>,
    row: usize,
    column: usize,
    Unknown { name: part, level }: &Unknown,
    told: &mut BTreeSet<String>,
    sink: &mut Sink,
) {
    // Without a district that is known, a commune may be of any province.
    let district = placed.district(row);
    if *level == Level::Commune && district.is_none() || told.contains(part) {
        return;
    }
    // From here on it is looked for once: names near to it do not follow the row, but for a
    // commune's district, and then it is told.
    told.insert(part.clone());
    let near = match level {
        Level::Commune => district.and_then(|district| {
            let district = placed.name(district);
            near(part, placed.places.communes_of(district).map(|place| place.commune.as_str()))
        }),
        _ => near(part, placed.places.districts().map(|(_, name)| name)),
    };
    if *level == Level::District && near.is_none() {
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
