//! Styles and fonts of the grid, each once, out of the styles of the document.

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::OpenError;
use crate::grid::{Font, FontId, NumberFormat, Style, StyleId};
use crate::limits::LimitName;

use super::styles::{Family, StyleSheet};

/// Hands out the styles and fonts that cells refer to.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) sheet: StyleSheet,
    pub(super) fonts: Vec<Font>,
    pub(super) styles: Vec<Style>,
    font_ids: HashMap<Arc<str>, FontId>,
    style_ids: HashMap<Style, StyleId>,
    /// By style name and what the value itself says about its format.
    known: HashMap<(String, NumberFormat), StyleId>,
    spans: HashMap<String, Option<FontId>>,
}

impl Look {
    pub(super) fn new(sheet: StyleSheet) -> Self {
        Self {
            sheet,
            fonts: Vec::new(),
            styles: Vec::new(),
            font_ids: HashMap::new(),
            style_ids: HashMap::new(),
            known: HashMap::new(),
            spans: HashMap::new(),
        }
    }

    /// The style of a cell. A value that is a percentage or a date by its type is
    /// one whatever its style says.
    pub(super) fn cell(&mut self, name: &str, by_type: &NumberFormat) -> Result<StyleId, OpenError> {
        let key = (name.to_owned(), by_type.clone());
        if let Some(id) = self.known.get(&key) {
            return Ok(*id);
        }
        let (facts, format) = self.sheet.resolve(Family::Cell, name);
        let style = Style {
            font: self.font(facts.font.unwrap_or_default())?,
            bold: facts.bold.unwrap_or(false),
            italic: facts.italic.unwrap_or(false),
            indent: facts.indent.unwrap_or(0),
            format: if *by_type == NumberFormat::Plain { format } else { by_type.clone() },
        };
        let next = StyleId(u32::try_from(self.styles.len()).unwrap_or(u32::MAX));
        let id = *self.style_ids.entry(style.clone()).or_insert(next);
        if id == next {
            self.styles.push(style);
        }
        self.known.insert(key, id);
        Ok(id)
    }

    /// The font of a span of text, where its style names one.
    pub(super) fn span(&mut self, name: &str) -> Result<Option<FontId>, OpenError> {
        if let Some(font) = self.spans.get(name) {
            return Ok(*font);
        }
        let (facts, _) = self.sheet.resolve(Family::Text, name);
        let font = facts.font.map(|font| self.font(font)).transpose()?;
        self.spans.insert(name.to_owned(), font);
        Ok(font)
    }

    pub(super) fn is_hidden_table(&self, name: &str) -> bool {
        self.sheet.resolve(Family::Table, name).0.hidden.unwrap_or(false)
    }

    fn font(&mut self, name: Arc<str>) -> Result<FontId, OpenError> {
        if let Some(id) = self.font_ids.get(&name) {
            return Ok(*id);
        }
        let next =
            u16::try_from(self.fonts.len()).map_err(|_| OpenError::Limit { limit: LimitName::Fonts })?;
        self.fonts.push(Font { name: name.to_string() });
        self.font_ids.insert(name, FontId(next));
        Ok(FontId(next))
    }
}
