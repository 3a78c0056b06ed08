//! The JSON form of merged appendices: `phuluc/1` with the unit and cell of every row,
//! and what units sent beside it.

use std::collections::HashMap;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json, json};

use crate::appendix::Row;
use crate::finding::{Finding, Language};
use crate::json::{JSON_FORMAT, JsonFindings};
use crate::json_read::{JsonError, appendix, finding, shape, typed};
use crate::layout::Layouts;
use crate::marks::MERGED_FORMAT;
use crate::merged::{Merged, MergedAppendix, Origin, Part, UnitSubmission};

/// What units sent, with messages in both languages.
struct Sent<'a>(&'a [UnitSubmission]);

impl Serialize for Sent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for submission in self.0 {
            list.serialize_element(&One(submission))?;
        }
        list.end()
    }
}

struct One<'a>(&'a UnitSubmission);

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = |language| JsonFindings { findings: &self.0.document.findings, language };
        let english: Vec<&str> =
            self.0.document.findings.iter().map(|finding| finding.message.text(Language::English)).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("unit", &self.0.unit)?;
        map.serialize_entry("file", &self.0.file)?;
        map.serialize_entry("sha256", &self.0.sha256)?;
        map.serialize_entry("date", &self.0.date())?;
        map.serialize_entry("appendices", &self.0.document.appendices)?;
        map.serialize_entry("findings", &findings(Language::Vietnamese))?;
        map.serialize_entry("english", &english)?;
        map.end()
    }
}

impl UnitSubmission {
    /// What units sent, as text that any program may keep in a cell: no two spaces follow
    /// each other, and no letter has a form that a program would normalise.
    pub fn record(submissions: &[Self]) -> String {
        #[derive(Serialize)]
        struct Record<'a> {
            format: &'static str,
            units: Sent<'a>,
        }
        let record = Record { format: MERGED_FORMAT, units: Sent(submissions) };
        // Serializing into memory has nothing that could fail.
        escaped(&serde_json::to_string(&record).unwrap_or_default())
    }

    /// Reads what [`UnitSubmission::record`] wrote, or the units of a merged JSON form;
    /// `None` where the text is neither.
    ///
    /// # Errors
    ///
    /// A [`JsonError`] with the path of what does not fit.
    pub fn from_record(text: &[u8], layouts: &Layouts) -> Result<Option<Vec<Self>>, JsonError> {
        let json: Json = serde_json::from_slice(text)?;
        let format = json.get("format").and_then(Json::as_str);
        let Some(units) = json.get("units").and_then(Json::as_array) else { return Ok(None) };
        if format != Some(MERGED_FORMAT) && format != Some(JSON_FORMAT) {
            return Ok(None);
        }
        let units = units.iter().enumerate();
        units
            .map(|(at, json)| one(json, layouts, &format!("units[{at}]")))
            .collect::<Result<_, _>>()
            .map(Some)
    }
}

fn one(json: &Json, layouts: &Layouts, path: &str) -> Result<UnitSubmission, JsonError> {
    let map = json.as_object().ok_or_else(|| shape(path, "an object must stand here"))?;
    let text = |key: &str| -> Result<Option<String>, JsonError> {
        map.get(key).map_or(Ok(None), |json| typed(json, &format!("{path}.{key}")))
    };
    let list = |key: &str| map.get(key).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let english: Vec<Option<&str>> = list("english").iter().map(Json::as_str).collect();
    let mut submission = UnitSubmission {
        unit: text("unit")?,
        file: text("file")?.unwrap_or_default(),
        sha256: text("sha256")?.unwrap_or_default(),
        ..UnitSubmission::default()
    };
    for (at, json) in list("appendices").iter().enumerate() {
        let path = format!("{path}.appendices[{at}]");
        submission.document.appendices.push(appendix(json, layouts, &path)?);
    }
    for (at, json) in list("findings").iter().enumerate() {
        let mut finding: Finding = finding(json, &format!("{path}.findings[{at}]"))?;
        if let Some(Some(text)) = english.get(at) {
            finding.message.en = (*text).to_owned().into();
        }
        submission.document.findings.push(finding);
    }
    Ok(submission)
}

/// JSON whose text survives tidying: second spaces and letters that are no plain ones escaped.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut before = '\0';
    for letter in json.chars() {
        // Latin letters that are composed as far as they can be.
        let latin = matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
        let plain = letter.is_ascii_graphic() || latin || (letter == ' ' && before != ' ');
        if plain {
            text.push(letter);
        } else {
            let mut units = [0u16; 2];
            letter.encode_utf16(&mut units).iter().for_each(|unit| text.push_str(&format!("\\u{unit:04x}")));
        }
        before = letter;
    }
    text
}

