//! Typed rows: the central budget of each district's works, added up exactly and
//! laid beside what the plan states.
//!
//! `cargo run --example sum_by_district -- testdata/submissions/lang-son.xlsx`

use phuluc::Work;
use rust_decimal::Decimal;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "testdata/submissions/lang-son.xlsx".to_owned());
    let document = phuluc::read(&path)?;
    for appendix in document.appendices.iter().filter(|appendix| &*appendix.layout.id == "phu-luc-3") {
        for district in appendix.walk().filter(|row| &*row.kind == "district" && !row.children.is_empty()) {
            let stated: Work = appendix.record(district)?;
            let mut central = Decimal::ZERO;
            for row in &district.children {
                let work: Work = appendix.record(row)?;
                central += work.central.addend();
            }
            let name = stated.location.unwrap_or_default();
            println!(
                "{name}: {} works, {central} triệu đồng, stated {}",
                district.children.len(),
                stated.central
            );
        }
    }
    Ok(())
}
