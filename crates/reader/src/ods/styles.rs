//! Styles by name, with their parents: OpenDocument 1.3 part 3, 16.2 (style:style),
//! 16.23 (style:font-face) and 16.29 (data styles).

use std::collections::HashMap;
use std::io::BufRead;
use std::sync::Arc;

use crate::assemble::{self, MOST_STYLES};
use crate::error::OpenError;
use crate::grid::NumberFormat;
use crate::limits::LimitName;
use crate::xml::{Element, Node, Xml};

/// How far parents are followed; a chain that turns round ends here.
const GENERATIONS: usize = 32;
/// The left margin that one indent step of Excel is saved as, in centimetres.
const INDENT_STEP: f64 = 0.353;

/// What kind of thing a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Cell,
    Text,
    Table,
}

/// What one style says itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) font: Option<Arc<str>>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) indent: Option<u8>,
    pub(super) hidden: Option<bool>,
    data_style: Option<String>,
    parent: Option<String>,
}

impl Facts {
    /// Takes from a parent what this one leaves open.
    fn inherit(&mut self, parent: &Facts) {
        self.font = self.font.take().or_else(|| parent.font.clone());
        self.bold = self.bold.or(parent.bold);
        self.italic = self.italic.or(parent.italic);
        self.indent = self.indent.or(parent.indent);
        self.hidden = self.hidden.or(parent.hidden);
        self.data_style = self.data_style.take().or_else(|| parent.data_style.clone());
    }
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct StyleSheet {
    /// Font families by the names of their faces.
    faces: HashMap<String, Arc<str>>,
    data: HashMap<String, NumberFormat>,
    /// By family and name; the default of a family has no name.
    styles: HashMap<(Family, String), Facts>,
}

impl StyleSheet {
    /// Reads `styles.xml`. Its automatic styles are those of headers and footers.
    pub(super) fn read_part<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), OpenError> {
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::Eof => return Ok(()),
                _ => continue,
            };
            match element.name().as_ref() {
                "office:font-face-decls" => self.read_faces(xml)?,
                "office:styles" => self.read_styles(xml)?,
                "office:automatic-styles" | "office:master-styles" => xml.skip()?,
                _ => {}
            }
        }
    }

    /// Reads the rest of `office:font-face-decls`.
    pub(super) fn read_faces<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), OpenError> {
        loop {
            match xml.next()? {
                Node::Start(element) => {
                    let (name, family) =
                        (element.attribute("style:name")?, element.attribute("svg:font-family")?);
                    assemble::check_count(self.faces.len(), MOST_STYLES, LimitName::Fonts)?;
                    if let (Some(name), Some(family)) = (name, family) {
                        self.faces.insert(name, Arc::from(family_name(&family)));
                    }
                    xml.skip()?;
                }
                Node::End | Node::Eof => return Ok(()),
                Node::Text(_) => {}
            }
        }
    }

    /// Reads the rest of `office:styles` or `office:automatic-styles`.
    pub(super) fn read_styles<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), OpenError> {
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::End | Node::Eof => return Ok(()),
                Node::Text(_) => continue,
            };
            assemble::check_count(self.styles.len().max(self.data.len()), MOST_STYLES, LimitName::Styles)?;
            let name = element.attribute("style:name")?.unwrap_or_default();
            let kind = element.name().into_owned();
            match kind.as_str() {
                "style:style" | "style:default-style" => {
                    let family = family(&element)?;
                    let mut facts = Facts {
                        data_style: element.attribute("style:data-style-name")?,
                        parent: element.attribute("style:parent-style-name")?,
                        ..Facts::default()
                    };
                    self.read_properties(xml, &mut facts)?;
                    if let Some(family) = family {
                        self.styles.insert((family, name), facts);
                    }
                }
                "number:percentage-style" => self.fixed(xml, name, NumberFormat::Percent)?,
                "number:date-style" | "number:time-style" => self.fixed(xml, name, NumberFormat::Date)?,
                "number:number-style" | "number:currency-style" => {
                    let format = figure_format(xml)?;
                    self.data.insert(name, format);
                }
                _ => xml.skip()?,
            }
        }
    }

    fn fixed<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        name: String,
        format: NumberFormat,
    ) -> Result<(), OpenError> {
        self.data.insert(name, format);
        xml.skip()
    }

    fn read_properties<R: BufRead>(&self, xml: &mut Xml<R>, facts: &mut Facts) -> Result<(), OpenError> {
        loop {
            match xml.next()? {
                Node::Start(element) => {
                    let in_paragraph = element.name() == "style:paragraph-properties";
                    let mut face = None;
                    element.attributes(|name, value| match name {
                        "style:font-name" => face = self.faces.get(value.as_ref()).cloned(),
                        "fo:font-family" => facts.font = Some(Arc::from(family_name(&value))),
                        "fo:font-weight" => facts.bold = Some(is_bold(&value)),
                        "fo:font-style" => facts.italic = Some(value == "italic" || value == "oblique"),
                        "fo:margin-left" if in_paragraph => facts.indent = indent(&value),
                        "table:display" => facts.hidden = Some(value == "false"),
                        _ => {}
                    })?;
                    facts.font = face.or_else(|| facts.font.take());
                    xml.skip()?;
                }
                Node::End | Node::Eof => return Ok(()),
                Node::Text(_) => {}
            }
        }
    }

    /// What a style says with all its parents and the default of its family.
    pub(super) fn resolve(&self, family: Family, name: &str) -> (Facts, NumberFormat) {
        let mut facts = Facts::default();
        let mut next = Some(name.to_owned());
        for _ in 0..GENERATIONS {
            let Some(name) = next else { break };
            let Some(found) = self.styles.get(&(family, name)) else { break };
            facts.inherit(found);
            next = found.parent.clone();
        }
        // A text style leaves open what the cell around it says.
        if family != Family::Text
            && let Some(default) = self.styles.get(&(family, String::new()))
        {
            facts.inherit(default);
        }
        let format = facts.data_style.as_ref().and_then(|name| self.data.get(name));
        let format = format.cloned().unwrap_or_default();
        (facts, format)
    }
}

