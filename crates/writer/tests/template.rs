//! The blank form, part by part.
#![allow(clippy::expect_used, reason = "tests fail loudly")]

mod common;

use common::{Workbook, between, between_all};
use phuluc_model::{Layout, Layouts, marks};
use phuluc_writer::{TemplateOptions, WriteError, template};

fn options() -> TemplateOptions {
    TemplateOptions::new(Layouts::built_in()).unit("Huyện \"Bình Gia\"").year(2022)
}

fn book(options: &TemplateOptions) -> Workbook {
    Workbook::read(template(options).expect("a template"))
}

/// Whether the cell's format is unlocked.
fn is_open(workbook: &mut Workbook, sheet: usize, place: &str) -> bool {
    let styles = workbook.part("xl/styles.xml");
    let sheet = workbook.sheet(sheet);
    let style = between(sheet.cell(place), " s=\"", "\"").expect("a style").to_owned();
    let xfs = between(&styles, "<cellXfs", "</cellXfs>").expect("formats");
    let xf = between_all(xfs, "<xf ", "</xf>").nth(style.parse().expect("an index")).expect("a format");
    xf.contains("locked=\"0\"")
}

#[test]
fn totals_reach_over_all_room_below_them() {
    let mut book = book(&options().appendix("2"));
    let sheet = book.sheet(1);
    // Heading 1-5, header 6-7, column numbers 8, total 9, project 1 in row 10 with two
    // activities, three blank rows and the closing row.
    assert_eq!(sheet.text("B9"), Some("Tổng cộng"));
    assert_eq!(sheet.formula("E10"), Some("SUBTOTAL(9,INDEX(E10:E16,2):E16)"));
    assert_eq!(sheet.formula("C10"), Some("SUM(D10,G10,J10)"));
    assert_eq!(sheet.formula("D13"), Some("SUM(E13,F13)"), "a blank row has its sums");
    assert!(!sheet.cell("D16").contains("<f>"), "the closing row has none");
    let table = between(&sheet.formula("E9").expect("a sum").replace("SUBTOTAL(9,INDEX(E9:E", ""), "", ",")
        .and_then(|row| row.parse::<u32>().ok())
        .expect("a row");
    let mark =
        between(&book.part("xl/workbook.xml"), "_phuluc.table\" localSheetId=\"0\">", "<").map(str::to_owned);
    assert_eq!(mark, Some(format!("'PL II'!$A$9:$L${table}")));
}

#[test]
fn only_data_is_open() {
    let mut book = book(&options());
    for (sheet, place, open) in [
        (2, "A2", false),
        (2, "A3", true),
        (2, "B7", false),
        (2, "C11", false),
        (2, "E11", true),
        (2, "B11", false),
        (2, "E10", false),
        (2, "B13", true),
        (2, "A13", true),
        (2, "E16", false),
        (2, "B16", false),
        (3, "C11", true),
        (3, "B10", false),
        (3, "I10", false),
        (3, "I11", true),
        (1, "B8", true),
        (1, "D8", true),
    ] {
        assert_eq!(is_open(&mut book, sheet, place), open, "sheet {sheet} {place}");
    }
    for number in 1..=4 {
        let sheet = book.sheet(number);
        let lock = between(&sheet.xml, "<sheetProtection", "/>").expect("a lock");
        assert!(lock.contains("sheet=\"1\"") && !lock.contains("password"), "{lock}");
        for allowed in ["formatColumns=\"0\"", "formatRows=\"0\"", "insertRows=\"0\""] {
            assert!(lock.contains(allowed), "{lock}");
        }
        assert!(!lock.contains("insertColumns") && !lock.contains("deleteRows"), "{lock}");
    }
}

#[test]
fn columns_take_what_they_hold() {
    let mut book = book(&options());
    let validation = |sheet: &common::Sheet, column: &str| {
        let mut all = between_all(&sheet.xml, "<dataValidation ", "</dataValidation>");
        all.find(|one| one.contains(&format!("sqref=\"{column}"))).map(str::to_owned).unwrap_or_default()
    };
    let works = book.sheet(3);
    let amount = validation(&works, "G9:");
    assert!(amount.contains("type=\"decimal\" operator=\"greaterThanOrEqual\""), "{amount}");
    assert!(amount.contains("<formula1>0</formula1>") && amount.contains("triệu đồng"), "{amount}");
    let year = validation(&works, "I9:");
    assert!(year.contains("type=\"whole\"") && year.contains("errorStyle=\"warning\""), "{year}");
    assert!(year.contains("<formula1>2017</formula1><formula2>2027</formula2>"), "{year}");
    assert!(validation(&works, "C9:").is_empty(), "words of any kind");
    let indicators = book.sheet(1);
    let percent = validation(&indicators, "I8:");
    assert!(percent.contains("<formula1>0</formula1><formula2>1000</formula2>"), "{percent}");
    let figure = validation(&indicators, "D8:");
    assert!(figure.contains("type=\"decimal\"") && figure.contains("errorStyle=\"warning\""), "{figure}");
    let code = validation(&indicators, "A8:");
    assert!(code.contains("Thêm dòng"), "{code}");
    // What a workbook holds of each.
    for number in 1..=4 {
        let sheet = book.sheet(number);
        for (attribute, most) in
            [("promptTitle=\"", 32), ("prompt=\"", 255), ("errorTitle=\"", 32), ("error=\"", 255)]
        {
            for text in between_all(&sheet.xml, attribute, "\"") {
                assert!(text.encode_utf16().count() <= most, "{attribute} {text}");
            }
        }
    }
}

