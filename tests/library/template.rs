//! Templates that were filled in: what comes back is what was typed, and nothing is
//! said of it. The fixtures are other programs' (`testdata/template/make.py`).

use std::io::{Cursor, Read, Write};

use phuluc::{
    Appendix, CheckOptions, Document, Format, Language, Layouts, MergeOptions, Places, Reader, Row,
    TemplateOptions, check,
};
use serde_json::Value as Json;

use crate::expectations::{reader, testdata};

const FILLED: [&str; 5] =
    ["openpyxl.xlsx", "disguised.xlsx", "libreoffice.xlsx", "libreoffice.ods", "libreoffice.xls"];

fn rows(appendix: &Appendix) -> impl Iterator<Item = &Row> {
    appendix.total.iter().chain(appendix.walk())
}

fn label<'a>(appendix: &'a Appendix, row: &'a Row) -> &'a str {
    appendix.label(row).unwrap_or_default()
}

fn options() -> TemplateOptions {
    TemplateOptions::new(Layouts::built_in()).unit("Huyện Bình Gia").year(2022)
}

fn read(bytes: &[u8]) -> Document {
    Reader::new().read_bytes("a.xlsx", bytes).expect("a workbook")
}

fn said(document: &Document) -> Vec<String> {
    let findings =
        document.findings.iter().cloned().chain(check(&document.appendices, &CheckOptions::default()));
    findings.map(|finding| format!("{} {}: {}", finding.rule, finding.cell, finding.message.en)).collect()
}

/// Rows of an appendix, by the beginnings of their names, have the expected figures.
fn holds(appendix: &Appendix, expected: &Json, name: &str) {
    for (wanted, figures) in expected[&*appendix.layout.id].as_object().expect("rows") {
        let row = rows(appendix).find(|row| label(appendix, row).starts_with(wanted.as_str()));
        let row = row.unwrap_or_else(|| panic!("{name}: no row {wanted}"));
        for (field, value) in figures.as_object().expect("figures") {
            let found = appendix.value(row, field).expect("a field").to_json_text();
            assert_eq!(found.as_deref(), value.as_str(), "{name}: {wanted}, {field}");
        }
    }
}

#[test]
fn what_was_typed_comes_back_without_a_finding() {
    let text = std::fs::read_to_string(testdata("template/expect.json")).expect("expectations");
    let expected: Json = serde_json::from_str(&text).expect("JSON");
    for name in FILLED {
        let document = reader().read_path(testdata("template").join(name)).expect("a template");
        assert_eq!(said(&document), Vec::<String>::new(), "{name}");
        assert_eq!(document.appendices.len(), 4, "{name}");
        for appendix in &document.appendices {
            assert_eq!(appendix.source.reporting_unit.as_deref(), expected["unit"].as_str(), "{name}");
            assert_eq!(appendix.plan_year.map(i64::from), expected["year"].as_i64(), "{name}");
            let plan = appendix.plan.as_ref().and_then(|plan| plan.number.as_deref());
            assert_eq!(plan, expected["plan"].as_str(), "{name}");
            assert!(appendix.unmapped.is_empty(), "{name}: {:?}", appendix.unmapped);
            holds(appendix, &expected, name);
        }
    }
}

#[test]
fn the_official_workbook_of_a_filled_template_comes_back_too() {
    for name in FILLED {
        let document = reader().read_path(testdata("template").join(name)).expect("a template");
        let bytes = phuluc::write(&document, Format::Xlsx, Language::English).expect("written");
        let again = read(&bytes);
        assert_eq!(said(&again), Vec::<String>::new(), "{name}");
        for (one, other) in document.appendices.iter().zip(&again.appendices) {
            let values =
                |appendix: &Appendix| -> Vec<_> { rows(appendix).map(|row| row.values.clone()).collect() };
            assert_eq!(values(one), values(other), "{name}");
            assert_eq!(one.source.reporting_unit, other.source.reporting_unit, "{name}");
            assert_eq!((&one.title, &one.plan), (&other.title, &other.plan), "{name}");
            let texts = |appendix: &Appendix| -> Vec<_> {
                appendix.notes.iter().map(|note| note.text.clone()).collect()
            };
            assert_eq!(texts(one), texts(other), "{name}: the unit's line is no note");
        }
    }
}

