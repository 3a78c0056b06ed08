//! Two readings of one workbook, side by side.

use calamine::Data;
use phuluc_model::CellRef;

use super::oracle::TheirSheet;
use super::{Difference, Kind};
use crate::grid::{CellValue, Number, NumberFormat, Sheet, Workbook};

/// What differs, and how many cells were compared.
pub(super) fn workbooks(file: &str, ours: &Workbook, theirs: Vec<TheirSheet>) -> (Vec<Difference>, usize) {
    let mut all = All { file, found: Vec::new(), cells: 0 };
    let names = |list: Vec<&str>| list.join("|");
    let our_names = names(ours.sheets.iter().map(|sheet| sheet.name.as_str()).collect());
    let their_names = names(theirs.iter().map(|sheet| sheet.name.as_str()).collect());
    if our_names != their_names {
        all.add("", "sheets", Kind::Sheets, our_names, their_names);
    }
    for other in theirs {
        if let Some(sheet) = ours.sheets.iter().find(|sheet| sheet.name == other.name) {
            all.sheet(ours, sheet, other);
        }
    }
    (all.found, all.cells)
}

struct All<'a> {
    file: &'a str,
    found: Vec<Difference>,
    cells: usize,
}

impl All<'_> {
    fn add(&mut self, sheet: &str, place: impl ToString, kind: Kind, ours: String, theirs: String) {
        let short = |text: String| text.escape_debug().take(200).collect::<String>();
        let (ours, theirs) = (short(ours), short(theirs));
        let (file, sheet) = (self.file.to_owned(), sheet.to_owned());
        self.found.push(Difference { file, sheet, place: place.to_string(), kind, ours, theirs });
    }

    fn sheet(&mut self, book: &Workbook, ours: &Sheet, theirs: TheirSheet) {
        if ours.hidden != theirs.hidden {
            self.add(&ours.name, "hidden", Kind::Hidden, ours.hidden.to_string(), theirs.hidden.to_string());
        }
        if let Some(merges) = theirs.merges {
            self.merges(ours, &merges);
        }
        let mut cells = match theirs.cells {
            Ok(cells) => cells,
            Err(error) => return self.add(&ours.name, "sheet", Kind::TheyRefuse, String::new(), error),
        };
        self.cells += ours.cells.len();
        for cell in &ours.cells {
            let date = book.style(cell.style).format == NumberFormat::Date;
            self.cell(book, &ours.name, (cell.at, &cell.value, date), cells.remove(&cell.at));
        }
        for (at, data) in cells {
            self.add(&ours.name, at, Kind::TheirsOnly, String::new(), format!("{data:?}"));
        }
    }

    fn cell(
        &mut self,
        book: &Workbook,
        sheet: &str,
        ours: (CellRef, &CellValue, bool),
        theirs: Option<Data>,
    ) {
        let (at, value, date) = ours;
        let Some(data) = theirs else {
            let empty = matches!(value, CellValue::Text(text) if text.text.is_empty());
            if !empty && *value != CellValue::None {
                self.add(sheet, at, Kind::OursOnly, say(value), String::new());
            }
            return;
        };
        if !same(value, &data, book.date_1904) {
            let kind = match value {
                _ if trimmed(value, &data) => Kind::Spaces,
                CellValue::Text(text) if digits(&text.text, &data) => Kind::Digits,
                _ => Kind::Value,
            };
            self.add(sheet, at, kind, say(value), format!("{data:?}"));
        } else if matches!(value, CellValue::Number(_)) && date != is_date(&data) {
            self.add(sheet, at, Kind::Date, format!("{} {date}", say(value)), format!("{data:?}"));
        }
    }

    fn merges(&mut self, ours: &Sheet, theirs: &[String]) {
        let mine: Vec<String> = ours.merges.iter().map(ToString::to_string).collect();
        for range in mine.iter().filter(|range| !theirs.contains(range)) {
            self.add(&ours.name, range, Kind::Merge, range.clone(), String::new());
        }
        for range in theirs.iter().filter(|range| !mine.contains(range)) {
            self.add(&ours.name, range, Kind::Merge, String::new(), range.clone());
        }
    }
}

