//! The calls as JavaScript sees them.

use phuluc::Format;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::cells::SheetCells;
use crate::failure::Failure;
use crate::findings::FindingsForm;
use crate::merging::language;
use crate::outputs::DiffForm;
use crate::overview::json;
use crate::pack::Pack;
use crate::session::Session;

type Outcome<T> = Result<T, JsValue>;

/// The library, with the files that are open.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Library(Session);

/// The cells of a sheet; each list can be taken once.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Cells(SheetCells);

/// Several files in one.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Zip(Pack);

fn thrown(failure: Failure) -> JsValue {
    JsValue::from_str(&json(&failure))
}

/// What is not one of the words that a call takes; the page has no others.
fn unknown(word: &str) -> JsValue {
    thrown(Failure::new(format!("không rõ yêu cầu `{word}`"), format!("`{word}` is no known request")))
}

fn format(extension: &str) -> Outcome<Format> {
    Format::ALL.into_iter().find(|format| format.extension() == extension).ok_or_else(|| unknown(extension))
}

fn choice<T: DeserializeOwned>(text: &str) -> Outcome<T> {
    serde_json::from_str(text).map_err(|error| unknown(&error.to_string()))
}

#[wasm_bindgen]
impl Library {
    /// With the built-in forms and places, no file open.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a layout of the user's own; gives its id.
    ///
    /// # Errors
    ///
    /// Where it has a mistake.
    #[wasm_bindgen(js_name = addLayout)]
    pub fn add_layout(&mut self, origin: &str, text: &str) -> Outcome<String> {
        self.0.add_layout(origin, text).map_err(thrown)
    }

    /// Gives a layout of the user's own up.
    ///
    /// # Errors
    ///
    /// Where one of the others has a mistake.
    #[wasm_bindgen(js_name = removeLayout)]
    pub fn remove_layout(&mut self, id: &str) -> Outcome<()> {
        self.0.remove_layout(id).map_err(thrown)
    }

    /// The forms that are known, as JSON.
    pub fn layouts(&self) -> String {
        self.0.layouts()
    }

    /// Knows the places of a list.
    ///
    /// # Errors
    ///
    /// Where a line has a mistake.
    #[wasm_bindgen(js_name = setPlaces)]
    pub fn set_places(&mut self, origin: &str, text: &str) -> Outcome<()> {
        self.0.set_places(origin, text).map_err(thrown)
    }

    /// Districts that are known, as JSON.
    pub fn districts(&self) -> String {
        self.0.districts()
    }

    /// Knows what an office decided about findings.
    ///
    /// # Errors
    ///
    /// Where the text has a mistake.
    #[wasm_bindgen(js_name = setDecisions)]
    pub fn set_decisions(&mut self, origin: &str, text: &str) -> Outcome<()> {
        self.0.set_decisions(origin, text).map_err(thrown)
    }

    /// The text of a `phuluc.toml` with one acceptance more, which is JSON.
    ///
    /// # Errors
    ///
    /// Where it is not complete, or there is no such finding.
    pub fn accept(&mut self, accepting: &str, text: &str, language_name: &str) -> Outcome<String> {
        self.0.accept(&choice(accepting)?, text, language(language_name)).map_err(thrown)
    }

