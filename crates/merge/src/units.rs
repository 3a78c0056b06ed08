//! Whose a file is.

use std::collections::BTreeMap;

use phuluc_checks::{NamedUnit, Places, bare_name, unit_named};
use phuluc_model::text::{fold, unaccent};
use phuluc_model::{Appendix, Finding, Message, UnitSubmission};

use crate::MergeOptions;
use crate::choose::Owned;
use crate::rules::{FOREIGN_UNIT, UNKNOWN_UNIT};

/// Rows of an appendix that are looked at for places.
const ROWS: usize = 400;

/// A unit of the list.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    /// Its whole name: `Huyện Bình Gia`.
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
    bare: String,
}

impl Listed {
    /// Without the word for what it is: `Bình Gia`; communes of one name are many, and keep it.
    fn short(&self) -> String {
        let kept = if self.is_district { bare_name(&self.folded) } else { &self.folded };
        let words: Vec<&str> = self.name.split_whitespace().collect();
        let from = words.len().saturating_sub(kept.split(' ').count());
        words.get(from..).unwrap_or(&words).join(" ")
    }
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
        let listed = |name: &str, district: &str| {
            let folded = fold(name);
            Listed {
                name: name.to_owned(),
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

    /// The units that a name said by somebody may mean.
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
    fn file_name(&self, file: &str) -> Vec<usize> {
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
    fn rows(&self, places: &Places, appendices: &[Appendix]) -> Vec<usize> {
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

/// What is known about whose a file is.
pub(crate) enum Whose {
    Unit(usize),
    Foreign(String),
    Unknown(Vec<usize>),
}

/// Finds out whose each submission is; what is nobody's is said and left out.
pub(crate) fn recognise(
    submissions: &[UnitSubmission],
    register: &Register,
    options: &MergeOptions,
    findings: &mut Vec<Finding>,
) -> Vec<Owned> {
    let mut owned = Vec::new();
    for submission in submissions {
        match whose(submission, register, &options.places) {
            Whose::Unit(unit) => {
                let listed = register.units.get(unit);
                let name = listed.map(|listed| listed.name.clone());
                let short = listed.map(Listed::short).unwrap_or_default();
                let submission = UnitSubmission { unit: name, short, ..submission.clone() };
                owned.push(Owned { unit, submission });
            }
            Whose::Foreign(name) => findings.push(foreign(submission, &name)),
            Whose::Unknown(candidates) => findings.push(unknown(submission, &candidates, register)),
        }
    }
    owned
}

fn foreign(submission: &UnitSubmission, name: &str) -> Finding {
    let message = Message::new(
        format!(
            "«{name}» không có trong danh sách đơn vị nên tệp không được tổng hợp: sửa bằng --unit TỆP=ĐƠN VỊ, hoặc thêm danh sách bằng --places"
        ),
        format!(
            "`{name}` is not in the list of units, so the file was not merged: say the unit with --unit FILE=NAME, or add its list with --places"
        ),
    );
    Finding::new(&FOREIGN_UNIT, message, &submission.file, "", "").with_found(name)
}

fn unknown(submission: &UnitSubmission, candidates: &[usize], register: &Register) -> Finding {
    let names: Vec<&str> =
        candidates.iter().filter_map(|at| register.units.get(*at)).map(|unit| unit.name.as_str()).collect();
    let could = crate::say::listed(&names, "…");
    let (vi, en) = if could.is_empty() {
        (String::new(), String::new())
    } else {
        (format!(" (có thể là {could})"), format!(" (it could be {could})"))
    };
    let message = Message::new(
        format!(
            "Không rõ tệp của đơn vị nào{vi} nên không được tổng hợp: ghi rõ bằng --unit \"{}=TÊN ĐƠN VỊ\"",
            submission.file
        ),
        format!(
            "nothing says whose this file is{en}, so it was not merged: say it with --unit \"{}=NAME\"",
            submission.file
        ),
    );
    Finding::new(&UNKNOWN_UNIT, message, &submission.file, "", "")
}

pub(crate) fn whose(submission: &UnitSubmission, register: &Register, places: &Places) -> Whose {
    if let Some(said) = &submission.unit {
        let found = match places.named(said).is_empty() {
            true => register.said(said),
            false => match register.text(places, said) {
                found if found.is_empty() => register.said(said),
                found => found,
            },
        };
        return match found.as_slice() {
            [unit] => Whose::Unit(*unit),
            [] => Whose::Foreign(said.clone()),
            _ => Whose::Unknown(found),
        };
    }
    let appendices = &submission.document.appendices;
    let issuers: Vec<&str> =
        appendices.iter().filter_map(|appendix| appendix.plan.as_ref()?.issuer.as_deref()).collect();
    let titles: Vec<&str> = appendices.iter().filter_map(|appendix| appendix.title.as_deref()).collect();
    let notes: Vec<&str> =
        appendices.iter().flat_map(|appendix| &appendix.notes).map(|note| note.text.as_str()).collect();
    let by_text = |texts: &[&str]| {
        let mut found: Vec<usize> = texts.iter().flat_map(|text| register.text(places, text)).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let issued = by_text(&issuers);
    // What a template says of itself.
    let reporting: Vec<&str> =
        appendices.iter().filter_map(|appendix| appendix.source.reporting_unit.as_deref()).collect();
    let reporting = by_text(&reporting);
    if !reporting.is_empty() && !issued.is_empty() && !reporting.iter().any(|unit| issued.contains(unit)) {
        return Whose::Unknown([reporting, issued].concat());
    }
    if reporting.is_empty()
        && issued.is_empty()
        && let Some(foreign) = issuers.iter().find_map(|issuer| unit_named(issuer))
    {
        return Whose::Foreign(foreign.name);
    }
    // A province's own name is also that of its city.
    let provinces: Vec<String> = issuers.iter().map(|issuer| unaccent(&fold(issuer))).collect();
    let of_city = |unit: &usize| {
        register
            .units
            .get(*unit)
            .is_none_or(|listed| provinces.iter().all(|name| !name.ends_with(&listed.bare)))
    };
    let mut by_name = register.file_name(&submission.file);
    if issued.is_empty() {
        by_name.retain(of_city);
    }
    let evidence =
        [reporting, issued, by_text(&titles), by_text(&notes), by_name, register.rows(places, appendices)];
    settle(&evidence)
}

/// What the evidence, strongest first, agrees on: later evidence chooses among what earlier left open.
fn settle(evidence: &[Vec<usize>]) -> Whose {
    let mut open: Vec<usize> = Vec::new();
    for found in evidence.iter().filter(|found| !found.is_empty()) {
        if open.is_empty() {
            open.clone_from(found);
        } else {
            let both: Vec<usize> = open.iter().filter(|unit| found.contains(unit)).copied().collect();
            if !both.is_empty() {
                open = both;
            }
        }
        if let [unit] = open.as_slice() {
            return Whose::Unit(*unit);
        }
    }
    Whose::Unknown(open)
}
