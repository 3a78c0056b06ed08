//! Text of cells and notes: OpenDocument 1.3 part 3, 6.1 (paragraphs and white
//! space).

use std::io::BufRead;

use crate::assemble;
use crate::error::OpenError;
use crate::grid::{FontId, RichText, Run};
use crate::limits::Limits;
use crate::xml::{Node, Xml};

use super::look::Look;

/// Gathers paragraphs, one line each.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    text: String,
    runs: Vec<Run>,
    started: bool,
    /// Whether nothing of the paragraph has come yet.
    at_start: bool,
}

impl Paragraphs {
    /// Reads the rest of a paragraph. By 6.1.2 any white space runs together and what
    /// is meant to stay stands in `text:s`; but LibreOffice writes bare spaces that
    /// are meant, and reads them so.
    pub(super) fn read<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        look: &mut Look,
        limits: &Limits,
    ) -> Result<(), OpenError> {
        if self.started {
            self.text.push('\n');
        }
        self.started = true;
        self.at_start = true;
        self.inline(xml, look, limits, None)
    }

    /// Reads up to the end of a paragraph, span or link, in the font around it.
    fn inline<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        look: &mut Look,
        limits: &Limits,
        font: Option<FontId>,
    ) -> Result<(), OpenError> {
        self.turn(font);
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::Text(text) => {
                    assemble::check_text(self.text.len().saturating_add(text.len()), limits)?;
                    self.characters(&text);
                    continue;
                }
                Node::End | Node::Eof => return Ok(()),
            };
            match element.name().as_ref() {
                "text:s" => {
                    let count = element.attribute("text:c")?.map_or(1, |c| c.parse().unwrap_or(1));
                    assemble::check_text(self.text.len().saturating_add(count), limits)?;
                    self.text.extend(std::iter::repeat_n(' ', count));
                    self.fixed(xml)?;
                }
                "text:tab" => {
                    self.text.push('\t');
                    self.fixed(xml)?;
                }
                "text:line-break" => {
                    self.text.push('\n');
                    self.fixed(xml)?;
                }
                "text:span" => {
                    let style = element.attribute("text:style-name")?.unwrap_or_default();
                    let own = look.span(&style)?.or(font);
                    self.inline(xml, look, limits, own)?;
                    self.turn(font);
                }
                "text:note" | "text:ruby-text" | "text:bibliography-mark" => xml.skip()?,
                // Links and fields show their content.
                name if name.starts_with("text:") => self.inline(xml, look, limits, font)?,
                _ => xml.skip()?,
            }
        }
    }

    fn fixed<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), OpenError> {
        self.at_start = false;
        xml.skip()
    }

    /// From here on the text has this font; `None` is the cell's.
    fn turn(&mut self, font: Option<FontId>) {
        if self.runs.last().and_then(|run| run.font) != font {
            assemble::push_run(&mut self.runs, self.text.len(), font);
        }
    }

    /// Spaces stay as they are. Line breaks and tabs, and spaces beside them, come
    /// from how the XML is laid out: one space, none at the start of a paragraph.
    fn characters(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let space = is_space(c);
            let (head, tail) = rest.split_at(rest.find(|c| is_space(c) != space).unwrap_or(rest.len()));
            if !space || head.bytes().all(|byte| byte == b' ') {
                self.text.push_str(head);
            } else if !self.at_start {
                self.text.push(' ');
            }
            self.at_start = false;
            rest = tail;
        }
    }

    /// The text with its runs.
    pub(super) fn finish(mut self) -> RichText {
        let end = self.text.len();
        self.runs.retain(|run| run.start < end);
        if self.runs.iter().all(|run| run.font.is_none()) {
            self.runs.clear();
        }
        RichText::new(self.text, self.runs)
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}
