//! Workbooks row for row against what they must yield.

use crate::expectations::{differences, expected_workbooks, reader};

fn hold(folder: &str, at_least: usize) {
    let reader = reader();
    let workbooks = expected_workbooks(folder);
    assert!(workbooks.len() >= at_least, "{folder}: {} workbooks", workbooks.len());
    let mut wrong = Vec::new();
    for (path, expected) in workbooks {
        match reader.read_path(&path) {
            Ok(document) => {
                let lines = differences(&document, &expected);
                wrong.extend(lines.into_iter().map(|line| format!("{}: {line}", path.display())));
            }
            Err(error) => wrong.push(error.to_string()),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_four_samples() {
    hold("submissions", 4);
}

#[test]
fn habits_of_the_offices() {
    hold("variants", 41);
    hold("made", 53);
    hold("offices", 162);
    hold("messy", 320);
}

#[test]
fn layouts_of_a_users_own() {
    hold("layouts/central-budget", 3);
    hold("layouts/works-2026", 2);
}

#[test]
fn titles_plan_year_and_notes_of_a_sample() {
    let document =
        reader().read_path(crate::expectations::testdata("submissions/lang-son.xlsx")).expect("a document");
    let appendix = &document.appendices[1];
    assert_eq!(
        appendix.title.as_deref(),
        Some("DỰ KIẾN KINH PHÍ THỰC HIỆN CTMTQG GIẢM NGHÈO BỀN VỮNG NĂM 2022")
    );
    let plan = appendix.plan.as_ref().expect("a plan");
    assert_eq!(plan.number.as_deref(), Some("209/KH-UBND"));
    assert_eq!(plan.date.as_deref(), Some("2021-10-22"));
    assert_eq!(plan.issuer.as_deref(), Some("UBND tỉnh Lạng Sơn"));
    assert_eq!(appendix.plan_year, Some(2022));
    let notes: Vec<&str> = appendix.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(
        notes,
        ["Ghi chú: số liệu dự kiến, chưa bao gồm vốn lồng ghép.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    );
    assert!(appendix.unmapped.is_empty());
    assert_eq!(
        appendix.cell(&appendix.rows[2], "total").map(|cell| cell.to_string()).as_deref(),
        Some("C12")
    );
}