#[test]
fn a_blank_template_has_its_prepared_rows_and_says_nothing() {
    let mut layouts = Layouts::built_in();
    for layout in phuluc::layouts_from_dir(testdata("layouts")).expect("the layouts") {
        layouts.add(layout);
    }
    for layout in layouts.iter() {
        let options = TemplateOptions::new(layouts.clone()).appendix(&*layout.id).year(2027);
        let document =
            reader().read_bytes("a.xlsx", phuluc::template(&options).expect("a template")).expect("read");
        assert_eq!(said(&document), Vec::<String>::new(), "{}", layout.id);
        let [appendix] = document.appendices.as_slice() else { panic!("{}: one appendix", layout.id) };
        assert_eq!(appendix.layout.id, layout.id);
        assert_eq!(appendix.plan_year, Some(2027));
        assert!(appendix.notes.is_empty() && appendix.unmapped.is_empty(), "{}", layout.id);
        let prepared: Vec<(u8, &str)> = layout
            .prepared
            .iter()
            .map(|row| {
                let kind = &layout.kinds[row.kind];
                let text =
                    row.texts.iter().find(|(column, _)| *column == kind.label).map(|(_, text)| &**text);
                (row.level, text.expect("its name"))
            })
            .collect();
        let found: Vec<(u8, &str)> = rows(appendix).map(|row| (row.level, label(appendix, row))).collect();
        let found: Vec<_> =
            found.into_iter().filter(|(level, _)| *level > 0 || !prepared.is_empty()).collect();
        assert_eq!(found, prepared, "{}", layout.id);
        let mut figures = rows(appendix).flat_map(|row| &row.values).filter_map(|value| value.quantity());
        assert!(figures.all(|quantity| quantity.is_blank()), "{}", layout.id);
    }
}

#[test]
fn a_plans_rows_are_prepared_in_their_order() {
    let plan = reader().read_path(testdata("submissions/lang-son.xlsx")).expect("the plan");
    let whole = read(&phuluc::template(&options().plan(plan.clone())).expect("a template"));
    for (appendix, plan) in whole.appendices.iter().zip(&plan.appendices) {
        let outline = |appendix: &Appendix| -> Vec<(u8, String)> {
            rows(appendix).map(|row| (row.level, label(appendix, row).to_owned())).collect()
        };
        assert_eq!(outline(appendix), outline(plan), "{}", plan.layout.id);
        let mut figures = rows(appendix).flat_map(|row| &row.values).filter_map(|value| value.quantity());
        assert!(figures.all(|quantity| quantity.is_blank()), "{}", plan.layout.id);
    }
    assert!(whole.findings.is_empty(), "{:?}", whole.findings);
    // One district's has its own works only, and the groups of all.
    let one = phuluc::template_for(&options().plan(plan), "Huyện Văn Quan", &Places::built_in(), &[]);
    let one = read(&phuluc::template(&one).expect("a template"));
    let works = &one.appendices[2];
    let names: Vec<&str> = works.walk().filter(|row| row.level <= 2).map(|row| label(works, row)).collect();
    assert!(names.contains(&"Huyện Văn Quan") && names.contains(&"Huyện nghèo"), "{names:?}");
    assert!(!names.contains(&"Huyện Bình Gia"), "{names:?}");
}

/// A workbook with values typed into cells that stand there blank.
fn typed(bytes: &[u8], sheet: usize, values: &[(&str, &str)]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        if name == format!("xl/worksheets/sheet{sheet}.xml") {
            for (cell, value) in values {
                let start = format!("<c r=\"{cell}\"");
                let at = text.find(&start).unwrap_or_else(|| panic!("no cell {cell}"));
                let end = at + text[at..].find("/>").expect("a blank cell");
                let open = text[at..end].to_owned();
                assert!(!open.contains('>'), "{cell} is not blank");
                let typed = match value.parse::<f64>() {
                    Ok(_) => format!("{open}><v>{value}</v></c>"),
                    Err(_) => format!("{open} t=\"inlineStr\"><is><t>{value}</t></is></c>"),
                };
                text.replace_range(at..end + 2, &typed);
            }
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        to.write_all(text.as_bytes()).expect("written");
    }
    to.finish().expect("a zip").into_inner()
}

