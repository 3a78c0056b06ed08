//! `phuluc check` and `phuluc rules`.

use std::io::{Read, Write};

use crate::support::{Folder, Ran, arg, phuluc, sample, testdata, with_input};

pub(crate) fn plan(folder: &Folder) -> String {
    arg(folder.write("lang-son.xlsx", std::fs::read(sample("lang-son.xlsx")).expect("the plan")))
}

/// Rule and cell of each finding, and whether it is accepted.
fn found(ran: &Ran) -> Vec<(String, String, bool)> {
    let json = ran.json();
    assert_eq!(json["format"], "phuluc-findings/1");
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    let findings = json["findings"].as_array().expect("findings").iter();
    findings.map(|one| (text(&one["rule"]), text(&one["cell"]), one.get("accepted").is_some())).collect()
}

#[test]
fn the_plan_has_errors_and_the_missing_ten_thousand_first() {
    let ran = phuluc(["check", &arg(sample("lang-son.xlsx"))]).code(1);
    let text = ran.text();
    assert!(text.contains("error PL201  C12  3 · Dự án 3"), "{text}");
    assert!(text.contains("found 60.000, expected 70.000, short by 10.000"), "{text}");
    assert!(!text.contains('\u{1b}') && ran.err.is_empty(), "{text}");
    let vi = phuluc(["check", "--lang", "vi", &arg(sample("lang-son.xlsx"))]).code(1).text();
    assert!(vi.contains("đang có 60.000, cần có 70.000, thiếu 10.000"), "{vi}");
    let always = phuluc(["check", "--color", "always", &arg(sample("lang-son.xlsx"))]).code(1).text();
    assert!(always.contains('\u{1b}'));
}

#[test]
fn each_form_is_printed_or_written_whole() {
    let folder = Folder::new();
    let plan = plan(&folder);
    let first = |out: &[u8]| String::from_utf8_lossy(out).lines().next().unwrap_or_default().to_owned();
    let begins = [
        ("json", "{"),
        ("sarif", "{"),
        ("markdown", "# Findings in the appendices"),
        ("html", "<!DOCTYPE html>"),
    ];
    for (format, line) in begins {
        assert_eq!(first(&phuluc(["check", "--format", format, &plan]).code(1).out), line);
    }
    for name in ["r.txt", "r.json", "r.sarif", "r.md", "r.html"] {
        let out = arg(folder.path(name));
        assert!(phuluc(["check", &plan, "-o", &out]).code(1).out.is_empty());
        phuluc(["check", &plan, "-o", &out]).code(2);
        phuluc(["check", &plan, "-o", &out, "--force"]).code(1);
    }
    assert_eq!(folder.names(), ["lang-son.xlsx", "r.html", "r.json", "r.md", "r.sarif", "r.txt"]);
    phuluc(["check", &plan, "-o", &plan, "--force"]).code(2);
    assert_eq!(first(&phuluc(["check", &plan, "-o", "-", "--format", "json"]).code(1).out), "{");
}