fn family(element: &Element<'_>) -> Result<Option<Family>, OpenError> {
    Ok(match element.attribute("style:family")?.as_deref() {
        Some("table-cell") => Some(Family::Cell),
        Some("text") => Some(Family::Text),
        Some("table") => Some(Family::Table),
        _ => None,
    })
}

/// A plain figure, unless its format carries words (a unit) or scales it.
fn figure_format<R: BufRead>(xml: &mut Xml<R>) -> Result<NumberFormat, OpenError> {
    let mut code = String::new();
    let (mut open, mut in_text, mut telling) = (1usize, false, false);
    while open > 0 {
        match xml.next()? {
            Node::Start(element) => {
                open += 1;
                match element.name().as_ref() {
                    "number:number" => telling |= push_figure(&element, &mut code)?,
                    name => in_text = matches!(name, "number:text" | "number:currency-symbol"),
                }
            }
            Node::End => {
                open -= 1;
                in_text = false;
            }
            Node::Text(text) if in_text => {
                telling |= text.chars().any(char::is_alphabetic);
                code.push_str(&format!("\"{}\"", text.replace('"', "")));
            }
            Node::Text(_) => {}
            Node::Eof => break,
        }
    }
    Ok(if telling { NumberFormat::Code(Arc::from(code)) } else { NumberFormat::Plain })
}

/// Writes the figure as Excel would code it; says whether it is scaled.
fn push_figure(element: &Element<'_>, code: &mut String) -> Result<bool, OpenError> {
    let mut decimals = 0usize;
    let mut factor = 1f64;
    let mut grouping = false;
    element.attributes(|name, value| match name {
        "number:decimal-places" => decimals = value.parse().unwrap_or(0),
        "number:display-factor" => factor = value.parse().unwrap_or(1.0),
        "number:grouping" => grouping = value == "true",
        _ => {}
    })?;
    code.push_str(if grouping { "#,##0" } else { "0" });
    if decimals > 0 {
        code.push('.');
        code.extend(std::iter::repeat_n('0', decimals.min(30)));
    }
    let mut scaled = false;
    while factor >= 1000.0 && factor.is_finite() {
        code.push(',');
        factor /= 1000.0;
        scaled = true;
    }
    Ok(scaled)
}

/// The first family of a list, without its quotes.
fn family_name(families: &str) -> &str {
    let families = families.trim();
    for quote in ['\'', '"'] {
        if let Some((name, _)) = families.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            return name;
        }
    }
    families.split(',').next().unwrap_or(families).trim()
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight >= 600)
}

/// Steps of a margin such as `0.706cm`.
fn indent(margin: &str) -> Option<u8> {
    let split = margin.find(|c: char| c.is_ascii_alphabetic())?;
    let (size, unit) = margin.split_at_checked(split)?;
    let centimetres = match unit {
        "cm" => 1.0,
        "mm" => 0.1,
        "in" | "inch" => 2.54,
        "pt" => 2.54 / 72.0,
        _ => return None,
    };
    let steps = (size.trim().parse::<f64>().ok()? * centimetres / INDENT_STEP).round();
    // Saturates at the ends of `u8`.
    Some(steps as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins_and_families() {
        assert_eq!(indent("0.706cm"), Some(2));
        assert_eq!(indent("10pt"), Some(1));
        assert_eq!(indent("0in"), Some(0));
        assert_eq!(indent("-1cm"), Some(0));
        assert_eq!(indent("3%"), None);
        assert_eq!(family_name("'Times New Roman', serif"), "Times New Roman");
        assert_eq!(family_name(".VnTime"), ".VnTime");
        assert_eq!(family_name("Arial, sans-serif"), "Arial");
        assert_eq!(family_name("'open"), "'open");
    }

    #[test]
    fn parents_that_turn_round_end() {
        let mut sheet = StyleSheet::default();
        for (name, parent) in [("a", "b"), ("b", "a")] {
            let facts = Facts { parent: Some(parent.to_owned()), bold: Some(true), ..Facts::default() };
            sheet.styles.insert((Family::Cell, name.to_owned()), facts);
        }
        assert_eq!(sheet.resolve(Family::Cell, "a").0.bold, Some(true));
    }
}
