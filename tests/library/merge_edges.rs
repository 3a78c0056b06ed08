//! The edges of merging: whose a file is, forms that nobody filled in, what was typed over.

use phuluc::{Finding, Layouts, MergeOptions, Merged, Places, Severity, TemplateOptions, UnitSubmission};

use crate::expectations::reader;
use crate::merge::{merge, samples, submission, workbook};
use crate::merge_figures::indicators;

fn said<'a>(merged: &'a Merged, rule: &str) -> Vec<&'a Finding> {
    merged.findings.iter().filter(|finding| finding.rule == rule).collect()
}

fn row(count: &'static str) -> [&'static str; 6] {
    ["2", "Số hộ thoát nghèo", "Hộ", count, "", ""]
}

/// The record is what was sent, letter by letter, whatever encodings its texts look like.
#[test]
fn the_record_is_read_back_as_it_was_written() {
    // TCVN3, VNI, an eth for a Đ, a letter that NFC would change, in a name that nobody decoded.
    let name = "Tû lÖ hé nghÌo; Tyû leä hoä ngheøo; Ðình Lập; \u{212b}ng";
    let mut sent = indicators("Huyện Bình Gia", &[["1", name, "Hộ", "300", "150", "50"]]);
    for _ in 0..20 {
        let row = sent.document.appendices[0].rows[0].clone();
        sent.document.appendices[0].rows.push(row);
    }
    let rule = phuluc::RULES.iter().find(|rule| rule.code == "PL005").expect("a rule");
    let message = phuluc::Message::new("đã đổi", "was decoded");
    let finding = Finding::new(rule, message, "Huyện Bình Gia", "PL I", "B7");
    sent.document.findings.push(finding.with_found("Tû lÖ hé nghÌo → Tỷ lệ hộ nghèo"));
    let merged = merge(&[sent]);
    let read = reader().submissions("m.xlsx", &workbook(&merged)).expect("a record");
    let mut expected = merged.submissions.clone();
    expected.iter_mut().for_each(|one| one.short = String::new());
    assert_eq!(read, expected);
}

#[test]
fn communes_of_one_name_are_told_apart_by_their_districts() {
    let sent = [
        indicators("Xã Hòa Bình, huyện Văn Quan", &[row("7")]),
        indicators("Xã Hòa Bình, huyện Bình Gia", &[row("5")]),
        indicators("Xã Thiện Thuật, huyện Bình Gia", &[row("2")]),
        indicators("Xã Hòa Bình", &[row("1")]),
    ];
    let merged = merge(&sent);
    let units: Vec<&str> = merged.submissions.iter().filter_map(|one| one.unit.as_deref()).collect();
    assert_eq!(units, ["Xã Thiện Thuật", "Xã Hòa Bình, huyện Bình Gia", "Xã Hòa Bình, huyện Văn Quan"]);
    let unknown = said(&merged, "PL701")[0];
    assert!(
        unknown.message.en.contains("Xã Hòa Bình, huyện Bình Gia; Xã Hòa Bình, huyện Văn Quan"),
        "{}",
        unknown.message.en
    );
    let bytes = workbook(&merged);
    let sheets = reader().inspect_bytes("m.xlsx", &bytes).expect("a workbook").inspection.sheets;
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    for name in ["Xã Hòa Bình, Bình Gia I", "Xã Thiện Thuật I", "Xã Hòa Bình, Văn Quan I"] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    let again = merge(&reader().submissions("m.xlsx", &bytes).expect("a record"));
    assert_eq!(again.submissions, merged.submissions);
    let new = indicators("Xã Hòa Bình, huyện Văn Quan", &[row("9")]);
    let update =
        phuluc::update(&reader(), "m.xlsx", &bytes, vec![new], &MergeOptions::default()).expect("updated");
    assert_eq!((update.edits.len(), update.replaced), (0, vec!["Xã Hòa Bình, huyện Văn Quan".to_owned()]));
    let total = &merge(&update.submissions).appendices[0].appendix;
    assert_eq!(total.quantity(&total.rows[0], "current.plan").to_string(), "16");
}

