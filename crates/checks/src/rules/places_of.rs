//! Which district and commune each row belongs to.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use phuluc_model::text::fold;
use phuluc_model::{ColumnType, Finding, Related};

use super::mentions::{Mention, mentions, unit_word};
use crate::context::{Context, Table};
use crate::places::Places;
use crate::sink::Sink;
use crate::vocabulary::{Level, words};

/// Which places the rows of a table name; looked for once a table.
#[derive(Debug)]
pub(crate) struct Naming {
    /// Columns whose texts are places, in the layout's order.
    columns: Vec<usize>,
    /// Columns whose texts are offices.
    offices: Vec<usize>,
    /// For each row: what its own place names.
    own: Vec<Arc<[Mention]>>,
    /// For each row: the district of the nearest row above it in the tree that names one.
    above: Vec<Option<Arc<str>>>,
    /// For each row and other text column, in their order: what the text names.
    others: Vec<Arc<[Mention]>>,
    /// Columns of other texts.
    other_columns: Vec<usize>,
}

impl Naming {
    /// `None` where a table has no places.
    pub(crate) fn of(table: &Table<'_>, places: &Places) -> Option<Self> {
        let (columns, offices) = columns(table);
        if columns.is_empty() {
            return None;
        }
        // Texts are repeated down a table: each is looked through once.
        let mut known: HashMap<&str, Arc<[Mention]>> = HashMap::new();
        let other_columns: Vec<usize> = table
            .appendix
            .layout
            .columns
            .iter()
            .enumerate()
            .filter(|(at, column)| {
                column.kind == ColumnType::Text && !columns.contains(at) && !offices.contains(at)
            })
            .map(|(at, _)| at)
            .collect();
        let mut naming = Self { columns, offices, own: vec![], above: vec![], others: vec![], other_columns };
        for (at, entry) in table.rows.iter().enumerate() {
            let mut look = |column: usize| -> Arc<[Mention]> {
                let Some(text) = table.text(at, column) else { return Arc::default() };
                known.entry(text).or_insert_with(|| mentions(places, text).into()).clone()
            };
            let own = naming.columns.iter().map(|column| look(*column));
            let mut own: Vec<Arc<[Mention]>> = own.filter(|mentions| !mentions.is_empty()).collect();
            let own = match own.len() {
                0 | 1 => own.pop().unwrap_or_default(),
                _ => own.iter().flat_map(|mentions| mentions.iter().cloned()).collect(),
            };
            let others: Vec<Arc<[Mention]>> =
                naming.other_columns.iter().map(|column| look(*column)).collect();
            let above = entry.parent.and_then(|parent| {
                let parents = naming.own.get(parent).and_then(|parents| only_district(parents));
                let label = || only_district(&mentions(places, table.label(parent)));
                let found = parents.map(Arc::from);
                let inherited = || naming.above.get(parent).cloned().flatten();
                // A row's children ask in turn: what the first found is kept.
                let first = table.below(parent).first() == Some(&at);
                if found.is_some() {
                    found
                } else if first {
                    label().map(Arc::from).or_else(inherited)
                } else {
                    table.below(parent).first().and_then(|first| naming.above.get(*first)).cloned().flatten()
                }
            });
            naming.above.push(above);
            naming.own.push(own);
            naming.others.extend(others);
        }
        Some(naming)
    }
}

/// A table as the rules of places look at it.
pub(super) struct Placed<'a, 'b> {
    pub(super) table: &'b Table<'a>,
    pub(super) places: &'a Places,
    naming: &'b Naming,
}

impl<'a, 'b> Placed<'a, 'b> {
    /// Every table that has places.
    pub(super) fn all(context: &'b Context<'a>) -> impl Iterator<Item = Self> {
        let tables = context.tables().iter().zip(context.namings());
        let places = context.places();
        tables.filter_map(move |(table, naming)| Some(Self { table, places, naming: naming.as_ref()? }))
    }

