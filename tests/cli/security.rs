//! What `SECURITY.md` promises of files that mean harm, through every output.

use crate::support::{Folder, Ran, arg, phuluc, sample, with_input};
use crate::support_xlsx::{texts, workbook};

/// Names that a spreadsheet, a browser or a terminal could take for more than words.
const NAMES: [&str; 8] = [
    "=HYPERLINK(&quot;http://evil.example/&quot;,&quot;x&quot;)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[x](javascript:alert(1))",
    "_x001B_]0;title_x0007_&#27;[31mRed",
    "http://evil.example/a",
];

/// A plan whose works are called so, with a total that is wrong.
fn plan(folder: &Folder) -> String {
    let header = "TT\tĐịa bàn\tTên/Danh mục công trình\tĐơn vị thực hiện\tQuy mô đầu tư\tLý do đầu tư\tNSTW\tNSĐP\tNăm thực hiện\n";
    let rows = NAMES.iter().enumerate().map(|(at, name)| {
        // Alike but for a digit, so that findings call them by their names.
        format!("{0}\tXã Hoa Thám\t{name}\tUBND\t2km\tx\t10{0}0\t\t2022\n", at + 1)
    });
    let rows: String = rows.collect();
    let text = format!("Đơn vị tính: triệu đồng\n{header}{rows}{rows}\t\tTổng cộng\t\t\t\t999\t\t\n");
    arg(folder.write("h.xlsx", workbook(&text)))
}

fn printed(ran: &Ran) -> String {
    ran.text() + &ran.err
}

#[test]
fn no_text_becomes_a_formula_or_a_link_in_a_workbook() {
    let folder = Folder::new();
    let plan = plan(&folder);
    let edited = arg(sample("dinh-lap.xlsx"));
    let out = folder.path("out.xlsx");
    // Annotated is a package that programs write, with all its parts.
    let official = arg(folder.path("official.xlsx"));
    phuluc(["convert", &plan, "-o", &official]).code(0);
    let said = format!("{plan}=Huyện Bình Gia");
    let commands: [&[&str]; 5] = [
        &["convert", &plan],
        &["check", &official, "--annotate"],
        &["merge", &plan, &edited, "--unit", &said],
        &["template", "--appendix", "3", "--plan", &plan],
        &["diff", &edited, &plan],
    ];
    for command in commands {
        let mut arguments = command.to_vec();
        let shown = arg(&out);
        arguments.extend(if command.contains(&"--annotate") { vec![&*shown] } else { vec!["-o", &shown] });
        let ran = phuluc(arguments.iter().copied().chain(["--force"]));
        assert!(ran.code < 2, "{command:?}: {}", ran.err);
        let parts = texts(&std::fs::read(&out).expect("a workbook"));
        for formula in parts.split("<f>").skip(1).filter_map(|rest| rest.split("</f>").next()) {
            let evil = ["HYPERLINK", "cmd|", "SUM(A1)", "2+3"].iter().any(|evil| formula.contains(evil));
            assert!(!evil, "{command:?}: {formula}");
        }
        assert!(!parts.contains("TargetMode=\"External\""), "{command:?}: a link out of the workbook");
        assert!(parts.contains("cmd|"), "{command:?}: the words are there");
    }
}

#[test]
fn no_text_becomes_a_formula_in_csv_and_it_reads_back() {
    let folder = Folder::new();
    let csv = phuluc(["convert", &plan(&folder), "-o", "-", "--format", "csv", "-q"]).code(0).text();
    let cells: Vec<&str> = csv.lines().flat_map(|line| line.split(',')).collect();
    for cell in &cells {
        let first = cell.trim_start_matches('"').chars().next();
        let harmless = !matches!(first, Some('=' | '+' | '@' | '\t')) && !cell.starts_with("-2");
        assert!(harmless, "{cell}");
    }
    // One apostrophe before such a text is ours: without it stands what was typed.
    assert!(cells.contains(&"'+cmd|' /C calc'!A0") && cells.contains(&"'-2+3"), "{csv}");
}

#[test]
fn no_text_is_markup_in_a_report() {
    let folder = Folder::new();
    let plan = plan(&folder);
    let html = phuluc(["check", &plan, "--format", "html", "-v"]).code(1).text();
    assert!(!html.contains("<script>alert") && html.contains("&lt;script&gt;"), "{html}");
    assert!(!html.contains("href=\"javascript") && !html.contains("src="), "{html}");
    let markdown = phuluc(["check", &plan, "--format", "markdown", "-v"]).code(1).text();
    assert!(!markdown.contains("<script>") && !markdown.contains("[x](javascript"), "{markdown}");
}

#[test]
fn no_text_commands_the_terminal() {
    let folder = Folder::new();
    let plan = plan(&folder);
    let other = arg(sample("dinh-lap.xlsx"));
    let sheet = texts(&std::fs::read(&plan).expect("a workbook"));
    assert!(sheet.contains("&#27;[31m"), "the plan has one");
    let commands: [&[&str]; 6] = [
        &["check", &plan, "-v", "--color", "never"],
        &["inspect", &plan, "-v"],
        &["convert", &plan, "-o", "-"],
        &["merge", &plan, "-o", "-", "-v"],
        &["diff", &plan, &other, "-v"],
        &["check", &plan, "--format", "json"],
    ];
    for command in commands {
        let text = printed(&phuluc(command));
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{command:?}: {text:?}");
    }
    // Nor does the name of a file.
    if cfg!(unix) {
        let path = folder.write("\u{1b}[31mđỏ\u{7}.xlsx", "nothing");
        let text = printed(&phuluc(["check", &arg(&path)]).code(2));
        assert!(!text.contains(['\u{1b}', '\u{7}']) && text.contains("đỏ"), "{text:?}");
    }
}

