//! Blank workbooks to hand out, for one unit or for each of a list.

use std::collections::{BTreeSet, HashMap, HashSet};

use phuluc_checks::Places;
use phuluc_model::text::{fold, tidy, unaccent};
use phuluc_writer::TemplateOptions;

use crate::Error;

/// Writes the standard workbook to hand out, from the layouts. What comes back is
/// recognised by its mark and read without a finding of normalisation.
///
/// ```
/// use phuluc::{Layouts, TemplateOptions};
///
/// let options = TemplateOptions::new(Layouts::built_in()).unit("Huyện Bình Gia").year(2022);
/// let workbook = phuluc::template(&options)?;
/// let document = phuluc::Reader::new().read_bytes("binh-gia.xlsx", &workbook)?;
/// assert_eq!(document.appendices[1].source.reporting_unit.as_deref(), Some("Huyện Bình Gia"));
/// assert!(document.findings.is_empty());
/// # Ok::<(), phuluc::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Write`] for an appendix, unit or year that no template can be of.
pub fn template(options: &TemplateOptions) -> Result<Vec<u8>, Error> {
    Ok(phuluc_writer::template(options)?)
}

/// The template of one unit: its own places to choose from, and the plan's rows
/// without those of other units.
///
/// Of a unit that is not among the places there is nothing to choose from.
#[must_use]
pub fn template_for(
    options: &TemplateOptions,
    unit: &str,
    places: &Places,
    units: &[String],
) -> TemplateOptions {
    let own = fold(unit);
    let is_own = |name: &str| own == fold(name) || own.ends_with(&format!(" {}", fold(name)));
    let districts: BTreeSet<&str> = places.iter().map(|place| place.district.as_str()).collect();
    let others = districts.into_iter().chain(units.iter().map(String::as_str)).filter(|name| !is_own(name));
    let others = others.map(str::to_owned).collect();
    let mut names: Vec<String> = Vec::new();
    for place in places.iter().filter(|place| is_own(&place.district)) {
        if names.is_empty() {
            names.push(place.district.clone());
        }
        names.push(place.commune.clone());
    }
    options.clone().unit(unit).places(names).others(others)
}

/// Every district with its communes, in order, each name once: what a template of no
/// unit in particular offers to choose from.
pub fn place_names(places: &Places) -> Vec<String> {
    let mut seen = HashSet::new();
    let names = places.iter().flat_map(|place| [&place.district, &place.commune]);
    names.filter(|name| seen.insert(fold(name))).cloned().collect()
}

/// The units of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnitList {
    /// Each unit once, in order.
    pub units: Vec<String>,
    /// Lines that name a unit once more.
    pub repeated: Vec<RepeatedUnit>,
}

/// A line of a list whose unit stands above it already.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RepeatedUnit {
    /// The line, counted from 1.
    pub line: usize,
    /// What it says.
    pub name: String,
    /// The unit, as it was written first.
    pub unit: String,
}

/// The units of a list, each once, in order: a unit a line, or tabs between columns, of
/// which the first that is no number names the unit (as in a list of [`Places`]). Lines
/// that begin with `#` are remarks. Case, spaces and punctuation do not make another unit;
/// that a list of places names a district on the line of each commune is no repetition.
///
/// # Errors
///
/// [`Error::NoUnits`] where no unit is listed.
pub fn units_in(origin: &str, text: &str) -> Result<UnitList, Error> {
    let mut list = UnitList::default();
    let mut seen: HashMap<String, String> = HashMap::new();
    let number = |column: &&str| column.chars().all(|c| c.is_ascii_digit());
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let Some(name) = line.split('\t').map(str::trim).find(|column| !number(column)) else { continue };
        if line.starts_with('#') {
            continue;
        }
        let name = tidy(name);
        match seen.get(&fold(&name)) {
            Some(unit) if line.contains('\t') && *unit == name => {}
            Some(unit) => list.repeated.push(RepeatedUnit { line: at + 1, name, unit: unit.clone() }),
            None => {
                seen.insert(fold(&name), name.clone());
                list.units.push(name);
            }
        }
    }
    if list.units.is_empty() {
        return Err(Error::NoUnits { origin: origin.to_owned() });
    }
    Ok(list)
}

