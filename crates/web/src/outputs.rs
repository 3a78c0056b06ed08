//! What the page saves: as the command line writes it, byte for byte.

use std::collections::HashSet;

use phuluc::{DiffOptions, Document, Format, Language, Places, TemplateOptions};
use serde::Deserialize;

use crate::failure::Failure;
use crate::session::{Opened, Session};

/// A form of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffForm {
    /// Both side by side, as a workbook.
    Xlsx,
    /// The JSON form `phuluc-diff/1`.
    Json,
    /// Text for people.
    Text,
}

/// What a template is for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TemplateChoice {
    /// Ids or numbers of appendices; all where it is empty.
    pub appendices: Vec<String>,
    /// The unit that it is for.
    pub unit: Option<String>,
    /// The year that is planned for.
    pub year: Option<i32>,
    /// An open file whose rows are prepared.
    pub plan: Option<u32>,
    /// Blank rows wherever there is room for rows.
    pub rows: Option<usize>,
    /// The list that the unit is one of.
    pub list: Option<String>,
}

impl Session {
    /// Files in one of the forms of `phuluc convert`, their appendices one behind the other.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where one is not open, no appendix was recognised, or it does not fit the form.
    pub fn convert(&self, files: &[u32], form: Format, language: Language) -> Result<Vec<u8>, Failure> {
        let mut all = Document::default();
        for file in files {
            let Opened { name, document, .. } = self.file(*file)?;
            if document.appendices.is_empty() {
                return Err(Failure::nothing(name));
            }
            all.appendices.extend(document.appendices.iter().cloned());
            all.findings.extend(document.findings.iter().cloned());
        }
        Ok(phuluc::write(&all, form, language)?)
    }

    /// A copy of a workbook with each finding marked at its cell.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where it is not open, or is no workbook.
    pub fn annotate(&mut self, file: u32, beside: &[u32], language: Language) -> Result<Vec<u8>, Failure> {
        let reader = self.reader.clone();
        let (opened, report) = self.report(file, beside, language)?;
        let report = report.files.first().ok_or_else(Failure::not_open)?;
        Ok(reader.annotate(&opened.name, &opened.bytes, report, language)?)
    }

    /// A blank workbook to hand out.
    ///
    /// # Errors
    ///
    /// A [`Failure`] for a unit, year or appendix that no template can be of.
    pub fn template(&self, choice: &TemplateChoice) -> Result<Vec<u8>, Failure> {
        let mut options = TemplateOptions::new(self.layouts.clone());
        for name in &choice.appendices {
            options = options.appendix(name);
        }
        options.year = choice.year;
        options.rows = choice.rows;
        if let Some(plan) = choice.plan {
            let Opened { name, document, .. } = self.file(plan)?;
            if document.appendices.is_empty() {
                return Err(Failure::nothing(name));
            }
            options = options.plan(document.clone());
        }
        let list = choice.list.as_deref().unwrap_or_default();
        let places = self.places_with(list);
        let options = match choice.unit.as_deref().map(str::trim).filter(|unit| !unit.is_empty()) {
            Some(unit) => {
                let units = phuluc::units_in("", list).map(|list| list.units).unwrap_or_default();
                phuluc::template_for(&options, unit, &places, &units)
            }
            None => options.places(phuluc::place_names(&places)),
        };
        Ok(phuluc::template(&options)?)
    }

    /// What changed between two open files.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where one is not open or holds no appendix, or a sheet cannot hold it.
    pub fn diff(&self, old: u32, new: u32, form: DiffForm, language: Language) -> Result<Vec<u8>, Failure> {
        let [old, new] = [self.file(old)?, self.file(new)?];
        for one in [old, new] {
            if one.document.appendices.is_empty() {
                return Err(Failure::nothing(&one.name));
            }
        }
        let options = DiffOptions::default();
        let difference = phuluc::diff(&old.document.appendices, &new.document.appendices, &options);
        Ok(match form {
            DiffForm::Xlsx => phuluc::write_diff(&difference, language)?,
            DiffForm::Json => difference.to_json().into_bytes(),
            DiffForm::Text => difference.to_text(language, false).into_bytes(),
        })
    }

    pub(crate) fn places_at_hand(&self) -> Places {
        self.places.clone().unwrap_or_else(Places::built_in)
    }

    /// Districts that are known, each once, in their order.
    pub(crate) fn district_names(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        let places = self.places_at_hand();
        let districts = places.iter().map(|place| place.district.clone());
        districts.filter(|district| seen.insert(district.clone())).collect()
    }
}
