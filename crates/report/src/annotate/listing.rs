//! The first sheet of the annotated workbook: every finding on a line, with a link
//! to its cell and columns where somebody accepts it.

use std::collections::HashMap;

use phuluc_model::{Language, Severity};
use serde_json::json;

use super::styles::{Mark, Styles};
use super::xml::escaped;
use crate::places::{Spot, quoted};
use crate::report::{FileReport, ReportEntry};
use crate::summary;
use crate::words::{self, say};

pub(crate) use phuluc_model::marks::FINDINGS_SHEET as KEY;

/// The letters of that column.
const KEY_COLUMN: &str = "N";
/// The most letters that a cell holds.
const CELL_TEXT: usize = 32_000;

/// The name of the sheet.
pub(crate) const fn name(language: Language) -> &'static str {
    match language {
        Language::Vietnamese => "Phát hiện",
        Language::English => "Findings",
    }
}

const WIDTHS: [u32; 14] = [5, 12, 8, 11, 10, 28, 46, 12, 12, 36, 22, 16, 12, 9];

/// Points that a line takes.
const LINE: usize = 16;
/// The highest row there is, in points.
const HIGHEST: usize = 409;

const fn heads(language: Language) -> [&'static str; 13] {
    match language {
        Language::Vietnamese => [
            "STT",
            "Mức độ",
            "Quy tắc",
            "Trang tính",
            "Ô",
            "Dòng",
            "Nội dung cần rà soát",
            "Đang có",
            "Cần có",
            "Gợi ý",
            "Chấp nhận: lý do",
            "Người chấp nhận",
            "Ngày",
        ],
        Language::English => [
            "No.",
            "Severity",
            "Rule",
            "Sheet",
            "Cell",
            "Row",
            "To look at",
            "Found",
            "Expected",
            "Hint",
            "Accept: reason",
            "Accepted by",
            "Date",
        ],
    }
}

/// Looks of the sheet.
struct Looks {
    title: u32,
    plain: u32,
    head: u32,
    text: u32,
    figure: u32,
    link: u32,
    entry: u32,
    marks: [u32; 4],
}

impl Looks {
    fn new(styles: &mut Styles) -> Self {
        let font =
            |inside: &str| format!("<font>{inside}<name val=\"Times New Roman\"/><family val=\"1\"/></font>");
        let plain = font("<sz val=\"12\"/>");
        let bold = font("<b/><sz val=\"12\"/>");
        let title = font("<b/><sz val=\"14\"/>");
        let link = font("<u/><sz val=\"12\"/><color rgb=\"FF0563C1\"/>");
        let top = "<alignment vertical=\"top\" wrapText=\"1\"/>";
        let right = "<alignment horizontal=\"right\" vertical=\"top\" wrapText=\"1\"/>";
        let middle = "<alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/>";
        Self {
            title: styles.own(&title, None, false, 0, ""),
            plain: styles.own(&plain, None, false, 0, ""),
            head: styles.own(&bold, Some("FFE7E6E6"), true, 0, middle),
            text: styles.own(&plain, None, true, 0, top),
            figure: styles.own(&plain, None, true, 49, right),
            link: styles.own(&link, None, true, 0, top),
            // As text, so that a day stays as it is typed.
            entry: styles.own(&plain, Some("FFFFFFE0"), true, 49, top),
            marks: Mark::ALL.map(|mark| styles.own(&bold, Some(mark.colour()), true, 0, top)),
        }
    }

    fn of(&self, mark: Mark) -> u32 {
        let at = Mark::ALL.iter().position(|known| *known == mark);
        at.and_then(|at| self.marks.get(at)).copied().unwrap_or(self.text)
    }
}

/// Why an entry is marked.
pub(crate) fn mark(entry: &ReportEntry) -> Mark {
    match (&entry.accepted, entry.finding.severity) {
        (Some(_), _) => Mark::Accepted,
        (None, Severity::Error) => Mark::Error,
        (None, Severity::Warning) => Mark::Warning,
        (None, Severity::Info) => Mark::Info,
    }
}

