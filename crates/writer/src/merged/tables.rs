//! Plain tables of a merged workbook: sources, findings, shares.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Formula, Url, Workbook, Worksheet, XlsxError};

use crate::formats::{Formats, Look, NumberLook, Side};
use crate::heights::{self, Block, Font, Heights, PADDING, UNIT};
use crate::limits::{CELL_TEXT, length};
use crate::notes::binary;

/// The first row below the heads.
pub(crate) const TABLE_ROW: u32 = 3;
/// Size of letters.
const SIZE: f64 = 11.0;
/// A4.
const PAPER: u8 = 9;

/// A plain table.
pub(crate) struct Table {
    pub(crate) title: String,
    pub(crate) heads: Vec<String>,
    /// In character units.
    pub(crate) widths: Vec<f64>,
    pub(crate) rows: Vec<Vec<TableCell>>,
}

/// A cell of a plain table.
pub(crate) enum TableCell {
    Blank,
    Text(String),
    Number(Decimal),
    Formula(String, Decimal),
    /// Text that leads to a place of the workbook, such as `'PL III'!G12`.
    Link(String, String),
}

impl Table {
    /// Writes the table as a sheet of its own.
    pub(crate) fn write(
        &self,
        name: &str,
        workbook: &mut Workbook,
        formats: &mut Formats,
    ) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?.set_paper_size(PAPER).set_landscape().set_print_fit_to_pages(1, 0);
        let title = Look::plain(SIZE + 3.0).bold();
        sheet.write_string_with_format(0, 0, &self.title, formats.get(title))?;
        let head = Look::plain(SIZE).bold().align(Side::Center).wrapped().bordered();
        for (column, (text, width)) in (0u16..).zip(self.heads.iter().zip(&self.widths)) {
            sheet.set_column_width(column, *width)?;
            sheet.write_string_with_format(TABLE_ROW - 1, column, text, formats.get(head))?;
        }
        sheet.set_freeze_panes(TABLE_ROW, 0)?;
        sheet.set_repeat_rows(TABLE_ROW - 1, TABLE_ROW - 1)?;
        for (row, height) in self.heights().iter() {
            sheet.set_row_height(row, height)?;
        }
        for (row, cells) in (TABLE_ROW..).zip(&self.rows) {
            for (column, cell) in (0u16..).zip(cells) {
                write_cell(sheet, row, column, cell, formats)?;
            }
        }
        Ok(())
    }
}

impl Table {
    /// How high rows must be for their texts.
    fn heights(&self) -> Heights {
        let width = |column: usize| self.widths.get(column).map_or(0.0, |width| width * UNIT - PADDING);
        let heads = self.heads.iter().enumerate().map(|(column, text)| (TABLE_ROW - 1, column, text, true));
        let cells = (TABLE_ROW..).zip(&self.rows).flat_map(|(row, cells)| {
            cells.iter().enumerate().filter_map(move |(column, cell)| match cell {
                TableCell::Text(text) | TableCell::Link(text, _) => Some((row, column, text, false)),
                _ => None,
            })
        });
        heights::heights(heads.chain(cells).map(|(row, column, text, bold)| {
            let font = Font { size: SIZE, bold };
            Block { text: fitting(text), font, width: width(column), rows: (row, row) }
        }))
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &TableCell,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    let look = Look::plain(SIZE).wrapped().bordered();
    let figure = |number: &Decimal| {
        let decimals = number.normalize().scale() as usize;
        Look::plain(SIZE).align(Side::Right).bordered().number(NumberLook::Figure(decimals))
    };
    match cell {
        TableCell::Blank => sheet.write_blank(row, column, formats.get(look))?,
        TableCell::Text(text) => {
            let quoted = text.starts_with(['=', '+', '-', '@']);
            let look = if quoted { look.number(NumberLook::Quoted) } else { look };
            sheet.write_string_with_format(row, column, fitting(text), formats.get(look))?
        }
        TableCell::Number(number) => {
            sheet.write_number_with_format(row, column, binary(*number), formats.get(figure(number)))?
        }
        TableCell::Formula(text, result) => {
            let formula = Formula::new(text).set_result(result.to_string());
            sheet.write_formula_with_format(row, column, formula, formats.get(figure(result)))?
        }
        TableCell::Link(text, place) => {
            let url = Url::new(format!("internal:{place}")).set_text(text);
            sheet.write_url_with_format(row, column, url, formats.get(look))?
        }
    };
    Ok(())
}

/// As much of a remark as a cell holds; what was sent is kept whole elsewhere.
fn fitting(text: &str) -> &str {
    if length(text) <= CELL_TEXT {
        return text;
    }
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at < CELL_TEXT / 2).last();
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}
