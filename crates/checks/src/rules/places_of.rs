//! Which district and commune each row belongs to.

use std::sync::Arc;

use indexmap::IndexMap;
use phuluc_model::{Finding, Related};

use super::mentions::{Mention, mentions, mentions_in, unit_word};
use crate::context::{Context, Table};
use crate::keyed::Keyed;
use crate::places::Places;
use crate::sink::Sink;
use crate::texts::Texts;
use crate::vocabulary::{Level, words};

/// Which places the rows of a table name; looked for once a table.
#[derive(Debug)]
pub(crate) struct Naming {
    /// Columns whose texts are places, in the layout's order.
    columns: Vec<usize>,
    /// Columns whose texts are offices.
    offices: Vec<usize>,
    /// Columns of other texts.
    other_columns: Vec<usize>,
    /// What each text names, by its number; behind them, what the places of a row name
    /// together, where more than one of them names something.
    named: Vec<Box<[Mention]>>,
    /// For each row: which of `named` is what its own place names.
    own: Vec<usize>,
    /// For each row with others below it: the district that those are in.
    passed_on: Vec<Option<Arc<str>>>,
}

impl Naming {
    /// `None` where a table has no places.
    pub(crate) fn of(table: &Table<'_>, places: &Places) -> Option<Self> {
        let (columns, offices) = columns(table);
        if columns.is_empty() {
            return None;
        }
        let texts = table.texts();
        let words = texts.columns().iter().copied();
        let other_columns = words.filter(|at| !columns.contains(at) && !offices.contains(at)).collect();
        let named = texts.iter().map(|folded| mentions_in(places, folded).into()).collect();
        let (own, passed_on) = (Vec::with_capacity(table.rows.len()), Vec::with_capacity(table.rows.len()));
        let mut naming = Self { columns, offices, other_columns, named, own, passed_on };
        for (at, entry) in table.rows.iter().enumerate() {
            let own = naming.own_of(texts, at);
            naming.own.push(own);
            let district = if entry.children.is_empty() {
                None
            } else {
                let own = naming.named.get(own).and_then(|own| only_district(own)).map(Arc::from);
                let above =
                    || entry.parent.and_then(|parent| naming.passed_on.get(parent).cloned().flatten());
                own.or_else(|| only_district(&mentions(places, table.label(at))).map(Arc::from))
                    .or_else(above)
            };
            naming.passed_on.push(district);
        }
        Some(naming)
    }

    /// Which of `named` is what the places of a row name.
    fn own_of(&mut self, texts: &Texts, row: usize) -> usize {
        let names = |id: &usize| self.named.get(*id).is_some_and(|named| !named.is_empty());
        let ids = self.columns.iter().map(|column| texts.id(row, *column) as usize);
        let ids: Vec<usize> = ids.filter(names).collect();
        match ids.as_slice() {
            [] => Texts::BLANK as usize,
            [one] => *one,
            several => {
                let several = several.iter().filter_map(|id| self.named.get(*id));
                let joined = several.flat_map(|named| named.iter().cloned()).collect();
                self.named.push(joined);
                self.named.len() - 1
            }
        }
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

    /// What a text of a row names.
    pub(super) fn named(&self, row: usize, column: usize) -> &'b [Mention] {
        self.list(self.table.texts().id(row, column) as usize)
    }

    /// What a row's own place names.
    pub(super) fn own(&self, at: usize) -> &'b [Mention] {
        self.naming.own.get(at).map_or(&[], |own| self.list(*own))
    }

    fn list(&self, id: usize) -> &'b [Mention] {
        self.naming.named.get(id).map_or(&[], |named| named)
    }

    /// The one district that a row's own place names.
    pub(super) fn own_district(&self, at: usize) -> Option<&'b str> {
        only_district(self.own(at))
    }

    /// The district of the rows above a row.
    pub(super) fn district_above(&self, at: usize) -> Option<&'b str> {
        self.naming.passed_on.get(self.table.row(at)?.parent?)?.as_deref()
    }

    /// The district of a row: its own, else that of the rows above.
    pub(super) fn district(&self, at: usize) -> Option<&'b str> {
        self.own_district(at).or_else(|| self.district_above(at))
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
    findings: IndexMap<String, Finding, Keyed>,
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
pub(super) fn only_district(mentions: &[Mention]) -> Option<&str> {
    let mut districts = mentions.iter().filter(|mention| mention.level == Level::District);
    let first = districts.next()?;
    districts.all(|other| other == first).then_some(first.name.as_str())
}

/// Columns of places and of offices, told by what stands in them: at least
/// three in ten of their texts begin with the word for a unit, or two with that for its office.
fn columns(table: &Table<'_>) -> (Vec<usize>, Vec<usize>) {
    let texts = table.texts();
    let same_first = |one: &str, other: &str| one.as_bytes().first() == other.as_bytes().first();
    let begins = |folded: &str, word: &str| same_first(folded, word) && folded.starts_with(word);
    let office = |folded: &str| words().office.iter().any(|word| begins(folded, word));
    let begins: Vec<(bool, bool)> =
        texts.iter().map(|folded| (unit_word(folded).is_some(), office(folded))).collect();
    let mut places = Vec::new();
    let mut offices = Vec::new();
    for &at in texts.columns() {
        let (mut filled, mut units, mut of_office) = (0usize, 0usize, 0usize);
        let ids = (0..table.rows.len()).map(|row| texts.id(row, at)).filter(|id| *id != Texts::BLANK);
        for (unit, office) in ids.filter_map(|id| begins.get(id as usize)) {
            filled += 1;
            units += usize::from(*unit);
            of_office += usize::from(*office);
        }
        if units * 10 >= filled * 3 && units > 0 {
            places.push(at);
        } else if of_office > 0 && of_office * 10 >= filled * 2 {
            offices.push(at);
        }
    }
    (places, offices)
}
