//! The words of a text that are not plain ASCII. In TCVN3 signs such as `·` and `®`
//! are letters, so that what is a word depends on what it would say.

use std::ops::Range;

use super::codepage::is_middle;
use super::font::Face;
use super::reading::{self, NEVER, READINGS, Reading, Scores};
use super::syllable::{self, Kind};
use super::unicode::is_mark;

/// A stretch of text in one font.
pub(super) type Part = (Range<usize>, Face);

/// A word, or a sign that stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// The font of most of its letters beyond ASCII.
    pub(super) face: Face,
    /// Whether its letters are in fonts of more than one encoding.
    pub(super) torn: bool,
    /// Whether it is of one character, which says little of the words around it.
    pub(super) lone: bool,
}

/// The words of a text that are not plain ASCII, in order; none in fonts of pictures.
pub(super) fn words(text: &str, parts: &[Part]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = text.as_bytes();
    // Signs of ASCII are in no word, and words of ASCII alone are not looked for.
    while !rest.is_empty() {
        let start = text.len() - rest.len();
        let length = rest.iter().position(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic());
        let (token, after) = rest.split_at(length.unwrap_or(rest.len()));
        if !token.is_ascii() {
            words_between(text, start..start + token.len(), parts, &mut words);
        }
        rest = after.get(1..).unwrap_or_default();
    }
    words
}

/// The words between two signs of ASCII.
fn words_between(text: &str, range: Range<usize>, parts: &[Part], words: &mut Vec<Word>) {
    let mut start = None;
    let mut part = parts.partition_point(|(part, _)| part.end <= range.start);
    for (at, letter) in text.get(range.clone()).unwrap_or_default().char_indices() {
        let at = range.start + at;
        while parts.get(part).is_some_and(|(range, _)| range.end <= at) {
            part += 1;
        }
        let picture = parts.get(part).is_some_and(|(_, face)| *face == Face::Symbol);
        if is_inside(letter) && !picture {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            run(text, start..at, parts, words);
        }
    }
    if let Some(start) = start {
        run(text, start..range.end, parts, words);
    }
}

/// Whether a character may belong to a word, in any reading.
fn is_inside(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphabetic();
    }
    match letter {
        '²' | '³' | '°' | '±' | '´' | '\u{a0}' => false,
        '\u{80}'..='\u{ff}' | '\u{20ab}' => true,
        _ if is_plainly_letter(letter) => true,
        _ => letter.is_alphabetic() || is_mark(letter) || is_middle(letter),
    }
}

