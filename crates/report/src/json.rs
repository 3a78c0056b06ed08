//! The JSON form `phuluc-findings/1`.

use phuluc_model::{FINDINGS_FORMAT, JsonFindings, Language};
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::report::{Report, ReportEntry};

impl Report {
    /// The JSON form `phuluc-findings/1`, with a line break at its end. A finding
    /// that somebody accepted has `accepted` beside its other keys.
    pub fn to_json(&self, language: Language) -> String {
        let entries = self.files.iter().flat_map(|file| &file.entries);
        let findings: Vec<Json> = entries.map(|entry| finding(entry, language)).collect();
        pretty(&json!({"format": FINDINGS_FORMAT, "findings": findings}))
    }
}

fn finding(entry: &ReportEntry, language: Language) -> Json {
    let list = JsonFindings { findings: std::slice::from_ref(&entry.finding), language };
    // Strings and numbers always fit into a JSON value.
    let mut finding = serde_json::to_value(list).ok().and_then(|mut list| list.get_mut(0).map(Json::take));
    if let (Some(acceptance), Some(finding)) =
        (&entry.accepted, finding.as_mut().and_then(Json::as_object_mut))
    {
        let why = json!({"reason": acceptance.reason, "by": acceptance.by, "date": acceptance.date});
        finding.insert("accepted".to_owned(), why);
    }
    finding.unwrap_or_default()
}

/// JSON as text, indented, with a line break at its end.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
