//! From the bytes of a workbook to appendices.
mod assemble;
mod bytes;
mod error;
mod grid;
mod limits;
mod number;
mod number_format;
mod ods;
mod package;
#[cfg(test)]
mod testing;
mod xls;
mod xlsb;
mod xml;
