//! Workbooks to measure with, made by rust_xlsxwriter.

use std::path::Path;

use anyhow::Result;
use rust_xlsxwriter::{Workbook, Worksheet};

/// Works below one commune.
const A_COMMUNE: u32 = 20;
/// Communes below one district.
const A_DISTRICT: u32 = 20;
const FIRST_ROW: u32 = 6;

/// A list of works (Phụ lục III), nine cells a row, with texts that repeat and texts
/// that do not, as districts send them.
pub(crate) fn list_of_works(path: &Path, works: u32) -> Result<()> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("PL III")?;
    head(sheet)?;
    let mut row = FIRST_ROW;
    for work in 0..works {
        if work % (A_COMMUNE * A_DISTRICT) == 0 {
            let district = work / (A_COMMUNE * A_DISTRICT) + 1;
            sheet.write_number(row, 0, district)?;
            sheet.write_string(row, 1, format!("Huyện số {district}"))?;
            row += 1;
        }
        sheet.write_string(
            row,
            0,
            format!("{}.{}", work / (A_COMMUNE * A_DISTRICT) + 1, work % (A_COMMUNE * A_DISTRICT) + 1),
        )?;
        sheet.write_string(row, 1, format!("Xã {}", work / A_COMMUNE % A_DISTRICT + 1))?;
        sheet.write_string(row, 2, format!("Đường giao thông liên thôn số {work}"))?;
        sheet.write_string(row, 3, "Ban QLDA đầu tư xây dựng huyện")?;
        sheet.write_string(row, 4, "L=2,5km; B=3,5m")?;
        sheet.write_string(row, 5, "Nghị quyết số 12/NQ-HĐND ngày 15/7/2021")?;
        sheet.write_number(row, 6, f64::from(work % 9_000 + 100))?;
        sheet.write_number(row, 7, f64::from(work % 700) + 0.5)?;
        sheet.write_number(row, 8, 2022)?;
        row += 1;
    }
    workbook.save(path)?;
    Ok(())
}

fn head(sheet: &mut Worksheet) -> Result<()> {
    sheet.write_string(0, 0, "Phụ lục III")?;
    sheet.write_string(
        1,
        0,
        "DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2022 TRÊN ĐỊA BÀN HUYỆN NGHÈO",
    )?;
    sheet.write_string(2, 0, "(Kèm theo Kế hoạch số 209/KH-UBND ngày 22/10/2021 của UBND tỉnh Lạng Sơn)")?;
    sheet.write_string(3, 8, "Đơn vị tính: Triệu đồng")?;
    let above = [
        (0, "TT"),
        (1, "Địa bàn"),
        (2, "Tên/Danh mục công trình"),
        (3, "Đơn vị thực hiện"),
        (4, "Quy mô đầu tư"),
        (5, "Lý do đầu tư"),
        (6, "Vốn đầu tư (triệu đồng)"),
        (8, "Năm thực hiện"),
    ];
    for (column, text) in above {
        sheet.write_string(4, column, text)?;
    }
    sheet.write_string(5, 6, "NSTW")?;
    sheet.write_string(5, 7, "NSĐP")?;
    Ok(())
}
