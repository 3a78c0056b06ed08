//! Generated lists, row by row and as a whole: whatever stands at the border of two windows.

use std::io::Write;

use phuluc::Reader;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use crate::stream::hold_all;

/// A row of the list by its cells, and how many rows its place is merged over.
#[derive(Debug, Clone)]
struct Line {
    cells: Vec<String>,
    merged: usize,
}

fn line(cells: &[&str]) -> Line {
    Line { cells: cells.iter().map(|cell| (*cell).to_owned()).collect(), merged: 1 }
}

/// What stands in a list, as offices write it.
#[derive(Debug, Clone)]
enum Kind {
    District,
    Work { coded: bool, placed: bool, small: bool, figures: bool, merged: usize },
    GoesOn { figures: bool },
    Nameless,
    PageMark,
    Gap,
    Beside,
    Numbers,
}

fn kind() -> impl Strategy<Value = Kind> {
    let work = (any::<bool>(), any::<bool>(), 0..8u8, 0..8u8, 0..9usize).prop_map(
        |(coded, placed, small, figures, merged)| Kind::Work {
            coded,
            placed,
            small: small == 0,
            figures: figures > 0,
            merged: if merged > 6 { merged - 5 } else { 1 },
        },
    );
    prop_oneof![
        12 => work,
        2 => Just(Kind::District),
        2 => any::<bool>().prop_map(|figures| Kind::GoesOn { figures }),
        1 => Just(Kind::Nameless),
        1 => Just(Kind::PageMark),
        1 => Just(Kind::Gap),
        1 => Just(Kind::Beside),
        1 => Just(Kind::Numbers),
    ]
}

fn body(kinds: &[Kind]) -> Vec<Line> {
    let (mut district, mut work) = (0, 0);
    let mut lines = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        lines.push(match kind {
            Kind::District => {
                (district, work) = (district + 1, 0);
                line(&[&district.to_string(), &format!("Huyện số {district}"), "", "", "", "", "900"])
            }
            Kind::Work { coded, placed, small, figures, merged } => {
                work += 1;
                let code = if *coded { format!("{}.{work}", district.max(1)) } else { String::new() };
                let place = if *placed { format!("Xã {}", at % 5) } else { String::new() };
                let name =
                    if *small { format!("đường số {at}") } else { format!("Đường số {at},") };
                let figure = if *figures { format!("{}", 100 + at) } else { String::new() };
                let cells = [&code, &place, &name, "Ban QLDA", "L=2km", "Nghị quyết", &figure, "", "2022"];
                Line { merged: *merged, ..line(&cells) }
            }
            Kind::GoesOn { figures } => {
                line(&["", "", "nối dài tới thôn bản", "", "", "", if *figures { "55" } else { "" }])
            }
            Kind::Nameless => line(&["", "", "", "", "", "", "12", "7"]),
            Kind::PageMark => line(&["", "", "Trang 2/5"]),
            Kind::Gap => line(&[]),
            Kind::Beside => line(&["", "", "", "", "", "", "", "", "", "", "ghi bên lề"]),
            Kind::Numbers => line(&["1", "2", "3", "4", "5", "6", "7", "8", "9"]),
        });
    }
    lines
}

fn workbook(total: u8, kinds: &[Kind], notes: bool) -> Vec<u8> {
    let mut lines = vec![
        line(&["Phụ lục III"]),
        line(&["DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2022"]),
        line(&["", "", "", "", "", "", "Đơn vị tính: Triệu đồng"]),
        line(&[
            "TT",
            "Địa bàn",
            "Tên/Danh mục công trình",
            "Đơn vị thực hiện",
            "Quy mô đầu tư",
            "Lý do đầu tư",
            "NSTW",
            "NSĐP",
            "Năm thực hiện",
            "Ghi chú",
        ]),
    ];
    let sum = line(&["", "Tổng cộng", "", "", "", "", "123456"]);
    lines.extend((total == 1).then(|| sum.clone()));
    lines.extend(body(kinds));
    lines.extend((total == 2).then_some(sum));
    if notes {
        lines.extend([
            line(&[]),
            line(&["", "Ghi chú: số liệu dự kiến."]),
            line(&["", "", "", "KT. CHỦ TỊCH"]),
        ]);
    }
    zipped(&lines)
}

fn zipped(lines: &[Line]) -> Vec<u8> {
    let mut sheet = String::from("<worksheet><sheetData>");
    let mut merges = String::new();
    for (row, line) in (1..).zip(lines) {
        sheet += &format!("<row r=\"{row}\">");
        for (column, text) in line.cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let column = char::from(b'A' + column as u8);
            if text.parse::<f64>().is_ok() {
                sheet += &format!("<c r=\"{column}{row}\"><v>{text}</v></c>");
            } else {
                sheet += &format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
            }
        }
        sheet += "</row>";
        if line.merged > 1 {
            merges += &format!("<mergeCell ref=\"B{row}:B{}\"/>", row + line.merged - 1);
        }
    }
    sheet += &format!("</sheetData><mergeCells>{merges}</mergeCells></worksheet>");
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        (
            "_rels/.rels",
            format!(
                "<Relationships><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" id=\"r1\"/></sheets></workbook>".to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn generated_lists_stream_alike_wherever_they_are_cut() {
    let reader = Reader::new();
    let mut streamed = 0;
    let strategy = (0..3u8, proptest::collection::vec(kind(), 3..60), any::<bool>());
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::default());
    let ran = runner.run(&strategy, |(total, kinds, notes)| {
        let bytes = workbook(total, &kinds, notes);
        hold_all("a.xlsx", &bytes, &reader, &[1, 2, 5, 1000])
            .map_err(|error| TestCaseError::fail(error.to_string()))?;
        Ok(())
    });
    ran.expect("alike");
    // Lists of works without anything odd do stream.
    for works in 1..40 {
        let works: Vec<Kind> = (0..works)
            .map(|at| Kind::Work { coded: true, placed: at % 3 == 0, small: false, figures: true, merged: 1 })
            .collect();
        streamed += usize::from(
            hold_all("a.xlsx", &workbook(1, &works, true), &reader, &[1, 7]).is_ok_and(|none| none.is_none()),
        );
    }
    assert!(streamed >= 35, "{streamed}");
}
