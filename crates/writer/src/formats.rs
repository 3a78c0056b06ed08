//! Looks of cells, made once each.

use std::collections::HashMap;

use phuluc_model::{Align, RowStyle};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The typeface of official documents.
pub(crate) const FONT: &str = "Times New Roman";

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Look {
    /// In tenths of a point.
    pub(crate) size: u16,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) grey: bool,
    pub(crate) align: Side,
    pub(crate) wrap: bool,
    /// Letters shrink rather than be cut.
    pub(crate) shrink: bool,
    pub(crate) border: bool,
    /// Colour behind the cell, as `0xRRGGBB`.
    pub(crate) fill: Option<u32>,
    pub(crate) number: NumberLook,
    /// Whether data may be typed there where the sheet is locked.
    pub(crate) open: bool,
}

/// Where a cell's content stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    Left,
    Center,
    Right,
}

impl From<Align> for Side {
    fn from(align: Align) -> Self {
        match align {
            Align::Left => Self::Left,
            Align::Center => Self::Center,
            Align::Right => Self::Right,
        }
    }
}

/// How a cell's number shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum NumberLook {
    /// Words.
    Plain,
    /// Words that a program must not take for a number or formula when they are
    /// edited: `1.10`, `=A1`.
    Text,
    /// Words that begin like a formula.
    Quoted,
    Year,
    /// A figure with decimals, zero as a dash.
    Figure(usize),
    /// A figure with decimals, zero as nothing; see `phuluc_model::marks::zero_is_blank`.
    BlankZero(usize),
}

impl NumberLook {
    /// The number format. Its separators are the ones of the format language; a
    /// program shows the viewer's own.
    pub(crate) fn code(self) -> String {
        let figure = |decimals: usize| match decimals {
            0 => "#,##0".to_owned(),
            decimals => format!("#,##0.{}", "0".repeat(decimals)),
        };
        match self {
            Self::Plain | Self::Quoted => "General".to_owned(),
            Self::Text => "@".to_owned(),
            Self::Year => "0".to_owned(),
            Self::Figure(decimals) => format!("{0};-{0};\"-\"", figure(decimals)),
            Self::BlankZero(decimals) => format!("{0};-{0};", figure(decimals)),
        }
    }
}

impl Look {
    /// Words in a size, without anything else.
    pub(crate) fn plain(size: f64) -> Self {
        Self {
            // Sizes are small and positive; a layout's are checked.
            size: (size * 10.0).round().clamp(10.0, 4000.0) as u16,
            bold: false,
            italic: false,
            grey: false,
            align: Side::Left,
            wrap: false,
            shrink: false,
            border: false,
            fill: None,
            number: NumberLook::Plain,
            open: false,
        }
    }

    pub(crate) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(crate) fn italic(self) -> Self {
        Self { italic: true, ..self }
    }

    pub(crate) fn grey(self) -> Self {
        Self { grey: true, ..self }
    }

    pub(crate) fn align(self, align: Side) -> Self {
        Self { align, ..self }
    }

    pub(crate) fn wrapped(self) -> Self {
        Self { wrap: true, ..self }
    }

    pub(crate) fn shrunk(self) -> Self {
        Self { shrink: true, ..self }
    }

    pub(crate) fn bordered(self) -> Self {
        Self { border: true, ..self }
    }

    pub(crate) fn filled(self, fill: Option<u32>) -> Self {
        Self { fill, ..self }
    }

    pub(crate) fn number(self, number: NumberLook) -> Self {
        Self { number, ..self }
    }

    pub(crate) fn open(self) -> Self {
        Self { open: true, ..self }
    }

    pub(crate) fn style(self, style: RowStyle) -> Self {
        let bold = matches!(style, RowStyle::Bold | RowStyle::BoldItalic);
        let italic = matches!(style, RowStyle::Italic | RowStyle::BoldItalic);
        Self { bold, italic, ..self }
    }

    fn format(self) -> Format {
        let mut format = base().set_font_size(f64::from(self.size) / 10.0);
        format = match self.align {
            Side::Left => format.set_align(FormatAlign::Left),
            Side::Center => format.set_align(FormatAlign::Center),
            Side::Right => format.set_align(FormatAlign::Right),
        };
        format = format.set_align(FormatAlign::VerticalCenter);
        if self.bold {
            format = format.set_bold();
        }
        if self.italic {
            format = format.set_italic();
        }
        if self.grey {
            format = format.set_font_color(Color::Gray);
        }
        if self.wrap {
            format = format.set_text_wrap();
        }
        if self.shrink {
            format = format.set_shrink();
        }
        if self.border {
            format = format.set_border(FormatBorder::Thin);
        }
        if let Some(fill) = self.fill {
            format = format.set_background_color(Color::RGB(fill));
        }
        if self.open {
            format = format.set_unlocked();
        }
        match self.number {
            NumberLook::Plain => format,
            NumberLook::Quoted => format.set_quote_prefix(),
            number => format.set_num_format(number.code()),
        }
    }
}

/// The typeface of all cells.
pub(crate) fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(11).set_font_family(1)
}

/// Formats by look.
#[derive(Default)]
pub(crate) struct Formats(HashMap<Look, Format>);

impl Formats {
    pub(crate) fn get(&mut self, look: Look) -> &Format {
        self.0.entry(look).or_insert_with(|| look.format())
    }
}

#[cfg(test)]
mod tests {
    use phuluc_model::marks::zero_is_blank;

    use super::*;

    #[test]
    fn number_formats() {
        assert_eq!(NumberLook::Figure(0).code(), "#,##0;-#,##0;\"-\"");
        assert_eq!(NumberLook::Figure(1).code(), "#,##0.0;-#,##0.0;\"-\"");
        assert_eq!(NumberLook::BlankZero(0).code(), "#,##0;-#,##0;");
        assert!(zero_is_blank(&NumberLook::BlankZero(2).code()));
        assert!(!zero_is_blank(&NumberLook::Figure(2).code()));
    }
}