#[test]
fn macros_do_not_come_along() {
    use std::io::{Cursor, Read, Write};
    let folder = Folder::new();
    let plan = std::fs::read(sample("dinh-lap.xlsx")).expect("a sample");
    let mut from = zip::ZipArchive::new(Cursor::new(plan)).expect("a zip");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for part in 0..from.len() {
        let mut part = from.by_index(part).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        if name == "xl/_rels/workbook.xml.rels" {
            let link = "<Relationship Id=\"rIdM\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" Target=\"vbaProject.bin\"/></Relationships>";
            text = text.replace("</Relationships>", link);
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        to.write_all(text.as_bytes()).expect("written");
    }
    to.start_file("xl/vbaProject.bin", zip::write::SimpleFileOptions::default()).expect("a part");
    to.write_all(b"Shell \"calc\"").expect("written");
    let plan = arg(folder.write("m.xlsm", to.finish().expect("a zip").into_inner()));
    let out = folder.path("out.xlsx");
    for command in [["convert", &plan, "-o"], ["check", &plan, "--annotate"]] {
        let ran = phuluc(command.iter().copied().chain([&*arg(&out), "--force"]));
        assert!(ran.code < 2, "{}", ran.err);
        let parts = texts(&std::fs::read(&out).expect("a workbook"));
        assert!(!parts.contains("vbaProject") && !parts.contains("Shell"), "{command:?}");
    }
}

#[test]
fn nobody_is_named_in_what_is_written() {
    let folder = Folder::new();
    let out = folder.path("out.xlsx");
    let user = ["USER", "LOGNAME", "HOME"].map(|name| std::env::var(name).unwrap_or_default());
    let plan = arg(sample("dinh-lap.xlsx"));
    for command in [vec!["convert", &plan], vec!["template"], vec!["merge", &plan]] {
        let ran = phuluc(command.iter().copied().chain(["-o", &arg(&out), "--force"]));
        assert!(ran.code < 2, "{}", ran.err);
        let parts = texts(&std::fs::read(&out).expect("a workbook"));
        let folder = arg(folder.path(""));
        assert!(!parts.contains(folder.trim_end_matches('/')), "{command:?}: a path of this computer");
        assert!(!parts.contains("testdata"), "{command:?}: the path of an input");
        for name in user.iter().filter(|name| name.len() > 4) {
            assert!(!parts.contains(name.as_str()), "{command:?}: {name}");
        }
    }
}

#[test]
fn a_list_of_units_names_files_in_its_folder_only() {
    let folder = Folder::new();
    let units = arg(folder.write("units.txt", "../../etc/passwd\n/tmp/x\n..\nC:\\Windows\\x\n~/.ssh/a\n"));
    let out = folder.path("gui");
    phuluc(["template", "--for", &units, "--appendix", "3", "-o", &arg(&out)]).code(0);
    assert_eq!(folder.names(), ["gui", "units.txt"]);
    let mut names: Vec<_> = std::fs::read_dir(&out)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["bieu-mau.xlsx", "c-windows-x.xlsx", "etc-passwd.xlsx", "ssh-a.xlsx", "tmp-x.xlsx"]);
}

#[test]
fn entities_and_parts_outside_the_workbook_are_not_followed() {
    let evil = "<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let parts = [
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"../../../../etc/passwd\"/></Relationships>",
        ),
        ("xl/workbook.xml", evil),
        ("../../../../../../tmp/phuluc-was-here", "x"),
    ];
    for (name, text) in parts {
        use std::io::Write;
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    let bytes = zip.finish().expect("a zip").into_inner();
    let ran = with_input(["convert", "-", "-o", "-"], &bytes).code(2);
    assert!(ran.out.is_empty() && !printed(&ran).contains("root:"), "{}", ran.err);
    assert!(!std::path::Path::new("/tmp/phuluc-was-here").exists());
}

#[test]
fn every_promise_names_a_test_that_is_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    let mut open = vec![root.join("crates"), root.join("tests")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            match entry.path() {
                path if path.is_dir() => open.push(path),
                path if path.extension().is_some_and(|extension| extension == "rs") => {
                    code += &std::fs::read_to_string(&path).expect("code");
                    code += &format!("\nmod {};\n", path.file_stem().unwrap_or_default().to_string_lossy());
                }
                _ => {}
            }
        }
    }
    let text = std::fs::read_to_string(root.join("SECURITY.md")).expect("SECURITY.md");
    let promises = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise "));
    let mut named = 0;
    for promise in promises {
        let tests = promise.trim_end_matches(" |").rsplit(" | ").next().expect("a cell");
        let names = tests.split('`').skip(1).step_by(2).filter(|name| !name.contains('.'));
        for name in names {
            let last = name.rsplit([':', ' ']).next().expect("a name");
            let is_there = code.contains(&format!("fn {last}(")) || code.contains(&format!("mod {last};"));
            assert!(is_there, "SECURITY.md names `{name}`, and there is none");
            named += 1;
        }
        assert!(tests.contains('`') || tests == "the same", "no test holds: {promise}");
    }
    assert!(named > 20, "{named}");
}