/// Whether it is one of the letters of Vietnamese and those beside them, all of which are
/// letters: told without the tables of Unicode.
const fn is_plainly_letter(letter: char) -> bool {
    matches!(letter, '\u{100}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// A sign that can be a letter in TCVN3 only.
fn is_sign(letter: char) -> bool {
    !is_plainly_letter(letter)
        && !letter.is_ascii()
        && !is_mark(letter)
        && (!letter.is_alphabetic() || matches!(letter, 'µ' | 'ª' | 'º'))
}

/// Cuts what stands between separators into words and lone signs.
fn run(text: &str, range: Range<usize>, parts: &[Part], words: &mut Vec<Word>) {
    let Some(run) = text.get(range.clone()) else { return };
    if run.is_ascii() {
        return;
    }
    let mut push = |inner: Range<usize>| {
        let (from, to) = (range.start + inner.start, range.start + inner.end);
        if text.get(from..to).is_some_and(|word| !word.is_ascii()) {
            words.push(word(text, from..to, parts));
        }
    };
    if !run.contains(is_sign) {
        return push(0..run.len());
    }
    let abc = parts.iter().any(|(part, face)| {
        part.start < range.end && range.start < part.end && matches!(face, Face::Tcvn3 { .. })
    });
    if !run.contains(|c| is_middle(c) && !c.is_alphabetic()) || is_full_word(run, abc) {
        return edges(run, 0, &mut push);
    }
    let mut from = 0;
    for (at, sign) in run.char_indices().filter(|(_, c)| is_middle(*c) && !c.is_alphabetic()) {
        run.get(from..at)
            .into_iter()
            .filter(|piece| !piece.is_empty())
            .for_each(|p| edges(p, from, &mut push));
        from = at + sign.len_utf8();
    }
    run.get(from..).into_iter().filter(|piece| !piece.is_empty()).for_each(|p| edges(p, from, &mut push));
}

/// A word with toned capitals of the full set, which look like punctuation.
fn is_full_word(run: &str, abc: bool) -> bool {
    match read_kind(run) {
        Kind::Common(_) => run.chars().count() > 1,
        Kind::Syllable => abc && run.chars().count() > 2,
        _ => false,
    }
}

fn read_kind(word: &str) -> Kind {
    let read =
        |reading: Reading| reading.decode(word).map_or(Kind::Other, |p| syllable::kind(&reading::text(&p)));
    match read(Reading::Tcvn3) {
        Kind::Other => read(Reading::Tcvn3By1258),
        kind => kind,
    }
}

/// Cuts off signs at both ends that are no letters of the word: quotes, footnote
/// marks, bullets.
fn edges(run: &str, offset: usize, push: &mut impl FnMut(Range<usize>)) {
    let letters: Vec<(usize, char)> = run.char_indices().collect();
    let heads = letters.iter().take_while(|(_, c)| is_sign(*c)).count();
    let tails = letters.iter().rev().take_while(|(_, c)| is_sign(*c)).count();
    let place = |at: usize| letters.get(at).map_or(run.len(), |(place, _)| *place);
    let count = letters.len();
    let core = |cut: usize, end: usize| place(cut)..place(count - end);
    let sums = (0..=(heads.min(3) + tails.min(3))).flat_map(|sum| (0..=sum).map(move |cut| (cut, sum - cut)));
    let fits = |(cut, end): &(usize, usize)| {
        *cut <= heads.min(3)
            && *end <= tails.min(3)
            && cut + end < count
            && run.get(core(*cut, *end)).is_some_and(|word| !is_lone(word) && read_kind(word) != Kind::Other)
    };
    let (cut, end) = sums.into_iter().find(fits).unwrap_or_else(|| {
        let hard = |c: char| is_sign(c) && !matches!(c, '¬' | '\u{ad}' | '¸' | 'µ' | '¨' | 'ª');
        let cut = letters.iter().take_while(|(_, c)| hard(*c)).count();
        let end = letters.iter().rev().take_while(|(_, c)| hard(*c)).count();
        if cut + end >= count { (count, 0) } else { (cut, end) }
    });
    let shift = |range: Range<usize>| range.start + offset..range.end + offset;
    (0..cut).for_each(|at| push(shift(place(at)..place(at + 1))));
    if cut + end < count {
        push(shift(core(cut, end)));
    }
    (count - end..count).for_each(|at| push(shift(place(at)..place(at + 1))));
}

fn is_lone(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

/// The word with its font.
fn word(text: &str, range: Range<usize>, parts: &[Part]) -> Word {
    let lone = text.get(range.clone()).is_some_and(is_lone);
    if let [(_, face)] = parts {
        return Word { range, face: *face, torn: false, lone };
    }
    let mut best = (0usize, Face::Plain);
    let mut classes = [false; super::font::CLASSES];
    for (part, face) in parts.iter().filter(|(part, _)| part.start < range.end && range.start < part.end) {
        let inner = range.start.max(part.start)..range.end.min(part.end);
        let letters = text.get(inner).unwrap_or_default().chars().filter(|c| !c.is_ascii()).count();
        if letters > best.0 || best.0 == 0 {
            best = (letters, *face);
        }
        if let Some(known) = face.class().and_then(|class| classes.get_mut(class)) {
            *known = true;
        }
    }
    Word { range, face: best.1, torn: classes.iter().filter(|known| **known).count() > 1, lone }
}

/// One-letter words of the language.
const ONE_LETTER: &str = "ở ổ ô ơ ý ủ ừ á à ạ ê ồ ế ỷ ứ ợ ố ư";

/// Scores of a word of one character, which only its neighbours can tell.
pub(super) fn lone(text: &str, range: &Range<usize>) -> Option<Scores> {
    let word = text.get(range.clone())?;
    let mut letters = word.chars();
    let (letter, None) = (letters.next()?, letters.next()) else { return None };
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let previous = before.trim_end().chars().next_back();
    let next = after.trim_start().chars().next();
    let figures = [previous, next].into_iter().flatten().any(|c| c.is_ascii_digit() || "²³°±=+".contains(c));
    let closing = after.chars().next();
    if !is_sign(letter) {
        let mut scores = lone_letter(word, figures);
        // VNI has đ there: 2.000ñ, ñ/c.
        if matches!(letter, 'ñ' | 'Ñ') && is_money(text, range) {
            let [as_is, _, vni, ..] = &mut scores;
            (*as_is, *vni) = (-9.0, -5.0);
        }
        return Some(scores);
    }
    let (as_is, tcvn3) = match letter {
        '®' if previous.is_some_and(|c| c.is_ascii_digit()) || matches!(closing, Some('/' | ')')) => {
            (-9.0, -5.0)
        }
        '®' => (-7.0, -9.0),
        '§' if closing == Some('/') => (-9.0, -5.0),
        '«' if stands_apart(before, after) && !is_closed(after) => (-9.0, -6.0),
        '¸' | 'µ' | '¬' | 'ª' if !figures => (-9.0, -7.0),
        _ => (-3.0, NEVER),
    };
    let mut scores = [NEVER; READINGS];
    for (place, value) in scores.iter_mut().zip([as_is, tcvn3]) {
        *place = value;
    }
    Some(scores)
}

/// Whether a sign stands where a word would, `« t«`, and not between figures and units.
fn stands_apart(before: &str, after: &str) -> bool {
    let opens = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '(');
    let closes = after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || ",;.)".contains(c));
    let next = after.split_whitespace().next().unwrap_or_default();
    // Of ASCII: ¹ is a letter of TCVN3 that counts as numeric.
    let digit = |c: char| c.is_ascii_digit();
    let figure = before.trim_end().ends_with(digit);
    let fits = if figure { next.starts_with("t«") } else { !next.starts_with(digit) };
    opens && closes && fits
}

/// Whether a quote is closed: ằ, which looks the same, never ends a word.
fn is_closed(after: &str) -> bool {
    after.match_indices('»').any(|(at, sign)| {
        let next = after.get(at + sign.len()..).and_then(|rest| rest.chars().next());
        next.is_none_or(|next| !next.is_alphabetic())
    })
}

fn lone_letter(word: &str, figures: bool) -> Scores {
    let mut scores = reading::scores(word);
    for (reading, score) in reading::ALL.into_iter().zip(&mut scores).skip(1) {
        let read = reading.decode(word).map(|placed| reading::text(&placed)).unwrap_or_default();
        if read == word {
            continue;
        }
        let known = ONE_LETTER.split(' ').any(|one| one == read.to_lowercase());
        if !known {
            *score = (*score).min(-24.0);
        } else if figures {
            *score -= 4.0;
        }
    }
    scores
}

/// Whether a lone `ð` at this place stands for đồng: 2.000ð, ð/kg.
pub(super) fn is_money(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default().trim_end();
    let after = text.get(range.end..).unwrap_or_default();
    before.ends_with(|c: char| c.is_ascii_digit()) || after.starts_with(['/', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let parts = [(0..text.len(), Face::Plain)];
        words(text, &parts).into_iter().map(|word| &text[word.range]).collect()
    }

    #[test]
    fn plain_letters_are_what_the_tables_say() {
        for letter in (0..=0x0010_ffff).filter_map(char::from_u32).filter(|letter| is_plainly_letter(*letter))
        {
            assert!(letter.is_alphabetic() && !is_mark(letter), "{letter:?}");
        }
    }

    #[test]
    fn signs_are_letters_only_where_they_make_words() {
        assert_eq!(cut("x· ThiÖn, 25 m² ±2"), ["x·", "ThiÖn"]);
        assert_eq!(cut("«Tr\u{ad}êng häc»"), ["«", "Tr\u{ad}êng", "häc", "»"]);
        assert_eq!(cut("·Xã chú¹"), ["·", "Xã", "chú", "¹"]);
        assert_eq!(cut("Hoµ…, “§¸”"), ["Hoµ", "§¸"]);
        assert_eq!(cut("2 × 3 Q§-UBND"), ["×", "Q§"]);
        assert_eq!(cut("L’école"), ["école"]);
    }
}
