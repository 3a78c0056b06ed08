//! What rules look at: the appendices, with their rows laid flat.

use std::fmt;
use std::sync::{Arc, OnceLock};

use phuluc_model::{Appendix, Finding, Kind, KindRole, Language, Message, Quantity, Row, Rule, vietnamese};
use rust_decimal::Decimal;

use crate::formulas::Formulas;
use crate::keyed::Map;
use crate::options::CheckOptions;
use crate::places::Places;
use crate::rules::outline::{self, Sequence};
use crate::rules::places_of::Naming;
use crate::rules::works;
use crate::sums::Diagnosis;
use crate::texts::Texts;

/// Everything that was read, as rules look at it.
pub struct Context<'a> {
    appendices: &'a [Appendix],
    options: &'a CheckOptions,
    tables: Vec<Table<'a>>,
    diagnosis: OnceLock<Diagnosis>,
    namings: OnceLock<Vec<Option<Naming>>>,
    formulas: OnceLock<Formulas>,
    forms: OnceLock<Forms>,
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("appendices", &self.appendices.len()).finish_non_exhaustive()
    }
}

impl<'a> Context<'a> {
    pub(crate) fn new(appendices: &'a [Appendix], options: &'a CheckOptions) -> Self {
        let tables = appendices.iter().map(Table::new).collect();
        Self {
            appendices,
            options,
            tables,
            diagnosis: OnceLock::new(),
            namings: OnceLock::new(),
            formulas: OnceLock::new(),
            forms: OnceLock::new(),
        }
    }

    /// What was read.
    pub const fn appendices(&self) -> &'a [Appendix] {
        self.appendices
    }

    /// Districts and communes that are known.
    pub const fn places(&self) -> &'a Places {
        &self.options.places
    }

    /// The language of the parts of a finding that have one language only.
    pub const fn language(&self) -> Language {
        self.options.language
    }

    /// The rows of an appendix, the grand total first, then in the order of the table.
    pub fn rows(&self, appendix: usize) -> &[Entry<'a>] {
        self.tables.get(appendix).map_or(&[], |table| &table.rows)
    }

    pub(crate) fn tables(&self) -> &[Table<'a>] {
        &self.tables
    }

    /// Which tables are of a form; looked for once.
    pub(crate) fn forms(&self) -> &Forms {
        self.forms.get_or_init(|| Forms::of(&self.tables))
    }

    /// Where sums and ties do not hold, and why; looked for once.
    pub(crate) fn diagnosis(&self) -> &Diagnosis {
        self.diagnosis.get_or_init(|| Diagnosis::of(self))
    }

    /// What the formulas of the tables are like; looked at once.
    pub(crate) fn formulas(&self) -> &Formulas {
        self.formulas.get_or_init(|| Formulas::of(self))
    }

    /// Which places the rows of each table name; looked for once.
    pub(crate) fn namings(&self) -> &[Option<Naming>] {
        self.namings
            .get_or_init(|| self.tables.iter().map(|table| Naming::of(table, &self.options.places)).collect())
    }
}

/// The tables of each form, in their order: of a province there are thousands.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    all: Map<String, Vec<usize>>,
    /// By layout, then by file.
    by_file: Map<String, Map<String, Vec<usize>>>,
}

impl Forms {
    fn of(tables: &[Table<'_>]) -> Self {
        let mut forms = Self::default();
        for (at, table) in tables.iter().enumerate() {
            let (layout, file) = (table.appendix.layout.id.to_string(), table.appendix.source.file.clone());
            forms.by_file.entry(layout.clone()).or_default().entry(file).or_default().push(at);
            forms.all.entry(layout).or_default().push(at);
        }
        forms
    }

    /// Tables of a layout.
    pub(crate) fn all(&self, layout: &str) -> &[usize] {
        self.all.get(layout).map_or(&[], Vec::as_slice)
    }

    /// Tables of a layout in a file.
    pub(crate) fn in_file(&self, layout: &str, file: &str) -> &[usize] {
        self.by_file.get(layout).and_then(|files| files.get(file)).map_or(&[], Vec::as_slice)
    }
}

/// A row with its place in the tree.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Entry<'a> {
    /// The row.
    pub row: &'a Row,
    /// The row above it in the tree, as an index into [`Context::rows`].
    pub parent: Option<usize>,
    /// The rows right below it.
    pub children: Vec<usize>,
    /// What its kind is in the table.
    pub role: KindRole,
    /// Its kind, looked up once.
    pub(crate) kind: Option<&'a Kind>,
}

