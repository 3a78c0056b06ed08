//! Reads the appendices (*phụ lục*) of Vietnamese poverty-reduction plans from
//! the workbooks that offices really send, into an exact typed model with the
//! cell of every figure, and regenerates the official workbook with live formulas.
//!
//! ```no_run
//! let document = phuluc::read("binh-gia.xls")?;
//! for appendix in &document.appendices {
//!     println!("{}: {} rows", appendix.layout.name, appendix.walk().count());
//! }
//! # Ok::<(), phuluc::Error>(())
//! ```
//!
//! * [`read`] and [`Reader`] read `.xlsx`, `.xlsm`, `.xls`, `.xlsb`, `.ods` and
//!   the JSON form, by content.
//! * [`Appendix`], [`Row`], [`Value`] and [`Quantity`] are what was read;
//!   [`Appendix::records`] gives rows as typed records ([`Work`],
//!   [`FundingLine`], [`Indicator`], [`TrainingTarget`] or your own).
//! * [`Reader::stream_path`] gives the rows of a large `.xlsx` one by one, in memory that does
//!   not grow with them.
//! * [`write()`] and [`convert`] give the official workbook, JSON, JSONL or CSV.
//! * [`template()`] gives the blank workbook to hand out; [`template_for`] one unit's.
//! * [`check()`] says what is wrong in what was read, at the cell, with the figure
//!   that would fit; [`rules()`] are its rules, [`Check`] is a rule of one's own.
//! * [`report()`] shows findings as text, JSON, SARIF, Markdown or HTML, as an office's
//!   [`Policy`] judges them; [`Reader::annotate`] marks them in a copy of the workbook.
//! * [`diff()`] says what changed between two submissions, row by row and by meaning.
//! * [`Timings`] keeps what the stages of a run take, for whoever asks.
//! * [`Layouts`] are the forms, as data; add your own from TOML files.
//!
//! The [`tutorial`] goes through complete programs.

mod convert;
mod edits;
mod error;
mod load;
mod merge;
mod reader;
mod report;
mod stream;
mod template;
pub mod tutorial;
mod update;

pub use convert::{Format, convert, write, write_diff, write_path};
pub use edits::edits;
pub use error::Error;
pub use load::file_bytes;
pub use merge::{is_merged, write_merged};
pub use phuluc_checks::{
    Check, CheckOptions, Context, Entry, Place, Places, PlacesError, RuleDoc, Sink, check, rules,
};
pub use phuluc_diff::{
    AppendixDifference, CellChange, ChangeNature, ColumnSum, DIFF_FORMAT, DiffCounts, DiffOptions,
    Difference, GroupSums, HeadingChange, HeadingField, RowDifference, RowMove, RowState, diff, diff_schema,
    matching,
};
pub use phuluc_merge::{MergeOptions, UnitName, against, merge, sha256, unit_name};
pub use phuluc_model::{
    Align, Apart, Appendix, CellRange, CellRef, Choices, CodeForm, Column, ColumnName, ColumnType, Condition,
    Document, Finding, FundingLine, Funds, HeaderText, Indicator, JsonDocument, JsonError, JsonFindings,
    Kind, KindRole, Language, Layout, LayoutError, LayoutErrorKind, Layouts, Merged, MergedAppendix, Message,
    MoneyUnit, Nesting, Orientation, Origin, Page, Part, PlanDifference, PlanReference, PreparedRow,
    Progress, Quantity, Ratio, RecordError, Related, Remark, Row, RowSelector, RowStyle, RowSum, Rule,
    Severity, Share, Source, Stage, StageTime, Suspect, TIMINGS_FORMAT, Term, Tie, TieTerm, Timings,
    TrainingTarget, UnitSubmission, Value, Vocabulary, Walk, Work, findings_schema, json_schema, values_of,
    vietnamese,
};
pub use phuluc_reader::{
    CellInspection, CellLook, ColumnInspection, Container, FileKind, Inspection, LimitName, Limits,
    OpenError, RULES, Reading, Role, RowStream, SheetInspection, StreamError, StreamOptions, Streamed,
    TableInspection, WholeReason,
};
#[cfg(not(target_family = "wasm"))]
pub use phuluc_reader::{Isolation, serve_isolated};
pub use phuluc_report::{
    Acceptance, AnnotateError, Config, Counts, FileReport, Policy, PolicyError, PolicyErrorKind, Report,
    ReportEntry, RowPlace, RuleInfo, Selector, TextOptions,
};
pub use phuluc_writer::{TemplateOptions, WriteError};
pub use reader::{Reader, is_json, layouts_from_dir, read};
pub use report::{
    ReadBack, Submission, config_path, read_config, read_places, report, rule_infos, rule_names,
    with_accepted,
};
pub use stream::{RowFormat, RowSource, write_rows};
pub use template::{RepeatedUnit, UnitList, place_names, template, template_files, template_for, units_in};
pub use update::{Update, update};