/// A name of a file for each unit, in ASCII, all different: `huyen-binh-gia.xlsx`.
pub fn template_files(units: &[String]) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut files = Vec::with_capacity(units.len());
    for unit in units {
        let stem = stem(unit);
        let names = std::iter::once(stem.clone()).chain((2u32..).map(|copy| format!("{stem}-{copy}")));
        let free = names.into_iter().find(|name| !taken.contains(name)).unwrap_or(stem);
        taken.insert(free.clone());
        files.push(format!("{free}.xlsx"));
    }
    files
}

/// Letters of a file's name, without its extension.
const LONGEST: usize = 80;
/// Names that some systems keep for themselves.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

fn stem(unit: &str) -> String {
    let plain = unaccent(&fold(unit));
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("-");
    let cut: String = joined.chars().take(LONGEST).collect();
    match cut.trim_end_matches('-') {
        "" => "bieu-mau".to_owned(),
        name if RESERVED.contains(&name) => format!("{name}-1"),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_lists() {
        let tsv = "# head\n178\tThành phố Lạng Sơn\t1\tPhường A\n178\tThành phố Lạng Sơn\t2\tPhường B\n\n180\tHuyện Bình Gia\n";
        let list = units_in("a.tsv", tsv).expect("units");
        assert_eq!(list.units, ["Thành phố Lạng Sơn", "Huyện Bình Gia"]);
        assert_eq!(list.repeated, [], "a district stands there once a commune");
        let lines = "\u{feff}Huyện Bình Gia\r\nHuyện  Văn Quan\nHUYỆN BÌNH GIA\nHuyện Văn Quan\n";
        let list = units_in("a.txt", lines).expect("units");
        assert_eq!(list.units, ["Huyện Bình Gia", "Huyện Văn Quan"]);
        let repeated: Vec<(usize, &str, &str)> =
            list.repeated.iter().map(|one| (one.line, one.name.as_str(), one.unit.as_str())).collect();
        let expected = [(3, "HUYỆN BÌNH GIA", "Huyện Bình Gia"), (4, "Huyện Văn Quan", "Huyện Văn Quan")];
        assert_eq!(repeated, expected);
        assert!(units_in("a.txt", "# nothing\n\n12\n").is_err());
    }

    #[test]
    fn files_of_units_differ() {
        let units = ["Huyện Đình Lập", "Huyện Đinh Lạp", "Quận 1", "***", "???", "Con", "huyen-dinh-lap-2"];
        let files = template_files(&units.map(str::to_owned));
        let expected = [
            "huyen-dinh-lap.xlsx",
            "huyen-dinh-lap-2.xlsx",
            "quan-1.xlsx",
            "bieu-mau.xlsx",
            "bieu-mau-2.xlsx",
            "con-1.xlsx",
            "huyen-dinh-lap-2-2.xlsx",
        ];
        assert_eq!(files, expected);
    }

    #[test]
    fn a_unit_chooses_among_its_own_places() {
        let text = "1\tHuyện Một\t1\tXã A\n1\tHuyện Một\t2\tXã B\n2\tHuyện Hai\t3\tXã C\n";
        let places = Places::parse("a.tsv", text).expect("places");
        let units = ["Huyện Một".to_owned(), "Trường nghề".to_owned()];
        let options = TemplateOptions::default();
        let one = template_for(&options, "UBND huyện Một", &places, &units);
        assert_eq!(one.places, ["Huyện Một", "Xã A", "Xã B"]);
        assert_eq!(one.others, ["Huyện Hai", "Trường nghề"]);
        let unknown = template_for(&options, "Huyện Mộ", &places, &[]);
        assert!(unknown.places.is_empty());
        assert_eq!(place_names(&places), ["Huyện Một", "Xã A", "Xã B", "Huyện Hai", "Xã C"]);
    }
}
