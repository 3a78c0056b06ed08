//! Lines that fit a terminal.

/// Puts text behind a first indent, wrapped at a width with another indent on the
/// lines after; without a width it stays one line. Vietnamese letters are one
/// column wide each once composed, as all text here is.
pub(crate) fn wrapped(text: &str, first: &str, rest: &str, width: Option<usize>) -> String {
    let Some(width) = width else { return format!("{first}{text}\n") };
    let mut out = String::with_capacity(text.len() + first.len() + 1);
    let mut line = first.to_owned();
    let mut length = first.chars().count();
    let mut fresh = true;
    for word in text.split(' ') {
        let letters = word.chars().count();
        if !fresh && length + 1 + letters > width {
            out.push_str(line.trim_end());
            out.push('\n');
            line = rest.to_owned();
            length = rest.chars().count();
            fresh = true;
        }
        if !fresh {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += letters;
        fresh = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole() {
        let text = wrapped("một hai ba bốn nămsáubảytám", "- ", "  ", Some(10));
        assert_eq!(text, "- một hai\n  ba bốn\n  nămsáubảytám\n");
        assert_eq!(wrapped("một hai ba", "- ", "  ", None), "- một hai ba\n");
    }
}
