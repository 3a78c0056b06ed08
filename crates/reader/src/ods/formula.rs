//! OpenFormula (OpenDocument 1.3 part 4) to the form that Excel writes.
//!
//! Only what translates word for word: references in brackets lose them, `;`
//! between arguments becomes `,`. Anything else (inline arrays, unions, other
//! files, functions that only LibreOffice has) gives `None` rather than a formula
//! that says something different.

/// The formula in A1 form without the leading `=`.
pub(super) fn to_a1(formula: &str) -> Option<String> {
    let text = match formula.split_once(":=") {
        Some(("of" | "oooc", text)) => text,
        Some(("msoxl", text)) => return Some(text.to_owned()),
        // A text is one in any language of formulas.
        _ if quoted(formula, '"').is_some_and(|(_, rest)| formula.starts_with('"') && rest.is_empty()) => {
            formula
        }
        _ => return None,
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (head, tail) = match c {
            '"' => quoted(rest, '"')?,
            '[' => {
                let end = reference_end(rest)?;
                out.push_str(&range(rest.get(1..end)?)?);
                rest = rest.get(end + 1..)?;
                continue;
            }
            '{' | '}' | '~' | '!' => return None,
            ';' => (",", rest.get(1..)?),
            _ => rest.split_at(rest.find(['"', '[', '{', '}', '~', '!', ';']).unwrap_or(rest.len())),
        };
        if head.contains("ORG.") || head.contains("LEGACY.") {
            return None;
        }
        out.push_str(&head.replace("COM.MICROSOFT.", ""));
        rest = tail;
    }
    Some(out)
}

/// Splits behind a quoted text; a quote within is doubled.
fn quoted(text: &str, quote: char) -> Option<(&str, &str)> {
    let mut from = 1;
    loop {
        let end = from + text.get(from..)?.find(quote)? + 1;
        if text.get(end..)?.starts_with(quote) {
            from = end + 1;
        } else {
            return text.split_at_checked(end);
        }
    }
}

/// Where the bracket of a reference closes; sheet names in quotes may hold one.
fn reference_end(text: &str) -> Option<usize> {
    let mut at = 1;
    loop {
        let found = at + text.get(at..)?.find([']', '\''])?;
        if text.get(found..)?.starts_with(']') {
            return Some(found);
        }
        let (name, _) = quoted(text.get(found..)?, '\'')?;
        at = found + name.len();
    }
}

/// `.A1`, `.A1:.B2`, `$Sheet.A1`, `'My sheet'.A1:.B2` in A1 form.
pub(super) fn range(reference: &str) -> Option<String> {
    let (sheet, first, rest) = corner(reference)?;
    let mut out = match sheet.strip_prefix('$').unwrap_or(sheet) {
        "" => String::new(),
        // A cell of another file.
        name if name.contains('#') => return None,
        name => format!("{name}!"),
    };
    out.push_str(first);
    if let Some(other) = rest.strip_prefix(':') {
        let (other_sheet, last, rest) = corner(other)?;
        if !rest.is_empty() || !(other_sheet.is_empty() || other_sheet == sheet) {
            return None;
        }
        out.push(':');
        out.push_str(last);
    } else if !rest.is_empty() {
        return None;
    }
    Some(out)
}

/// Sheet, cell and what follows.
fn corner(text: &str) -> Option<(&str, &str, &str)> {
    let unanchored = text.strip_prefix('$').unwrap_or(text);
    let (sheet, rest) = if unanchored.starts_with('\'') {
        let (name, _) = quoted(unanchored, '\'')?;
        text.split_at_checked(text.len() - unanchored.len() + name.len())?
    } else {
        text.split_at(text.find('.')?)
    };
    let cell = rest.strip_prefix('.')?;
    let end = cell.find(':').unwrap_or(cell.len());
    let (cell, rest) = cell.split_at(end);
    (!cell.is_empty()).then_some((sheet, cell, rest))
}

#[cfg(test)]
mod tests {
    use super::to_a1;

    #[test]
    fn word_for_word() {
        for (stored, wanted) in [
            ("of:=SUM([.A1:.B2])", "SUM(A1:B2)"),
            ("of:=IF([.$A$1]>1;\"a;[.B1]\"\"\";[.C1]*2)", "IF($A$1>1,\"a;[.B1]\"\"\",C1*2)"),
            ("of:=[$Phu.A1]+['Kế hoạch .]'.B2:.C3]", "Phu!A1+'Kế hoạch .]'!B2:C3"),
            ("of:=[$'It''s'.$A$1]", "'It''s'!$A$1"),
            ("of:=COM.MICROSOFT.IFS([.A1];1)", "IFS(A1,1)"),
            ("of:=[.#REF!]", "#REF!"),
            ("\"phu-luc-2/1\"", "\"phu-luc-2/1\""),
            ("\"a:=b\"", "\"a:=b\""),
            ("msoxl:=SUM(A1:B2)", "SUM(A1:B2)"),
        ] {
            assert_eq!(to_a1(stored).as_deref(), Some(wanted), "{stored}");
        }
    }

    #[test]
    fn what_does_not_translate_is_left_out() {
        for stored in [
            "",
            "SUM(A1)",
            "\"a\"&[.A1]",
            "of:={1;2}",
            "of:=[.A1]~[.B1]",
            "of:=['file:///x.ods'#$S.A1]",
            "of:=ORG.OPENOFFICE.EASTERSUNDAY(1)",
            "of:=[.A1",
            "of:=\"open",
            "of:=['open.A1]",
            "of:=[]",
            "of:=[.]",
            "of:=[A1]",
        ] {
            assert_eq!(to_a1(stored), None, "{stored}");
        }
    }
}
