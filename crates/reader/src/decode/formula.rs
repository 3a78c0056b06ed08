//! Formula text after decoding: sheets that it mentions under their new names, and
//! its quoted texts in Unicode.

use std::collections::HashMap;

/// New names of sheets by their old ones, folded as programs compare them.
#[derive(Debug, Default)]
pub(super) struct Renamed(HashMap<String, String>);

impl Renamed {
    pub(super) fn add(&mut self, old: &str, new: &str) {
        self.0.insert(fold(old), new.to_owned());
    }

    fn get(&self, old: &str) -> Option<&str> {
        self.0.get(&fold(old)).map(String::as_str)
    }

    /// A name without its apostrophes: a sheet, perhaps two with a colon between them,
    /// perhaps behind a file in brackets.
    fn sheets(&self, name: &str) -> String {
        if let Some(new) = self.get(name) {
            return new.to_owned();
        }
        let (file, sheets) = match name.rfind(']') {
            Some(at) => name.split_at(at + 1),
            None => ("", name),
        };
        // Another file's sheets keep their names.
        if !file.is_empty() {
            return name.to_owned();
        }
        let each = sheets.split(':').map(|sheet| self.get(sheet).unwrap_or(sheet));
        each.collect::<Vec<_>>().join(":")
    }
}

fn fold(name: &str) -> String {
    name.to_lowercase()
}

/// The formula with new names of sheets, its quoted texts turned by `text`.
pub(super) fn follow(formula: &str, renamed: &Renamed, text: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(formula.len());
    let mut rest = formula;
    while let Some(c) = rest.chars().next() {
        match c {
            '"' | '\'' => {
                let (inner, tail) = quoted(rest, c);
                let plain = inner.replace(if c == '"' { "\"\"" } else { "''" }, &c.to_string());
                let new = if c == '"' { text(&plain) } else { renamed.sheets(&plain) };
                let closed = inner.len() + 2 == rest.len() - tail.len();
                out.push(c);
                out.push_str(&new.replace(c, if c == '"' { "\"\"" } else { "''" }));
                out.push_str(if closed { if c == '"' { "\"" } else { "'" } } else { "" });
                rest = tail;
            }
            _ if is_name(c) => {
                let (name, tail) = rest.split_at(rest.find(|c| !is_name(c)).unwrap_or(rest.len()));
                match renamed.get(name).filter(|_| tail.starts_with(['!', ':'])) {
                    Some(new) if new.chars().all(is_name) => out.push_str(new),
                    Some(new) if tail.starts_with('!') => {
                        out.push('\'');
                        out.push_str(&new.replace('\'', "''"));
                        out.push('\'');
                    }
                    _ => out.push_str(name),
                }
                rest = tail;
            }
            _ => {
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
}

/// What may stand in a name of a sheet without apostrophes; of TCVN3 any sign may.
fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.') || !c.is_ascii() && !c.is_whitespace()
}

/// What a quoted text holds, and the rest behind it; a quote within is doubled.
fn quoted(text: &str, quote: char) -> (&str, &str) {
    let mut from = 1;
    while let Some(end) = text.get(from..).and_then(|rest| rest.find(quote)) {
        let end = from + end;
        let behind = text.get(end + 1..).unwrap_or_default();
        if !behind.starts_with(quote) {
            return (text.get(1..end).unwrap_or_default(), behind);
        }
        from = end + 2;
    }
    (text.get(1..).unwrap_or_default(), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_followed_under_their_new_names() {
        let mut renamed = Renamed::default();
        renamed.add("BiÓu 1", "Biểu 1");
        renamed.add("BiÓu", "Biểu");
        renamed.add("L'h§", "L'hĐ");
        for (old, new) in [
            ("'BiÓu 1'!A1+1", "'Biểu 1'!A1+1"),
            ("SUM('biÓu 1:BiÓu'!A1)", "SUM('Biểu 1:Biểu'!A1)"),
            ("BiÓu!$A$1*Biểu!B2", "Biểu!$A$1*Biểu!B2"),
            ("'[a.xls]BiÓu 1'!A1", "'[a.xls]BiÓu 1'!A1"),
            ("'L''h§'!A1", "'L''hĐ'!A1"),
            ("\"BiÓu 1\"&\"a\"\"b\"", "\"<BiÓu 1>\"&\"<a\"\"b>\""),
            ("SUM(A1:B2)", "SUM(A1:B2)"),
            ("\"open", "\"<open>"),
            ("'open", "'open"),
        ] {
            assert_eq!(follow(old, &renamed, |text| format!("<{text}>")), new, "{old}");
        }
    }
}
