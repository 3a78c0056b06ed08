//! Outline numbers (*STT, TT*).

/// How an outline number is formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeForm {
    /// `I`, `IV`.
    Roman,
    /// `A`, `B` (and, where no roman numeral fits better, `C`, `D`).
    Capital,
    /// `1`, `12`.
    Arabic,
    /// `1.1`, `4.2.3`.
    Decimal,
    /// `a)`, `b`, `đ`.
    Letter,
    /// `I.1`, `A.2`: a capital or roman number with parts below it.
    Mixed,
    /// `-`, `+`, `*`: a mark without a number.
    Mark,
    /// No outline number.
    None,
}

/// The normal form of an outline number as typed: outer brackets, spaces and a
/// final dot dropped, `1,1` as `1.1`, dashes of all kinds as `-`; `None` where nothing is left.
pub fn normal_form(text: &str) -> Option<String> {
    if is_number(text) {
        return Some(text.to_owned());
    }
    let trimmed = text.trim();
    if is_mark(trimmed) {
        return Some(if trimmed.starts_with('+') || trimmed.starts_with('*') {
            trimmed.to_owned()
        } else {
            "-".to_owned()
        });
    }
    let inner = trimmed.trim_start_matches(['(', '.']).trim_end_matches(['.', ':', ';', ',']);
    let letter = inner.strip_suffix(')').filter(|rest| rest.chars().all(char::is_alphabetic));
    if let Some(letter) = letter
        && !trimmed.starts_with('(')
    {
        return Some(format!("{letter})"));
    }
    let inner = inner.trim_end_matches([')', '.', '/']);
    let dotted: String =
        inner.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
    (!dotted.is_empty()).then_some(dotted)
}

/// Whether a text is just digits with dots between them, as most are.
fn is_number(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    matches!(text.as_bytes(), [first, .., last] if first.is_ascii_digit() && last.is_ascii_digit())
        && text.bytes().all(inner)
        || matches!(text.as_bytes(), [only] if only.is_ascii_digit())
}

fn is_mark(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '–' | '—' | '−' | '+' | '*' | '•' | '·'))
}

/// The form of an outline number in normal form.
pub fn form(code: &str) -> CodeForm {
    if let Some(form) = form_of_digits(code) {
        return form;
    }
    let plain = code.trim_end_matches(')');
    if plain.is_empty() {
        return CodeForm::None;
    }
    if is_mark(plain) {
        return CodeForm::Mark;
    }
    if plain.contains('.') {
        return dotted_form(plain);
    }
    if plain.bytes().all(|b| b.is_ascii_digit()) {
        return CodeForm::Arabic;
    }
    if roman(plain).is_some() {
        return CodeForm::Roman;
    }
    let mut letters = plain.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_uppercase() => CodeForm::Capital,
        (Some(letter), None) if letter.is_lowercase() => CodeForm::Letter,
        _ => CodeForm::None,
    }
}

/// The form of what most outline numbers are: `12`, `1.2.3`; `None` where it is something else.
fn form_of_digits(code: &str) -> Option<CodeForm> {
    let mut form = CodeForm::Arabic;
    let mut before = b'.';
    for byte in code.bytes() {
        match byte {
            b'0'..=b'9' => {}
            b'.' if before != b'.' => form = CodeForm::Decimal,
            _ => return None,
        }
        before = byte;
    }
    (before != b'.').then_some(form)
}

fn dotted_form(code: &str) -> CodeForm {
    let mut parts = code.split('.');
    let first = parts.next().unwrap_or_default();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let rest_fits = parts.all(|part| digits(part) || part.chars().count() == 1);
    match (digits(first), rest_fits) {
        (true, true) => CodeForm::Decimal,
        (false, true) if roman(first).is_some() || first.chars().count() == 1 => CodeForm::Mixed,
        _ => CodeForm::None,
    }
}

