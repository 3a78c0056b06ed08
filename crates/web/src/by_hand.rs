//! A layout out of what somebody said about a sheet: which appendix it is, what its columns mean.
//!
//! The layout that was chosen gets the sheet's own headers as further words of the columns.
//! It keeps its id, so that what is read by it merges with what others send.

use std::collections::BTreeMap;

use phuluc::{CellRef, Layout, SheetInspection};
use serde::{Deserialize, Serialize};
use toml_edit::{Array, DocumentMut, Table};

use crate::failure::Failure;
use crate::overview::json;
use crate::session::Session;

/// What somebody said about a sheet.
#[derive(Debug, Clone, Deserialize)]
pub struct ByHand {
    /// An open file.
    pub file: u32,
    /// The sheet's place among its sheets.
    pub sheet: usize,
    /// The layout that it is.
    pub layout: String,
    /// First header row, counted from 1.
    pub first: u32,
    /// Last header row, counted from 1.
    pub last: u32,
    /// Fields by the letters of the column.
    pub columns: BTreeMap<String, String>,
}

/// A column of a sheet by its header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandHeader {
    /// Its letters.
    pub letters: String,
    /// Its header from the top, each text once.
    pub steps: Vec<String>,
    /// The field that it was taken for, where the header was recognised as one.
    pub field: Option<String>,
}

impl Session {
    /// Headers of the columns of a sheet, read from header rows counted from 1, as JSON.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where the file is not open.
    pub fn headers_by_hand(&self, file: u32, sheet: usize, first: u32, last: u32) -> Result<String, Failure> {
        let sheet = self.file(file)?.sheets.get(sheet).ok_or_else(Failure::not_open)?;
        let mut headers = headers(sheet, first, last);
        let table = sheet
            .tables
            .iter()
            .find(|table| table.header.first.row < last && table.header.last.row + 1 >= first);
        for header in &mut headers {
            let known =
                table.and_then(|table| table.columns.iter().find(|one| one.letters == header.letters));
            header.field = known.and_then(|one| one.field.as_ref()).map(|(field, _)| field.clone());
        }
        Ok(json(&headers))
    }

    /// The text of a layout that reads a sheet as somebody said.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where the file is not open, or no column has a header and a meaning.
    pub fn layout_by_hand(&self, said: &ByHand) -> Result<String, Failure> {
        let opened = self.file(said.file)?;
        let sheet = opened.sheets.get(said.sheet).ok_or_else(Failure::not_open)?;
        let text = self.layout_text(&said.layout).ok_or_else(|| {
            Failure::new(
                format!("không có mẫu `{}`", said.layout),
                format!("there is no layout `{}`", said.layout),
            )
        })?;
        let mut toml: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            Failure::new(format!("{}.toml: {error}", said.layout), format!("{}.toml: {error}", said.layout))
        })?;
        let headers = headers(sheet, said.first, said.last);
        let year = plan_year(sheet, &headers);
        let mut some = false;
        for header in headers.iter().filter(|header| !header.steps.is_empty()) {
            let Some(field) = said.columns.get(&header.letters).filter(|field| !field.is_empty()) else {
                continue;
            };
            let steps: Vec<String> = header.steps.iter().map(|step| as_pattern(step, year)).collect();
            some |= add(&mut toml, field, &steps);
        }
        if !some {
            return Err(Failure::new(
                "chưa có cột nào vừa có tên ở các dòng đầu cột vừa được chọn nội dung: xem lại dòng đầu cột",
                "no column has both a header in these rows and a meaning: look at the header rows again",
            ));
        }
        let text = toml.to_string();
        Layout::from_toml(&format!("{}.toml", said.layout), &text)?;
        Ok(text)
    }
}