    /// Columns whose texts are places, in the layout's order.
    pub(super) fn columns(&self) -> &'b [usize] {
        &self.naming.columns
    }

    /// Columns whose texts are offices.
    pub(super) fn offices(&self) -> &'b [usize] {
        &self.naming.offices
    }

    /// What another text of a row names.
    pub(super) fn named(&self, row: usize, column: usize) -> &'b [Mention] {
        let columns = &self.naming.other_columns;
        let slot = columns.iter().position(|other| *other == column).map(|at| row * columns.len() + at);
        slot.and_then(|slot| self.naming.others.get(slot)).map_or(&[], |mentions| mentions)
    }

    /// What a row's own place names.
    pub(super) fn own(&self, at: usize) -> &'b [Mention] {
        self.naming.own.get(at).map_or(&[], |mentions| mentions)
    }

    /// The one district that a row's own place names.
    pub(super) fn own_district(&self, at: usize) -> Option<String> {
        only_district(self.own(at))
    }

    /// The district of the rows above a row.
    pub(super) fn district_above(&self, at: usize) -> Option<&str> {
        self.naming.above.get(at)?.as_deref()
    }

    /// The district of a row: its own, else that of the rows above.
    pub(super) fn district(&self, at: usize) -> Option<String> {
        self.own_district(at).or_else(|| self.district_above(at).map(str::to_owned))
    }

    /// The first place column that a row fills in.
    pub(super) fn column(&self, at: usize) -> usize {
        let filled = |column: &&usize| self.table.text(at, **column).is_some();
        self.columns().iter().find(filled).or(self.columns().first()).copied().unwrap_or_default()
    }

    /// A district or commune as it is written.
    pub(super) fn name<'c>(&'c self, folded: &'c str) -> &'c str {
        let commune = || self.places.communes(folded).next().map(|place| place.commune.as_str());
        self.places.district(folded).or_else(commune).unwrap_or(folded)
    }

    /// Text columns that are neither numbers, places nor offices.
    pub(super) fn other_texts(&self) -> &'b [usize] {
        &self.naming.other_columns
    }
}

/// Findings of one table, those of one cause folded into the first.
#[derive(Debug, Default)]
pub(super) struct Folded {
    findings: IndexMap<String, Finding>,
}

impl Folded {
    /// Adds a finding; one of a cause that is known only counts, with its cell.
    pub(super) fn add(&mut self, cause: String, finding: Finding) {
        const LISTED: usize = 12;
        match self.findings.get_mut(&cause) {
            Some(first) => {
                first.count += 1;
                if first.related.len() < LISTED {
                    let text = finding.found.unwrap_or_default();
                    first.related.push(Related { cell: finding.cell, text });
                }
            }
            None => _ = self.findings.insert(cause, finding),
        }
    }

    pub(super) fn say(self, sink: &mut Sink) {
        self.findings.into_values().for_each(|finding| sink.push(finding));
    }
}

/// The one district among mentions; more than one says nothing.
pub(super) fn only_district(mentions: &[Mention]) -> Option<String> {
    let mut districts = mentions.iter().filter(|mention| mention.level == Level::District);
    let first = districts.next()?;
    districts.all(|other| other == first).then(|| first.name.clone())
}

/// Whether a text begins with the word for a unit, and for its office.
fn begins_with(text: &str) -> (bool, bool) {
    let folded = fold(text.get(..text.len().min(64)).unwrap_or(text));
    let office = words().office.iter().any(|word| folded.starts_with(word.as_str()));
    (unit_word(&folded).is_some(), office)
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
        let mut known: HashMap<&str, (bool, bool)> = HashMap::new();
        for row in 0..table.rows.len() {
            let Some(text) = table.text(row, at) else { continue };
            let (unit, office) = *known.entry(text).or_insert_with(|| begins_with(text));
            filled += 1;
            units += usize::from(unit);
            of_office += usize::from(office);
        }
        if units * 10 >= filled * 3 && units > 0 {
            places.push(at);
        } else if of_office > 0 && of_office * 10 >= filled * 2 {
            offices.push(at);
        }
    }
    (places, offices)
}
