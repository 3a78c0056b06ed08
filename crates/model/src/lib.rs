//! What an appendix (*phụ lục*) is, without any file format.
mod place;
pub use place::{CellRange, CellRef, ColumnName, NotACell};