#[test]
fn a_blank_row_with_a_figure_is_a_row_and_one_without_is_none() {
    let template = phuluc::template(&options().appendix("2")).expect("a template");
    let blank = read(&template).appendices[0].walk().count();
    let named = read(&typed(
        &template,
        1,
        &[("B13", "Hoạt động 3"), ("E13", "12.5"), ("F14", "0"), ("B14", "Hoạt động 4")],
    ));
    assert_eq!(named.appendices[0].walk().count(), blank + 2);
    assert_eq!(said(&named), Vec::<String>::new());
    let total = named.appendices[0].total.as_ref().expect("a total");
    assert_eq!(named.appendices[0].quantity(total, "total").to_json_text().as_deref(), Some("12.5"));
    // Figures of nobody are said, and not passed over as a blank row.
    let nameless = read(&typed(&template, 1, &[("E13", "5")]));
    assert_eq!(nameless.appendices[0].walk().count(), blank);
    assert!(
        nameless.findings.iter().any(|finding| finding.rule == "PL011" && finding.cell == "C13"),
        "{:?}",
        said(&nameless)
    );
}

#[test]
fn a_row_below_the_table_is_read_and_put_into_no_group() {
    let template = phuluc::template(&options().appendix("3")).expect("a template");
    let blank = read(&template);
    let end = blank.appendices[0].source.range.expect("a range").last.row + 1;
    // The open rows for remarks begin two rows below the table.
    let table = between(&template, "_phuluc.table");
    let below = table + 2;
    assert!(below > end);
    let cell = |column: &str| format!("{column}{below}");
    let (code, work, scale, central) = (cell("A"), cell("C"), cell("E"), cell("G"));
    let row = [(code.as_str(), "9"), (&work, "Đường A"), (&scale, "2km"), (&central, "70")];
    let document = read(&typed(&template, 1, &row));
    let works = &document.appendices[0];
    assert_eq!(level_of(works, "Đường A"), Some(1), "not lost, and in none of the groups");
    let at = format!("PL022 A{below}: ");
    assert!(said(&document).iter().any(|line| line.starts_with(&at)), "{:?}", said(&document));
}

/// The text of a part of a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

/// The last row of a mark's range.
fn between(bytes: &[u8], mark: &str) -> u32 {
    let text = part(bytes, "xl/workbook.xml");
    let (_, rest) = text.split_once(&format!("{mark}\" localSheetId=\"0\">")).expect("a mark");
    let range = rest.split('<').next().expect("a range");
    range.rsplit('$').next().and_then(|row| row.parse().ok()).expect("a row")
}

#[test]
fn a_total_that_only_its_figures_tell_gets_its_official_name() {
    let plan = reader().read_path(testdata("offices/total-called-cong.xlsx")).expect("a plan");
    let rows = plan.appendices[0].walk().count();
    let document = read(&phuluc::template(&options().appendix("3").plan(plan)).expect("a template"));
    let total = document.appendices[0].total.as_ref().expect("a total");
    assert_eq!(label(&document.appendices[0], total), "Tổng cộng");
    assert_eq!(document.appendices[0].walk().count(), rows);
}

fn level_of(appendix: &Appendix, name: &str) -> Option<u8> {
    appendix.walk().find(|row| label(appendix, row) == name).map(|row| row.level)
}

/// Rows of PL III by name, typed from a row of the sheet on.
fn works(first: u32, rows: &[[&str; 4]]) -> Document {
    read(&works_typed(first, rows))
}

fn works_typed(first: u32, rows: &[[&str; 4]]) -> Vec<u8> {
    let template = phuluc::template(&options().appendix("3")).expect("a template");
    let columns = ["A", "B", "C", "G"];
    let cells: Vec<(String, &str)> = (first..)
        .zip(rows)
        .flat_map(|(at, row)| {
            columns.iter().zip(row).map(move |(column, text)| (format!("{column}{at}"), *text))
        })
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let cells: Vec<(&str, &str)> = cells.iter().map(|(cell, text)| (cell.as_str(), *text)).collect();
    typed(&template, 1, &cells)
}