    /// The text of a `phuluc.toml` without the acceptance of a finding.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub fn withdraw(
        &mut self,
        file: u32,
        beside: &[u32],
        finding: usize,
        text: &str,
        language_name: &str,
    ) -> Outcome<String> {
        self.0.withdraw(file, beside, finding, text, language(language_name)).map_err(thrown)
    }

    /// The text of a `phuluc.toml` with what was accepted in an annotated copy, as JSON.
    ///
    /// # Errors
    ///
    /// Where the copy is no workbook.
    #[wasm_bindgen(js_name = acceptedIn)]
    pub fn accepted_in(&self, name: &str, bytes: &[u8], text: &str) -> Outcome<String> {
        self.0.accepted_in(name, bytes, text).map_err(thrown)
    }

    /// Every rule with what the office makes of it, as JSON.
    pub fn rules(&self) -> String {
        self.0.rules()
    }

    /// The text of a `phuluc.toml` with a severity for a rule; none of its own where it is empty.
    ///
    /// # Errors
    ///
    /// Where the text, the code or the word has a mistake.
    #[wasm_bindgen(js_name = withSeverity)]
    pub fn with_severity(&self, text: &str, code: &str, severity: &str) -> Outcome<String> {
        crate::decisions::with_severity(text, code, severity).map_err(thrown)
    }

    /// The units of a list, as JSON.
    ///
    /// # Errors
    ///
    /// Where there is none.
    #[wasm_bindgen(js_name = unitList)]
    pub fn unit_list(&self, text: &str) -> Outcome<String> {
        self.0.unit_list(text).map_err(thrown)
    }

    /// Opens a file.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub fn open(&mut self, file: u32, name: &str, bytes: Vec<u8>) -> Outcome<()> {
        self.0.open(file, name, bytes).map_err(thrown)
    }

    /// Closes a file.
    pub fn close(&mut self, file: u32) {
        self.0.close(file);
    }

    /// What was recognised in a file, as JSON.
    ///
    /// # Errors
    ///
    /// Where it is not open.
    pub fn overview(&self, file: u32) -> Outcome<String> {
        self.0.overview(file).map_err(thrown)
    }

    /// What was found in a file, as JSON.
    ///
    /// # Errors
    ///
    /// Where it is not open.
    pub fn findings(&mut self, file: u32, beside: &[u32], language_name: &str) -> Outcome<String> {
        self.0.findings(file, beside, language(language_name)).map_err(thrown)
    }

    /// What was found in a file, as `json` or `html`.
    ///
    /// # Errors
    ///
    /// Where it is not open.
    #[wasm_bindgen(js_name = findingsFile)]
    pub fn findings_file(
        &mut self,
        file: u32,
        beside: &[u32],
        form: &str,
        language_name: &str,
    ) -> Outcome<Vec<u8>> {
        let form = match form {
            "json" => FindingsForm::Json,
            "html" => FindingsForm::Html,
            _ => return Err(unknown(form)),
        };
        self.0.findings_file(file, beside, form, language(language_name)).map_err(thrown)
    }

    /// The cells of a sheet.
    ///
    /// # Errors
    ///
    /// Where the file is not open.
    pub fn cells(&self, file: u32, sheet: usize) -> Outcome<Cells> {
        self.0.cells(file, sheet).map(Cells).map_err(thrown)
    }

    /// Charts of a file, as JSON.
    ///
    /// # Errors
    ///
    /// Where it is not open.
    pub fn charts(&self, file: u32) -> Outcome<String> {
        self.0.charts(file).map_err(thrown)
    }

    /// Files as `xlsx`, `json`, `jsonl` or `csv`.
    ///
    /// # Errors
    ///
    /// Where one is not open, holds no appendix, or does not fit the form.
    pub fn convert(&self, files: &[u32], form: &str, language_name: &str) -> Outcome<Vec<u8>> {
        self.0.convert(files, format(form)?, language(language_name)).map_err(thrown)
    }

    /// A copy of a workbook with each finding marked at its cell.
    ///
    /// # Errors
    ///
    /// Where it is not open, or no workbook.
    pub fn annotate(&mut self, file: u32, beside: &[u32], language_name: &str) -> Outcome<Vec<u8>> {
        self.0.annotate(file, beside, language(language_name)).map_err(thrown)
    }

    /// A blank workbook; the choice is JSON.
    ///
    /// # Errors
    ///
    /// Where no template can be of what was chosen.
    pub fn template(&self, chosen: &str) -> Outcome<Vec<u8>> {
        self.0.template(&choice(chosen)?).map_err(thrown)
    }

    /// Merges files; the choice is JSON, and what became of it.
    ///
    /// # Errors
    ///
    /// Where a file cannot be merged.
    pub fn merge(&mut self, chosen: &str) -> Outcome<String> {
        self.0.merge(&choice(chosen)?).map_err(thrown)
    }

    /// What was merged last, as `xlsx`, `json`, `jsonl` or `csv`.
    ///
    /// # Errors
    ///
    /// Where nothing was merged.
    #[wasm_bindgen(js_name = mergedFile)]
    pub fn merged_file(&self, form: &str, language_name: &str) -> Outcome<Vec<u8>> {
        self.0.merged_file(format(form)?, language(language_name)).map_err(thrown)
    }

    /// What changed between two files, as `xlsx`, `json` or `txt`.
    ///
    /// # Errors
    ///
    /// Where one is not open or holds no appendix.
    pub fn diff(&self, old: u32, new: u32, form: &str, language_name: &str) -> Outcome<Vec<u8>> {
        let form = match form {
            "xlsx" => DiffForm::Xlsx,
            "json" => DiffForm::Json,
            "txt" => DiffForm::Text,
            _ => return Err(unknown(form)),
        };
        self.0.diff(old, new, form, language(language_name)).map_err(thrown)
    }

    /// Headers of the columns below chosen header rows, as JSON.
    ///
    /// # Errors
    ///
    /// Where the file is not open.
    #[wasm_bindgen(js_name = headersByHand)]
    pub fn headers_by_hand(&self, file: u32, sheet: usize, first: u32, last: u32) -> Outcome<String> {
        self.0.headers_by_hand(file, sheet, first, last).map_err(thrown)
    }

    /// The text of a layout that reads a sheet as somebody said; the choice is JSON.
    ///
    /// # Errors
    ///
    /// Where the file is not open, or no layout can be made of it.
    #[wasm_bindgen(js_name = layoutByHand)]
    pub fn layout_by_hand(&self, chosen: &str) -> Outcome<String> {
        self.0.layout_by_hand(&choice(chosen)?).map_err(thrown)
    }
}

#[wasm_bindgen]
impl Zip {
    /// Without a file.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file in.
    ///
    /// # Errors
    ///
    /// Where its name is taken.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Outcome<()> {
        self.0.add(name, bytes).map_err(thrown)
    }

    /// The bytes; it is empty then.
    ///
    /// # Errors
    ///
    /// Where its list of files does not fit.
    pub fn finish(&mut self) -> Outcome<Vec<u8>> {
        self.0.finish().map_err(thrown)
    }
}

#[wasm_bindgen]
impl Cells {
    /// 0-based rows.
    pub fn rows(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.0.rows)
    }

    /// 0-based columns.
    pub fn columns(&mut self) -> Vec<u16> {
        std::mem::take(&mut self.0.columns)
    }

    /// Looks and roles.
    pub fn looks(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0.looks)
    }

    /// Ends of texts.
    pub fn ends(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.0.ends)
    }

    /// All texts in UTF-8.
    pub fn text(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0.text)
    }

    /// Merged regions, four numbers each.
    pub fn merges(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.0.merges)
    }

    /// Hidden rows, two numbers a range.
    #[wasm_bindgen(js_name = hiddenRows)]
    pub fn hidden_rows(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.0.hidden_rows)
    }

    /// Hidden columns, two numbers a range.
    #[wasm_bindgen(js_name = hiddenColumns)]
    pub fn hidden_columns(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.0.hidden_columns)
    }
}
