//! What the Markdown and the HTML summary say: a letter to go back with the file.

use phuluc_model::{Language, Severity};

use crate::places::RowPlace;
use crate::report::{FileReport, Report, ReportEntry};
use crate::words::{self, say};

/// Words of the summary in one language.
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) intro: &'static str,
    pub(crate) clean: &'static str,
    pub(crate) whole_file: &'static str,
    pub(crate) standing: &'static str,
    pub(crate) columns: [&'static str; 6],
    pub(crate) remedies: &'static str,
    pub(crate) infos: &'static str,
    pub(crate) accepted: &'static str,
    pub(crate) signature: &'static str,
}

pub(crate) const fn words_of(language: Language) -> Words {
    match language {
        Language::Vietnamese => Words {
            title: "Kết quả kiểm tra phụ lục",
            intro: "Đề nghị đơn vị rà soát, chỉnh sửa các nội dung dưới đây và gửi lại.",
            clean: "Không phát hiện lỗi hoặc điểm nghi vấn.",
            whole_file: "Cả tệp",
            standing: "Mức độ",
            columns: ["Ô", "Dòng", "Nội dung cần rà soát", "Đang có", "Cần có", "Gợi ý"],
            remedies: "Cách xử lý",
            infos: "Thông tin (đã tự chuẩn hóa khi đọc, không cần sửa)",
            accepted: "Đã được chấp nhận",
            signature: "Người kiểm tra",
        },
        Language::English => Words {
            title: "Findings in the appendices",
            intro: "Please look at what stands below, correct it and send the file again.",
            clean: "Nothing wrong or doubtful was found.",
            whole_file: "The whole file",
            standing: "Severity",
            columns: ["Cell", "Row", "To look at", "Found", "Expected", "Hint"],
            remedies: "What to do",
            infos: "Normalised on the way in: nothing to do",
            accepted: "Accepted",
            signature: "Checked by",
        },
    }
}

/// One line of a table.
pub(crate) struct Line<'r> {
    pub(crate) entry: &'r ReportEntry,
    /// Cell, row, message, found, expected, hint.
    pub(crate) cells: [String; 6],
}

/// Findings of a file by what is to be done about them.
pub(crate) struct Parts<'r> {
    /// Errors and warnings, by sheet.
    pub(crate) open: Vec<(&'r str, Vec<Line<'r>>)>,
    /// Accepted ones.
    pub(crate) accepted: Vec<Line<'r>>,
    /// Infos by rule: code, message of the first, where, how many findings.
    pub(crate) infos: Vec<Info<'r>>,
}

/// Infos of one rule.
pub(crate) struct Info<'r> {
    pub(crate) rule: &'r str,
    pub(crate) message: &'r str,
    pub(crate) at: String,
    pub(crate) count: usize,
}

pub(crate) fn parts(file: &FileReport, language: Language) -> Parts<'_> {
    let mut open = Vec::new();
    for (sheet, entries) in file.sheets() {
        let due = entries.iter().filter(|entry| entry.accepted.is_none() && is_due(entry));
        let lines: Vec<Line<'_>> = due.map(|entry| line(entry, language)).collect();
        if !lines.is_empty() {
            open.push((sheet, lines));
        }
    }
    let accepted = file.entries.iter().filter(|entry| entry.accepted.is_some());
    Parts {
        open,
        accepted: accepted.map(|entry| line(entry, language)).collect(),
        infos: infos(file, language),
    }
}

fn is_due(entry: &ReportEntry) -> bool {
    entry.finding.severity > Severity::Info || entry.lapsed.is_some()
}

fn infos(file: &FileReport, language: Language) -> Vec<Info<'_>> {
    let mut infos: Vec<Info<'_>> = Vec::new();
    for entry in file.entries.iter().filter(|entry| entry.accepted.is_none() && !is_due(entry)) {
        let finding = &entry.finding;
        match infos.iter_mut().find(|info| info.rule == finding.rule) {
            Some(info) => info.count += finding.count.max(1),
            None => infos.push(Info {
                rule: &finding.rule,
                message: finding.message.text(language),
                at: address(entry),
                count: finding.count.max(1),
            }),
        }
    }
    infos
}

/// Sheet and cell, as far as there are.
fn address(entry: &ReportEntry) -> String {
    let parts = [entry.finding.sheet.as_str(), entry.finding.cell.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("!")
}

fn line(entry: &ReportEntry, language: Language) -> Line<'_> {
    let finding = &entry.finding;
    let shown =
        |text: &Option<String>| text.as_deref().map(|text| words::figure(text, &entry.place, &finding.rule));
    let mut message = finding.message.text(language).to_owned();
    if let Some(column) = &entry.place.column {
        message = format!("{column}: {message}");
    }
    if finding.count > 1 {
        message = format!("{message} ({} {})", finding.count, say(language, "ô", "cells"));
    }
    if let Some(lapsed) = words::lapsed(entry, language) {
        message = format!("{message}. {lapsed}");
    }
    let cells = [
        finding.cell.clone(),
        entry.place.row(),
        message,
        shown(&finding.found).unwrap_or_default(),
        shown(&finding.expected).unwrap_or_default(),
        hint(entry, language),
    ];
    Line { entry, cells }
}

/// The likeliest cells to change, or who accepted it.
pub(crate) fn hint(entry: &ReportEntry, language: Language) -> String {
    if let Some(acceptance) = &entry.accepted {
        return words::accepted(acceptance, language);
    }
    let suspects = entry.finding.suspects.iter().zip(&entry.suspect_places).take(3);
    let or = say(language, "; hoặc ", "; or ");
    let words: Vec<String> = suspects
        .map(|(suspect, place)| {
            let fits = words::fitting(&suspect.fits, place, &entry.finding.rule, language);
            let why = if suspect.why.is_empty() { String::new() } else { format!(" ({})", suspect.why) };
            format!("{}{} → {fits}{why}", suspect.cell, elsewhere(place, &entry.place))
        })
        .collect();
    words.join(or)
}

/// The row of a suspect, where it is not the finding's own.
fn elsewhere(place: &RowPlace, own: &RowPlace) -> String {
    let row = place.row();
    if row.is_empty() || row == own.row() { String::new() } else { format!(" [{row}]") }
}

/// Rules that the summary explains: those of open findings that have a remedy.
pub(crate) fn remedies(report: &Report, language: Language) -> Vec<(&'static str, String)> {
    let open = |code: &str| {
        let mut entries = report.files.iter().flat_map(|file| &file.entries);
        entries.any(|entry| entry.finding.rule == code && entry.accepted.is_none() && is_due(entry))
    };
    let with_remedy = report.rules.iter().filter(|info| !info.fix.text(language).is_empty());
    let of_open = with_remedy.filter(|info| open(info.rule.code));
    of_open
        .map(|info| {
            let text =
                format!("{}. {}", info.title.text(language).trim_end_matches('.'), info.fix.text(language));
            (info.rule.code, text)
        })
        .collect()
}
