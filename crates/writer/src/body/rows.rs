//! Rows as a worksheet's XML.

use std::io::{self, Write};
use std::sync::Arc;

use phuluc_model::ColumnName;
use rust_decimal::Decimal;

use super::Body;
use super::spans::Spans;
use crate::figures::{Content, Sum};
use crate::notes;
use crate::package::{Strings, escape};

/// Pixels of a row whose height is not said.
const USUAL_HEIGHT: u32 = crate::workbook::CELL.0;
/// Points in a pixel.
const POINTS: f64 = 0.75;

impl Body<'_> {
    /// Writes all rows. `styles` are the numbers of the looks; a look without a number is
    /// that of cells that nothing is said about.
    pub(crate) fn write(
        &self,
        styles: &[Option<String>],
        beside: Option<&str>,
        strings: &mut Strings,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let style = |number: &String| format!(" s=\"{number}\"");
        let columns: Vec<String> = (0..=self.plan.columns.len())
            .filter_map(|at| Some(ColumnName(u32::try_from(at).ok()?).to_string()))
            .collect();
        let mut writer = RowWriter {
            styles: styles.iter().map(|number| number.as_ref().map(style).unwrap_or_default()).collect(),
            columns,
            spans: Spans::new(self.plan, self.beside.is_some()),
            levels: self.plan.outline_levels(),
            beside,
            strings,
            above: vec![None; self.plan.columns.len()],
            nil: Arc::from("-"),
            number: String::new(),
            line: Vec::new(),
        };
        (0..self.plan.rows.len()).try_for_each(|index| {
            writer.row(self, index)?;
            out.write_all(&writer.line)
        })
    }
}

struct RowWriter<'a> {
    /// The attribute of each look.
    styles: Vec<String>,
    /// Letters of the columns.
    columns: Vec<String>,
    spans: Spans,
    levels: Vec<u8>,
    /// Style of the source's row numbers.
    beside: Option<&'a str>,
    strings: &'a mut Strings,
    /// The text that a column had last, with its number: often the next one's too.
    above: Vec<Option<(Arc<str>, u32)>>,
    /// The text of an explicit nil.
    nil: Arc<str>,
    /// Number of the row at hand.
    number: String,
    line: Vec<u8>,
}

impl RowWriter<'_> {
    fn row(&mut self, body: &Body<'_>, index: usize) -> io::Result<()> {
        let (Some(row), Some(contents)) = (body.plan.rows.get(index), body.plan.contents.get(index)) else {
            return Ok(());
        };
        self.number = row.at.saturating_add(1).to_string();
        self.line.clear();
        write!(self.line, "<row r=\"{}\" spans=\"1:{}\"", self.number, self.spans.of(row.at))?;
        if let Some(height) = body.plan.heights.get(row.at).and_then(pixels) {
            write!(self.line, " ht=\"{}\" customHeight=\"1\"", f64::from(height) * POINTS)?;
        }
        if let Some(level) = self.levels.get(index).filter(|level| **level > 0) {
            write!(self.line, " outlineLevel=\"{level}\"")?;
        }
        self.line.push(b'>');
        for (column, (content, (look, hidden))) in contents.iter().zip(body.looks.row(index)).enumerate() {
            self.cell(column, look, if hidden { &Content::Blank } else { content })?;
        }
        if let Some(style) = self.beside.filter(|_| row.row.row > 0) {
            let column = self.columns.get(contents.len()).map_or("", String::as_str);
            write!(self.line, "<c r=\"{column}{}\" s=\"{style}\"><v>{}</v></c>", self.number, row.row.row)?;
        }
        self.line.extend_from_slice(b"</row>");
        Ok(())
    }

    fn cell(&mut self, column: usize, look: usize, content: &Content) -> io::Result<()> {
        let style = self.styles.get(look).map_or("", String::as_str);
        let is_blank = match content {
            Content::Blank => true,
            Content::Text(text) => text.is_empty(),
            _ => false,
        };
        if is_blank && style.is_empty() {
            return Ok(());
        }
        let letters = self.columns.get(column).map_or("", String::as_str);
        for piece in ["<c r=\"", letters, &self.number, "\"", style] {
            self.line.extend_from_slice(piece.as_bytes());
        }
        match content {
            _ if is_blank => self.line.extend_from_slice(b"/>"),
            Content::Text(text) => self.text(column, text)?,
            Content::Nil => {
                let nil = Arc::clone(&self.nil);
                self.text(column, &nil)?;
            }
            Content::Number(number) => {
                self.line.extend_from_slice(b"><v>");
                write_number(&mut self.line, *number)?;
                self.line.extend_from_slice(b"</v></c>");
            }
            Content::Formula(sum) => write_sum(&mut self.line, sum)?,
            Content::Blank => {}
        }
        Ok(())
    }

    fn text(&mut self, column: usize, text: &Arc<str>) -> io::Result<()> {
        let above = self.above.get_mut(column);
        let known =
            above.as_ref().and_then(|above| above.as_ref()).filter(|(known, _)| Arc::ptr_eq(known, text));
        let number = match known {
            Some((_, number)) => self.strings.again(*number),
            None => {
                let number = self.strings.number(text);
                if let Some(above) = above {
                    *above = Some((Arc::clone(text), number));
                }
                number
            }
        };
        write!(self.line, " t=\"s\"><v>{number}</v></c>")
    }
}

/// The height in pixels, where it is another than the usual one.
fn pixels(points: f64) -> Option<u32> {
    // Heights are positive and bounded.
    let pixels = (points * 4.0 / 3.0).round() as u32;
    (pixels != USUAL_HEIGHT).then_some(pixels)
}

fn write_sum(out: &mut Vec<u8>, sum: &Sum) -> io::Result<()> {
    let formula = sum.text.strip_prefix('=').unwrap_or(&sum.text);
    write!(out, "><f>{}</f><v>{}</v></c>", escape(formula), sum.result)
}

/// The shortest digits that read as the binary number of a cell.
fn write_number(out: &mut Vec<u8>, number: Decimal) -> io::Result<()> {
    if notes::is_short(number) {
        match i64::try_from(number.mantissa()) {
            Ok(whole) if number.scale() == 0 => write!(out, "{whole}"),
            _ => write!(out, "{}", number.normalize()),
        }
    } else {
        write!(out, "{}", notes::binary(number))
    }
}
