//! The units that may send something, and the names by which they are known.

use std::collections::BTreeMap;

use phuluc_checks::{NamedUnit, Places, bare_name, unit_named};
use phuluc_model::Appendix;
use phuluc_model::text::{fold, unaccent};

/// Rows of an appendix that are looked at for places.
const ROWS: usize = 400;

/// Letters that a name may be off by.
const SLIPS: usize = 2;

/// A unit of the list.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    /// Its whole name, `Huyện Bình Gia`; of a commune whose name another one has too, with
    /// its district: `Xã Hòa Bình, huyện Văn Quan`.
    pub(crate) name: String,
    /// Its district; of a district, its own name.
    pub(crate) district: String,
    /// Whether it is a district itself.
    pub(crate) is_district: bool,
    folded: String,
    folded_district: String,
    /// Its whole name without accents.
    plain: String,
    /// Without the word for what it is and without accents, as file names have it.
    pub(crate) bare: String,
}

impl Listed {
    /// As short as it is still its own: `Bình Gia`, `Xã Thiện Thuật`, `Xã Hòa Bình, Văn Quan`.
    pub(crate) fn short(&self) -> String {
        if self.is_district {
            return without_word(&self.district);
        }
        match self.name.split_once(", ") {
            Some((commune, _)) => format!("{commune}, {}", without_word(&self.district)),
            None => self.name.clone(),
        }
    }
}

/// A unit's name without the word for what it is, in its own letters.
fn without_word(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    let from = words.len().saturating_sub(bare_name(&folded).split(' ').count());
    words.get(from..).unwrap_or(&words).join(" ")
}

