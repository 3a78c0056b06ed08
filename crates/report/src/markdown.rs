//! A summary in Markdown, to go back with the file.

use phuluc_model::Language;

use crate::report::{FileReport, Report};
use crate::summary::{self, Line, Words};
use crate::words;

impl Report {
    /// A summary in Markdown, to go back with the file.
    pub fn to_markdown(&self, language: Language) -> String {
        let words = summary::words_of(language);
        let mut out = format!("# {}\n", words.title);
        for file in &self.files {
            write_file(&mut out, file, &words, language);
        }
        let remedies = summary::remedies(self, language);
        if !remedies.is_empty() {
            out += &format!("\n## {}\n\n", words.remedies);
            for (code, text) in remedies {
                out += &format!("* **{code}**: {}\n", escaped(&text));
            }
        }
        out
    }
}

fn write_file(out: &mut String, file: &FileReport, words: &Words, language: Language) {
    *out += &format!("\n## {}\n\n{}.\n", escaped(&file.name), words::totals(&file.counts(), language));
    let parts = summary::parts(file, language);
    *out += &format!("\n{}\n", if parts.open.is_empty() { words.clean } else { words.intro });
    for (sheet, lines) in &parts.open {
        let sheet = if sheet.is_empty() { words.whole_file } else { sheet };
        *out += &format!("\n### {}\n\n", escaped(sheet));
        table(out, lines, words, language);
    }
    if !parts.accepted.is_empty() {
        *out += &format!("\n### {}\n\n", words.accepted);
        table(out, &parts.accepted, words, language);
    }
    if !parts.infos.is_empty() {
        *out += &format!("\n### {}\n\n", words.infos);
        for info in &parts.infos {
            *out += &format!(
                "* {} ({}×, {}): {}\n",
                info.rule,
                info.count,
                escaped(&info.at),
                escaped(info.message)
            );
        }
    }
}

fn table(out: &mut String, lines: &[Line<'_>], words: &Words, language: Language) {
    *out += &format!("| {} | {} |\n", words.standing, words.columns.join(" | "));
    *out += "|---|---|---|---|---:|---:|---|\n";
    for line in lines {
        let standing = words::standing(line.entry, language);
        let cells: Vec<String> = line.cells.iter().map(|cell| escaped(cell)).collect();
        *out += &format!("| {standing} {} | {} |\n", line.entry.finding.rule, cells.join(" | "));
    }
}

/// Text that means nothing else in Markdown, on one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '#' | '~' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}
