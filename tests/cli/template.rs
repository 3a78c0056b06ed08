//! `phuluc template`.

use crate::support::{Folder, arg, phuluc, sample};

#[test]
fn a_template_is_read_again_as_it_was_asked_for() {
    let folder = Folder::new();
    let out = folder.path("mau.xlsx");
    let unit = "Huyện Bình Gia";
    let ran =
        phuluc(["template", "--appendix", "3", "--unit", unit, "--year", "2022", "-o", &arg(&out)]).code(0);
    assert!(ran.err.contains("Wrote"), "{}", ran.err);
    let read = phuluc(["convert", &arg(&out), "-o", "-"]).code(0).json();
    let appendices = read["appendices"].as_array().expect("appendices");
    assert_eq!(appendices.len(), 1);
    assert_eq!(appendices[0]["layout"], "phu-luc-3");
    assert_eq!(appendices[0]["source"]["reporting_unit"], unit);
    assert_eq!(read["findings"].as_array().map(Vec::len), Some(0));
    phuluc(["check", &arg(&out)]).code(0);
    let ran = phuluc(["template", "-o", &arg(&out)]).code(2);
    assert!(ran.err.contains("--force"), "{}", ran.err);
    phuluc(["template", "-o", &arg(&out), "--force"]).code(0);
    assert_eq!(folder.names(), ["mau.xlsx"], "no temporary file stays");
}

#[test]
fn standard_output_takes_the_workbook_alone() {
    let ran = phuluc(["template", "--layout", "phu-luc-1", "-o", "-"]).code(0);
    assert!(ran.out.starts_with(b"PK") && ran.err.is_empty(), "{}", ran.err);
}

#[test]
fn one_workbook_a_unit_into_a_folder() {
    let folder = Folder::new();
    let head = "# huyện\n178\tHuyện Đình Lập\t1\tXã A\t\t\n178\tHuyện Đình Lập\t2\tXã B\t\t\n";
    let list = folder.write("units.tsv", format!("{head}179\tHuyện Đinh Lạp\t3\tXã C\t\t\n"));
    let out = folder.path("gui");
    let plan = arg(sample("lang-son.xlsx"));
    let arguments =
        ["template", "--for", &arg(&list), "--plan", &plan, "--appendix", "III", "-o", &arg(&out)];
    let ran = phuluc(arguments).code(0);
    assert!(ran.err.contains("[2/2] Huyện Đinh Lạp: "), "{}", ran.err);
    let mut names: Vec<String> = std::fs::read_dir(&out)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["huyen-dinh-lap-2.xlsx", "huyen-dinh-lap.xlsx"]);
    let read = phuluc(["convert", &arg(out.join("huyen-dinh-lap.xlsx")), "-o", "-"]).code(0).json();
    let appendix = &read["appendices"][0];
    assert_eq!(appendix["source"]["reporting_unit"], "Huyện Đình Lập");
    assert_eq!(appendix["plan_year"], 2022, "the plan's");
    let districts: Vec<&str> = appendix["rows"][0]["children"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["location"].as_str())
        .collect();
    assert_eq!(districts, ["Huyện Đình Lập"], "other districts' works are theirs");
    // None is written where one stands in the way.
    std::fs::remove_file(out.join("huyen-dinh-lap.xlsx")).expect("removed");
    let ran = phuluc(arguments).code(2);
    assert!(ran.err.contains("huyen-dinh-lap-2.xlsx") && ran.err.contains("--force"), "{}", ran.err);
    assert!(!out.join("huyen-dinh-lap.xlsx").exists());
}

#[test]
fn what_cannot_be_is_said_in_both_languages() {
    let folder = Folder::new();
    let out = arg(folder.path("a.xlsx"));
    let empty = arg(folder.write("empty.tsv", "# nothing\n"));
    for (arguments, en, vi) in [
        (vec!["--appendix", "5"], "no appendix `5`", "không có phụ lục `5`"),
        (vec!["--layout", "phu-luc-22"], "did you mean `phu-luc-2`", "có phải `phu-luc-2`"),
        (vec!["--unit", " "], "the unit's name", "tên đơn vị"),
        (vec!["--year", "22"], "22 is no year of a plan", "22 không phải năm kế hoạch"),
        (vec!["--for", &empty], "no unit is listed", "không có đơn vị nào"),
    ] {
        for (lang, words) in [("en", en), ("vi", vi)] {
            let all = ["template", "--lang", lang, "-o", &out].into_iter().chain(arguments.iter().copied());
            let ran = phuluc(all).code(2);
            assert!(ran.err.contains(words), "{}", ran.err);
        }
    }
    let ran = phuluc(["template", "-o", &arg(folder.path("a.ods"))]).code(2);
    assert!(ran.err.contains(".xlsx"), "{}", ran.err);
    let file = arg(folder.write("file", "kept"));
    let list = arg(folder.write("units.txt", "Huyện A\n"));
    let ran = phuluc(["template", "--for", &list, "-o", &file]).code(2);
    assert!(ran.err.contains("folder"), "{}", ran.err);
    assert_eq!(folder.names(), ["empty.tsv", "file", "units.txt"], "nothing is written");
}

#[test]
fn a_list_of_places_takes_the_place_of_the_built_in_one() {
    let folder = Folder::new();
    let list = arg(folder.write("mau.tsv", "1\tHuyện Mẫu\t1\tXã Một\n"));
    let out = folder.path("mau.xlsx");
    phuluc(["template", "--places", &list, "-o", &arg(&out)]).code(0);
    let offered = crate::support_xlsx::texts(&std::fs::read(&out).expect("a workbook"));
    assert!(offered.contains("Xã Một") && offered.contains("Huyện Mẫu"), "{offered}");
    assert!(!offered.contains("Xã Hoa Thám"), "another province's communes are no choice");
    // A unit of the built-in list has no communes in another one.
    let arguments = ["template", "--places", &list, "--unit", "Huyện Bình Gia", "-o", &arg(&out), "--force"];
    phuluc(arguments).code(0);
    let offered = crate::support_xlsx::texts(&std::fs::read(&out).expect("a workbook"));
    assert!(!offered.contains("Xã Hoa Thám"), "another province's communes are no choice");
    phuluc(["template", "-o", &arg(&out), "--force"]).code(0);
    let offered = crate::support_xlsx::texts(&std::fs::read(&out).expect("a workbook"));
    assert!(offered.contains("Xã Hoa Thám"), "without a list there is the built-in one");
}
