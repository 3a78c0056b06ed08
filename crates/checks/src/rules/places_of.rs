//! Which district and commune each row belongs to.

use std::collections::HashMap;

use phuluc_model::ColumnType;
use phuluc_model::text::fold;

use super::mentions::{Mention, mentions, unit_word};
use crate::context::{Context, Table};
use crate::places::Places;
use crate::vocabulary::{Level, words};

/// A table as the rules of places look at it.
pub(super) struct Placed<'a, 'b> {
    pub(super) table: &'b Table<'a>,
    pub(super) places: &'a Places,
    /// Columns whose texts are places, in the layout's order.
    pub(super) columns: Vec<usize>,
    /// Columns whose texts are offices.
    pub(super) offices: Vec<usize>,
    /// For each row: what its own place names.
    own: Vec<Vec<Mention>>,
    /// For each row: the district of the nearest row above it in the tree that names one.
    above: Vec<Option<String>>,
}

impl<'a, 'b> Placed<'a, 'b> {
    /// `None` where a table has no places or none that are known.
    pub(super) fn of(context: &'b Context<'a>, table: &'b Table<'a>) -> Option<Self> {
        let places = context.places();
        let (columns, offices) = columns(table);
        if columns.is_empty() {
            return None;
        }
        // Places are repeated down a table: each text is looked through once.
        let mut known: HashMap<&str, Vec<Mention>> = HashMap::new();
        let mut own = Vec::with_capacity(table.rows.len());
        let mut above: Vec<Option<String>> = Vec::with_capacity(table.rows.len());
        for (at, entry) in table.rows.iter().enumerate() {
            let texts = columns.iter().filter_map(|column| table.text(at, *column));
            let mut here = Vec::new();
            for text in texts {
                here.extend(known.entry(text).or_insert_with(|| mentions(places, text)).iter().cloned());
            }
            above.push(entry.parent.and_then(|parent| {
                let parents = own.get(parent).and_then(|parents: &Vec<Mention>| only_district(parents));
                let label = || only_district(&mentions(places, table.label(parent)));
                parents.or_else(label).or_else(|| above.get(parent).cloned().flatten())
            }));
            own.push(here);
        }
        Some(Self { table, places, columns, offices, own, above })
    }

    /// What a row's own place names.
    pub(super) fn own(&self, at: usize) -> &[Mention] {
        self.own.get(at).map_or(&[], Vec::as_slice)
    }

    /// The one district that a row's own place names.
    pub(super) fn own_district(&self, at: usize) -> Option<String> {
        only_district(self.own(at))
    }

    /// The district of the rows above a row.
    pub(super) fn district_above(&self, at: usize) -> Option<&str> {
        self.above.get(at)?.as_deref()
    }

    /// The district of a row: its own, else that of the rows above.
    pub(super) fn district(&self, at: usize) -> Option<String> {
        self.own_district(at).or_else(|| self.district_above(at).map(str::to_owned))
    }

    /// The first place column that a row fills in.
    pub(super) fn column(&self, at: usize) -> usize {
        let filled = |column: &&usize| self.table.text(at, **column).is_some();
        self.columns.iter().find(filled).or(self.columns.first()).copied().unwrap_or_default()
    }

    /// A district as it is written.
    pub(super) fn name<'c>(&'c self, folded: &'c str) -> &'c str {
        self.places.district(folded).unwrap_or(folded)
    }

    /// Text columns that are neither numbers, places nor offices.
    pub(super) fn other_texts(&self) -> impl Iterator<Item = usize> + '_ {
        let columns = self.table.appendix.layout.columns.iter().enumerate();
        columns
            .filter(|(_, column)| column.kind == ColumnType::Text)
            .map(|(at, _)| at)
            .filter(|at| !self.columns.contains(at) && !self.offices.contains(at))
    }
}

/// The one district among mentions; more than one says nothing.
pub(super) fn only_district(mentions: &[Mention]) -> Option<String> {
    let mut districts = mentions.iter().filter(|mention| mention.level == Level::District);
    let first = districts.next()?;
    districts.all(|other| other == first).then(|| first.name.clone())
}

/// Columns of places and of offices, told by what stands in them: at least
/// three in ten of their texts begin with the word for a unit, or for its office.
fn columns(table: &Table<'_>) -> (Vec<usize>, Vec<usize>) {
    let mut places = Vec::new();
    let mut offices = Vec::new();
    for (at, column) in table.appendix.layout.columns.iter().enumerate() {
        if column.kind != ColumnType::Text {
            continue;
        }
        let (mut filled, mut units, mut of_office) = (0usize, 0usize, 0usize);
        for row in 0..table.rows.len() {
            let Some(text) = table.text(row, at) else { continue };
            let folded = fold(text.get(..text.len().min(64)).unwrap_or(text));
            filled += 1;
            units += usize::from(unit_word(&folded).is_some());
            of_office += usize::from(words().office.iter().any(|word| folded.starts_with(word.as_str())));
        }
        if units * 10 >= filled * 3 && units > 0 {
            places.push(at);
        } else if of_office > 0 && of_office * 10 >= filled * 2 {
            offices.push(at);
        }
    }
    (places, offices)
}
