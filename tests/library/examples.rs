//! The tutorial's programs run and print what it says.

use std::path::PathBuf;
use std::process::Command;

/// Runs an example, which `cargo test` has built beside the program.
fn example(name: &str) -> String {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_phuluc"));
    let mut path = program.parent().expect("its folder").join("examples").join(name);
    path.set_extension(std::env::consts::EXE_EXTENSION);
    let output = Command::new(&path)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}: run `cargo build --examples`", path.display()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn read_and_print() {
    let text = example("read_and_print");
    assert!(
        text.starts_with("Danh mục công trình (phu-luc-3)\n  work: Đường Thâm Khôn - Nà Tàn, xã Thiện Hòa\n"),
        "{text}"
    );
    assert!(text.contains("info PL005 "), "{text}");
}

#[test]
fn sum_by_district() {
    assert_eq!(
        example("sum_by_district"),
        "Huyện Bình Gia: 7 works, 42570.0 triệu đồng, stated 42570\n\
         Huyện Đình Lập: 18 works, 42570 triệu đồng, stated 42570\n\
         Huyện Văn Quan: 19 works, 42570 triệu đồng, stated 42570\n"
    );
}

#[test]
fn custom_layout() {
    insta::assert_snapshot!("custom-layout", example("custom_layout"));
}

#[test]
fn regenerate() {
    assert_eq!(example("regenerate"), "List of works: 18 rows before, 18 after\n");
}

#[test]
fn check_and_annotate() {
    let text = example("check_and_annotate");
    assert!(text.contains("found 60.000, expected 70.000, short by 10.000"), "{text}");
    assert!(text.contains("accepted by Nguyễn Văn A on 2021-11-05: Trung tâm liên huyện"), "{text}");
    let totals = text.lines().last().expect("a line of totals");
    assert!(totals.contains(", 0 warnings, ") && totals.contains(", 1 accepted"), "{text}");
}

#[test]
fn stream_works() {
    assert_eq!(
        example("stream_works"),
        "TÊN/ DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2022 TRÊN ĐỊA BÀN HUYỆN NGHÈO\n\
         2022: 49 works, 228860.0 triệu đồng\n\
         1 findings\n"
    );
}

#[test]
fn compare() {
    let text = example("compare");
    assert!(text.contains("Biểu 9-3!F9: Some(\"2500\") → Some(\"2750\") (250)"), "{text}");
    assert!(text.ends_with("11 of 20 differences are figures and words\n"), "{text}");
}
