//! `phuluc inspect`.

use std::collections::BTreeSet;

use crate::support::{arg, phuluc, sample};

#[test]
fn a_sample_in_a_screenful() {
    let ran = phuluc(["inspect", &arg(sample("dinh-lap.xlsx"))]).code(0);
    assert!(ran.text().lines().count() <= 24, "{}", ran.text());
    insta::assert_snapshot!("inspect-dinh-lap", ran.text());
    let ran = phuluc(["inspect", "--lang", "vi", &arg(sample("binh-gia.xls"))]).code(0);
    insta::assert_snapshot!("inspect-binh-gia-vi", ran.text());
}

#[test]
fn every_cell_stands_once_with_a_role() {
    for name in ["lang-son.xlsx", "binh-gia.xls", "dinh-lap.xlsx", "van-quan.ods"] {
        let json = phuluc(["inspect", "--format", "json", "--cells", &arg(sample(name))]).code(0).json();
        assert_eq!(json["format"], "phuluc-inspect/1");
        for sheet in json["files"][0]["sheets"].as_array().expect("sheets") {
            let cells = sheet["cells"].as_array().expect("cells");
            let places: BTreeSet<&str> =
                cells.iter().map(|cell| cell["cell"].as_str().expect("a cell")).collect();
            assert_eq!(places.len(), cells.len(), "{name}");
            let mut counted = 0;
            for (role, count) in sheet["cell_counts"].as_object().expect("counts") {
                let here = cells.iter().filter(|cell| cell["role"] == **role).count();
                assert_eq!(Some(here as u64), count.as_u64(), "{name} {role}");
                counted += here;
            }
            assert_eq!(counted, cells.len(), "{name}: a role that is none of the five");
            for cell in cells.iter().filter(|cell| cell["role"] == "value") {
                assert!(cell["field"].is_string() && cell["row"].is_u64(), "{cell}");
            }
        }
    }
}

#[test]
fn every_value_of_the_json_form_is_a_value_cell_there() {
    let cells =
        phuluc(["inspect", "--format", "json", "--cells", &arg(sample("dinh-lap.xlsx"))]).code(0).json();
    let cells = cells["files"][0]["sheets"][0]["cells"].as_array().expect("cells").clone();
    let field =
        |place: &str| cells.iter().find(|cell| cell["cell"] == place).map(|cell| cell["field"].clone());
    assert_eq!(field("G8"), Some("central".into()));
    assert_eq!(field("C29"), Some("work".into()));
    let role = |place: &str| cells.iter().find(|cell| cell["cell"] == place).map(|cell| cell["role"].clone());
    for (place, expected) in [
        ("A1", "title"),
        ("A3", "title"),
        ("G5", "header"),
        ("A18", "header"),
        ("A20", "header"),
        ("J8", "unmapped"),
        ("B31", "note"),
        ("H33", "note"),
    ] {
        assert_eq!(role(place), Some(expected.into()), "{place}");
    }
}
