//! The files that are open, and the forms and places that are known.

use std::collections::BTreeMap;

use phuluc::{
    Config, Container, Document, Layout, Layouts, Merged, Places, PlanDifference, Reader, SheetInspection,
};

use crate::failure::Failure;
use crate::reports::Reported;

/// The files that are open, and the forms and places that are known. Everything is done as
/// the command line does it, by the same functions of the library.
#[derive(Debug)]
pub struct Session {
    pub(crate) reader: Reader,
    pub(crate) layouts: Layouts,
    /// Texts of the user's own layouts, by id.
    pub(crate) own: BTreeMap<String, String>,
    /// The user's own list of places.
    pub(crate) places: Option<Places>,
    /// What the office decided about findings.
    pub(crate) decisions: Config,
    pub(crate) files: BTreeMap<u32, Opened>,
    /// What was merged last.
    pub(crate) merged: Option<(Merged, Option<Vec<PlanDifference>>)>,
}

/// One file that is open.
#[derive(Debug)]
pub(crate) struct Opened {
    /// What findings call it.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// `None` for the JSON form.
    pub(crate) container: Option<Container>,
    pub(crate) sheets: Vec<SheetInspection>,
    pub(crate) document: Document,
    /// What was found, as it was asked for last.
    pub(crate) report: Option<Reported>,
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

impl Session {
    /// With the built-in forms and places, no file open.
    pub fn new() -> Self {
        Self {
            reader: Reader::new(),
            layouts: Layouts::built_in(),
            own: BTreeMap::new(),
            places: None,
            decisions: Config::default(),
            files: BTreeMap::new(),
            merged: None,
        }
    }

    /// Adds a layout of the user's own, or replaces the one of its id; gives the id.
    /// Files have to be opened again.
    ///
    /// # Errors
    ///
    /// A [`Failure`] that names line and column of a mistake.
    pub fn add_layout(&mut self, origin: &str, text: &str) -> Result<String, Failure> {
        let layout = Layout::from_toml(origin, text)?;
        let id = layout.id.to_string();
        self.layouts.add(layout);
        self.own.insert(id.clone(), text.to_owned());
        self.know_layouts();
        Ok(id)
    }

    /// Gives a layout of the user's own up; a built-in one of the same id is back.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where one of the others has a mistake, which it had not when it was added.
    pub fn remove_layout(&mut self, id: &str) -> Result<(), Failure> {
        self.own.remove(id);
        let mut layouts = Layouts::built_in();
        for (id, text) in &self.own {
            layouts.add(Layout::from_toml(&format!("{id}.toml"), text)?);
        }
        self.layouts = layouts;
        self.know_layouts();
        Ok(())
    }

    fn know_layouts(&mut self) {
        self.reader = Reader::new().layouts(self.layouts.clone());
        self.files.clear();
        self.merged = None;
    }

    /// The text of a layout: the user's own, else the built-in one.
    pub fn layout_text(&self, id: &str) -> Option<&str> {
        self.own.get(id).map(String::as_str).or_else(|| Layouts::built_in_text(id))
    }

    /// Knows the places of a list too; units are merged in its order.
    ///
    /// # Errors
    ///
    /// A [`Failure`] that names the line of a mistake.
    pub fn set_places(&mut self, origin: &str, text: &str) -> Result<(), Failure> {
        let places = Places::parse(origin, text).map_err(phuluc::Error::from)?;
        self.places = Some(places);
        self.forget_reports();
        self.merged = None;
        Ok(())
    }

    /// Opens a file under a number of the caller's choice. `name` is what findings call it.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where it cannot be read.
    pub fn open(&mut self, file: u32, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        self.files.remove(&file);
        let name: String = name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        let (container, sheets, document) = if phuluc::is_json(&bytes) {
            (None, Vec::new(), self.reader.read_bytes(&name, &bytes)?)
        } else {
            let reading = self.reader.inspect_bytes(&name, &bytes)?;
            (Some(reading.inspection.container), reading.inspection.sheets, reading.document)
        };
        self.files.insert(file, Opened { name, bytes, container, sheets, document, report: None });
        Ok(())
    }

    /// Closes a file.
    pub fn close(&mut self, file: u32) {
        self.files.remove(&file);
    }

    pub(crate) fn file(&self, file: u32) -> Result<&Opened, Failure> {
        self.files.get(&file).ok_or_else(Failure::not_open)
    }
}
