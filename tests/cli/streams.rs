//! Standard input, output and error.

use crate::support::{arg, phuluc, sample, with_input};

#[test]
fn standard_input_and_output() {
    let bytes = std::fs::read(sample("binh-gia.xls")).expect("a sample");
    let json = with_input(["convert", "-", "-o", "-"], &bytes).code(0).json();
    assert_eq!(json["appendices"][0]["source"]["file"], "-");
    assert_eq!(json["appendices"][0]["rows"].as_array().map(Vec::len), Some(7));
    let workbook = with_input(["convert", "-", "-o", "-", "--format", "xlsx"], &bytes).code(0);
    assert!(workbook.out.starts_with(b"PK"));
    let again = with_input(["convert", "-", "-o", "-"], &workbook.out).code(0).json();
    assert_eq!(again["appendices"][0]["rows"].as_array().map(Vec::len), Some(7));
    with_input(["inspect", "-"], b"").code(2);
}

#[test]
fn results_go_out_and_messages_go_to_standard_error() {
    let ran = phuluc(["convert", &arg(sample("dinh-lap.xlsx")), "-o", "-"]).code(0);
    assert!(ran.err.contains("infos"), "{}", ran.err);
    ran.json();
    let ran = phuluc(["convert", "-q", &arg(sample("dinh-lap.xlsx")), "-o", "-"]).code(0);
    assert_eq!(ran.err, "");
    let ran = phuluc(["convert", "-v", &arg(sample("dinh-lap.xlsx")), "-o", "-"]).code(0);
    assert!(ran.err.contains("PL007") && ran.err.contains("scaled to triệu đồng"), "{}", ran.err);
}

#[test]
fn a_reader_that_has_enough_is_no_failure() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args(["convert", &arg(sample("lang-son.xlsx")), "-o", "-", "-q"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    drop(child.stdout.take());
    let status = child.wait().expect("its end");
    let mut err = String::new();
    child.stderr.take().expect("its errors").read_to_string(&mut err).expect("text");
    assert_eq!((status.code(), err.as_str()), (Some(0), ""));
}