fn template(unit: &str, plan: Option<phuluc::Document>) -> UnitSubmission {
    let mut options = TemplateOptions::new(Layouts::built_in()).year(2022);
    options.plan = plan;
    let options = phuluc::template_for(&options, unit, &Places::built_in(), &[]);
    let bytes = phuluc::template(&options).expect("a template");
    reader().submissions("form.xlsx", &bytes).expect("read").remove(0)
}

#[test]
fn a_blank_template_counts_as_not_sent_and_replaces_nothing() {
    let plan = submission("lang-son.xlsx").document;
    for blank in [template("Huyện Bình Gia", None), template("Huyện Bình Gia", Some(plan.clone()))] {
        let alone = merge(std::slice::from_ref(&blank));
        assert_eq!(alone.submissions, [], "nothing was sent");
        let mut sent = samples();
        let whole = merge(&sent);
        sent.push(blank.clone());
        let merged = merge(&sent);
        assert_eq!(merged.submissions, whole.submissions);
        let [finding] = said(&merged, "PL716")[..] else { panic!("said once") };
        assert_eq!((finding.severity, finding.file.as_str()), (Severity::Warning, "form.xlsx"));
        assert!(finding.message.vi.contains("III (Danh mục công trình)"), "{}", finding.message.vi);
        let options = MergeOptions::default();
        let update =
            phuluc::update(&reader(), "m.xlsx", &workbook(&whole), vec![blank], &options).expect("updated");
        assert_eq!(update.replaced, Vec::<String>::new());
        assert_eq!(merge(&update.submissions).submissions, whole.submissions);
    }
    // A unit that sent a blank form only is still missing.
    let others = merge(&[samples().remove(0), template("Huyện Tràng Định", None)]);
    assert!(said(&others, "PL704")[0].message.en.contains("Huyện Tràng Định"));
}

#[test]
fn one_figure_or_a_row_of_its_own_makes_a_form_a_sent_one() {
    let plan = submission("lang-son.xlsx").document;
    let mut figure = template("Huyện Bình Gia", Some(plan.clone()));
    let appendix = &mut figure.document.appendices[2];
    let column = appendix.layout.column_index("central").expect("a column");
    appendix.rows[0].values[column] = phuluc::Value::Quantity(phuluc::Quantity::from_json_text("0"));
    let merged = merge(&[figure]);
    assert_eq!(merged.appendices.len(), 1, "zero is a figure");
    let mut words = template("Huyện Bình Gia", Some(plan));
    let appendix = &mut words.document.appendices[0];
    let agency = appendix.layout.column_index("agency").expect("a column");
    appendix.rows[0].values[agency] = phuluc::Value::Text(Some("Phòng LĐ-TB&XH".into()));
    let merged = merge(&[words]);
    assert_eq!(merged.appendices.len(), 1, "words are something");
    let finding = said(&merged, "PL716")[0];
    assert_eq!(finding.sheet, "PL I");
    assert!(finding.message.en.contains("words and no figure"), "{}", finding.message.en);
}

#[test]
fn a_form_that_most_units_sent_is_missed_at_the_file_of_one_that_did_not() {
    let list = |unit: &str| {
        let mut one = submission("binh-gia.xls");
        one.unit = Some(unit.to_owned());
        one.document.appendices[0].plan = None;
        one.sha256 = unit.to_owned();
        one
    };
    let both = |unit: &str| {
        let mut one = indicators(unit, &[row("7")]);
        one.document.appendices.extend(list(unit).document.appendices);
        one
    };
    let merged =
        merge(&[both("Huyện Bình Gia"), both("Huyện Văn Quan"), indicators("Huyện Đình Lập", &[row("1")])]);
    let lacking: Vec<&Finding> =
        said(&merged, "PL704").into_iter().filter(|finding| !finding.file.is_empty()).collect();
    let [finding] = lacking[..] else { panic!("said once: {lacking:?}") };
    assert_eq!(finding.file, "Huyện Đình Lập");
    assert!(finding.message.vi.starts_with("Huyện Đình Lập chưa gửi biểu III (Danh mục công trình)"));
    // Half is not most.
    let half = merge(&[both("Huyện Bình Gia"), indicators("Huyện Đình Lập", &[row("1")])]);
    assert!(said(&half, "PL704").iter().all(|finding| finding.file.is_empty()));
}

