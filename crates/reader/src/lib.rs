//! From the bytes of a workbook to appendices, with the place of every figure
//! and what became of every cell.
//!
//! The way of the data: `open` tells the container by content and makes a
//! sparse grid; `evaluate` works out its formulas; `decode` turns legacy
//! encodings into Unicode; `header` finds which rows head which layout's
//! columns; `table` maps the rows below, with `rows`, `cells`, `figures` and
//! `nest`; `settle` decides what single figures leave open; the `ledger`
//! accounts for every cell.
//!
//! `stream` gives the rows of a large `.xlsx` one by one by the same functions.
//!
//! Most programs want the crate `phuluc`, which re-exports this one.

mod assemble;
mod assign;
mod bands;
mod beside;
mod body;
mod by_look;
mod bytes;
mod carry;
mod cells;
mod codes;
mod continued;
mod dates;
mod decode;
mod decoded;
#[cfg(test)]
mod differential;
mod draft;
mod edits;
mod error;
mod evaluate;
mod figures;
mod grid;
mod halves;
mod header;
mod hidden;
#[cfg(test)]
mod hostile_tests;
mod inserted;
mod inspected;
mod inspection;
#[cfg(not(target_family = "wasm"))]
mod isolation;
mod kinds;
mod ledger;
mod likes;
mod limits;
mod marks;
mod nest;
mod number;
mod number_format;
mod numbered;
mod ods;
mod open;
mod package;
mod patterns;
mod plain;
mod read;
#[cfg(test)]
mod replay_tests;
mod rows;
mod rules;
mod settle;
mod similar;
mod sink;
mod source;
mod stacks;
mod stream;
mod table;
#[cfg(test)]
mod testing;
mod titles;
mod unit_size;
mod units;
mod view;
mod wire;
mod wrapped;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod zones;

pub use error::{FileKind, OpenError};
pub use grid::Container;
pub use inspection::{
    CellInspection, CellLook, ColumnInspection, Inspection, SheetInspection, TableInspection,
};
#[cfg(not(target_family = "wasm"))]
pub use isolation::{Isolation, serve_isolated};
pub use ledger::Role;
pub use limits::{LimitName, Limits};
pub use open::container as container_of;
pub use read::{Reader, Reading};
pub use rules::RULES;
pub use stream::{RowStream, StreamError, StreamOptions, Streamed, WholeReason};