/// What the parts of a roman numeral are worth, from the largest.
const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// A number as a capital roman numeral: `XIV`; empty for 0.
pub fn roman_numeral(number: u32) -> String {
    let mut rest = number;
    let mut text = String::new();
    for (worth, digits) in ROMAN {
        while rest >= worth {
            text.push_str(digits);
            rest -= worth;
        }
    }
    text
}

/// The value of a capital roman numeral in canonical spelling.
pub(crate) fn roman(text: &str) -> Option<u32> {
    let mut rest = text;
    let mut value = 0;
    for (worth, digit) in ROMAN {
        let mut times = 0;
        while let Some(shorter) = rest.strip_prefix(digit) {
            times += 1;
            if times > 3 || (times > 1 && (digit.len() == 2 || "VLD".contains(digit))) {
                return None;
            }
            value += worth;
            rest = shorter;
        }
    }
    // `C`, `D`, `L` and `M` alone are the letters of a list A, B, C, D.
    let letter = matches!(text, "C" | "D" | "L" | "M");
    (rest.is_empty() && value > 0 && !letter).then_some(value)
}

/// How many levels an outline number spells out: 1 for `I`, `1`, `a)`; 2 for `1.1`; 0 for none.
pub fn depth(code: &str) -> usize {
    match form(code) {
        CodeForm::None | CodeForm::Mark => 0,
        CodeForm::Decimal | CodeForm::Mixed => code.split('.').count(),
        _ => 1,
    }
}

/// What an outline number counts up to, part by part, for the order of rows: `IV` is
/// `[4]`, `1.10` is `[1, 10]`, `b)` is `[4]` after `a)`, `[1]`; `None` where it counts nothing.
pub fn order(code: &str) -> Option<Vec<u32>> {
    const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
    let letter = |part: &str| {
        let mut letters = part.chars();
        let first = letters.next().filter(|_| letters.as_str().is_empty())?;
        let at = ALPHABET.chars().position(|known| first.to_lowercase().eq([known]))?;
        u32::try_from(at + 1).ok()
    };
    let part = |part: &str| part.parse::<u32>().ok().or_else(|| roman(part)).or_else(|| letter(part));
    code.trim_end_matches(')').split('.').map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_forms() {
        for (typed, normal) in [
            ("1,1", "1.1"),
            (" 1. ", "1"),
            ("1.1.", "1.1"),
            ("a)", "a)"),
            ("(1)", "1"),
            ("I.", "I"),
            ("I . 1", "I.1"),
            ("–", "-"),
            ("+", "+"),
            ("1)", "1"),
        ] {
            assert_eq!(normal_form(typed).as_deref(), Some(normal), "{typed}");
        }
        assert_eq!(normal_form("  "), None);
    }

    #[test]
    fn outline_numbers_are_in_order() {
        for list in [["I", "IV", "IX"], ["1.2", "1.10", "2"], ["a)", "b)", "đ)"], ["A", "B", "C"]] {
            assert!(list.is_sorted_by_key(|code| order(code)), "{list:?}");
            assert!(list.iter().all(|code| order(code).is_some()), "{list:?}");
        }
        assert_eq!(order("-"), None);
        assert_eq!(order(""), None);
    }

    #[test]
    fn forms() {
        for (code, expected) in [
            ("I", CodeForm::Roman),
            ("VIII", CodeForm::Roman),
            ("IIII", CodeForm::None),
            ("A", CodeForm::Capital),
            ("C", CodeForm::Capital),
            ("1", CodeForm::Arabic),
            ("1.10", CodeForm::Decimal),
            ("I.1", CodeForm::Mixed),
            ("a)", CodeForm::Letter),
            ("đ", CodeForm::Letter),
            ("-", CodeForm::Mark),
            ("Tổng cộng", CodeForm::None),
            ("", CodeForm::None),
        ] {
            assert_eq!(form(code), expected, "{code}");
        }
        assert_eq!(depth("4.2.3"), 3);
        assert_eq!(depth("I"), 1);
    }
}