#[test]
fn lists_stand_on_a_hidden_sheet() {
    let places: Vec<String> = (0..700).map(|at| format!("Xã số {at}, huyện")).collect();
    let mut book = book(&options().places(places));
    let workbook = book.part("xl/workbook.xml");
    assert!(workbook.contains("<sheet name=\"Danh mục\" sheetId=\"5\" state=\"hidden\""), "{workbook}");
    assert!(workbook.contains("name=\"_phuluc.lists.2\">'Danh mục'!$B$1:$B$700<"), "{workbook}");
    assert!(workbook.contains("name=\"_phuluc.lists\" localSheetId=\"4\""), "{workbook}");
    let works = book.sheet(3);
    assert!(works.xml.contains("type=\"list\""));
    assert!(works.xml.contains("<formula1>_phuluc.lists.2</formula1>"), "the places");
    let funding = book.sheet(2);
    assert!(funding.xml.contains("<formula1>_phuluc.lists.1</formula1>"), "the projects");
    // Nothing to choose from: no list, no sheet.
    let mut none = Workbook::read(template(&options().appendix("3")).expect("a template"));
    assert!(!none.part("xl/workbook.xml").contains("Danh mục"));
    assert!(!none.sheet(1).xml.contains("type=\"list\""));
}

#[test]
fn a_row_that_does_not_add_up_is_coloured() {
    let sheet = book(&options()).sheet(2);
    let rule = "AND(NOT(ISBLANK(C9)),ABS(N(C9)-(SUM(D9,G9,J9)-0))&gt;0.0000001)";
    assert!(
        sheet.xml.contains(rule),
        "{:?}",
        between_all(&sheet.xml, "<cfRule", "</cfRule>").collect::<Vec<_>>()
    );
}

#[test]
fn the_mark_says_layout_unit_and_year() {
    let workbook = book(&options()).part("xl/workbook.xml");
    let mark = |name: &str| {
        let value = between(&workbook, &format!("name=\"{name}\" localSheetId=\"1\">"), "<")?;
        marks::parse_constant(&value.replace("&quot;", "\""))
    };
    assert_eq!(mark(marks::LAYOUT).as_deref(), Some("phu-luc-2/1"));
    assert_eq!(mark(marks::UNIT).as_deref(), Some("Huyện \"Bình Gia\""));
    assert_eq!(mark(marks::YEAR).as_deref(), Some("2022"));
    assert_eq!(mark(marks::TEMPLATE).as_deref(), Some("1"));
}

#[test]
fn lines_that_add_nothing_are_taken_out_of_sums() {
    let text = Layouts::built_in_text("phu-luc-2").expect("a layout");
    let rows = r#"
[[row]]
kind = "project"
texts = { code = "1", name = "Dự án 1" }

[[row]]
kind = "activity"
level = 2
texts = { code = "1.1", name = "Hoạt động 1" }

[[row]]
kind = "breakdown"
level = 3
texts = { name = "Trong đó: lương" }

[[row]]
kind = "activity"
level = 2
texts = { code = "1.2", name = "Hoạt động 2" }

[sums]
"#;
    let (head, _) = text.split_once("# Rows of the blank form.").expect("its rows");
    let (_, sums) = text.split_once("[sums]\n").expect("its sums");
    let layout = Layout::from_toml("phu-luc-2.toml", &format!("{head}{rows}{sums}")).expect("a layout");
    let mut layouts = Layouts::empty();
    layouts.add(layout);
    let sheet = book(&TemplateOptions::new(layouts).rows(1)).sheet(1);
    // Heading 1-4, header 5-7, total 8, project 9, activity 10, its part 11.
    assert_eq!(sheet.text("B11"), Some("Trong đó: lương"));
    assert_eq!(sheet.formula("E9"), Some("SUBTOTAL(9,INDEX(E9:E16,2):E16)-SUM(E11)"));
}

#[test]
fn the_same_options_give_the_same_bytes() {
    let bytes = || template(&options().places(vec!["Xã A".to_owned()])).expect("a template");
    assert_eq!(bytes(), bytes());
}

#[test]
fn what_no_template_can_be_of_is_refused() {
    let error = |options: TemplateOptions| template(&options).expect_err("a refusal");
    assert!(matches!(error(options().appendix("V")), WriteError::NoSuchAppendix { .. }));
    assert!(matches!(error(options().unit("  ")), WriteError::UnitName { length: 0 }));
    assert!(matches!(error(options().unit("à".repeat(201))), WriteError::UnitName { length: 201 }));
    assert!(template(&options().unit("à".repeat(200))).is_ok());
    assert!(matches!(error(options().year(22)), WriteError::PlanYear { year: 22 }));
    assert!(matches!(error(TemplateOptions::new(Layouts::empty())), WriteError::Empty));
    assert!(matches!(error(options().rows(300_000)), WriteError::TooManyRows { .. }));
}
