//! From the bytes of a workbook to appendices.
mod error;
mod grid;
mod limits;
mod number;
mod xlsx;
