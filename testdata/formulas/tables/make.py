"""Tables whose formulas are not as they should be, written by openpyxl and recalculated by
LibreOffice, so that each cell holds what its formula really gives.

    python3 make.py        needs openpyxl and soffice
"""

import subprocess
import tempfile
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).parent
HEADER = ["TT", "Nội dung", "Tổng nhu cầu kinh phí", "Ngân sách Trung ương", "Ngân sách địa phương", "Huy động khác"]
PROJECTS = [
    ("1", "Dự án 1: Hỗ trợ đầu tư hạ tầng", [("Tiểu dự án 1: Hạ tầng thôn", 1200, 150, 10), ("Tiểu dự án 2: Đề án", 830, 95, 0)]),
    ("2", "Dự án 2: Đa dạng hóa sinh kế", [("Tiểu dự án 1: Mô hình", 410, 60, 5), ("Tiểu dự án 2: Nhân rộng", 275, 40, 0), ("Tiểu dự án 3: Tập huấn", 90, 12, 0)]),
    ("3", "Dự án 3: Hỗ trợ phát triển sản xuất", [("Tiểu dự án 1: Nông nghiệp", 640, 70, 20), ("Tiểu dự án 2: Dinh dưỡng", 120, 18, 0)]),
    ("4", "Dự án 4: Giáo dục nghề nghiệp", [("Tiểu dự án 1: Đào tạo", 505, 45, 0), ("Tiểu dự án 2: Việc làm", 330, 25, 15)]),
]


def table():
    """A plan in which every formula is right; rows of projects and of sub-projects by code."""
    book = Workbook()
    sheet = book.active
    sheet.title = "PL II"
    sheet["A1"] = "DỰ KIẾN KINH PHÍ THỰC HIỆN CTMTQG GIẢM NGHÈO BỀN VỮNG NĂM 2022"
    sheet["F2"] = "Đơn vị tính: triệu đồng"
    for column, text in enumerate(HEADER, 1):
        sheet.cell(3, column, text)
    rows, row = {}, 5
    for code, name, parts in PROJECTS:
        rows[code] = row
        sheet.cell(row, 1, code)
        sheet.cell(row, 2, name)
        for number, (part, *figures) in enumerate(parts, 1):
            at = row + number
            rows[f"{code}.{number}"] = at
            sheet.cell(at, 1, f"{code}.{number}")
            sheet.cell(at, 2, part)
            for column, figure in enumerate(figures, 4):
                sheet.cell(at, column, figure)
            sheet.cell(at, 3, f"=D{at}+E{at}+F{at}")
        last = row + len(parts)
        for letter in "CDEF":
            sheet[f"{letter}{row}"] = f"=SUM({letter}{row + 1}:{letter}{last})"
        row = last + 1
    sheet["B4"] = "Tổng cộng"
    for letter in "CDEF":
        sheet[f"{letter}4"] = "=" + "+".join(f"{letter}{rows[code]}" for code, _, _ in PROJECTS)
    return book, sheet, rows


def save(name, change):
    book, sheet, rows = table()
    change(sheet, rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.xlsx"
        book.save(path)
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", HERE, path],
            check=True,
            stdout=subprocess.DEVNULL,
        )


def put(cell, value):
    return lambda sheet, rows: sheet.__setitem__(cell(rows), value(rows))


save("sound", lambda sheet, rows: None)
# The last sub-project was added below the range.
save("row-left-out", put(lambda r: f"D{r['2']}", lambda r: f"=SUM(D{r['2.1']}:D{r['2.2']})"))
# The total runs over projects and sub-projects.
save("counted-twice", put(lambda r: "D4", lambda r: f"=SUM(D5:D{r['4.2']})"))
# Somebody typed over the formula what it gave then.
save("typed-over", put(lambda r: f"D{r['3']}", lambda r: 760))
# The same, and a part has changed since.
save("typed-over-and-wrong", put(lambda r: f"D{r['3']}", lambda r: 700))
# Other funds are forgotten in one row, where there are none.
save("differs", put(lambda r: f"C{r['2.3']}", lambda r: f"=D{r['2.3']}+E{r['2.3']}"))
# A figure with an apostrophe before it.
save("text-in-sum", put(lambda r: f"E{r['1.2']}", lambda r: "95"))
