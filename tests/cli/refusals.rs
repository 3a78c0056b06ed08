//! What is refused, with exit code 2 and a sentence, and nothing written.

use crate::support::{Folder, arg, phuluc, sample};

#[test]
fn an_existing_file_is_replaced_only_with_force() {
    let folder = Folder::new();
    let out = folder.write("out.json", "kept");
    let ran = phuluc(["convert", &arg(sample("binh-gia.xls")), "-o", &arg(&out)]).code(2);
    assert!(ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&out).expect("a file"), "kept");
    phuluc(["convert", &arg(sample("binh-gia.xls")), "-o", &arg(&out), "--force"]).code(0);
    assert_ne!(std::fs::read_to_string(&out).expect("a file"), "kept");
    assert_eq!(folder.names(), ["out.json"], "no temporary file stays");
}

#[test]
fn an_input_is_never_the_output() {
    let folder = Folder::new();
    let bytes = std::fs::read(sample("dinh-lap.xlsx")).expect("a sample");
    let input = folder.write("a.xlsx", &bytes);
    // By another spelling of the same place, too.
    for out in [arg(&input), arg(folder.path("./a.xlsx"))] {
        let ran = phuluc(["convert", &arg(&input), "-o", &out, "--force"]).code(2);
        assert!(ran.err.contains("one of the inputs"), "{}", ran.err);
    }
    assert!(std::fs::read(&input).expect("a file") == bytes);
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    let folder = Folder::new();
    for (name, bytes, en, vi) in [
        ("rong.xlsx", &b""[..], "the file is empty", "tệp rỗng"),
        (
            "web.xls",
            b"<html><body><table><tr><td>TT</td></tr></table>",
            "web page (HTML)",
            "trang web (HTML)",
        ),
        ("van-ban.xlsx", b"%PDF-1.7 ...", "not a workbook (PDF)", "không phải bảng tính (PDF)"),
        ("bieu.csv.xls", b"TT;Ten\n1;a", "not a workbook", "không phải bảng tính"),
        ("cut.xlsx", b"PK\x03\x04\x14\x00", "the file is damaged", "tệp bị hỏng"),
    ] {
        let path = folder.write(name, bytes);
        let out = folder.path("out.json");
        for (lang, expected) in [("en", en), ("vi", vi)] {
            let ran = phuluc(["convert", "--lang", lang, &arg(&path), "-o", &arg(&out)]).code(2);
            assert!(ran.err.contains(expected) && ran.err.contains(name), "{}", ran.err);
            phuluc(["inspect", "--lang", lang, &arg(&path)]).code(2);
        }
        assert!(!out.exists());
    }
}

/// Twenty-five files that no office could have meant as a submission.
#[test]
fn every_broken_file_is_refused_with_a_sentence() {
    let folder = Folder::new();
    let mut seen = 0;
    for entry in std::fs::read_dir(crate::support::testdata("offices/broken")).expect("broken files") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            continue;
        }
        let out = folder.path("out.json");
        let ran = phuluc(["convert", &arg(&path), "-o", &arg(&out)]).code(2);
        assert!(
            ran.err.starts_with("error: ") || ran.err.contains("\nerror: "),
            "{}: {}",
            path.display(),
            ran.err
        );
        assert!(!ran.err.contains("panicked") && !out.exists(), "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 25, "{seen}");
}

#[test]
fn a_workbook_without_any_appendix_is_not_done() {
    let folder = Folder::new();
    let letter = folder.write(
        "thu.xlsx",
        crate::support_xlsx::workbook("Kính gửi: Sở Tài chính\nĐề nghị báo cáo số liệu\n"),
    );
    let out = folder.path("out.xlsx");
    let ran = phuluc(["convert", &arg(&letter), "-o", &arg(&out)]).code(2);
    assert!(ran.err.contains("no appendix was recognised"), "{}", ran.err);
    assert!(!out.exists());
    phuluc(["inspect", &arg(&letter)]).code(2);
}

#[test]
fn wrong_usage_is_two() {
    let folder = Folder::new();
    for arguments in [
        vec!["convert".to_owned(), arg(sample("binh-gia.xls"))],
        vec!["convert".to_owned(), arg(sample("binh-gia.xls")), "-o".to_owned(), arg(folder.path("a.pdf"))],
        vec!["convert".to_owned(), arg(folder.path("not-there.xlsx")), "-o".to_owned(), "-".to_owned()],
        vec!["convert".to_owned(), arg(sample("binh-gia.xls")), "-o".to_owned(), arg(folder.path(""))],
        vec![
            "convert".to_owned(),
            arg(sample("binh-gia.xls")),
            "-o".to_owned(),
            arg(folder.path("no/folder/a.json")),
        ],
        vec!["konvert".to_owned()],
        vec!["inspect".to_owned()],
    ] {
        let ran = phuluc(&arguments).code(2);
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
    std::fs::create_dir(folder.path("empty")).expect("a folder");
    let ran = phuluc(["inspect", &arg(folder.path("empty"))]).code(2);
    assert!(ran.err.contains("no workbooks in this folder"), "{}", ran.err);
}
