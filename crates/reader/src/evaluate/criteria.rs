//! The criteria of SUMIF and its like: `">=5"`, `"<>"`, `"xã*"`, 12.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::context::Context;
use super::operators::texts;
use super::stop::{Doubt, Stop, What};
use super::value::{Failure, Value, settled};
use crate::grid::Container;
use phuluc_model::formula::Operator;

/// What cells are held against.
#[derive(Debug, Clone)]
pub(super) struct Criterion {
    operator: Operator,
    operand: Operand,
}

#[derive(Debug, Clone)]
enum Operand {
    Number(Decimal),
    Text(Pattern),
    Bool(bool),
    Error(Failure),
    /// `""`: blank cells and empty texts.
    EmptyText,
    /// An operator alone: `=` is blank cells, `<>` all others.
    Nothing,
}

const OPERATORS: [(&str, Operator); 6] = [
    ("<>", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("=", Operator::Equal),
];

impl Criterion {
    /// What an argument asks for.
    pub(super) fn of(context: &mut Context<'_, '_>, value: &Value) -> Result<Self, Stop> {
        let equal = |operand| Self { operator: Operator::Equal, operand };
        Ok(match context.scalar(value)? {
            Value::Number(figure) => equal(Operand::Number(settled(figure.value))),
            Value::Bool(value) => equal(Operand::Bool(value)),
            Value::Error(failure) => equal(Operand::Error(failure)),
            Value::Text(text) => {
                let whole = &*text.text;
                let found = OPERATORS
                    .iter()
                    .find_map(|(sign, operator)| Some((*operator, whole.strip_prefix(sign)?)));
                match found {
                    Some((operator, "")) => Self { operator, operand: Operand::Nothing },
                    Some((operator, rest)) => Self { operator, operand: operand(context, rest)? },
                    None if whole.is_empty() => equal(Operand::EmptyText),
                    None => equal(operand(context, whole)?),
                }
            }
            _ => equal(Operand::Number(Decimal::ZERO)),
        })
    }

    /// Whether a value fits.
    pub(super) fn fits(&self, context: &mut Context<'_, '_>, value: &Value) -> Result<bool, Stop> {
        Ok(match (self.operator, &self.operand) {
            (Operator::Equal, _) => self.equals(context, value)?,
            (Operator::NotEqual, _) => !self.equals(context, value)?,
            (operator, Operand::Number(number)) => match value {
                Value::Number(figure) => holds(operator, settled(figure.value).cmp(number)),
                _ => false,
            },
            (operator, Operand::Text(pattern)) => match value {
                Value::Text(text) => holds(operator, texts(&text.text, &pattern.text, false, context.doubt)),
                _ => false,
            },
            _ => false,
        })
    }

    fn equals(&self, context: &mut Context<'_, '_>, value: &Value) -> Result<bool, Stop> {
        Ok(match (&self.operand, value) {
            (Operand::Number(number), Value::Number(figure)) => settled(figure.value) == *number,
            (Operand::Number(number), Value::Text(text)) => {
                let same = text.text.trim().parse::<Decimal>().is_ok_and(|text| text == *number);
                // Excel takes such a text for the figure that it looks like, LibreOffice does not.
                if same {
                    context.doubt.raise(&Doubt::Guess(What::TextFigure));
                }
                same
            }
            (Operand::Text(pattern), Value::Text(text)) => pattern.fits(context, &text.text)?,
            (Operand::Bool(wanted), Value::Bool(value)) => wanted == value,
            (Operand::Error(wanted), Value::Error(value)) => wanted == value,
            (Operand::EmptyText | Operand::Nothing, Value::Empty) => true,
            (Operand::EmptyText, Value::Text(text)) => text.text.is_empty(),
            _ => false,
        })
    }
}

fn holds(operator: Operator, order: Ordering) -> bool {
    match operator {
        Operator::Less => order.is_lt(),
        Operator::LessOrEqual => order.is_le(),
        Operator::Greater => order.is_gt(),
        Operator::GreaterOrEqual => order.is_ge(),
        _ => order.is_eq(),
    }
}

/// What stands behind the operator.
fn operand(context: &mut Context<'_, '_>, text: &str) -> Result<Operand, Stop> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let numeral = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if numeral && let Ok(number) = text.parse::<Decimal>() {
        if digits.contains('.') {
            context.doubt.raise(&Doubt::Guess(What::TextFigure));
        }
        return Ok(Operand::Number(number));
    }
    match text.to_ascii_uppercase().as_str() {
        "TRUE" => return Ok(Operand::Bool(true)),
        "FALSE" => return Ok(Operand::Bool(false)),
        _ => {}
    }
    // A date, a percentage or a figure with separators, by the computer's settings.
    let signs = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | ',' | '%' | ' ' | ':');
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && text.chars().all(signs) && text != "-" {
        return Err(Stop::Unsupported(What::TextFigure));
    }
    Ok(Operand::Text(Pattern::of(text)))
}

/// Signs that mean something in one kind of pattern or another.
const SIGNS: &[char] = &['*', '?', '~', '.', '[', ']', '(', ')', '^', '$', '|', '+', '\\', '{', '}'];

/// Text with the wildcards `*` and `?`; a tilde takes their meaning.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    text: String,
    pieces: Vec<Piece>,
    wild: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Letter(char),
    One,
    Any,
}

impl Pattern {
    pub(super) fn of(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut letters = text.chars().flat_map(char::to_lowercase).peekable();
        while let Some(letter) = letters.next() {
            pieces.push(match letter {
                '*' => Piece::Any,
                '?' => Piece::One,
                '~' => Piece::Letter(letters.next_if(|c| matches!(c, '*' | '?' | '~')).unwrap_or('~')),
                other => Piece::Letter(other),
            });
        }
        let wild = text.contains(['*', '?', '~']);
        Self { text: text.to_owned(), pieces, wild }
    }

    /// Whether a text fits, whatever its case.
    pub(super) fn fits(&self, context: &mut Context<'_, '_>, text: &str) -> Result<bool, Stop> {
        context.budget.charge(text.len() as u64 / 8)?;
        // OpenDocument may mean wildcards, regular expressions or the letters themselves.
        if context.cells.book.container == Container::Ods && self.text.contains(SIGNS) {
            context.doubt.raise(&Doubt::Guess(What::Pattern));
        }
        if !self.wild {
            return Ok(texts(&self.text, text, true, context.doubt).is_eq());
        }
        context.budget.charge(text.len() as u64 * self.pieces.len() as u64 / 16)?;
        let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
        Ok(self.matches(&letters))
    }

    /// Goes back to the last `*` only, which is enough.
    fn matches(&self, letters: &[char]) -> bool {
        let (mut piece, mut letter) = (0, 0);
        let mut back: Option<(usize, usize)> = None;
        while let Some(here) = letters.get(letter) {
            match self.pieces.get(piece) {
                Some(Piece::Any) => {
                    back = Some((piece + 1, letter));
                    piece += 1;
                }
                Some(Piece::One) => (piece, letter) = (piece + 1, letter + 1),
                Some(Piece::Letter(wanted)) if wanted == here => (piece, letter) = (piece + 1, letter + 1),
                _ => match back {
                    Some((after, from)) => {
                        back = Some((after, from + 1));
                        (piece, letter) = (after, from + 1);
                    }
                    None => return false,
                },
            }
        }
        self.pieces.get(piece..).unwrap_or_default().iter().all(|piece| *piece == Piece::Any)
    }
}
