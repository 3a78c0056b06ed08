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

/// Old formats are parsed in a process of their own, whose end is an error of one file.
#[test]
fn a_parsing_process_that_is_stopped_costs_one_file() {
    let folder = Folder::new();
    let out = folder.path("out.json");
    let thirsty = folder.write("thirsty.ods", many_cells(300_000));
    let binh_gia = sample("binh-gia.xls");
    for (limit, file, en, vi) in [
        ("seconds=0", &binh_gia, "limit of safety (time)", "giới hạn an toàn (thời gian đọc)"),
        ("memory=30_000_000", &thirsty, "limit of safety (memory)", "giới hạn an toàn (bộ nhớ)"),
    ] {
        for (lang, expected) in [("en", en), ("vi", vi)] {
            let other = arg(sample("dinh-lap.xlsx"));
            let ran = phuluc([
                "convert",
                "--lang",
                lang,
                "--force",
                "--limit",
                limit,
                &arg(file),
                &other,
                "-o",
                &arg(&out),
            ])
            .code(2);
            assert!(ran.err.contains(expected), "{}", ran.err);
            let json = std::fs::read_to_string(&out).expect("the other file");
            assert!(json.contains("dinh-lap.xlsx"));
        }
    }
    assert_eq!(folder.names(), ["out.json", "thirsty.ods"]);
}

/// An OpenDocument sheet of `count` different texts.
fn many_cells(count: usize) -> Vec<u8> {
    let cell = |at| {
        format!(
            "<table:table-row><table:table-cell><text:p>{at}</text:p></table:table-cell></table:table-row>"
        )
    };
    let cells: String = (0..count).map(cell).collect();
    let content = format!(
        "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
         xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
         xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:spreadsheet>\
         <table:table table:name='A'>{cells}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("content.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    std::io::Write::write_all(&mut zip, content.as_bytes()).expect("a part");
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn limits_are_set_by_name() {
    let sample = arg(sample("dinh-lap.xlsx"));
    let ran = phuluc(["inspect", "--limit", "cells=3", &sample]).code(2);
    assert!(ran.err.contains("(cells)"), "{}", ran.err);
    phuluc(["inspect", "--limit", "cells=1_000", &sample]).code(0);
    for wrong in ["cell=3", "cells", "cells=many"] {
        phuluc(["inspect", "--limit", wrong, &sample]).code(2);
    }
}
