//! A summary in HTML: one file without anything beside it, made to be printed.

use phuluc_model::{Language, Severity};

use crate::report::{FileReport, Report};
use crate::summary::{self, Line, Words};
use crate::words::{self, say};

const STYLE: &str = include_str!("summary.css");

impl Report {
    /// A summary in HTML, to go back with the file.
    pub fn to_html(&self, language: Language) -> String {
        let words = summary::words_of(language);
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n\
             </head>\n<body>\n<h1>{}</h1>\n",
            say(language, "vi", "en"),
            words.title,
            words.title
        );
        for file in &self.files {
            write_file(&mut out, file, &words, language);
        }
        let remedies = summary::remedies(self, language);
        if !remedies.is_empty() {
            out += &format!("<h2>{}</h2>\n<dl>\n", words.remedies);
            for (code, text) in remedies {
                out += &format!("<dt>{code}</dt>\n<dd>{}</dd>\n", escaped(&text));
            }
            out += "</dl>\n";
        }
        out += &format!("<p class=\"signature\">{}</p>\n</body>\n</html>\n", words.signature);
        out
    }
}

fn write_file(out: &mut String, file: &FileReport, words: &Words, language: Language) {
    let totals = words::totals(&file.counts(), language);
    *out += &format!("<h2>{}</h2>\n<p class=\"totals\">{totals}.</p>\n", escaped(&file.name));
    let parts = summary::parts(file, language);
    *out += &format!("<p>{}</p>\n", if parts.open.is_empty() { words.clean } else { words.intro });
    for (sheet, lines) in &parts.open {
        let sheet = if sheet.is_empty() { words.whole_file } else { sheet };
        *out += &format!("<h3>{}</h3>\n", escaped(sheet));
        table(out, lines, words, language);
    }
    if !parts.accepted.is_empty() {
        *out += &format!("<h3>{}</h3>\n", words.accepted);
        table(out, &parts.accepted, words, language);
    }
    if !parts.infos.is_empty() {
        *out += &format!("<h3>{}</h3>\n<ul>\n", words.infos);
        for info in &parts.infos {
            let (at, message) = (escaped(&info.at), escaped(info.message));
            *out += &format!("<li>{} ({}×, {at}): {message}</li>\n", info.rule, info.count);
        }
        *out += "</ul>\n";
    }
}

fn table(out: &mut String, lines: &[Line<'_>], words: &Words, language: Language) {
    *out += &format!("<table>\n<thead><tr><th>{}</th>", words.standing);
    for column in words.columns {
        *out += &format!("<th>{column}</th>");
    }
    *out += "</tr></thead>\n<tbody>\n";
    for line in lines {
        let entry = line.entry;
        let class = match (&entry.accepted, entry.finding.severity) {
            (Some(_), _) => "accepted",
            (None, Severity::Error) => "error",
            (None, Severity::Warning) => "warning",
            (None, Severity::Info) => "info",
        };
        let standing = words::standing(entry, language);
        *out += &format!("<tr class=\"{class}\"><td>{standing}<br>{}</td>", escaped(&entry.finding.rule));
        for (at, cell) in line.cells.iter().enumerate() {
            let figure = if matches!(at, 3 | 4) { " class=\"figure\"" } else { "" };
            *out += &format!("<td{figure}>{}</td>", escaped(cell));
        }
        *out += "</tr>\n";
    }
    *out += "</tbody>\n</table>\n";
}

/// Text that means nothing else in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