/// What a sheet is written from.
pub(crate) struct Listing<'r> {
    pub(crate) file: &'r FileReport,
    pub(crate) language: Language,
    /// Names of sheets that are there, and whether each is hidden.
    pub(crate) sheets: HashMap<String, bool>,
    /// Said below the title.
    pub(crate) remark: Option<&'static str>,
}

/// Sheets by name; of several of one name, whether any is hidden.
pub(crate) fn by_name(sheets: impl Iterator<Item = (String, bool)>) -> HashMap<String, bool> {
    let mut known = HashMap::new();
    for (name, hidden) in sheets {
        *known.entry(name).or_default() |= hidden;
    }
    known
}

/// The row of the heads, 1-based.
const HEAD_ROW: usize = 5;

impl Listing<'_> {
    /// The sheet's part.
    pub(crate) fn write(&self, styles: &mut Styles) -> String {
        let looks = Looks::new(styles);
        let mut rows = self.top(&looks);
        let mut links = String::new();
        for (at, entry) in self.file.entries.iter().enumerate() {
            let row = HEAD_ROW + 1 + at;
            rows += &self.line(entry, at + 1, row, &looks);
            if let Some(target) = self.target(entry) {
                links += &format!("<hyperlink ref=\"E{row}\" location=\"{}\"/>", escaped(&target));
            }
        }
        let last = HEAD_ROW + self.file.entries.len().max(1);
        let links = if links.is_empty() { links } else { format!("<hyperlinks>{links}</hyperlinks>") };
        let columns: String = WIDTHS
            .iter()
            .enumerate()
            .map(|(at, width)| {
                let hidden = if at + 1 == WIDTHS.len() { " hidden=\"1\"" } else { "" };
                format!("<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"{hidden}/>", at + 1)
            })
            .collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
             <sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:{KEY_COLUMN}{last}\"/>\
             <sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"{HEAD_ROW}\" topLeftCell=\"A{}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
             <sheetFormatPr defaultRowHeight=\"15.75\"/><cols>{columns}</cols><sheetData>{rows}</sheetData>\
             <autoFilter ref=\"A{HEAD_ROW}:M{last}\"/>{links}\
             <pageMargins left=\"0.6\" right=\"0.6\" top=\"0.8\" bottom=\"0.8\" header=\"0.3\" footer=\"0.3\"/>\
             <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>\
             <ignoredErrors><ignoredError sqref=\"A1:M{last}\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>",
            HEAD_ROW + 1
        )
    }

    /// Title, file, totals, how to accept, and the heads.
    fn top(&self, looks: &Looks) -> String {
        let language = self.language;
        let file = format!("{}: {}", say(language, "Tệp", "File"), self.file.name);
        let file = self.remark.map_or_else(|| file.clone(), |remark| format!("{file}. {remark}"));
        let how = say(
            language,
            "Chấp nhận một phát hiện: ghi lý do, họ tên và ngày ở ba cột bên phải. Bấm vào ô để đến chỗ cần xem.",
            "To accept a finding, write reason, name and date in the three columns at the right. Click a cell to go there.",
        );
        let lines = [
            (summary::words_of(language).title.to_owned(), looks.title),
            (file, looks.plain),
            (words::totals(&self.file.counts(), language), looks.plain),
            (how.to_owned(), looks.plain),
        ];
        let mut rows = String::new();
        for (at, (text, look)) in lines.iter().enumerate() {
            rows += &format!("<row r=\"{0}\">{1}</row>", at + 1, cell("A", at + 1, *look, text));
        }
        let heads = heads(language);
        let heads = heads
            .iter()
            .chain([&KEY])
            .zip('A'..)
            .map(|(head, letter)| cell(&letter.to_string(), HEAD_ROW, looks.head, head));
        rows += &format!(
            "<row r=\"{HEAD_ROW}\" ht=\"{}\" customHeight=\"1\">{}</row>",
            LINE * 2,
            heads.collect::<String>()
        );
        rows
    }

    fn line(&self, entry: &ReportEntry, number: usize, row: usize, looks: &Looks) -> String {
        let language = self.language;
        let finding = &entry.finding;
        let shown = |text: &Option<String>| {
            text.as_deref().map(|text| words::figure(text, &entry.place, &finding.rule)).unwrap_or_default()
        };
        let mut message = finding.message.text(language).to_owned();
        if let Some(column) = &entry.place.column {
            message = format!("{column}: {message}");
        }
        if let Some(lapsed) = words::lapsed(entry, language) {
            message = format!("{message}. {lapsed}");
        }
        let hint = if entry.accepted.is_some() { String::new() } else { summary::hint(entry, language) };
        let accepted =
            |part: fn(&crate::Acceptance) -> String| entry.accepted.as_ref().map(part).unwrap_or_default();
        let cells = [
            (number.to_string(), looks.text),
            (words::standing(entry, language).to_owned(), looks.of(mark(entry))),
            (finding.rule.to_string(), looks.text),
            (self.sheet_name(entry), looks.text),
            (finding.cell.clone(), if self.target(entry).is_some() { looks.link } else { looks.text }),
            (entry.place.row(), looks.text),
            (message, looks.text),
            (shown(&finding.found), looks.figure),
            (shown(&finding.expected), looks.figure),
            (hint, looks.text),
            (accepted(|accepted| accepted.reason.clone()), looks.entry),
            (accepted(|accepted| accepted.by.clone()), looks.entry),
            (accepted(|accepted| words::day(&accepted.date)), looks.entry),
            (key(entry), looks.plain),
        ];
        let texts = cells.iter().zip(WIDTHS).take(WIDTHS.len() - 1);
        let lines = texts.map(|((text, _), width)| lines(text, width)).max().unwrap_or(1);
        let height = (lines * LINE).min(HIGHEST);
        let cells =
            cells.iter().zip('A'..).map(|((text, look), letter)| cell(&letter.to_string(), row, *look, text));
        format!("<row r=\"{row}\" ht=\"{height}\" customHeight=\"1\">{}</row>", cells.collect::<String>())
    }

    fn sheet_name(&self, entry: &ReportEntry) -> String {
        let name = &entry.finding.sheet;
        let hidden = self.sheets.get(name).copied().unwrap_or_default();
        let note = if hidden { say(self.language, " (đang ẩn)", " (hidden)") } else { "" };
        format!("{name}{note}")
    }

    /// Where the link of an entry leads; `None` where there is no such sheet.
    fn target(&self, entry: &ReportEntry) -> Option<String> {
        let spot = Spot::parse(&entry.finding.sheet, &entry.finding.cell);
        let known = self.sheets.contains_key(&spot.sheet);
        let range = spot.range.map_or_else(|| "A1".to_owned(), |range| range.to_string());
        known.then(|| format!("{}!{range}", quoted(&spot.sheet)))
    }
}

/// Lines that a text takes in a column, words kept whole.
fn lines(text: &str, width: u32) -> usize {
    let width = usize::try_from(width).unwrap_or(1).saturating_sub(1).max(1);
    let (mut lines, mut used) = (1, 0);
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if used > 0 && used + 1 + letters > width {
            lines += 1;
            used = 0;
        }
        used += letters + usize::from(used > 0);
        lines += used / (width + 1);
        used %= width + 1;
    }
    lines
}

/// By what a finding is known again when the sheet comes back.
fn key(entry: &ReportEntry) -> String {
    let finding = &entry.finding;
    let content = crate::policy::content(finding, &entry.place);
    json!({
        "rule": finding.rule, "file": finding.file, "sheet": finding.sheet, "cell": finding.cell,
        "found": content, "expected": finding.expected,
    })
    .to_string()
}

/// A cell of text; one without text keeps its look.
fn cell(letters: &str, row: usize, look: u32, text: &str) -> String {
    if text.is_empty() {
        return format!("<c r=\"{letters}{row}\" s=\"{look}\"/>");
    }
    let text: String = text.chars().take(CELL_TEXT).collect();
    let text = escaped(&text);
    format!(
        "<c r=\"{letters}{row}\" s=\"{look}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
    )
}
