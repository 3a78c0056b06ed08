//! From the bytes of a workbook to appendices, with the place of every figure
//! and what became of every cell.
//!
//! The way of the data: `open` tells the container by content and makes a
//! sparse grid; `decode` turns legacy encodings into Unicode; `header` finds
//! which rows head which layout's columns; `table` maps the rows below, with
//! `rows`, `cells`, `figures` and `nest`; `settle` decides what single
//! figures leave open; the `ledger` accounts for every cell.
//!
//! Most programs want the crate `phuluc`, which re-exports this one.

mod assemble;
mod body;
mod bytes;
mod cells;
mod dates;
mod decode;
mod draft;
mod error;
mod figures;
mod grid;
mod header;
mod inspection;
#[cfg(not(target_family = "wasm"))]
mod isolation;
mod ledger;
mod limits;
mod marks;
mod nest;
mod number;
mod number_format;
mod ods;
mod open;
mod package;
mod patterns;
mod plain;
mod read;
mod rows;
mod rules;
mod settle;
mod similar;
mod sink;
mod table;
#[cfg(test)]
mod testing;
mod titles;
mod units;
mod view;
mod wire;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub use error::{FileKind, OpenError};
pub use grid::Container;
pub use inspection::{CellInspection, ColumnInspection, Inspection, SheetInspection, TableInspection};
#[cfg(not(target_family = "wasm"))]
pub use isolation::{Isolation, serve_isolated};
pub use ledger::Role;
pub use limits::{LimitName, Limits};
pub use open::container as container_of;
pub use read::{Reader, Reading};
pub use rules::RULES;
