//! Writes appendices: the official workbook with live formulas, CSV, and JSON lines.
//!
//! ```
//! use phuluc_model::{Appendix, Document, Layouts};
//! use phuluc_writer::{WriteOptions, write_xlsx};
//!
//! let layouts = Layouts::built_in();
//! let mut document = Document::default();
//! document.appendices.extend(layouts.get("phu-luc-2").cloned().map(Appendix::new));
//! let workbook = write_xlsx(&document, &WriteOptions::default())?;
//! assert!(workbook.starts_with(b"PK"));
//! # Ok::<(), phuluc_writer::WriteError>(())
//! ```
//!
//! How a sheet comes about: `sheet` plans what stands where (`rows`, `figures`,
//! `header`, `heights`, `remarks`), `render` writes the plan but the rows of the
//! table, `body` those, `package` puts them into the finished package with what the
//! workbook library cannot say. `template` is the same workbook, blank. Nothing here knows a particular form: all
//! comes from the layout and the vocabulary.

mod body;
mod columns;
mod comparison;
mod csv;
mod error;
mod figures;
mod formats;
mod formula;
mod header;
mod heading;
mod heights;
mod jsonl;
mod limits;
mod merged;
mod merges;
mod names;
mod notes;
mod options;
mod package;
mod remarks;
mod render;
mod rows;
mod sheet;
mod template;
mod workbook;

pub use comparison::write_comparison;
pub use csv::{CsvRows, write_csv, write_merged_csv};
pub use error::WriteError;
pub use jsonl::{write_jsonl, write_jsonl_row, write_merged_jsonl};
pub use merged::{CellNames, MergedExtras, SheetNames, merged_names, write_merged_xlsx};
pub use options::WriteOptions;
pub use template::{TemplateOptions, template};
pub use workbook::write_xlsx;