/// One appendix, its rows laid flat.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    pub(crate) appendix: &'a Appendix,
    pub(crate) rows: Vec<Entry<'a>>,
    /// The grand total, always the first row where there is one.
    pub(crate) total: Option<usize>,
    /// Rows of level 1.
    pub(crate) top: Vec<usize>,
    code_column: Option<usize>,
    texts: OnceLock<Texts>,
    sequences: OnceLock<Vec<Sequence>>,
    groups: OnceLock<Vec<Vec<usize>>>,
}

impl<'a> Table<'a> {
    fn new(appendix: &'a Appendix) -> Self {
        let mut table = Self {
            appendix,
            rows: Vec::new(),
            total: None,
            top: Vec::new(),
            code_column: appendix.layout.code_column(),
            texts: OnceLock::new(),
            sequences: OnceLock::new(),
            groups: OnceLock::new(),
        };
        if let Some(total) = &appendix.total {
            table.total = Some(0);
            table.rows.push(table.entry(total, None));
        }
        let mut open: Vec<(Option<usize>, std::slice::Iter<'a, Row>)> = vec![(None, appendix.rows.iter())];
        while let Some((parent, rows)) = open.last_mut() {
            let parent = *parent;
            let Some(row) = rows.next() else {
                open.pop();
                continue;
            };
            let at = table.rows.len();
            table.rows.push(table.entry(row, parent));
            match parent.and_then(|parent| table.rows.get_mut(parent)) {
                Some(parent) => parent.children.push(at),
                None => table.top.push(at),
            }
            open.push((Some(at), row.children.iter()));
        }
        table
    }

    fn entry(&self, row: &'a Row, parent: Option<usize>) -> Entry<'a> {
        // A row mostly is of the kind of the one before it, whose name it shares.
        let before = self.rows.last().filter(|before| Arc::ptr_eq(&before.row.kind, &row.kind));
        let kind = before.map_or_else(|| self.appendix.kind(row), |before| before.kind);
        Entry { row, parent, children: Vec::new(), role: kind.map_or(KindRole::Row, |kind| kind.role), kind }
    }

    /// The texts of its columns of words; numbered at the first call.
    pub(crate) fn texts(&self) -> &Texts {
        let columns = || self.appendix.layout.columns.iter().map(|column| column.kind);
        self.texts.get_or_init(|| Texts::of(columns(), &self.rows))
    }

    /// Every group of rows that are numbered alike below one row; looked for at the first call.
    pub(crate) fn sequences(&self) -> &[Sequence] {
        self.sequences.get_or_init(|| outline::sequences(self))
    }

    /// Groups of rows with one parent that have nothing below them; looked for at the first call.
    pub(crate) fn groups(&self) -> &[Vec<usize>] {
        self.groups.get_or_init(|| works::groups(self))
    }

    pub(crate) fn row(&self, at: usize) -> Option<&Entry<'a>> {
        self.rows.get(at)
    }

    /// The rows below a row; of the grand total, those of level 1.
    pub(crate) fn below(&self, at: usize) -> &[usize] {
        if self.total == Some(at) {
            return &self.top;
        }
        self.rows.get(at).map_or(&[], |entry| &entry.children)
    }

    /// Rows that are counted once each, with the same parent as a row.
    pub(crate) fn siblings(&self, at: usize) -> &[usize] {
        match self.rows.get(at).and_then(|entry| entry.parent) {
            Some(parent) => self.below(parent),
            None => &self.top,
        }
    }

    pub(crate) fn quantity(&self, at: usize, column: usize) -> &'a Quantity {
        self.rows.get(at).map_or(&Quantity::Blank, |entry| entry.row.quantity(column))
    }