#[test]
fn a_row_below_the_grey_row_of_a_group_is_not_put_into_it_in_silence() {
    // Group IV ends with the grey row 57; below are the blank rows of the whole table.
    let document = works(58, &[["9", "Xã A", "Đường A", "7000"]]);
    let appendix = &document.appendices[0];
    assert_eq!(level_of(appendix, "Đường A"), Some(1));
    let total = appendix.total.as_ref().expect("a total");
    assert_eq!(appendix.quantity(total, "central").to_json_text().as_deref(), Some("7000"));
    let finding = document.findings.iter().find(|finding| finding.cell == "A58").expect("it is said");
    assert_eq!(finding.rule, "PL022");
    assert!(
        finding.message.en.contains("Đầu tư cơ sở hạ tầng công nghệ thông tin"),
        "{}",
        finding.message.en
    );
    // Merging tells it too, at the row of the unit's file.
    let bytes = works_typed(58, &[["9", "Xã A", "Đường A", "7000"]]);
    let sent = Reader::new().submissions("binh-gia.xlsx", &bytes).expect("a submission");
    let merged = phuluc::merge(&sent, &MergeOptions::default());
    let mut told = merged.all_findings().map(|(_, finding)| (finding.rule.as_ref(), finding.cell.as_str()));
    assert!(told.any(|one| one == ("PL022", "A58")));
    // Above the grey row it is one of the group's.
    let document = works(47, &[["1", "Xã A", "Đường A", "7000"]]);
    assert_eq!(level_of(&document.appendices[0], "Đường A"), Some(2));
    assert_eq!(said(&document), Vec::<String>::new());
    // So is a row of a group that was added there.
    let document = works(58, &[["V", "Nhóm khác", "", ""], ["1", "Xã A", "Đường A", "7000"]]);
    assert_eq!(level_of(&document.appendices[0], "Đường A"), Some(2));
    assert!(document.findings.is_empty(), "{:?}", document.findings);
}

#[test]
fn rows_of_a_project_that_was_added_at_the_end_are_its_rows() {
    let template = phuluc::template(&options().appendix("2")).expect("a template");
    let end = between(&template, "_phuluc.table");
    let at = |column: &str, up: u32| format!("{column}{}", end - up);
    let cells = [
        (at("A", 3), "8"),
        (at("B", 3), "Dự án 8: Khác"),
        (at("A", 2), "8.1"),
        (at("B", 2), "Tiểu dự án 1: Khác"),
        (at("F", 2), "12.5"),
    ];
    let cells = cells.each_ref().map(|(cell, text)| (cell.as_str(), *text));
    let document = read(&typed(&template, 1, &cells));
    let appendix = &document.appendices[0];
    assert_eq!(level_of(appendix, "Dự án 8: Khác"), Some(1));
    assert_eq!(level_of(appendix, "Tiểu dự án 1: Khác"), Some(2));
    assert!(document.findings.is_empty(), "{:?}", document.findings);
}

#[test]
fn a_row_above_the_first_of_its_part_counts() {
    // Inserted by LibreOffice, which moves a range that begins there out of the way.
    let expected: Json =
        serde_json::from_slice(&std::fs::read(testdata("template/first-row.json")).expect("expectations"))
            .expect("JSON");
    for name in ["first-row.xlsx", "first-row.ods", "first-row.xls"] {
        let document = reader().read_path(testdata("template").join(name)).expect("a template");
        assert_eq!(said(&document), Vec::<String>::new(), "{name}");
        for id in ["phu-luc-2", "phu-luc-3"] {
            let appendix = document.appendices.iter().find(|one| &*one.layout.id == id).expect("an appendix");
            holds(appendix, &expected, name);
        }
    }
}

#[test]
fn percentages_are_live() {
    let template = phuluc::template(&options().appendix("1")).expect("a template");
    let sheet = part(&template, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<f>IF(N(E8)=0,0,ROUND(N(H8)/E8*100,2))</f>"), "{sheet}");
    let rule = "AND(ISNUMBER(I8),ISNUMBER(H8),N(E8)&lt;&gt;0,ABS(I8-H8/E8*100)&gt;=";
    assert!(sheet.contains(rule), "it turns red where it was typed and does not agree");
    // What a program did not work out is worked out on reading.
    let cells = [("A8", "1"), ("B8", "Số hộ nghèo"), ("E8", "1200"), ("H8", "1100")];
    let document = read(&typed(&template, 1, &cells));
    let rate = |document: &Document| {
        let appendix = &document.appendices[0];
        let row = appendix.walk().next().expect("a row");
        appendix.quantity(row, "current.year_pct").to_json_text()
    };
    assert_eq!(rate(&document).as_deref(), Some("91.67"));
    let blank = read(&typed(&template, 1, &[("A8", "1"), ("B8", "Số hộ nghèo"), ("H8", "1100")]));
    assert_eq!(rate(&blank), None, "nothing to divide by");
}