#[test]
fn a_unit_that_was_said_against_the_file_is_said() {
    let named = |unit: &str| {
        let mut one = submission("binh-gia.xls");
        one.unit = Some(unit.to_owned());
        merge(&[one])
    };
    let other = named("Huyện Văn Quan");
    assert_eq!(other.submissions[0].unit.as_deref(), Some("Huyện Văn Quan"));
    let finding = said(&other, "PL715")[0];
    assert_eq!(finding.expected.as_deref(), Some("Huyện Văn Quan"));
    assert!(finding.message.vi.contains("Bình Gia"), "{}", finding.message.vi);
    for fits in ["Huyện Bình Gia", "Bình Gia", "Xã Thiện Thuật, huyện Bình Gia"] {
        assert!(said(&named(fits), "PL715").is_empty(), "{fits}");
    }
}

#[test]
fn a_slip_in_a_units_name_is_answered_with_the_name_that_is_meant() {
    let near = |unit: &str| {
        let merged = merge(&[indicators(unit, &[row("1")])]);
        said(&merged, "PL702")[0].expected.clone()
    };
    assert_eq!(near("Huyện Đình Lâp").as_deref(), Some("Huyện Đình Lập"));
    assert_eq!(near("Huyện Trang Đinhh").as_deref(), Some("Huyện Tràng Định"));
    assert_eq!(near("Huyện Ba Bể"), None, "another province's is nobody's slip");
}

/// What is said of a workbook whose first sheet was changed.
fn edits_of(merged: &Merged, change: impl Fn(&mut String)) -> Vec<(String, String)> {
    edits_in(&changed(&workbook(merged), |part, text| {
        if part == "xl/worksheets/sheet1.xml" {
            change(text);
        }
    }))
}

fn edits_in(bytes: &[u8]) -> Vec<(String, String)> {
    let sent = reader().submissions("m.xlsx", bytes).expect("a record");
    let edits = phuluc::edits(&reader(), "m.xlsx", bytes, &sent, &MergeOptions::default()).expect("compared");
    edits.iter().map(|edit| (format!("{}!{}", edit.sheet, edit.cell), edit.message.en.to_string())).collect()
}

/// The workbook with the XML of its parts changed.
fn changed(bytes: &[u8], change: impl Fn(&str, &mut String)) -> Vec<u8> {
    use std::io::{Read, Write};
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("content");
        if name.ends_with(".xml") {
            let mut text = String::from_utf8(content).expect("UTF-8");
            change(&name, &mut text);
            content = text.into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(&content).expect("written");
    }
    writer.finish().expect("a package").into_inner()
}

#[test]
fn nothing_is_said_of_a_merged_workbook_as_it_was_written_nor_of_any_other_file() {
    assert_eq!(edits_of(&merge(&samples()), |_| ()), []);
    let other = samples();
    let edits =
        phuluc::edits(&reader(), "a.xls", b"", &other, &MergeOptions::default()).expect("nothing to compare");
    assert_eq!(edits, []);
}

#[test]
fn a_total_typed_over_is_called_a_total() {
    let edits = edits_of(&merge(&samples()), |sheet| {
        // The grand total of NSĐP.
        let start = sheet.find("<c r=\"H8\"").expect("the total");
        let end = start + sheet[start..].find("</c>").expect("its end");
        sheet.replace_range(start..end, "<c r=\"H8\"><v>30000</v>");
    });
    let [(place, message)] = &edits[..] else { panic!("{edits:?}") };
    assert_eq!(place, "PL III!H8");
    assert!(
        message.starts_with("a total was typed over (row `")
            && message.contains("column `Vốn đầu tư (triệu đồng) / NSĐP`")
            && message.ends_with("its formula gives 27.218,4, 30.000 stands there"),
        "{message}"
    );
}

