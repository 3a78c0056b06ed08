//! SARIF 2.1.0 (OASIS), for code hosts and editors.
//!
//! A workbook has no lines: a finding's physical location is its file, its logical
//! location the cell.

use std::collections::HashMap;

use phuluc_model::{Language, Severity};
use serde_json::{Map, Value as Json, json};

use crate::json::pretty;
use crate::places::{Spot, quoted};
use crate::report::{FileReport, Report, ReportEntry, RuleInfo};
use crate::words::{self, say};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

impl Report {
    /// SARIF 2.1.0, with a line break at its end.
    pub fn to_sarif(&self, language: Language) -> String {
        let run = Run::new(self, language);
        let mut results = Vec::new();
        for (index, file) in self.files.iter().enumerate() {
            results.extend(file.entries.iter().map(|entry| run.result(index, file, entry)));
        }
        let artifacts: Vec<Json> =
            self.files.iter().map(|file| json!({"location": {"uri": uri(&file.path)}})).collect();
        let driver = json!({
            "name": "phuluc",
            "version": env!("CARGO_PKG_VERSION"),
            "language": say(language, "vi-VN", "en-US"),
            "rules": run.rules,
        });
        pretty(&json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": driver},
                "language": say(language, "vi-VN", "en-US"),
                "columnKind": "unicodeCodePoints",
                "artifacts": artifacts,
                "results": results,
            }],
        }))
    }
}

struct Run {
    language: Language,
    rules: Vec<Json>,
    index: HashMap<String, usize>,
}

impl Run {
    /// Every known rule, and those of findings that nothing is known of.
    fn new(report: &Report, language: Language) -> Self {
        let mut run = Self { language, rules: Vec::new(), index: HashMap::new() };
        for info in &report.rules {
            run.add(info.rule.code, rule(info, language));
        }
        for finding in report.files.iter().flat_map(|file| &file.entries).map(|entry| &entry.finding) {
            if !run.index.contains_key(&*finding.rule) {
                run.add(&finding.rule, json!({"id": finding.rule, "name": finding.name}));
            }
        }
        run
    }

    fn add(&mut self, code: &str, rule: Json) {
        self.index.insert(code.to_owned(), self.rules.len());
        self.rules.push(rule);
    }

    fn result(&self, index: usize, file: &FileReport, entry: &ReportEntry) -> Json {
        let finding = &entry.finding;
        let at = |cell: &str| location(index, file, &finding.sheet, cell);
        let mut result = Map::new();
        result.insert("ruleId".to_owned(), json!(finding.rule));
        if let Some(rule) = self.index.get(&*finding.rule) {
            result.insert("ruleIndex".to_owned(), json!(rule));
        }
        result.insert("level".to_owned(), json!(level(finding.severity)));
        result.insert("message".to_owned(), json!({"text": self.message(entry)}));
        result.insert("locations".to_owned(), json!([at(&finding.cell)]));
        let related = self.related(entry, at);
        if !related.is_empty() {
            result.insert("relatedLocations".to_owned(), json!(related));
        }
        result.insert("partialFingerprints".to_owned(), json!({"phulucFinding/v1": entry.fingerprint}));
        if let Some(acceptance) = &entry.accepted {
            let suppression = json!({
                "kind": "external",
                "status": "accepted",
                "justification": words::accepted(acceptance, self.language),
            });
            result.insert("suppressions".to_owned(), json!([suppression]));
        }
        let properties = json!({
            "found": finding.found,
            "expected": finding.expected,
            "suspects": finding.suspects,
            "count": finding.count,
        });
        result.insert("properties".to_owned(), properties);
        Json::Object(result)
    }

    /// The message with the row before it and the figures behind.
    fn message(&self, entry: &ReportEntry) -> String {
        let mut text = entry.place.row();
        if !text.is_empty() {
            text += ": ";
        }
        text += entry.finding.message.text(self.language);
        if let Some(figures) = words::figures(entry, self.language) {
            text = format!("{} ({figures})", text.trim_end_matches('.'));
        }
        text
    }

    fn related(&self, entry: &ReportEntry, at: impl Fn(&str) -> Json) -> Vec<Json> {
        let finding = &entry.finding;
        let suspects = finding.suspects.iter().zip(&entry.suspect_places).map(|(suspect, place)| {
            let fits = words::fitting(&suspect.fits, place, &finding.rule, self.language);
            let why = if suspect.why.is_empty() { String::new() } else { format!(": {}", suspect.why) };
            let would = say(self.language, "giá trị khớp", "would fit");
            (suspect.cell.as_str(), format!("{would}: {fits}{why}"))
        });
        let related = finding.related.iter().zip(&entry.related_places).map(|(related, place)| {
            (related.cell.as_str(), words::figure(&related.text, place, &finding.rule))
        });
        let all = suspects.chain(related).enumerate().map(|(id, (cell, text))| {
            let mut location = at(cell);
            if let Some(location) = location.as_object_mut() {
                location.insert("id".to_owned(), json!(id));
                location.insert("message".to_owned(), json!({"text": text}));
            }
            location
        });
        all.collect()
    }
}

fn rule(info: &RuleInfo, language: Language) -> Json {
    let mut rule = json!({
        "id": info.rule.code,
        "name": info.rule.name,
        "defaultConfiguration": {"level": level(info.rule.severity)},
    });
    let texts = [("shortDescription", &info.title), ("fullDescription", &info.why), ("help", &info.fix)];
    if let Some(rule) = rule.as_object_mut() {
        for (key, text) in texts {
            let text = text.text(language);
            if !text.is_empty() {
                rule.insert(key.to_owned(), json!({"text": text}));
            }
        }
    }
    rule
}

fn location(index: usize, file: &FileReport, sheet: &str, cell: &str) -> Json {
    let mut location =
        json!({"physicalLocation": {"artifactLocation": {"uri": uri(&file.path), "index": index}}});
    let spot = Spot::parse(sheet, cell);
    let (name, full, kind) = match spot.range {
        Some(range) => (range.to_string(), format!("{}!{range}", quoted(&spot.sheet)), "cell"),
        None => (spot.sheet.clone(), quoted(&spot.sheet), "sheet"),
    };
    if let Some(location) = location.as_object_mut().filter(|_| !spot.sheet.is_empty()) {
        let logical = json!([{"name": name, "fullyQualifiedName": full, "kind": kind}]);
        location.insert("logicalLocations".to_owned(), logical);
    }
    location
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a URI reference: every byte but unreserved ones and slashes as `%XX`. One that
/// begins with a drive of Windows is an address of its own.
fn uri(path: &str) -> String {
    let drive = path.get(..3).filter(|drive| {
        drive.starts_with(|letter: char| letter.is_ascii_alphabetic()) && drive.ends_with(":/")
    });
    let mut uri = drive.map(|drive| format!("file:///{drive}")).unwrap_or_default();
    for byte in path.get(drive.map_or(0, str::len)..).unwrap_or_default().bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            uri.push(char::from(byte));
        } else {
            uri += &format!("%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_as_uris() {
        assert_eq!(uri("nộp/Biểu 1#.xlsx"), "n%E1%BB%99p/Bi%E1%BB%83u%201%23.xlsx");
        assert_eq!(uri("D:/nộp/a:b.xlsx"), "file:///D:/n%E1%BB%99p/a%3Ab.xlsx");
        for other in ["/D:/a", "a:b", "é:/a", ""] {
            assert!(!uri(other).starts_with("file:"), "{other}");
        }
    }
}
