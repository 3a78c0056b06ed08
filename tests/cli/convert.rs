//! `phuluc convert`.

use crate::support::{Folder, arg, phuluc, sample, testdata};

#[test]
fn a_sample_becomes_each_form() {
    let folder = Folder::new();
    for (name, begins) in [
        ("a.xlsx", &b"PK"[..]),
        ("a.json", b"{\n  \"format\": \"phuluc/1\""),
        ("a.jsonl", b"{\"file\""),
        ("a.csv", b"\xEF\xBB\xBFlayout,"),
    ] {
        let out = folder.path(name);
        phuluc(["convert", &arg(sample("binh-gia.xls")), "-o", &arg(&out)]).code(0);
        let bytes = std::fs::read(&out).expect("the output");
        assert!(bytes.starts_with(begins), "{name}");
    }
}

#[test]
fn the_same_command_twice_gives_the_same_bytes() {
    let folder = Folder::new();
    let bytes = |name: &str| {
        let out = folder.path(name);
        phuluc(["convert", &arg(sample("lang-son.xlsx")), "-o", &arg(&out)]).code(0);
        std::fs::read(out).expect("the output")
    };
    assert!(bytes("a.xlsx") == bytes("b.xlsx"));
}

#[test]
fn several_inputs_become_one_document_in_order() {
    let ran = phuluc([
        "convert",
        &arg(sample("van-quan.ods")),
        &arg(sample("binh-gia.xls")),
        &arg(sample("dinh-lap.xlsx")),
        "-o",
        "-",
    ])
    .code(0);
    let files: Vec<String> = ran.json()["appendices"]
        .as_array()
        .expect("appendices")
        .iter()
        .map(|appendix| appendix["source"]["file"].as_str().expect("a name").to_owned())
        .collect();
    assert_eq!(files, ["van-quan.ods", "binh-gia.xls", "dinh-lap.xlsx"]);
}

#[test]
fn a_folder_is_all_its_workbooks_and_only_with_r_those_below() {
    let folder = Folder::new();
    let copy = |name: &str, from: &str| folder.write(name, std::fs::read(sample(from)).expect("a sample"));
    copy("in/b.xls", "binh-gia.xls");
    copy("in/a.xlsx", "dinh-lap.xlsx");
    copy("in/deep/c.ods", "van-quan.ods");
    // Renamed by an official: a workbook by content.
    copy("in/khong-duoi", "dinh-lap.xlsx");
    folder.write("in/~$a.xlsx", "Excel's lock file");
    folder.write("in/ghi chú.txt", "no workbook");
    let files = |arguments: &[&str]| -> Vec<String> {
        let mut all = vec!["convert".to_owned(), arg(folder.path("in")), "-o".to_owned(), "-".to_owned()];
        all.extend(arguments.iter().map(|argument| (*argument).to_owned()));
        let json = phuluc(all).code(0).json();
        let appendices = json["appendices"].as_array().expect("appendices");
        appendices.iter().map(|a| a["source"]["file"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(files(&[]), ["a.xlsx", "b.xls", "khong-duoi"]);
    assert_eq!(files(&["-r"]), ["a.xlsx", "b.xls", "c.ods", "khong-duoi"]);
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let folder = Folder::new();
    let bad = folder.write("hỏng.xlsx", "PK\u{3}\u{4} cut short");
    let out = folder.path("out.json");
    let ran = phuluc(["convert", &arg(&bad), &arg(sample("binh-gia.xls")), "-o", &arg(&out)]).code(2);
    assert!(ran.err.contains("hỏng.xlsx: the file is damaged"), "{}", ran.err);
    let json: serde_json::Value =
        serde_json::from_slice(&std::fs::read(out).expect("written")).expect("JSON");
    assert_eq!(json["appendices"].as_array().map(Vec::len), Some(1));
}

#[test]
fn strict_ends_with_one_where_a_finding_is_an_error() {
    let folder = Folder::new();
    let json = |total: &str| {
        let text = std::fs::read_to_string(testdata("cli/two-totals.tsv")).expect("the rows");
        text.replace("{second}", total)
    };
    let make = |name: &str, total: &str| {
        let rows = json(total);
        folder.write(name, crate::support_xlsx::workbook(&rows))
    };
    let same = make("same.xlsx", "30");
    let other = make("other.xlsx", "31");
    for (path, strict, code) in [(&same, true, 0), (&other, false, 0), (&other, true, 1)] {
        let mut arguments = vec!["convert".to_owned(), arg(path), "-o".to_owned(), "-".to_owned()];
        arguments.extend(strict.then(|| "--strict".to_owned()));
        phuluc(arguments).code(code);
    }
}

#[test]
fn json_is_an_input_everywhere_and_comes_back_the_same() {
    let folder = Folder::new();
    let first = folder.path("1.json");
    phuluc(["convert", &arg(sample("dinh-lap.xlsx")), "-o", &arg(&first)]).code(0);
    let second = folder.path("2.json");
    phuluc(["convert", &arg(&first), "-o", &arg(&second)]).code(0);
    let read = |path| std::fs::read_to_string(path).expect("a file");
    assert_eq!(read(first), read(second));
}

#[test]
fn dong_under_a_header_that_says_so_becomes_trieu_dong() {
    let json = phuluc(["convert", &arg(sample("dinh-lap.xlsx")), "-o", "-"]).code(0).json();
    let appendix = &json["appendices"][0];
    assert_eq!(appendix["unit"], "trieu-dong");
    assert_eq!(appendix["source"]["unit"], "dong");
    assert_eq!(appendix["rows"][0]["central"], "2550");
    assert_eq!(appendix["total"]["row"], 29);
    assert_eq!(appendix["rows"][1]["carried"], serde_json::json!(["location", "agency"]));
    let extra: Vec<&str> = appendix["unmapped"]
        .as_array()
        .expect("cells")
        .iter()
        .map(|u| u["text"].as_str().expect("text"))
        .collect();
    assert_eq!(extra, ["GC-3-0", "GC-3-3", "GC-3-6", "GC-3-9", "GC-3-12", "GC-3-15", "GC-3-18"]);
}
