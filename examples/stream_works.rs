//! A large list row by row: how many works of each year, and what they cost, without holding
//! the list.
//!
//! `cargo run --example stream_works -- works.xlsx`

use std::collections::BTreeMap;

use phuluc::{Error, Reader, StreamOptions, Work};
use rust_decimal::Decimal;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "testdata/submissions/lang-son.xlsx".to_owned());
    let mut options = StreamOptions::default();
    // Small workbooks are read whole, unless somebody wants it otherwise.
    options.at_least = 0;
    let mut rows = match Reader::new().stream_path(&path, &options) {
        Err(Error::Whole { reason, .. }) => {
            println!("{path}: read it as a whole: {reason}");
            return Ok(());
        }
        rows => rows?,
    };
    println!("{}", rows.appendix().title.as_deref().unwrap_or("without a title"));
    let mut years: BTreeMap<String, (usize, Decimal)> = BTreeMap::new();
    for work in rows.records::<Work>("work") {
        let work = work??;
        let (count, central) = years.entry(work.year.to_string()).or_default();
        *count += 1;
        *central += work.central.addend();
    }
    for (year, (count, central)) in years {
        println!("{year}: {count} works, {central} triệu đồng");
    }
    println!("{} findings", rows.findings().len());
    Ok(())
}
