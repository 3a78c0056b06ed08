//! A form of one's own, by a TOML file, read into a type of one's own.
//!
//! `cargo run --example custom_layout`

use phuluc::{Layouts, Quantity, Reader};

/// Only the fields that this program wants.
#[derive(Debug, serde::Deserialize)]
struct Share {
    commune: Option<String>,
    work: Option<String>,
    total: Quantity,
    people: Quantity,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut layouts = Layouts::built_in();
    for layout in phuluc::layouts_from_dir("testdata/layouts")? {
        layouts.add(layout);
    }
    let reader = Reader::new().layouts(layouts);
    let document = reader.read_path("testdata/layouts/works-2026/communes.xlsx")?;
    for appendix in &document.appendices {
        for share in appendix.records::<Share>("work") {
            let Share { commune, work, total, people } = share?;
            let (commune, work) = (commune.unwrap_or_default(), work.unwrap_or_default());
            println!("{commune}: {work}: {people} of {total} by the people");
        }
    }
    Ok(())
}
