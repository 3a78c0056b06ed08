//! What an appendix (*phụ lục*) of a Vietnamese poverty-reduction plan is: typed
//! rows, exact quantities, layouts as data, findings, and the JSON form.
//!
//! No file formats here: `phuluc-reader` makes these types from workbooks,
//! `phuluc-writer` makes workbooks from them. Most programs want the crate
//! `phuluc`, which re-exports this one.

mod appendix;
mod code;
pub mod exact;
mod finding;
pub mod formula;
mod json;
mod json_merged;
mod json_read;
mod layout;
pub mod marks;
mod merged;
mod pattern;
mod place;
mod plain;
mod quantity;
mod record;
mod schema;
mod stated;
pub mod text;
mod timings;
mod typed;
mod unit;
mod vocabulary;

pub use appendix::{Appendix, Document, PlanReference, Remark, Row, Source, Value, Walk};
pub use code::{
    CodeForm, depth as code_depth, form as code_form, normal_form as code_normal_form, order as code_order,
    roman_numeral,
};
pub use finding::{Finding, Language, Message, Related, Rule, Severity, Suspect};
pub use json::{FINDINGS_FORMAT, JSON_FORMAT, JsonDocument, JsonFindings, JsonRow};
pub use json_merged::RowPlaces;
pub use json_read::JsonError;
pub use layout::{
    Align, Choices, Column, ColumnMerge, ColumnType, Condition, HeaderText, Home, Kind, KindRole, Layout,
    LayoutError, LayoutErrorKind, Layouts, Merge, Nesting, Orientation, Page, PreparedRow, Ratio,
    RowSelector, RowStyle, RowSum, Term, Tie, TieTerm, YearOffset, open_years,
};
pub use merged::{Apart, Merged, MergedAppendix, Origin, Part, PlanDifference, Share, UnitSubmission};
pub use pattern::{Pattern, WordPattern};
pub use place::{CellRange, CellRef, ColumnName, NotACell};
pub use plain::{PlainCell, PlainSheet, PlainValue, PlainWorkbook};
pub use quantity::{Quantity, vietnamese};
pub use record::RecordError;
pub use schema::{findings_schema, json_schema};
pub use stated::{ExactNote, StatedNote};
pub use timings::{Stage, StageTime, TIMINGS_FORMAT, Timings, values_of};
pub use typed::{FundingLine, Funds, Indicator, Progress, TrainingTarget, Work};
pub use unit::{MoneyUnit, NotAUnit};
pub use vocabulary::{
    BesideWords, CellWords, LinePatterns, MergedWords, Official, PlanPatterns, TemplateWords, Vocabulary,
};
