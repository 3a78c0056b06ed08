//! The JSON form holds against its schema, and near-misses do not.

use phuluc_diff::diff_schema;
use serde_json::{Value as Json, json};

use crate::table::{compare, works};

#[test]
fn the_schema_holds_and_refuses_near_misses() {
    let old = works(
        "1 | district | 1 | Huyện A | | 60 | 6
         2 | work | 1 | Xã Hồng Phong | Đường Văn Mịch | 10 | 1
         2 | work | 2 | Xã Thiện Thuật | Đường Bản Chúc | 20 | 2
         2 | work | 3 | Xã Hoa Thám | Trạm bơm Nà Lộc | 30 | 3
         1 | district | 2 | Huyện B | | |
         2 | work | 1 | Xã Vũ Lễ | Chợ Vũ Lễ | 5 | 5",
    );
    let new = works(
        "1 | district | 1 | Huyện A | | 60 | 6
         2 | work | 1 | Xã Hồng Phong | Đường Văn Mịch đoạn 1 | 4 | 1
         2 | work | 2 | Xã Hồng Phong | Đường Văn Mịch đoạn 2 | 6 | 0
         2 | work | 3 | Xã Thiện Thuật | Đường Bản Chúp | 20 | 2.5
         2 | work | 4 | Xã Vũ Lễ | Chợ Vũ Lễ | 5 | 5
         1 | district | 2 | Huyện B | | |
         2 | work | 1 | Xã Yên Khoái | Chợ Yên Khoái | 5 | 5",
    );
    let difference = compare(&old, &new);
    let good: Json = serde_json::from_str(&difference.to_json()).expect("JSON");
    let schema = jsonschema::validator_for(&diff_schema()).expect("a schema");
    let wrong: Vec<String> = schema.iter_errors(&good).map(|error| error.to_string()).collect();
    assert_eq!(wrong, Vec::<String>::new());
    for word in ["split", "renamed", "changed", "moved", "removed", "added", "renumbered"] {
        assert!(good.to_string().contains(&format!("\"{word}\"")), "{word}");
    }
    for (pointer, value) in [
        ("/format", json!("phuluc-diff/2")),
        ("/equal", json!("no")),
        ("/appendices/0/rows/0/changes", json!([])),
        ("/appendices/0/rows/0/changes/0", json!("vanished")),
        ("/appendices/0/sums/0/old", json!(10)),
        ("/appendices/0/sums/0/new", json!("1e5")),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        assert!(!schema.is_valid(&bad), "{pointer}");
    }
}