/// Headers of the columns below rows that are counted from 1.
fn headers(sheet: &SheetInspection, first: u32, last: u32) -> Vec<HandHeader> {
    let rows = first.saturating_sub(1)..last.min(first.saturating_add(MOST_ROWS));
    let texts: BTreeMap<(u32, u32), &str> = sheet
        .cells
        .iter()
        .filter(|cell| rows.contains(&cell.cell.row))
        .map(|cell| ((cell.cell.row, cell.cell.column), cell.text.as_str()))
        .collect();
    let merges: Vec<_> = sheet.merges.iter().filter(|merge| merge.first.row < rows.end).collect();
    let shown = |at: CellRef| {
        let merge = merges.iter().find(|merge| merge.contains(at));
        let place = merge.map_or(at, |merge| merge.first);
        texts.get(&(place.row, place.column)).copied().filter(|text| !text.is_empty())
    };
    let end = texts.keys().map(|(_, column)| column + 1);
    let end = merges.iter().map(|merge| merge.last.column + 1).chain(end).max().unwrap_or(0);
    (0..end.min(MOST_COLUMNS))
        .map(|column| {
            let mut steps: Vec<String> = Vec::new();
            for text in rows.clone().filter_map(|row| shown(CellRef::new(row, column))) {
                if steps.last().is_none_or(|last| last != text) {
                    steps.push(text.to_owned());
                }
            }
            HandHeader { letters: letters(column), steps, field: None }
        })
        .filter(|header| !header.steps.is_empty())
        .collect()
}

/// Header rows that are looked at.
const MOST_ROWS: u32 = 12;
/// Columns that are looked at.
const MOST_COLUMNS: u32 = 256;

fn letters(column: u32) -> String {
    phuluc::CellRef::new(0, column).to_string().trim_end_matches('1').to_owned()
}

/// The year that a sheet plans for: what was read, else the latest in its headers.
fn plan_year(sheet: &SheetInspection, headers: &[HandHeader]) -> Option<i32> {
    let read = sheet.tables.iter().find_map(|table| table.plan_year);
    let steps = headers.iter().flat_map(|header| &header.steps);
    read.or_else(|| steps.flat_map(|step| years(step)).map(|(_, year)| year).max())
}

/// Years in a text, with where they begin.
fn years(text: &str) -> Vec<(usize, i32)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                let year = text
                    .get(first..at)
                    .filter(|digits| digits.len() == 4)
                    .and_then(|digits| digits.parse().ok());
                found.extend(year.filter(|year| (1900..2100).contains(year)).map(|year| (first, year)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// A header as a layout writes it: years as distances from the plan year.
fn as_pattern(step: &str, plan: Option<i32>) -> String {
    let plain: String = step.chars().map(|c| if matches!(c, '|' | '{' | '}') { ' ' } else { c }).collect();
    let mut pattern = String::new();
    let mut rest = 0;
    for (at, year) in years(&plain) {
        pattern += plain.get(rest..at).unwrap_or_default();
        pattern += &match year - plan.unwrap_or(year) {
            0 => "{year}".to_owned(),
            distance => format!("{{year{distance:+}}}"),
        };
        rest = at + 4;
    }
    pattern + plain.get(rest..).unwrap_or_default()
}

/// Adds a header to a column of a layout; whether there is such a column.
fn add(toml: &mut DocumentMut, field: &str, steps: &[String]) -> bool {
    let columns = toml.get_mut("column").and_then(toml_edit::Item::as_array_of_tables_mut);
    let Some(columns) = columns else { return false };
    let is = |column: &&mut Table| column.get("field").and_then(toml_edit::Item::as_str) == Some(field);
    let Some(column) = columns.iter_mut().find(is) else { return false };
    let path: Array = steps.iter().map(String::as_str).collect();
    let list = column.entry("also").or_insert_with(|| toml_edit::value(Array::new()));
    let Some(list) = list.as_array_mut() else { return false };
    let texts =
        |array: &Array| array.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect::<Vec<_>>();
    if !list.iter().filter_map(toml_edit::Value::as_array).any(|known| texts(known) == steps) {
        list.push(path);
    }
    true
}
