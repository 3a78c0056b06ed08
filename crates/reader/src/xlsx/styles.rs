//! The styles part: what of a cell's look says something about its meaning.

use std::collections::HashMap;

use super::budget::Budget;
use super::rich_text::decode_escapes;
use super::xml::{Node, Xml};
use crate::error::OpenError;
use crate::grid::{Font, FontId, NumberFormat, Style, StyleId};
use crate::limits::LimitName;
use crate::number_format::classify;

/// Fonts of the whole workbook by name, each once.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    list: Vec<Font>,
    by_name: HashMap<String, FontId>,
}

impl Fonts {
    /// The id of a font, a new one where the name is new.
    pub(super) fn intern(&mut self, name: &str) -> Result<FontId, OpenError> {
        if let Some(id) = self.by_name.get(name) {
            return Ok(*id);
        }
        let next =
            u16::try_from(self.list.len()).map_err(|_| OpenError::Limit { limit: LimitName::Fonts })?;
        self.list.push(Font { name: name.to_owned() });
        self.by_name.insert(name.to_owned(), FontId(next));
        Ok(FontId(next))
    }

    pub(super) fn list(&self) -> &[Font] {
        &self.list
    }

    pub(super) fn into_list(self) -> Vec<Font> {
        self.list
    }
}

/// Styles that cells may refer to.
#[derive(Debug, Default)]
pub(super) struct Styles {
    list: Vec<Style>,
    /// How many the part declares; those after it were added for dates.
    declared: usize,
    dates: HashMap<StyleId, StyleId>,
}

/// A font as the styles part describes it.
#[derive(Debug, Clone, Copy, Default)]
struct FontFacts {
    id: FontId,
    bold: bool,
    italic: bool,
}

/// A cell format before its font and number format are looked up: the standard
/// fixes the order of the tables, writers do not always keep it.
#[derive(Debug, Default)]
struct RawFormat {
    font: usize,
    number: u32,
    indent: u8,
}

impl Styles {
    /// The one default style of a workbook without a styles part.
    pub(super) fn without_part(fonts: &mut Fonts) -> Result<Self, OpenError> {
        let font = fonts.intern("")?;
        Ok(Self::of(vec![Style { font, ..Style::default() }]))
    }

    fn of(list: Vec<Style>) -> Self {
        Self { declared: list.len(), list, dates: HashMap::new() }
    }

    /// Reads the part.
    pub(super) fn read(xml: &mut Xml<'_>, fonts: &mut Fonts, budget: &Budget) -> Result<Self, OpenError> {
        let (mut codes, mut faces, mut raw) = (HashMap::new(), Vec::new(), Vec::new());
        xml.root(&["styleSheet"])?;
        loop {
            match xml.next()? {
                Node::Start(tag) => match tag.local() {
                    "numFmts" => read_codes(xml, &mut codes, budget)?,
                    "fonts" => read_fonts(xml, &mut faces, fonts, budget)?,
                    "cellXfs" => read_formats(xml, &mut raw, budget)?,
                    _ => xml.skip()?,
                },
                Node::End | Node::Done => break,
                _ => {}
            }
        }
        xml.finish()?;
        if faces.is_empty() || raw.is_empty() {
            fonts.intern("")?;
        }
        let mut list: Vec<Style> = raw.iter().map(|raw| style(raw, &faces, &codes)).collect();
        if list.is_empty() {
            list.push(Style::default());
        }
        Ok(Self::of(list))
    }

    /// The style of an index that a cell names; the default where there is none.
    pub(super) fn id(&self, index: u32) -> StyleId {
        if (index as usize) < self.declared { StyleId(index) } else { StyleId(0) }
    }

    /// The same style, shown as a date: for cells that store a date as text.
    pub(super) fn as_date(&mut self, id: StyleId) -> StyleId {
        if let Some(date) = self.dates.get(&id) {
            return *date;
        }
        let base = self.list.get(id.0 as usize).cloned().unwrap_or_default();
        let date = if base.format == NumberFormat::Date {
            id
        } else {
            self.list.push(Style { format: NumberFormat::Date, ..base });
            StyleId(u32::try_from(self.list.len() - 1).unwrap_or_default())
        };
        self.dates.insert(id, date);
        date
    }

