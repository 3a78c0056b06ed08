//! What an office decided about findings: the text of its `phuluc.toml`, used, added to and
//! taken from. The page holds the text and saves it; the rest of it stays as it was written.

use phuluc::{Acceptance, Config, Language, Severity};
use serde::{Deserialize, Serialize};
use toml_edit::{DocumentMut, Item, Table, value};

use crate::failure::{Both, Failure};
use crate::overview::json;
use crate::session::Session;

/// A finding that somebody accepts.
#[derive(Debug, Clone, Deserialize)]
pub struct Accepting {
    /// An open file.
    pub file: u32,
    /// Files that it was checked beside.
    #[serde(default)]
    pub beside: Vec<u32>,
    /// The finding's place in the list.
    pub finding: usize,
    /// Why it is accepted.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// The day, as `2026-11-24` or `24/11/2026`.
    pub date: String,
}

/// What was accepted in an annotated copy, and how much of it is not complete.
#[derive(Debug, Serialize)]
struct FromCopy {
    text: String,
    accepted: usize,
    incomplete: Vec<String>,
}

/// A rule with what the office makes of it.
#[derive(Debug, Serialize)]
struct RuleLine {
    code: &'static str,
    title: Both,
    usual: Severity,
    /// `error`, `warning`, `info` or `off`, where the office says so.
    own: Option<&'static str>,
}

impl Session {
    /// Knows what an office decided. `origin` is what messages call the file.
    ///
    /// # Errors
    ///
    /// A [`Failure`] that names the line of a mistake.
    pub fn set_decisions(&mut self, origin: &str, text: &str) -> Result<(), Failure> {
        self.decisions = config(origin, text)?;
        self.forget_reports();
        Ok(())
    }

    /// The text of a `phuluc.toml` with the acceptance of a finding at its end.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where the file is not open, the finding is none, or reason, name or day is missing.
    pub fn accept(&mut self, said: &Accepting, text: &str, language: Language) -> Result<String, Failure> {
        let (_, report) = self.report(said.file, &said.beside, language)?;
        let mut entries = report.files.iter().flat_map(|file| &file.entries);
        let entry = entries.nth(said.finding).ok_or_else(Failure::not_open)?;
        let [reason, by, date] = [&said.reason, &said.by, &said.date].map(|text| text.trim());
        if reason.is_empty() || by.is_empty() || date.is_empty() {
            return Err(Failure::new(
                "ghi đủ lý do, họ tên và ngày thì mới chấp nhận được",
                "give a reason, a name and a day to accept a finding",
            ));
        }
        let acceptance = Acceptance::of(&entry.finding, &entry.place, reason, by, date);
        with_accepted(text, &[acceptance])
    }

    /// The text of a `phuluc.toml` without the acceptance that holds for a finding.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where the file is not open, or nobody accepted the finding there.
    pub fn withdraw(
        &mut self,
        file: u32,
        beside: &[u32],
        finding: usize,
        text: &str,
        language: Language,
    ) -> Result<String, Failure> {
        let (_, report) = self.report(file, beside, language)?;
        let mut entries = report.files.iter().flat_map(|file| &file.entries);
        let entry = entries.nth(finding).ok_or_else(Failure::not_open)?;
        let none = || Failure::new("mục này chưa được chấp nhận", "nobody accepted this finding");
        let accepted = entry.accepted.as_ref().or(entry.lapsed.as_ref()).ok_or_else(none)?;
        // The same in the text and in what was read of it, one behind the other.
        let at = config(Config::FILE_NAME, text)?.accept.iter().position(|one| one == accepted);
        let mut toml = parse(text)?;
        let list = toml.get_mut("accept").and_then(Item::as_array_of_tables_mut);
        let (Some(at), Some(list)) = (at, list) else { return Err(none()) };
        list.remove(at);
        Ok(toml.to_string())
    }

    /// The text of a `phuluc.toml` with what somebody accepted in an annotated copy, as JSON
    /// with how much that was.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where the copy is no workbook.
    pub fn accepted_in(&self, name: &str, bytes: &[u8], text: &str) -> Result<String, Failure> {
        let found = self.reader.accepted_in(name, bytes)?;
        Ok(json(&FromCopy {
            text: with_accepted(text, &found.accepted)?,
            accepted: found.accepted.len(),
            incomplete: found.incomplete.iter().map(|(sheet, row)| format!("{sheet}!{row}")).collect(),
        }))
    }

    /// Every rule with what the office makes of it, as JSON.
    pub fn rules(&self) -> String {
        let line = |info: phuluc::RuleInfo| RuleLine {
            code: info.rule.code,
            title: Both::from(&info.title),
            usual: info.rule.severity,
            own: self.decisions.severity_of_rule(info.rule.code, info.rule.name).map(word),
        };
        json(&phuluc::rule_infos().into_iter().map(line).collect::<Vec<_>>())
    }
}

/// The text of a `phuluc.toml` with a severity of the office's own for a rule: `error`,
/// `warning`, `info` or `off`; nothing of its own where it is empty.
///
/// # Errors
///
/// A [`Failure`] where the text, the code or the word has a mistake.
pub fn with_severity(text: &str, code: &str, severity: &str) -> Result<String, Failure> {
    let mut toml = parse(text)?;
    let table = toml.entry("severity").or_insert_with(|| Item::Table(Table::new()));
    let Some(table) = table.as_table_like_mut() else {
        return Err(Failure::new("[severity] phải là một bảng", "[severity] must be a table"));
    };
    if severity.is_empty() {
        table.remove(code);
    } else {
        table.insert(code, value(severity));
    }
    if table.is_empty() {
        toml.remove("severity");
    }
    let text = toml.to_string();
    config(Config::FILE_NAME, &text)?;
    Ok(text)
}

fn config(origin: &str, text: &str) -> Result<Config, Failure> {
    Ok(Config::from_toml(origin, text, phuluc::rule_names()).map_err(phuluc::Error::from)?)
}

fn with_accepted(text: &str, accepted: &[Acceptance]) -> Result<String, Failure> {
    Ok(phuluc::with_accepted(Config::FILE_NAME, text, accepted).map_err(phuluc::Error::from)?)
}

fn parse(text: &str) -> Result<DocumentMut, Failure> {
    text.parse().map_err(|error: toml_edit::TomlError| {
        let said = format!("{}: {error}", Config::FILE_NAME);
        Failure::new(said.clone(), said)
    })
}

const fn word(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        Some(Severity::Info) => "info",
        None => "off",
    }
}