/// A name within a sentence: `huyện Văn Quan`.
fn within_sentence(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The units that may send something, in official order: each district before its communes.
#[derive(Debug)]
pub(crate) struct Register {
    pub(crate) units: Vec<Listed>,
}

impl Register {
    pub(crate) fn new(places: &Places) -> Self {
        let mut communes: Vec<(String, Vec<String>)> = Vec::new();
        for place in places.iter() {
            match communes.iter_mut().find(|(district, _)| *district == place.district) {
                Some((_, names)) => names.push(place.commune.clone()),
                None => communes.push((place.district.clone(), vec![place.commune.clone()])),
            }
        }
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for (_, names) in &communes {
            names.iter().for_each(|name| *times.entry(fold(name)).or_default() += 1);
        }
        let listed = |name: &str, district: &str| {
            let folded = fold(name);
            let alone = name == district || times.get(&folded).is_none_or(|times| *times < 2);
            let told_apart = || format!("{name}, {}", within_sentence(district));
            Listed {
                name: if alone { name.to_owned() } else { told_apart() },
                district: district.to_owned(),
                is_district: name == district,
                plain: unaccent(&folded),
                bare: unaccent(bare_name(&folded)),
                folded_district: fold(district),
                folded,
            }
        };
        let mut units = Vec::new();
        for (district, names) in &communes {
            units.push(listed(district, district));
            units.extend(names.iter().map(|name| listed(name, district)));
        }
        Self { units }
    }

    /// What a unit's row is called where units stand in the merged appendix.
    pub(crate) fn row_name(&self, unit: usize) -> &str {
        let Some(listed) = self.units.get(unit) else { return "" };
        // A list of a province without districts names the province in their place.
        if unit_named(&listed.district).is_some() { &listed.district } else { &listed.name }
    }

    fn all(&self, fits: impl Fn(&Listed) -> bool) -> Vec<usize> {
        self.units.iter().enumerate().filter(|(_, unit)| fits(unit)).map(|(at, _)| at).collect()
    }

    /// The units that a name said by somebody may mean: those that the text names, else those
    /// that are called like it.
    pub(crate) fn meant(&self, places: &Places, said: &str) -> Vec<usize> {
        let named = if places.named(said).is_empty() { Vec::new() } else { self.text(places, said) };
        if named.is_empty() { self.said(said) } else { named }
    }

    /// The unit whose name differs from another by a slip of one letter or two, or by accents.
    pub(crate) fn nearest(&self, name: &str) -> Option<&str> {
        let folded = fold(name);
        let plain = unaccent(&folded);
        // Of short names two letters are half of it.
        let most = (plain.chars().count() / 4).min(SLIPS);
        let distance = |unit: &Listed| {
            let slips = strsim::damerau_levenshtein(&plain, &unit.plain);
            let bare = strsim::damerau_levenshtein(&plain, &unit.bare);
            let accents = strsim::damerau_levenshtein(&folded, &unit.folded);
            Some((slips.min(bare), accents)).filter(|(slips, _)| *slips <= most)
        };
        let near = self.units.iter().filter_map(|unit| Some((distance(unit)?, unit)));
        near.min_by_key(|(distance, _)| *distance).map(|(_, unit)| unit.name.as_str())
    }

    /// Whether what a file says of itself fits a unit: it is the unit, or its district.
    pub(crate) fn fits(&self, unit: usize, stated: usize) -> bool {
        let (unit_listed, stated_listed) = (self.units.get(unit), self.units.get(stated));
        let district = || {
            stated_listed.is_some_and(|one| one.is_district)
                && unit_listed.map(|one| &one.district) == stated_listed.map(|one| &one.district)
        };
        unit == stated || district()
    }

    /// The district of just this name, as merged rows call it.
    pub(crate) fn district(&self, name: &str) -> Option<String> {
        let folded = fold(name);
        let unit = self.units.iter().position(|unit| unit.is_district && unit.folded == folded)?;
        Some(self.row_name(unit).to_owned())
    }

    pub(crate) fn said(&self, name: &str) -> Vec<usize> {
        let folded = fold(name);
        let mut found = self.all(|unit| unit.folded == folded);
        if found.is_empty() {
            let bare = unaccent(&folded);
            found = self.all(|unit| unit.is_district && unit.bare == bare);
            if found.is_empty() {
                found = self.all(|unit| unit.bare == bare);
            }
        }
        // "Xã Hòa Bình, huyện Văn Quan"
        let parts: Vec<String> = name.split(',').map(fold).collect();
        if let [first, rest @ ..] = parts.as_slice()
            && !rest.is_empty()
        {
            let within = self.all(|unit| {
                unit.folded == *first && rest.contains(&unit.folded_district) && !unit.is_district
            });
            found = if within.is_empty() { found } else { within };
        }
        found
    }

    /// The units that a text names: its communes within its districts, else its districts.
    pub(crate) fn text(&self, places: &Places, text: &str) -> Vec<usize> {
        let named = places.named(text);
        let of = |district: bool| named.iter().filter(move |unit| unit.district == district);
        let districts: Vec<&NamedUnit> = of(true).collect();
        let mut communes = Vec::new();
        for commune in of(false) {
            communes.extend(self.all(|unit| {
                let within = districts.is_empty()
                    || districts.iter().any(|district| unit.folded_district == district.name);
                !unit.is_district && unit.folded == commune.name && within
            }));
        }
        if !communes.is_empty() {
            return communes;
        }
        let named = |unit: &Listed| districts.iter().any(|district| district.name == unit.folded);
        self.all(|unit| unit.is_district && named(unit))
    }

    /// The units that a file's name has, with accents or without, whole or without the word for what they are.
    pub(crate) fn file_name(&self, file: &str) -> Vec<usize> {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let words = format!(" {} ", unaccent(&fold(stem)));
        let has = |name: &str| words.contains(&format!(" {name} "));
        let whole = self.all(|unit| has(&unit.plain));
        if !whole.is_empty() {
            return whole;
        }
        let districts = self.all(|unit| unit.is_district && has(&unit.bare));
        if !districts.is_empty() {
            return districts;
        }
        let joined = words.replace(' ', "");
        let joined = self.all(|unit| {
            let name = unit.bare.replace(' ', "");
            unit.is_district && name.len() >= 6 && joined.contains(&name)
        });
        if joined.is_empty() { self.all(|unit| has(&unit.bare)) } else { joined }
    }

    /// The district that nearly all rows with a place lie in.
    pub(crate) fn rows(&self, places: &Places, appendices: &[Appendix]) -> Vec<usize> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut placed = 0usize;
        for row in appendices.iter().flat_map(|appendix| appendix.walk().take(ROWS)) {
            let named: Vec<NamedUnit> = row
                .values
                .iter()
                .filter_map(|value| value.text())
                .flat_map(|text| places.named(text))
                .collect();
            let mut districts: Vec<String> =
                named.iter().filter(|unit| unit.district).map(|unit| unit.name.clone()).collect();
            if districts.is_empty() {
                let communes = named.iter().flat_map(|commune| {
                    self.units.iter().filter(|unit| !unit.is_district && unit.folded == commune.name)
                });
                districts.extend(communes.map(|unit| unit.folded_district.clone()));
            }
            districts.sort_unstable();
            districts.dedup();
            placed += usize::from(!districts.is_empty());
            for district in districts {
                *counts.entry(district).or_default() += 1;
            }
        }
        let most = counts.values().copied().max().unwrap_or(0);
        let best: Vec<&String> =
            counts.iter().filter(|(_, count)| **count == most).map(|(district, _)| district).collect();
        match best.as_slice() {
            [district] if most * 10 >= placed * 8 => {
                self.all(|unit| unit.is_district && unit.folded == **district)
            }
            _ => Vec::new(),
        }
    }
}