#[test]
fn rules_are_selected_ignored_and_misspelled() {
    let plan = arg(sample("lang-son.xlsx"));
    let json = |more: &[&str], code| {
        let mut arguments = vec!["check", "--format", "json", &plan];
        arguments.extend(more);
        found(&phuluc(arguments).code(code))
    };
    let selected = json(&["--select", "PL2,PL501"], 1);
    assert!(
        !selected.is_empty() && selected.iter().all(|(rule, ..)| rule.starts_with("PL2") || rule == "PL501")
    );
    assert!(json(&["--ignore", "children-sum"], 1).iter().all(|(rule, ..)| rule != "PL201"));
    assert!(json(&["--select", "PL0", "--min-severity", "warning"], 0).is_empty());
    for lang in ["en", "vi"] {
        let ran = phuluc(["check", &plan, "--lang", lang, "--select", "PL21"]).code(2);
        assert!(
            ran.out.is_empty() && ran.err.lines().count() == 1 && ran.err.contains("`PL2"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn the_office_decides_in_a_file_beside_or_above() {
    let folder = Folder::new();
    let plan =
        arg(folder.write("2022/lang-son.xlsx", std::fs::read(sample("lang-son.xlsx")).expect("the plan")));
    folder.write("phuluc.toml", "[severity]\nPL4 = \"info\"\nPL501 = \"off\"\nPL2 = \"info\"\n");
    let ran = phuluc(["check", "--format", "json", &plan]).code(0);
    assert!(found(&ran).iter().all(|(rule, ..)| rule != "PL501"));
    let other = arg(folder.write("other.toml", "[severity]\nPL999 = \"info\"\n"));
    let ran = phuluc(["check", &plan, "--config", &other]).code(2);
    assert!(ran.err.contains("other.toml:2:1: there is no rule `PL999`"), "{}", ran.err);
    let beside = "[[accept]]\nrule = \"PL201\"\nfile = \"lang-son.xlsx\"\nsheet = \"PL II\"\ncell = \"C12\"\nfound = \"60000\"\nreason = \"r\"\nby = \"b\"\ndate = \"2026-11-24\"\n";
    folder.write("2022/phuluc.toml", beside);
    let accepted = |ran: &Ran| found(ran).iter().any(|(rule, _, accepted)| rule == "PL201" && *accepted);
    assert!(accepted(&phuluc(["check", "--format", "json", &plan]).code(1)));
    folder.write("2022/phuluc.toml", beside.replace("60000", "61000"));
    let ran = phuluc(["check", "--format", "json", &plan]).code(1);
    assert!(!accepted(&ran), "another figure was accepted");
    assert!(phuluc(["check", &plan]).code(1).text().contains("look again"));
}

#[test]
fn another_province_has_its_own_list() {
    let folder = Folder::new();
    let plan = plan(&folder);
    let places = arg(folder.write("mau.tsv", "001\tHuyện Mẫu\t00001\tXã Một\n"));
    phuluc(["check", &plan, "--places", &places]).code(1);
    let wrong = arg(folder.write("sai.tsv", "Huyện Mẫu\n"));
    for (lang, words) in [("en", "line 1"), ("vi", "sai.tsv:1: mỗi dòng")] {
        let ran = phuluc(["check", &plan, "--lang", lang, "--places", &wrong]).code(2);
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}

/// An office opens the copy, fills the three columns in, and hands it back.
#[test]
fn acceptances_come_back_from_the_annotated_copy() {
    let folder = Folder::new();
    let plan = plan(&folder);
    let copy = arg(folder.path("copy.xlsx"));
    let ran = phuluc(["check", &plan, "--annotate", &copy, "-q"]).code(1);
    assert!(!ran.text().is_empty(), "the report is printed all the same");
    phuluc(["check", &plan, "--annotate", &copy]).code(2);
    let filled = folder.write("filled.xlsx", filled_in(&std::fs::read(&copy).expect("the copy")));
    let ran =
        phuluc(["check", &plan, "--accepted-from", &arg(filled), "--save-accepted", "--format", "json"])
            .code(1);
    let accepted = |ran: &Ran| found(ran).iter().filter(|(.., accepted)| *accepted).count();
    assert_eq!(accepted(&ran), 1);
    let saved = std::fs::read_to_string(folder.path("phuluc.toml")).expect("saved");
    assert!(saved.contains("reason = \"Đã trình HĐND\""), "{saved}");
    let ran = phuluc(["check", &plan, "--format", "json"]).code(1);
    assert_eq!(accepted(&ran), 1, "it is kept");
}

/// The copy with the acceptance of PL201 written in, as a spreadsheet program would.
pub(crate) fn filled_in(copy: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(copy)).expect("a package");
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("bytes");
        if name == "xl/worksheets/phuluc1.xml" {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let row = text.find(">PL201<").expect("the finding");
            let (before, line) = text.split_at(row);
            let mut line = line.to_owned();
            for (letter, entry) in [("K", "Đã trình HĐND"), ("L", "Nguyễn Văn A"), ("M", "24/11/2026")]
            {
                let at = line.find(&format!("<c r=\"{letter}")).expect("an entry");
                let end = at + line[at..].find("/>").expect("an empty cell");
                let cell = format!(" t=\"inlineStr\"><is><t>{entry}</t></is></c>");
                line.replace_range(end..end + 2, &cell);
            }
            bytes = format!("{before}{line}").into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        to.write_all(&bytes).expect("written");
    }
    to.finish().expect("a package").into_inner()
}

#[test]
fn every_format_can_be_annotated_and_json_cannot() {
    let folder = Folder::new();
    let inputs = [
        sample("binh-gia.xls"),
        sample("van-quan.ods"),
        testdata("offices/tables-whole-submission.xlsb"),
        testdata("offices/container-macro.xlsm"),
        testdata("offices/container-strict.xlsx"),
        testdata("offices/container-prefixed.xlsx"),
        testdata("golden/lang-son.xlsx"),
    ];
    // All but layout and file, which stand first.
    let figures = |path: &str| {
        let lines = phuluc(["convert", path, "-o", "-", "--format", "csv"]).code(0).text();
        let rest = |line: &str| line.splitn(3, ',').last().unwrap_or_default().to_owned();
        lines.lines().map(rest).collect::<Vec<_>>()
    };
    for input in inputs {
        let copy = arg(folder.path("copy.xlsx"));
        let ran = phuluc(["check", &arg(&input), "--annotate", &copy, "--force"]);
        assert!(ran.code < 2, "{}: {}", input.display(), ran.err);
        assert!(figures(&copy) == figures(&arg(&input)), "{} reads differently", input.display());
    }
    let json = arg(folder.path("plan.json"));
    phuluc(["convert", &arg(sample("lang-son.xlsx")), "-o", &json]).code(0);
    phuluc(["check", &json]).code(1);
    let ran = phuluc(["check", &json, "--annotate", &arg(folder.path("no.xlsx"))]).code(2);
    assert!(ran.err.contains("no workbook"), "{}", ran.err);
    let report = arg(folder.path("report.txt"));
    phuluc(["check", &json, "-o", &report, "--annotate", &arg(folder.path("no.xlsx"))]).code(2);
    assert!(!folder.names().contains(&"report.txt".to_owned()));
    let two = phuluc(["check", &json, &json, "--annotate", &arg(folder.path("no.xlsx"))]).code(2);
    assert!(two.err.contains("one input"), "{}", two.err);
    assert!(!folder.names().contains(&"no.xlsx".to_owned()));
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let folder = Folder::new();
    let bad = arg(folder.write("bad.xlsx", b"no workbook"));
    let ran = phuluc(["check", &bad, &arg(sample("lang-son.xlsx"))]).code(2);
    assert!(ran.text().contains("PL201") && ran.err.contains("bad.xlsx"), "{}", ran.err);
    let ran = phuluc(["check", &bad, "--format", "json"]).code(2);
    assert!(ran.out.is_empty());
    let bytes = std::fs::read(sample("lang-son.xlsx")).expect("the plan");
    let ran = with_input(["check", "-", "--format", "json"], &bytes).code(1);
    assert_eq!(ran.json()["findings"][0]["file"], "-");
}

/// Two offices call their files alike.
#[test]
fn files_of_one_name_are_told_apart() {
    let folder = Folder::new();
    let bytes = std::fs::read(sample("lang-son.xlsx")).expect("the plan");
    let one = arg(folder.write("a/bieu.xlsx", &bytes));
    let other = arg(folder.write("b/bieu.xlsx", &bytes));
    let ran = phuluc(["check", "--format", "json", &one, &other]).code(1);
    let files: std::collections::BTreeSet<String> = ran.json()["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|finding| finding["file"].as_str().expect("a file").to_owned())
        .collect();
    assert_eq!(files, [one, other].into());
}

#[test]
fn rules_are_listed_and_explained() {
    let list = phuluc(["rules"]).code(0).text();
    assert!(list.lines().count() > 40 && list.contains("PL201  children-sum"), "{list}");
    for lang in ["en", "vi"] {
        let one = phuluc(["rules", "PL201", "--lang", lang]).code(0).text();
        let heads = if lang == "vi" { ["Căn cứ", "Cách sửa"] } else { ["Why", "Fix"] };
        assert!(heads.iter().all(|head| one.contains(head)), "{one}");
        assert_eq!(phuluc(["rules", "children-sum", "--lang", lang]).code(0).text(), one);
    }
    let ran = phuluc(["rules", "PL2001"]).code(2);
    assert!(ran.err.contains("did you mean `PL201`"), "{}", ran.err);
}

#[test]
fn json_holds_against_the_schema_that_is_printed() {
    let schema = phuluc(["schema", "findings"]).code(0).json();
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let folder = Folder::new();
    let plan = plan(&folder);
    folder.write(
        "phuluc.toml",
        "[[accept]]\nrule = \"PL501\"\nfile = \"lang-son.xlsx\"\nsheet = \"PL IV\"\ncell = \"C10\"\nfound = \"Huyện Bình Gia\"\n\
         expected = \"Huyện Đình Lập\"\nreason = \"đã hỏi huyện\"\nby = \"Nông Văn A\"\ndate = \"2026-01-05\"\n",
    );
    let json = phuluc(["check", "--format", "json", &plan]).code(1).json();
    let wrong: Vec<String> = schema.iter_errors(&json).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let findings = json["findings"].as_array().expect("findings");
    assert!(findings.iter().any(|finding| finding.get("accepted").is_some()), "{findings:#?}");
    let mut bad = json.clone();
    bad["findings"][0]["severity"] = "fatal".into();
    assert!(!schema.is_valid(&bad));
}

/// Tables whose formulas are not as they should be: one slip, one finding.
#[test]
fn formulas_that_are_not_as_they_should_be() {
    let check = |name: &str| {
        let path = arg(testdata(&format!("formulas/tables/{name}.xlsx")));
        phuluc(["check", "--ignore", "PL003", "--lang", "vi", &path]).text().replace(&path, name)
    };
    let names = [
        "sound",
        "row-left-out",
        "counted-twice",
        "typed-over",
        "typed-over-and-wrong",
        "differs",
        "text-in-sum",
    ];
    insta::assert_snapshot!("formulas", names.map(check).join("\n"));
}