impl Merged {
    /// The JSON form as text, indented: merged appendices whose rows say in `from` which
    /// units' rows they are, and in `units` what units sent.
    pub fn to_json(&self, language: Language) -> String {
        let places = self.row_places();
        let appendices: Vec<Json> =
            self.appendices.iter().map(|merged| appendix_json(merged, &places)).collect();
        let findings: Vec<Finding> = self.all_findings().map(|(_, finding)| finding.clone()).collect();
        let findings = JsonFindings { findings: &findings, language };
        let document = json!({
            "format": JSON_FORMAT,
            "appendices": appendices,
            "findings": findings,
            "units": Sent(&self.submissions),
        });
        let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Where merged rows come from, as people say it.
    pub fn row_places(&self) -> RowPlaces<'_> {
        let tables = self.submissions.iter().enumerate().flat_map(|(submission, one)| {
            let appendices = one.document.appendices.iter().enumerate();
            appendices.map(move |(at, appendix)| ((submission, at), appendix.rows_by_index()))
        });
        RowPlaces { merged: self, rows: tables.collect() }
    }
}

/// Looks up where merged rows come from.
#[derive(Debug)]
pub struct RowPlaces<'a> {
    merged: &'a Merged,
    rows: HashMap<(usize, usize), Vec<&'a Row>>,
}

impl RowPlaces<'_> {
    /// Unit, file, sheet and cell of the name of each row that a merged row comes from;
    /// sub-headings that went into it last.
    pub fn of(&self, origin: &Origin) -> Vec<[String; 4]> {
        origin.parts.iter().chain(&origin.headings).filter_map(|part| self.place(*part)).collect()
    }

    fn place(&self, part: Part) -> Option<[String; 4]> {
        let submission = self.merged.submissions.get(part.submission)?;
        let appendix = submission.document.appendices.get(part.appendix)?;
        let row = match part.row {
            Some(row) => self.rows.get(&(part.submission, part.appendix))?.get(row).copied()?,
            None => appendix.total.as_ref()?,
        };
        let label = appendix.kind(row).and_then(|kind| appendix.layout.columns.get(kind.label));
        let cell = label.and_then(|column| appendix.cell(row, &column.field));
        let cell = cell.map_or_else(|| row.row.to_string(), |cell| cell.to_string());
        let unit = submission.unit.clone().unwrap_or_default();
        Some([unit, submission.file.clone(), appendix.source.sheet.clone(), cell])
    }

    /// The same as JSON: a list of objects with `unit`, `file`, `sheet` and `cell`.
    pub fn json(&self, origin: &Origin) -> Json {
        let place = |[unit, file, sheet, cell]: [String; 4]| json!({"unit": unit, "file": file, "sheet": sheet, "cell": cell});
        self.of(origin).into_iter().map(place).collect()
    }
}

/// A merged appendix whose rows say where they come from.
fn appendix_json(merged: &MergedAppendix, places: &RowPlaces<'_>) -> Json {
    let mut json = serde_json::to_value(&merged.appendix).unwrap_or_default();
    if let Some(Json::Object(total)) = json.get_mut("total") {
        total.insert("from".to_owned(), places.json(&merged.total));
    }
    let mut origins = merged.origins.iter();
    if let Some(Json::Array(rows)) = json.get_mut("rows") {
        let mut open: Vec<&mut Json> = rows.iter_mut().rev().collect();
        while let Some(row) = open.pop() {
            let Json::Object(row) = row else { continue };
            let from = origins.next().map(|origin| places.json(origin)).unwrap_or_default();
            before_children(row, from);
            if let Some(Json::Array(children)) = row.get_mut("children") {
                open.extend(children.iter_mut().rev());
            }
        }
    }
    json
}

/// Puts where a row comes from before the rows below it.
fn before_children(row: &mut Map<String, Json>, from: Json) {
    let children = row.remove("children");
    row.insert("from".to_owned(), from);
    if let Some(children) = children {
        row.insert("children".to_owned(), children);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_survives_tidying() {
        let submission = UnitSubmission {
            unit: Some("Huyện Bình Gia".to_owned()),
            file: "a  b\u{300}\u{a0} \u{200b}\u{212b}😀.xlsx".to_owned(),
            sha256: "00".to_owned(),
            ..UnitSubmission::default()
        };
        let text = UnitSubmission::record(std::slice::from_ref(&submission));
        assert_eq!(crate::text::tidy(&text), text);
        let layouts = Layouts::built_in();
        let read = UnitSubmission::from_record(text.as_bytes(), &layouts).expect("a record");
        assert_eq!(read, Some(vec![submission]));
        assert_eq!(UnitSubmission::from_record(b"{}", &layouts).expect("JSON"), None);
    }
}
