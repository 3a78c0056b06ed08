//! The workbook part: its sheets, its names and its calendar.

use super::budget::Budget;
use super::package::Relationship;
use super::rich_text::decode_escapes;
use super::tag::Tag;
use super::xml::{Node, Xml};
use crate::error::OpenError;
use crate::grid::DefinedName;
use crate::limits::{LimitName, Limits};

/// What the workbook part says.
#[derive(Debug, Default)]
pub(super) struct WorkbookPart {
    pub(super) date_1904: bool,
    /// Whether all formulas are to be worked out anew when it is opened.
    pub(super) recalculates: bool,
    /// All sheets in order, those without cells too.
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) names: Vec<NameEntry>,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) hidden: bool,
    id: String,
}

impl SheetEntry {
    /// The link to its part.
    pub(super) fn relationship<'r>(&self, all: &'r [Relationship]) -> Result<&'r Relationship, OpenError> {
        all.iter()
            .find(|relationship| relationship.id == self.id)
            .ok_or_else(|| OpenError::damaged(format_args!("the part of sheet `{}` is missing", self.name)))
    }
}

/// A defined name, its sheet still counted among all sheets.
#[derive(Debug)]
pub(super) struct NameEntry {
    name: String,
    local_sheet: Option<u32>,
    formula: String,
}

impl NameEntry {
    /// The name with its sheet counted as the grid does; `None` for names of
    /// sheets that are not in the grid.
    pub(super) fn placed(self, places: &[Option<usize>]) -> Option<DefinedName> {
        let sheet = match self.local_sheet {
            Some(local) => Some(places.get(local as usize).copied().flatten()?),
            None => None,
        };
        Some(DefinedName { name: self.name, sheet, formula: self.formula })
    }
}

/// Reads the workbook part.
pub(super) fn read(xml: &mut Xml<'_>, limits: &Limits, budget: &Budget) -> Result<WorkbookPart, OpenError> {
    let mut part = WorkbookPart::default();
    xml.root(&["workbook"])?;
    loop {
        match xml.next()? {
            Node::Start(tag) => match tag.local() {
                "workbookPr" => {
                    part.date_1904 = tag.flag("date1904")?.unwrap_or(false);
                    xml.skip()?;
                }
                "calcPr" => {
                    part.recalculates = tag.flag("fullCalcOnLoad")?.unwrap_or(false);
                    xml.skip()?;
                }
                "sheets" => read_sheets(xml, &mut part.sheets, limits)?,
                "definedNames" => read_names(xml, &mut part.names, budget)?,
                _ => xml.skip()?,
            },
            Node::End | Node::Done => break,
            _ => {}
        }
    }
    xml.finish()?;
    Ok(part)
}

fn read_sheets(xml: &mut Xml<'_>, sheets: &mut Vec<SheetEntry>, limits: &Limits) -> Result<(), OpenError> {
    loop {
        match xml.next()? {
            Node::Start(tag) if tag.local() == "sheet" => {
                let mut name = tag.text("name")?.unwrap_or_default().into_owned();
                decode_escapes(&mut name, 0);
                let hidden = matches!(tag.raw("state")?, Some("hidden" | "veryHidden"));
                let id = tag.text("id")?.unwrap_or_default().into_owned();
                sheets.push(SheetEntry { name, hidden, id });
                if sheets.len() > limits.sheets {
                    return Err(OpenError::Limit { limit: LimitName::Sheets });
                }
                xml.skip()?;
            }
            Node::Start(_) => xml.skip()?,
            Node::End | Node::Done => return Ok(()),
            _ => {}
        }
    }
}

fn read_names(xml: &mut Xml<'_>, names: &mut Vec<NameEntry>, budget: &Budget) -> Result<(), OpenError> {
    loop {
        match xml.next()? {
            Node::Start(tag) if tag.local() == "definedName" => {
                let mut entry = name_entry(tag)?;
                xml.text_into(&mut entry.formula)?;
                decode_escapes(&mut entry.formula, 0);
                budget.charge(size_of::<NameEntry>())?;
                names.push(entry);
            }
            Node::Start(_) => xml.skip()?,
            Node::End | Node::Done => return Ok(()),
            _ => {}
        }
    }
}

fn name_entry(tag: Tag<'_>) -> Result<NameEntry, OpenError> {
    let mut name = tag.text("name")?.unwrap_or_default().into_owned();
    decode_escapes(&mut name, 0);
    Ok(NameEntry { name, local_sheet: tag.number("localSheetId")?, formula: String::new() })
}