fn say(value: &CellValue) -> String {
    match value {
        CellValue::Text(text) => format!("{:?}", text.text),
        CellValue::Number(number) if number.rounded => format!("~{}", number.value),
        CellValue::Number(number) => number.value.to_string(),
        other => format!("{other:?}"),
    }
}

/// The same figure, that no decimal holds: its digits are kept as text.
fn digits(text: &str, data: &Data) -> bool {
    matches!(data, Data::Float(other) if text.parse() == Ok(*other))
}

fn is_date(data: &Data) -> bool {
    matches!(data, Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_))
}

fn same(value: &CellValue, data: &Data, date_1904: bool) -> bool {
    match (value, data) {
        (CellValue::Text(text), Data::String(other)) => *text.text == **other,
        (CellValue::Bool(value), Data::Bool(other)) => value == other,
        (CellValue::Error(error), Data::Error(other)) => **error == *other.to_string(),
        (CellValue::Number(number), Data::DateTime(other)) => figure(number, other.as_f64()),
        (CellValue::Number(number), Data::Int(other)) => figure(number, *other as f64),
        (CellValue::Number(number), Data::Float(other)) => figure(number, *other),
        (CellValue::Number(number), Data::DateTimeIso(iso)) => {
            serial(iso, date_1904).is_some_and(|other| near(number, other, 1e-11))
        }
        (CellValue::Number(number), Data::DurationIso(iso)) => {
            duration(iso).is_some_and(|other| near(number, other, 1e-11))
        }
        _ => false,
    }
}

/// The digits are those of the float; where ours ends at the fifteenth, theirs may go on.
fn figure(ours: &Number, theirs: f64) -> bool {
    let float = ours.value.to_string().parse::<f64>();
    if ours.rounded { near(ours, theirs, 5.1e-15) } else { float == Ok(theirs) }
}

fn near(ours: &Number, theirs: f64, most: f64) -> bool {
    let float = ours.value.to_string().parse::<f64>();
    float.is_ok_and(|float| (float - theirs).abs() <= (theirs.abs() * most).max(5.1e-29))
}

/// Calamine trims text that does not ask for its spaces to be kept.
fn trimmed(value: &CellValue, data: &Data) -> bool {
    let trim = |text: &str| text.trim_matches([' ', '\t', '\r', '\n']).to_owned();
    match (value, data) {
        (CellValue::Text(text), Data::String(other)) => trim(&text.text) == trim(other),
        _ => false,
    }
}

/// The serial number of an ISO date and time.
fn serial(iso: &str, date_1904: bool) -> Option<f64> {
    let (date, time) = iso.split_once('T').unwrap_or((iso, "0:0:0"));
    if iso.contains(':') && !iso.contains('-') {
        return clock(iso);
    }
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    // Days since 1 March of year 0, months counted from March.
    let (y, m) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
    let epoch = if date_1904 { 695_361 } else { 693_899 };
    Some((days - epoch) as f64 + clock(time)?)
}

fn clock(time: &str) -> Option<f64> {
    let mut total = 0.0;
    for (part, unit) in time.trim_end_matches('Z').split(':').zip([3600.0, 60.0, 1.0]) {
        total += part.parse::<f64>().ok()? * unit;
    }
    Some(total / 86_400.0)
}

/// The days of an ISO duration such as `PT12H30M15S`.
fn duration(iso: &str) -> Option<f64> {
    let mut total = 0.0;
    for part in iso.trim_start_matches("PT").split_inclusive(['H', 'M', 'S']) {
        let unit = [("H", 3600.0), ("M", 60.0), ("S", 1.0)].into_iter();
        let (figures, unit) = unit.filter_map(|(u, s)| Some((part.strip_suffix(u)?, s))).next()?;
        total += figures.parse::<f64>().ok()? * unit;
    }
    Some(total / 86_400.0)
}

#[test]
fn iso_dates_and_durations_are_serial_numbers() {
    assert_eq!(serial("1900-03-01", false), Some(61.0));
    assert_eq!(serial("2021-09-14T12:00:00", false), Some(44453.5));
    assert_eq!(serial("1904-01-02", true), Some(1.0));
    assert_eq!(duration("PT12H30M00S"), Some(12.5 / 24.0));
}
