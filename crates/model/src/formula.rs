//! A formula's text in tokens: what the reader works out, and what rules compare.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::place::{CellRef, ColumnName, LAST_COLUMN, LAST_ROW};

/// A token; references are told from names already.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// A figure.
    Number(Decimal),
    /// A text between quotes.
    Text(String),
    /// One of [`ERROR_VALUES`].
    Error(&'static str),
    /// `TRUE` or `FALSE`.
    Bool(bool),
    /// A cell, and whether it stays when the formula moves.
    Cell(CellRef, bool),
    /// Whole columns or rows, and whether they stay when the formula moves.
    Span(CellRef, CellRef, bool),
    /// A name of the workbook's own.
    Name(String),
    /// A function's name, in capitals and without prefix; the parenthesis after it is read.
    Call(String),
    /// A sheet's name; the exclamation mark after it is read.
    Sheet(String),
    /// Between two operands, or a sign before one.
    Operator(Operator),
    /// `%` behind an operand.
    Percent,
    /// `@` before a range.
    At,
    /// `(` that calls no function.
    Open,
    /// `)`.
    Close,
    /// `,`.
    Comma,
}

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `:`.
    Range,
    /// A comma between ranges; never a token of its own.
    Union,
    /// `^`.
    Power,
    /// `*`.
    Times,
    /// `/`.
    Over,
    /// `+`.
    Plus,
    /// `-`.
    Minus,
    /// `&`.
    Join,
    /// `=`.
    Equal,
    /// `<>`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
}

/// The error values that a formula may spell out.
pub const ERROR_VALUES: [&str; 7] = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"];

/// Why a formula could not be taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotRead {
    /// No formula as Excel writes it.
    #[error("this is no formula as Excel writes it")]
    Syntax,
    /// A list in braces.
    #[error("the formula has a list in braces")]
    Array,
    /// A reference to the columns of a table object.
    #[error("the formula refers to the columns of a table object")]
    Table,
    /// A reference across several sheets.
    #[error("the formula refers across several sheets")]
    Sheets,
    /// A reference to another workbook.
    #[error("the formula refers to another workbook")]
    External,
    /// More than a person writes, or a figure that no decimal holds.
    #[error("the formula is too long, or a figure in it is")]
    TooMuch,
}

/// More than Excel's 8,192 letters; what is longer is not by a person.
const LONGEST: usize = 64 << 10;

/// Takes a formula apart, written without its leading `=`.
///
/// # Errors
///
/// [`NotRead`] where it has what is not taken apart here.
pub fn tokens(text: &str) -> Result<Vec<Token>, NotRead> {
    if text.len() > LONGEST {
        return Err(NotRead::TooMuch);
    }
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new() };
    while let Some(first) = lexer.peek() {
        lexer.one(first)?;
    }
    Ok(lexer.tokens)
}

/// Tokens with every range that begins inside another, as `INDEX(G10:G21,2):G21` does, in
/// place of what says so: `G11:G21`. Templates add up from the row below a cell in this way,
/// so that a row inserted right there counts.
pub fn with_plain_ranges(tokens: &[Token]) -> Vec<Token> {
    let mut plain = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some((first, tail)) = rest.split_first() {
        let (token, tail) = begins_inside(rest).unwrap_or_else(|| (first.clone(), tail));
        plain.push(token);
        rest = tail;
    }
    plain
}