/// What Excel does where a row is deleted: rows below move up, and formulas with them.
fn without_row(sheet: &mut String, gone: u32) {
    let start = sheet.find(&format!("<row r=\"{gone}\"")).expect("the row");
    let end = start + sheet[start..].find("</row>").expect("its end") + 6;
    sheet.replace_range(start..end, "");
    for row in gone + 1..120 {
        for column in 'A'..='J' {
            *sheet = sheet.replace(&format!("r=\"{column}{row}\""), &format!("r=\"{column}{}\"", row - 1));
        }
        *sheet = sheet.replace(&format!("<row r=\"{row}\""), &format!("<row r=\"{}\"", row - 1));
    }
    // Sums over the rows: the last one is one less.
    let formulas: Vec<String> = sheet
        .split("<f>")
        .skip(1)
        .filter_map(|rest| rest.split_once("</f>"))
        .map(|(f, _)| f.to_owned())
        .collect();
    for formula in formulas.iter().filter(|formula| formula.contains(':') && !formula.contains('!')) {
        let (head, last) = formula.rsplit_once(|letter: char| letter.is_ascii_alphabetic()).expect("a range");
        let number: u32 = last.trim_end_matches(')').parse().expect("a row");
        if number > gone {
            let column = &formula[head.len()..head.len() + 1];
            let moved = format!("{head}{column}{})", number - 1);
            *sheet = sheet.replace(&format!("<f>{formula}</f>"), &format!("<f>{moved}</f>"));
        }
    }
}

#[test]
fn a_deleted_row_is_said_once_and_an_edit_beside_it_too() {
    let merged = merge(&samples());
    let edits = edits_of(&merged, |sheet| without_row(sheet, 15));
    let [(place, message)] = &edits[..] else { panic!("{edits:#?}") };
    assert_eq!(place, "PL III!A15");
    assert!(message.starts_with("row `1.") && message.contains("was deleted"), "{message}");
    let edits = edits_of(&merged, |sheet| {
        without_row(sheet, 15);
        let start = sheet.find("<c r=\"H12\"").expect("a figure");
        let end = start + sheet[start..].find("</c>").expect("its end");
        sheet.replace_range(start..end, "<c r=\"H12\"><v>1</v>");
    });
    let places: Vec<&str> = edits.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["PL III!H12", "PL III!A15"], "{edits:#?}");
}

#[test]
fn a_renamed_sheet_is_said_once_and_its_formulas_follow() {
    let bytes = workbook(&merge(&samples()));
    let renamed = changed(&bytes, |part, text| {
        if part == "xl/workbook.xml" || part == "xl/worksheets/sheet1.xml" {
            *text = text.replace("Văn Quan III", "Văn Quan cũ");
        }
    });
    let edits = edits_in(&renamed);
    let said = [("Văn Quan III!".to_owned(), "the sheet was renamed to `Văn Quan cũ`".to_owned())];
    assert_eq!(edits, said);
}

#[test]
fn a_merged_json_form_that_was_changed_is_said_too() {
    let merged = merge(&samples());
    let json = merged.to_json(phuluc::Language::English);
    let said = |json: &str| {
        let sent = reader().submissions("m.json", json.as_bytes()).expect("units");
        let edits = phuluc::edits(&reader(), "m.json", json.as_bytes(), &sent, &MergeOptions::default());
        edits.expect("compared").len()
    };
    assert_eq!(said(&json), 0);
    assert_eq!(said(&json.replacen("27218.4", "27218.5", 1)), 1);
}

/// A name that several communes have is enough where the file itself says which.
#[test]
fn what_the_file_states_chooses_among_communes_of_the_name_that_was_said() {
    let mut sent = indicators("Xã Hòa Bình", &[row("1")]);
    sent.document.appendices[0].source.reporting_unit = Some("Xã Hòa Bình, huyện Văn Quan".to_owned());
    let merged = merge(&[sent]);
    assert_eq!(merged.submissions[0].unit.as_deref(), Some("Xã Hòa Bình, huyện Văn Quan"));
    assert!(said(&merged, "PL715").is_empty());
}