    pub(super) fn list(&self) -> &[Style] {
        &self.list
    }

    pub(super) fn into_list(self) -> Vec<Style> {
        self.list
    }
}

fn style(raw: &RawFormat, faces: &[FontFacts], codes: &HashMap<u32, NumberFormat>) -> Style {
    let face = faces.get(raw.font).or_else(|| faces.first()).copied().unwrap_or_default();
    let format = codes
        .get(&raw.number)
        .cloned()
        .unwrap_or_else(|| classify(u16::try_from(raw.number).unwrap_or(u16::MAX), None));
    Style { font: face.id, bold: face.bold, italic: face.italic, indent: raw.indent, format }
}

fn read_codes(
    xml: &mut Xml<'_>,
    codes: &mut HashMap<u32, NumberFormat>,
    budget: &Budget,
) -> Result<(), OpenError> {
    loop {
        match xml.next()? {
            Node::Start(tag) => {
                if tag.local() == "numFmt"
                    && let Some(id) = tag.number("numFmtId")?
                {
                    let mut code = tag.text("formatCode")?.unwrap_or_default().into_owned();
                    decode_escapes(&mut code, 0);
                    budget.charge(size_of::<NumberFormat>() + code.len())?;
                    codes.insert(id, classify(u16::try_from(id).unwrap_or(u16::MAX), Some(&code)));
                }
                xml.skip()?;
            }
            Node::End | Node::Done => return Ok(()),
            _ => {}
        }
    }
}

fn read_fonts(
    xml: &mut Xml<'_>,
    faces: &mut Vec<FontFacts>,
    fonts: &mut Fonts,
    budget: &Budget,
) -> Result<(), OpenError> {
    loop {
        match xml.next()? {
            Node::Start(tag) if tag.local() == "font" => {
                budget.charge(size_of::<FontFacts>())?;
                faces.push(read_font(xml, fonts)?);
            }
            Node::Start(_) => xml.skip()?,
            Node::End | Node::Done => return Ok(()),
            _ => {}
        }
    }
}

fn read_font(xml: &mut Xml<'_>, fonts: &mut Fonts) -> Result<FontFacts, OpenError> {
    let mut face = FontFacts::default();
    let mut name = String::new();
    loop {
        match xml.next()? {
            Node::Start(tag) => {
                match tag.local() {
                    "b" => face.bold = tag.flag("val")?.unwrap_or(true),
                    "i" => face.italic = tag.flag("val")?.unwrap_or(true),
                    "name" => name = tag.text("val")?.unwrap_or_default().into_owned(),
                    _ => {}
                }
                xml.skip()?;
            }
            Node::End | Node::Done => break,
            _ => {}
        }
    }
    face.id = fonts.intern(&name)?;
    Ok(face)
}

fn read_formats(xml: &mut Xml<'_>, raw: &mut Vec<RawFormat>, budget: &Budget) -> Result<(), OpenError> {
    loop {
        match xml.next()? {
            Node::Start(tag) if tag.local() == "xf" => {
                let font = tag.number("fontId")?.unwrap_or(0) as usize;
                let number = tag.number("numFmtId")?.unwrap_or(0);
                budget.charge(size_of::<RawFormat>() + size_of::<Style>())?;
                raw.push(RawFormat { font, number, indent: read_indent(xml)? });
            }
            Node::Start(_) => xml.skip()?,
            Node::End | Node::Done => return Ok(()),
            _ => {}
        }
    }
}

fn read_indent(xml: &mut Xml<'_>) -> Result<u8, OpenError> {
    let mut indent = 0;
    loop {
        match xml.next()? {
            Node::Start(tag) => {
                if tag.local() == "alignment" {
                    indent = tag.number("indent")?.and_then(|steps| u8::try_from(steps).ok()).unwrap_or(0);
                }
                xml.skip()?;
            }
            Node::End | Node::Done => return Ok(indent),
            _ => {}
        }
    }
}