/// The cell that `INDEX(first:last,place)` before a colon is, and what follows it.
fn begins_inside(tokens: &[Token]) -> Option<(Token, &[Token])> {
    let [
        Token::Call(name),
        Token::Cell(first, stays),
        Token::Operator(Operator::Range),
        Token::Cell(last, _),
        Token::Comma,
        Token::Number(place),
        Token::Close,
        rest @ ..,
    ] = tokens
    else {
        return None;
    };
    let range = matches!(rest, [Token::Operator(Operator::Range), Token::Cell(..), ..]);
    let row = first.row.checked_add(u32::try_from(*place).ok()?.checked_sub(1)?)?;
    let within = first.column == last.column && row <= last.row;
    (name == "INDEX" && range && within).then(|| (Token::Cell(CellRef::new(row, first.column), *stays), rest))
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn one(&mut self, first: char) -> Result<(), NotRead> {
        match first {
            ' ' | '\t' | '\n' | '\r' | '\u{a0}' => self.at += first.len_utf8(),
            '"' => {
                let text = self.quoted('"')?;
                self.tokens.push(Token::Text(text));
            }
            '\'' => self.quoted_sheet()?,
            '#' => self.error()?,
            '[' => return Err(self.brackets()),
            '0'..='9' | '.' => self.number()?,
            letter if is_word(letter) => self.word()?,
            _ => self.sign(first)?,
        }
        Ok(())
    }

    fn sign(&mut self, first: char) -> Result<(), NotRead> {
        let two = self.rest().get(..2).unwrap_or_default();
        let (token, length) = match (two, first) {
            ("<>", _) => (Token::Operator(Operator::NotEqual), 2),
            ("<=", _) => (Token::Operator(Operator::LessOrEqual), 2),
            (">=", _) => (Token::Operator(Operator::GreaterOrEqual), 2),
            (_, '<') => (Token::Operator(Operator::Less), 1),
            (_, '>') => (Token::Operator(Operator::Greater), 1),
            (_, '=') => (Token::Operator(Operator::Equal), 1),
            (_, '+') => (Token::Operator(Operator::Plus), 1),
            (_, '-') => (Token::Operator(Operator::Minus), 1),
            (_, '*') => (Token::Operator(Operator::Times), 1),
            (_, '/') => (Token::Operator(Operator::Over), 1),
            (_, '^') => (Token::Operator(Operator::Power), 1),
            (_, '&') => (Token::Operator(Operator::Join), 1),
            (_, ':') => (Token::Operator(Operator::Range), 1),
            (_, '%') => (Token::Percent, 1),
            (_, '@') => (Token::At, 1),
            (_, '(') => (Token::Open, 1),
            (_, ')') => (Token::Close, 1),
            (_, ',') => (Token::Comma, 1),
            (_, '{') => return Err(NotRead::Array),
            _ => return Err(NotRead::Syntax),
        };
        self.at += length;
        self.tokens.push(token);
        Ok(())
    }

    /// What stands between quotes; a doubled quote within is one.
    fn quoted(&mut self, quote: char) -> Result<String, NotRead> {
        let mut out = String::new();
        self.at += 1;
        loop {
            let end = self.rest().find(quote).ok_or(NotRead::Syntax)?;
            out.push_str(self.rest().get(..end).unwrap_or_default());
            self.at += end + 1;
            if self.peek() != Some(quote) {
                return Ok(out);
            }
            out.push(quote);
            self.at += 1;
        }
    }

    fn quoted_sheet(&mut self) -> Result<(), NotRead> {
        let name = self.quoted('\'')?;
        if self.peek() != Some('!') {
            return Err(NotRead::Syntax);
        }
        self.at += 1;
        if name.contains('[') {
            return Err(NotRead::External);
        }
        if name.contains(':') {
            return Err(NotRead::Sheets);
        }
        self.tokens.push(Token::Sheet(name));
        Ok(())
    }

    /// Brackets without a name before them are another workbook's number or file.
    fn brackets(&self) -> NotRead {
        let behind = self.rest().split_once(']').map_or("", |(_, behind)| behind);
        let word = behind.find(|c| !is_word(c)).and_then(|end| behind.get(end..)).unwrap_or_default();
        if word.starts_with('!') { NotRead::External } else { NotRead::Table }
    }

    fn error(&mut self) -> Result<(), NotRead> {
        let body = self.rest().get(1..).unwrap_or_default();
        let end = body.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '_')));
        let mut end = 1 + end.unwrap_or(body.len());
        if self.rest().get(end..).is_some_and(|rest| rest.starts_with(['!', '?'])) {
            end += 1;
        }
        let text = self.rest().get(..end).unwrap_or_default();
        let value = ERROR_VALUES.into_iter().find(|value| value.eq_ignore_ascii_case(text));
        self.tokens.push(Token::Error(value.ok_or(NotRead::Syntax)?));
        self.at += end;
        Ok(())
    }

    fn number(&mut self) -> Result<(), NotRead> {
        let rest = self.rest();
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let mut end = digits(rest);
        if rest.as_bytes().get(end) == Some(&b':')
            && let Some(length) = self.span(end)
        {
            self.at += length;
            return Ok(());
        }
        if rest.as_bytes().get(end) == Some(&b'.') {
            end += 1 + digits(rest.get(end + 1..).unwrap_or_default());
        }
        if let Some(b'e' | b'E') = rest.as_bytes().get(end) {
            let sign = usize::from(matches!(rest.as_bytes().get(end + 1), Some(b'+' | b'-')));
            let power = digits(rest.get(end + 1 + sign..).unwrap_or_default());
            end += if power > 0 { 1 + sign + power } else { 0 };
        }
        let text = rest.get(..end).unwrap_or_default();
        let number = Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text));
        self.tokens.push(Token::Number(number.map_err(|_| NotRead::TooMuch)?));
        self.at += end;
        Ok(())
    }

    fn word(&mut self) -> Result<(), NotRead> {
        let rest = self.rest();
        let end = word_end(rest);
        let word = rest.get(..end).unwrap_or_default();
        match rest.get(end..).and_then(|rest| rest.chars().next()) {
            Some('(') => {
                self.tokens.push(Token::Call(function_name(word)));
                self.at += end + 1;
                return Ok(());
            }
            Some('!') => {
                self.tokens.push(Token::Sheet(word.to_owned()));
                self.at += end + 1;
                return Ok(());
            }
            Some('[') => return Err(NotRead::Table),
            Some(':') => {
                let other = rest.get(end + 1..).unwrap_or_default();
                let behind = other.get(word_end(other)..).unwrap_or_default();
                if behind.starts_with('!') && !matches!(self.tokens.last(), Some(Token::Sheet(_))) {
                    return Err(NotRead::Sheets);
                }
                if let Some(length) = self.span(end) {
                    self.at += length;
                    return Ok(());
                }
            }
            _ => {}
        }
        self.tokens.push(plain_word(word));
        self.at += end;
        Ok(())
    }

    /// Whole columns or rows, `A:B` or `$1:3`; how long they are.
    fn span(&mut self, end: usize) -> Option<usize> {
        let one = self.rest().get(..end)?;
        let rest = self.rest().get(end + 1..)?;
        let length = word_end(rest);
        let other = rest.get(..length)?;
        let bare = |word: &'t str| word.strip_prefix('$').unwrap_or(word);
        let absolute = one.starts_with('$') && other.starts_with('$');
        let row = |word: &str| {
            let digits = word.bytes().all(|byte| byte.is_ascii_digit());
            let row: u32 = word.parse().ok().filter(|_| digits)?;
            row.checked_sub(1).filter(|row| *row <= LAST_ROW)
        };
        let column = |word: &str| ColumnName::parse(word).map(|name| name.0);
        let (first, last) = if let (Some(one), Some(other)) = (row(bare(one)), row(bare(other))) {
            (CellRef::new(one.min(other), 0), CellRef::new(one.max(other), LAST_COLUMN))
        } else {
            let (one, other) = (column(bare(one))?, column(bare(other))?);
            (CellRef::new(0, one.min(other)), CellRef::new(LAST_ROW, one.max(other)))
        };
        self.tokens.push(Token::Span(first, last, absolute));
        Some(end + 1 + length)
    }
}

fn plain_word(word: &str) -> Token {
    if word.eq_ignore_ascii_case("TRUE") {
        return Token::Bool(true);
    }
    if word.eq_ignore_ascii_case("FALSE") {
        return Token::Bool(false);
    }
    match word.parse::<CellRef>() {
        Ok(at) => Token::Cell(at, word.matches('$').count() == 2),
        Err(_) => Token::Name(word.to_owned()),
    }
}

/// In capitals, without the prefixes that newer functions carry in files.
fn function_name(word: &str) -> String {
    let name = word.to_ascii_uppercase();
    let bare = name.trim_start_matches("_XLFN.").trim_start_matches("_XLWS.");
    bare.to_owned()
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '$' | '_' | '.' | '\\' | '?') || !letter.is_ascii()
}

fn word_end(text: &str) -> usize {
    text.find(|letter| !is_word(letter)).unwrap_or(text.len())
}