    pub(crate) fn text(&self, at: usize, column: usize) -> Option<&'a str> {
        self.rows.get(at)?.row.text(column)
    }

    pub(crate) fn kind(&self, at: usize) -> Option<&'a Kind> {
        self.rows.get(at)?.kind
    }

    /// A row's outline number.
    pub(crate) fn code(&self, at: usize) -> Option<&'a str> {
        self.text(at, self.code_column?)
    }

    pub(crate) const fn code_column(&self) -> Option<usize> {
        self.code_column
    }

    /// What a row is called; empty where nothing says so.
    pub(crate) fn label(&self, at: usize) -> &'a str {
        let Some(entry) = self.rows.get(at) else { return "" };
        let label = entry.kind.and_then(|kind| entry.row.text(kind.label));
        label.or_else(|| self.appendix.label(entry.row)).unwrap_or_default()
    }

    /// What a row is called, short enough for a message: `«3 Dự án 3: Hỗ trợ…»`.
    pub(crate) fn called(&self, at: usize) -> String {
        let label = shortened(self.label(at), 48);
        match self.code(at) {
            Some(code) if label.is_empty() => code.to_owned(),
            Some(code) => format!("«{code} {label}»"),
            None => format!("«{label}»"),
        }
    }

    /// A cell's address; of a row that was read from no sheet, nothing.
    pub(crate) fn cell(&self, at: usize, column: usize) -> String {
        let field = self.appendix.layout.columns.get(column).map(|column| &*column.field);
        let cell = field.and_then(|field| self.appendix.cell(self.rows.get(at)?.row, field));
        cell.map(|cell| cell.to_string()).unwrap_or_default()
    }

    /// A cell's address as seen from a table: with its sheet where that is another.
    pub(crate) fn cell_from(&self, other: &Table<'_>, at: usize, column: usize) -> String {
        let cell = self.cell(at, column);
        let (here, there) = (&self.appendix.source, &other.appendix.source);
        if here.sheet == there.sheet && here.file == there.file {
            return cell;
        }
        let sheet = here.sheet.replace('\'', "''");
        let file = if here.file == there.file { String::new() } else { format!("[{}]", here.file) };
        format!("'{file}{sheet}'!{cell}")
    }

    /// A column's official header in one line, without years.
    pub(crate) fn header(&self, column: usize) -> String {
        self.appendix.layout.header_line(column, self.appendix.plan_year, " / ")
    }

    pub(crate) fn finding(&self, rule: &Rule, message: Message, at: usize, column: usize) -> Finding {
        let source = &self.appendix.source;
        Finding::new(rule, message, &source.file, &source.sheet, self.cell(at, column))
    }

    /// The column that a row is known by: its outline number, else its label.
    pub(crate) fn heading_column(&self, at: usize) -> usize {
        let coded = self.code_column.filter(|column| self.text(at, *column).is_some());
        coded.or_else(|| self.kind(at).map(|kind| kind.label)).unwrap_or_default()
    }
}

/// A text cut to some letters at a word, with dots where it was cut.
pub(crate) fn shortened(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let cut: String = text.chars().take(letters).collect();
    let whole = cut.rfind(' ').and_then(|at| cut.get(..at)).unwrap_or(&cut);
    format!("{}…", whole.trim_end_matches([',', ':', ';', '-', ' ']))
}

/// A figure for the sentence in either language, grouped as in the workbook on the screen:
/// `1.625,7`.
pub(crate) fn figures(value: Decimal) -> (String, String) {
    let text = vietnamese(value);
    (text.clone(), text)
}
