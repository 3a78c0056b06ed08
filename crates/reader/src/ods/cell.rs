//! One cell element: OpenDocument 1.3 part 3, 9.1.4 and 9.1.5.

use std::io::BufRead;
use std::sync::Arc;

use crate::assemble;
use crate::error::OpenError;
use crate::grid::{CellValue, Number, NumberFormat, RichText};
use crate::limits::Limits;
use crate::number;
use crate::xml::{Element, Node, Xml};

use super::look::Look;
use super::text::Paragraphs;
use super::{formula, values};

/// A cell as its element tells it.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) style: Option<String>,
    pub(super) value: CellValue,
    pub(super) formula: Option<Arc<str>>,
    /// What the type of the value says about its format.
    pub(super) by_type: NumberFormat,
    /// How often it stands side by side, at least once.
    pub(super) repeated: u32,
    /// Columns and rows that it covers, at least one each.
    pub(super) span: (u32, u32),
    /// Author and text of its note.
    pub(super) note: Option<(String, RichText)>,
}

impl Parsed {
    /// Whether there is anything to lay out.
    pub(super) fn is_nothing(&self) -> bool {
        !self.is_cell() && self.span == (1, 1) && self.note.is_none()
    }

    /// Whether it holds a value or formula.
    pub(super) fn is_cell(&self) -> bool {
        let empty = match &self.value {
            CellValue::None => true,
            CellValue::Text(text) => text.text.is_empty(),
            _ => false,
        };
        !empty || self.formula.is_some()
    }

    /// Reads the rest of the element.
    pub(super) fn read<R: BufRead>(
        attributes: Attributes,
        xml: &mut Xml<R>,
        look: &mut Look,
        limits: &Limits,
        date_1904: bool,
    ) -> Result<Self, OpenError> {
        let mut paragraphs = Paragraphs::default();
        let mut note = None;
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::End | Node::Eof => break,
                Node::Text(_) => continue,
            };
            match element.name().as_ref() {
                "text:p" | "text:h" => paragraphs.read(xml, look, limits)?,
                "office:annotation" => note = Some(read_note(xml, look, limits)?),
                _ => xml.skip()?,
            }
        }
        let shown = paragraphs.finish();
        if let Some(text) = &attributes.string {
            assemble::check_text(text.len(), limits)?;
        }
        let (value, by_type) = attributes.value(shown, date_1904);
        let formula = attributes.formula.as_deref().and_then(formula::to_a1).map(Arc::from);
        let span = (attributes.columns.max(1), attributes.rows.max(1));
        Ok(Self {
            style: attributes.style,
            value,
            formula,
            by_type,
            repeated: attributes.repeated.max(1),
            span,
            note,
        })
    }
}

/// The attributes of a cell element.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    style: Option<String>,
    repeated: u32,
    columns: u32,
    rows: u32,
    kind: String,
    is_error: bool,
    /// office:value, office:date-value, office:time-value or office:boolean-value.
    stored: Option<String>,
    string: Option<String>,
    formula: Option<String>,
}

impl Attributes {
    pub(super) fn of(element: &Element<'_>) -> Result<Self, OpenError> {
        let mut found = Self { repeated: 1, columns: 1, rows: 1, ..Self::default() };
        element.attributes(|name, value| match name {
            "table:style-name" => found.style = Some(value.into_owned()),
            "table:number-columns-repeated" => found.repeated = value.parse().unwrap_or(1),
            "table:number-columns-spanned" => found.columns = value.parse().unwrap_or(1),
            "table:number-rows-spanned" => found.rows = value.parse().unwrap_or(1),
            "office:value-type" => found.kind = value.into_owned(),
            "calcext:value-type" => found.is_error = value == "error",
            "office:value" | "office:date-value" | "office:time-value" | "office:boolean-value" => {
                found.stored = Some(value.into_owned());
            }
            "office:string-value" => found.string = Some(value.into_owned()),
            "table:formula" => found.formula = Some(value.into_owned()),
            _ => {}
        })?;
        Ok(found)
    }

    /// The value, and what its type says about how it shows. A value that does not
    /// read as its type says stays as the text that is shown.
    fn value(&self, shown: RichText, date_1904: bool) -> (CellValue, NumberFormat) {
        let plain = NumberFormat::Plain;
        if self.is_error || (self.formula.is_some() && self.kind == "float" && is_error_text(&shown.text)) {
            return (CellValue::Error(shown.text), plain);
        }
        let stored = self.stored.as_deref().map(str::trim);
        let dated =
            |number: Option<Number>| number.map(|number| (CellValue::Number(number), NumberFormat::Date));
        let typed = match (self.kind.as_str(), stored) {
            // A formula that yields a truth value is a figure to LibreOffice.
            ("float", Some("1")) if &*shown.text == "TRUE" => Some((CellValue::Bool(true), plain)),
            ("float", Some("0")) if &*shown.text == "FALSE" => Some((CellValue::Bool(false), plain)),
            ("float" | "currency", Some(digits)) => figure(digits).map(|value| (value, plain)),
            ("percentage", Some(digits)) => figure(digits).map(|value| (value, NumberFormat::Percent)),
            ("date", Some(text)) => dated(values::date(text, date_1904)),
            ("time", Some(text)) => dated(values::duration(text)),
            ("boolean", Some(text)) => Some((CellValue::Bool(text == "true"), plain)),
            _ => None,
        };
        typed.unwrap_or_else(|| (self.text(shown), NumberFormat::Plain))
    }

    /// office:string-value is the value where there is one, 19.383; what is shown
    /// says the same with its fonts, unless a format adds to it.
    fn text(&self, shown: RichText) -> CellValue {
        let told =
            self.string.as_deref().filter(|told| !told.split_whitespace().eq(shown.text.split_whitespace()));
        match told {
            Some(told) => CellValue::Text(Arc::new(RichText::plain(told))),
            None if shown.text.is_empty() && self.formula.is_none() => CellValue::None,
            None if shown.text.is_empty() && self.kind.is_empty() => CellValue::None,
            None => CellValue::Text(Arc::new(shown)),
        }
    }
}

/// What older LibreOffice shows in a cell whose stored value is 0.
fn is_error_text(shown: &str) -> bool {
    shown.starts_with("Err:") || (shown.starts_with('#') && shown.ends_with(['!', '?', 'A']))
}

fn figure(digits: &str) -> Option<CellValue> {
    let exact = number::from_digits(digits).map(CellValue::Number);
    exact.or_else(|| digits.parse().ok().map(assemble::number))
}

/// Reads the rest of an office:annotation, 14.1.
fn read_note<R: BufRead>(
    xml: &mut Xml<R>,
    look: &mut Look,
    limits: &Limits,
) -> Result<(String, RichText), OpenError> {
    let mut author = String::new();
    let mut paragraphs = Paragraphs::default();
    let mut open = 1usize;
    while open > 0 {
        let element = match xml.next()? {
            Node::Start(element) => element,
            Node::End => {
                open -= 1;
                continue;
            }
            Node::Text(_) => continue,
            Node::Eof => break,
        };
        match element.name().as_ref() {
            "dc:creator" => {
                let mut name = Paragraphs::default();
                name.read(xml, look, limits)?;
                author = name.finish().text.to_string();
            }
            "text:p" => paragraphs.read(xml, look, limits)?,
            "text:list" | "text:list-item" => open += 1,
            _ => xml.skip()?,
        }
    }
    Ok((author, paragraphs.finish()))
}
