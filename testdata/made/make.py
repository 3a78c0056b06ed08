#!/usr/bin/env python3
"""Makes the messy workbooks of this folder and what each must yield.

Run with openpyxl, xlwt and LibreOffice (`soffice`) installed. Each function is
one workbook; its expectation is written here from what the file says, never
from the output of the tool.
"""
import datetime
import json
import pathlib
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile

import openpyxl
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font

HERE = pathlib.Path(__file__).parent
CASES = []


def case(function):
    CASES.append(function)
    return function


# ---------------------------------------------------------------- builders

P3 = ["code", "location", "work", "agency", "scale", "rationale", "central", "local", "year"]
P2 = ["code", "name", "total", "central.total", "central.investment", "central.recurrent",
      "local.total", "local.investment", "local.recurrent",
      "other.total", "other.investment", "other.recurrent"]
P1 = ["code", "indicator", "measure", "prior_actual", "current.plan", "current.nine_months",
      "current.nine_months_pct", "current.year", "current.year_pct", "next_plan", "agency"]

HEAD3 = [["TT", "Địa bàn", "Tên/Danh mục công trình", "Đơn vị thực hiện", "Quy mô đầu tư", "Lý do đầu tư",
          "Vốn đầu tư (triệu đồng)", None, "Năm thực hiện"],
         [None] * 6 + ["NSTW", "NSĐP", None]]
MERGE3 = ["A{0}:A{1}", "B{0}:B{1}", "C{0}:C{1}", "D{0}:D{1}", "E{0}:E{1}", "F{0}:F{1}", "G{0}:H{0}", "I{0}:I{1}"]

HEAD2 = [["STT", "Dự án, hoạt động", "Tổng nhu cầu kinh phí", "Ngân sách Trung ương", None, None,
          "Ngân sách địa phương", None, None, "Huy động khác", None, None],
         [None] * 3 + ["Tổng cộng", "Nguồn ĐTPT", "Nguồn sự nghiệp"] * 3]
MERGE2 = ["A{0}:A{1}", "B{0}:B{1}", "C{0}:C{1}", "D{0}:F{0}", "G{0}:I{0}", "J{0}:L{0}"]

HEAD1 = [["TT", "Chỉ tiêu/nhiệm vụ", "Đơn vị tính", "Kết quả thực hiện 2020", "Ước Thực hiện năm 2021", None, None,
          None, None, "Dự kiến Kế hoạch năm 2022", "Đơn vị thực hiện"],
         [None] * 4 + ["Kế hoạch", "Ước thực hiện 9 tháng", "Ước TH 9 tháng so với cùng kỳ năm 2020 (%)",
                       "Ước thực hiện cả năm", "Ước TH cả năm so với kế hoạch năm 2020 (%)", None, None]]
MERGE1 = ["A{0}:A{1}", "B{0}:B{1}", "C{0}:C{1}", "D{0}:D{1}", "E{0}:I{0}", "J{0}:J{1}", "K{0}:K{1}"]

W1 = [1, "Xã Thiện Hòa", "Đường Thâm Khôn - Nà Tàn", "UBND huyện Bình Gia", "2,1km", "Giảm nghèo", 1625.7, 1874.2, 2022]
W2 = [2, "Xã Hồng Phong", "Đường Văn Mịch - Nà Kít", "UBND huyện Bình Gia", "2,8km", "Giảm nghèo", 3467.8, 2805.7, 2022]
W3 = [3, "Xã Hoa Thám", "Trường tiểu học", "UBND huyện Bình Gia", "8 phòng", "Giảm nghèo", 12500, 4000, 2022]
T3 = [None, None, "Tổng cộng", None, None, None, 17593.5, 8679.9, None]


def put(sheet, start, rows):
    for offset, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.cell(start + offset, column + 1).value = value


def head(sheet, start, rows, merges):
    put(sheet, start, rows)
    for merge in merges:
        sheet.merge_cells(merge.format(start, start + 1))


def titles(sheet, number="Phụ lục III", title="DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2022",
           plan="(Kèm theo Tờ trình số 15/TTr-UBND ngày 12/10/2021 của UBND huyện Bình Gia)", unit=None):
    put(sheet, 1, [[number], [title], [plan], [None, None, None, None, None, None, unit]])


def text(value):
    if value is None:
        return None
    if isinstance(value, float):
        return repr(value)
    return str(value)


def row(number, level, fields, values, **extra):
    entry = {"level": level, "row": number}
    entry.update({field: text(value) for field, value in zip(fields, values)})
    entry.update(extra)
    return entry


def expect(name, why, *appendices):
    data = {"why": why, "appendices": [dict(zip(("layout", "sheet", "rows"), a)) for a in appendices]}
    path = HERE / f"{name}.expect.json"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def book(title="PL III"):
    workbook = openpyxl.Workbook()
    workbook.active.title = title
    return workbook, workbook.active


def save(workbook, name):
    workbook.save(HERE / f"{name}.xlsx")


def through_libreoffice(name, extension):
    """Replaces NAME.xlsx by what LibreOffice saves from it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
                        extension, "--outdir", folder, str(HERE / f"{name}.xlsx")], check=True, capture_output=True)
        ending = extension.split(":")[0]
        (HERE / f"{name}.xlsx").unlink()
        shutil.move(f"{folder}/{name}.{ending}", HERE / f"{name}.{ending}")


def edit_part(name, part, change):
    """Edits the text of a part of NAME.xlsx."""
    path = HERE / f"{name}.xlsx"
    with zipfile.ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in parts:
            if info.filename == part:
                data = change(data.decode("utf-8")).encode("utf-8")
            archive.writestr(info.filename, data)


WORKS = [(1, W1), (1, W2), (1, W3)]


def plain(name, why, build, first, works=None, total_at=None, layout="phu-luc-3", sheet="PL III"):
    """A list of works whose only peculiarity `build` makes."""
    workbook, ws = book(sheet)
    build(ws)
    save(workbook, name)
    rows = [row(first + at, 1, P3, w) for at, (_, w) in enumerate(works or WORKS)]
    if total_at:
        rows.append(row(total_at, 0, P3, T3))
    expect(name, why, (layout, sheet, rows))


# ---------------------------------------------------------------- tables and headers

@case
def total_at_the_end():
    def build(ws):
        titles(ws, unit="Đơn vị tính: triệu đồng")
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [W1, W2, W3, T3])
    plain("total-at-the-end", "the grand total below the works", build, 7, total_at=10)


@case
def total_at_both_ends():
    def build(ws):
        titles(ws)
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [T3, W1, W2, W3, T3])
    plain("total-at-both-ends", "the same grand total above and below: one is taken", build, 8, total_at=7)


@case
def no_title():
    def build(ws):
        head(ws, 1, HEAD3, MERGE3)
        put(ws, 3, [W1, W2, W3])
    plain("no-title", "a header in the first row and nothing above", build, 3)


@case
def header_unmerged():
    def build(ws):
        titles(ws)
        put(ws, 5, HEAD3)
        put(ws, 7, [W1, W2, W3])
    plain("header-unmerged", "a two-row header without merged cells", build, 7)


@case
def header_in_one_row():
    def build(ws):
        titles(ws, unit="ĐVT: triệu đồng")
        put(ws, 5, [["STT", "Địa điểm", "Tên công trình", "Chủ đầu tư", "Quy mô", "Lý do", "Vốn NSTW", "Vốn NSĐP", "Năm TH"]])
        put(ws, 6, [W1, W2, W3])
    plain("header-in-one-row", "one header row with synonyms", build, 6)


@case
def header_split_over_rows():
    def build(ws):
        titles(ws, unit="ĐVT: triệu đồng")
        put(ws, 5, [["Số", "Địa", "Tên/Danh mục", "Đơn vị", "Quy mô", "Lý do", "Vốn đầu tư", None, "Năm"],
                    ["TT", "bàn", "công trình", "thực hiện", "đầu tư", "đầu tư", "NSTW", "NSĐP", "thực hiện"]])
        put(ws, 7, [W1, W2, W3])
    plain("header-split-over-rows", "header words continued in the next row", build, 7)


@case
def header_without_accents():
    def build(ws):
        titles(ws, number="Phu luc III", title="DANH MUC CONG TRINH NAM 2022", plan=None, unit="DVT: trieu dong")
        put(ws, 5, [["TT", "Dia ban", "Ten cong trinh", "Don vi thuc hien", "Quy mo", "Ly do dau tu", "NSTW", "NSDP", "Nam thuc hien"]])
        put(ws, 6, [W1, W2, W3])
    plain("header-without-accents", "typed without accents", build, 6)


@case
def header_with_typing_errors():
    def build(ws):
        titles(ws)
        put(ws, 5, [["TT", "Đia bàn", "Tên/Danh mục công trìnhh", "Đơn vị thưc hiện", "Qui mô đầu tư", "Lí do đầu tư",
                     "Vốn đầu tư (triệu đồng)", None, "Năm thực hiên"], [None] * 6 + ["NSTW", "NSĐP", None]])
        put(ws, 7, [W1, W2, W3])
    plain("header-with-typing-errors", "small errors in the header", build, 7)


@case
def header_with_line_breaks():
    def build(ws):
        titles(ws)
        rows = [[v.replace(" ", "\n") if v else v for v in r] for r in HEAD3]
        head(ws, 5, rows, MERGE3)
        put(ws, 7, [W1, W2, W3])
    plain("header-with-line-breaks", "line breaks in the header's cells", build, 7)


@case
def far_down_and_right():
    def build(ws):
        put(ws, 12, [[None, None, None] + r for r in HEAD3])
        put(ws, 14, [[None, None, None] + r for r in [W1, W2, W3]])
        ws.cell(2, 5).value = "UBND HUYỆN BÌNH GIA"
        ws.cell(8, 6).value = "DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2022"
    plain("far-down-and-right", "blank rows and columns before the table", build, 14)


@case
def header_repeated():
    def build(ws):
        titles(ws)
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [[f"({n})" for n in range(1, 10)]])
        put(ws, 8, [W1, W2])
        head(ws, 10, HEAD3, MERGE3)
        put(ws, 12, [[n for n in range(1, 10)], W3])
    workbook, ws = book()
    build(ws)
    save(workbook, "header-repeated")
    expect("header-repeated", "header and column numbers again at a page break",
           ("phu-luc-3", "PL III", [row(8, 1, P3, W1), row(9, 1, P3, W2), row(13, 1, P3, W3)]))


@case
def formula_numbers_row():
    def build(ws):
        titles(ws)
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [["A", "B", "C", "D", "E", "F", "1=2+3", "2", "3"]])
        put(ws, 8, [W1, W2, W3])
    plain("formula-numbers-row", "a row of letters, numbers and a formula below the header", build, 8)


@case
def blank_rows_inside():
    workbook, ws = book()
    titles(ws)
    head(ws, 5, HEAD3, MERGE3)
    put(ws, 7, [W1])
    put(ws, 9, [W2])
    put(ws, 12, [W3])
    put(ws, 15, [[None, "Ghi chú: số liệu dự kiến"], [None] * 6 + ["Bình Gia, ngày 12 tháng 10 năm 2021"],
                 [None] * 6 + ["KT. CHỦ TỊCH"]])
    save(workbook, "blank-rows-inside")
    expect("blank-rows-inside", "blank rows between works, notes and a signature below",
           ("phu-luc-3", "PL III", [row(7, 1, P3, W1), row(9, 1, P3, W2), row(12, 1, P3, W3)]))


@case
def hidden_rows_and_columns():
    def build(ws):
        titles(ws)
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [W1, W2, W3])
        ws.row_dimensions[8].hidden = True
        ws.column_dimensions["E"].hidden = True
    plain("hidden-rows-and-columns", "hidden rows and columns are read all the same", build, 7)


@case
def extra_and_missing_columns():
    workbook, ws = book()
    titles(ws)
    put(ws, 5, [["TT", "Địa bàn", "Tên công trình", "Mã số dự án", "Quy mô đầu tư", "NSTW", "NSĐP"]])
    put(ws, 6, [[1, "Xã Thiện Hòa", "Đường A", "7912345", "2km", 100, 10], [2, "Xã Hoa Thám", "Đường B", "7912346", "3km", 200, 20]])
    save(workbook, "extra-and-missing-columns")
    blank = lambda c, l, w, s, a, b: [c, l, w, None, s, None, a, b, None]
    expect("extra-and-missing-columns", "a project code that the form lacks; no agency, reason, year",
           ("phu-luc-3", "PL III", [row(6, 1, P3, blank(1, "Xã Thiện Hòa", "Đường A", "2km", 100, 10)),
                                    row(7, 1, P3, blank(2, "Xã Hoa Thám", "Đường B", "3km", 200, 20))]))


@case
def two_appendices_on_one_sheet():
    workbook, ws = book("Tổng hợp")
    titles(ws, number="Phụ lục II", title="DỰ KIẾN KINH PHÍ THỰC HIỆN CTMTQG GIẢM NGHÈO BỀN VỮNG NĂM 2022", unit="ĐVT: triệu đồng")
    head(ws, 5, HEAD2, MERGE2)
    project = ["1", "Dự án 1: Hạ tầng", 300, 200, 150, 50, 100, 100, None, None, None, None]
    part = ["1.1", "Tiểu dự án 1: Huyện nghèo", 300, 200, 150, 50, 100, 100, None, None, None, None]
    put(ws, 7, [project, part])
    put(ws, 11, [["Phụ lục III"], ["DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2022"]])
    head(ws, 14, HEAD3, MERGE3)
    put(ws, 16, [W1, W2, W3])
    save(workbook, "two-appendices-on-one-sheet")
    expect("two-appendices-on-one-sheet", "II and III one below the other",
           ("phu-luc-2", "Tổng hợp", [row(7, 1, P2, project, kind="project"), row(8, 2, P2, part, kind="subproject")]),
           ("phu-luc-3", "Tổng hợp", [row(16 + at, 1, P3, w) for at, w in enumerate([W1, W2, W3])]))


@case
def a_letter_beside():
    workbook, ws = book("Công văn")
    put(ws, 1, [["UBND HUYỆN BÌNH GIA"], [None], ["Kính gửi: Sở Lao động - Thương binh và Xã hội"],
                ["Thực hiện Công văn số 3486, UBND huyện báo cáo số liệu như các trang sau."]])
    other = workbook.create_sheet("Biểu 3")
    titles(other)
    head(other, 5, HEAD3, MERGE3)
    put(other, 7, [W1, W2, W3])
    workbook.create_sheet("Sheet3")
    save(workbook, "a-letter-beside")
    expect("a-letter-beside", "a letter on the first sheet, an empty last one",
           ("phu-luc-3", "Biểu 3", [row(7 + at, 1, P3, w) for at, w in enumerate([W1, W2, W3])]))


@case
def groups_districts_works():
    workbook, ws = book()
    titles(ws)
    head(ws, 5, HEAD3, MERGE3)
    g1 = ["I", "Huyện nghèo", None, None, None, None, 17593.5, 8679.9, None]
    d1 = [1, "Huyện Bình Gia", None, None, None, None, 5093.5, 4679.9, None]
    d2 = [2, "Huyện Văn Quan", None, None, None, None, 12500, 4000, None]
    g2 = ["II", "Xã ĐBKK vùng bãi ngang", None, None, None, None, None, None, None]
    w3 = [1] + W3[1:]
    put(ws, 7, [T3, g1, d1, W1, W2, d2, w3, g2])
    save(workbook, "groups-districts-works")
    expect("groups-districts-works", "groups by roman numbers, districts and works numbered anew",
           ("phu-luc-3", "PL III", [
               row(7, 0, P3, T3), row(8, 1, P3, g1, kind="group"), row(9, 2, P3, d1, kind="district"),
               row(10, 3, P3, W1, kind="work"), row(11, 3, P3, W2), row(12, 2, P3, d2, kind="district"),
               row(13, 3, P3, w3), row(14, 1, P3, g2, kind="group")]))


@case
def subtotals():
    workbook, ws = book()
    titles(ws)
    head(ws, 5, HEAD3, MERGE3)
    g1 = ["I", "Huyện nghèo", None, None, None, None, 5093.5, 4679.9, None]
    g2 = ["II", "Xã ĐBKK", None, None, None, None, 12500, 4000, None]
    c1 = [None, None, "Cộng", None, None, None, 5093.5, 4679.9, None]
    c2 = [None, "Cộng nhóm II", None, None, None, None, 12500, 4000, None]
    w4 = [2, "Xã Hoa Thám", "Cộng đồng tham gia giám sát", "UBND huyện Bình Gia", None, None, None, None, 2022]
    put(ws, 7, [g1, W1, W2, c1, g2, [1] + W3[1:], w4, c2, T3])
    save(workbook, "subtotals")
    expect("subtotals", "lines that only add up are subtotals of the rows above them; a work that begins with the same word is none",
           ("phu-luc-3", "PL III", [
               row(7, 1, P3, g1, kind="group"), row(8, 2, P3, W1), row(9, 2, P3, W2), row(10, 2, P3, c1, kind="subtotal"),
               row(11, 1, P3, g2), row(12, 2, P3, [1] + W3[1:]), row(13, 2, P3, w4, kind="work"),
               row(14, 2, P3, c2, kind="subtotal"), row(15, 0, P3, T3)]))


@case
def closing_sum_is_the_total():
    workbook, ws = book()
    titles(ws)
    head(ws, 5, HEAD3, MERGE3)
    cong = [None, None, "Cộng", None, None, None, 17593.5, 8679.9, None]
    put(ws, 7, [W1, W2, W3, cong])
    save(workbook, "closing-sum-is-the-total")
    expect("closing-sum-is-the-total", "a closing line that adds up everything is the grand total, by whatever word",
           ("phu-luc-3", "PL III", [row(7 + at, 1, P3, w) for at, w in enumerate([W1, W2, W3])]
            + [row(10, 0, P3, cong, kind="total")]))
    workbook, ws = book()
    titles(ws)
    head(ws, 5, HEAD3, MERGE3)
    cong = [None, None, "Cộng", None, None, None, 17593.5, 8000, None]
    put(ws, 7, [W1, W2, W3, cong])
    save(workbook, "closing-line-that-does-not-add-up")
    expect("closing-line-that-does-not-add-up", "a near-miss: its figures are not those of all rows, so it stays a subtotal",
           ("phu-luc-3", "PL III", [row(7 + at, 1, P3, w) for at, w in enumerate([W1, W2, W3])]
            + [row(10, 1, P3, cong, kind="subtotal")]))


@case
def groups_of_three_sorts():
    workbook, ws = book()
    titles(ws)
    head(ws, 5, HEAD3, MERGE3)
    group = lambda code, name, a, b: [code, name, None, None, None, None, a, b, None]
    rows = [(1, group("A", "Huyện nghèo", 5093.5, 4679.9)), (2, group("I", "Huyện Bình Gia", 1625.7, 1874.2)), (3, W1),
            (2, group("II", "Huyện Văn Quan", 3467.8, 2805.7)), (3, [1] + W2[1:]),
            (1, group("B", "Xã ĐBKK", 12500, 4000)), (2, [1] + W3[1:])]
    put(ws, 7, [r for _, r in rows] + [[None, "TỔNG CỘNG (A+B)", None, None, None, None, 17593.5, 8679.9, None]])
    put(ws, 17, [[None, "Tổng số công trình: 3 công trình"], [None, "* Số liệu chưa gồm vốn kéo dài"]])
    save(workbook, "groups-of-three-sorts")
    expect("groups-of-three-sorts", "A holds I and II; the total in the column of places; counts in words are no total",
           ("phu-luc-3", "PL III", [row(7 + at, level, P3, r) for at, (level, r) in enumerate(rows)]
            + [row(14, 0, P3, [None, "TỔNG CỘNG (A+B)", None, None, None, None, 17593.5, 8679.9, None])]))


@case
def of_which_lines():
    workbook, ws = book("PL II")
    titles(ws, number="PHỤ LỤC 2. NHU CẦU KINH PHÍ THỰC HIỆN CHƯƠNG TRÌNH NĂM 2022", title=None, unit="ĐVT: triệu đồng")
    head(ws, 5, HEAD2, MERGE2)
    rest = [None] * 7
    project = ["1", "Dự án 1: Hạ tầng", 300, 200, 150, 50, 100, 100] + [None] * 4
    part = [None, "Trong đó: đối ứng của dân", 30] + [None] * 9
    other = ["2", "Dự án 2: Sinh kế", 100] + [None] * 9
    which = [None, "Trong đó:"] + [None] * 10
    one = ["-", "Vốn vay", 60] + [None] * 9
    total = [None, "Tổng cộng", 400] + [None] * 9
    put(ws, 7, [project, part, other, which, one, total])
    save(workbook, "of-which-lines")
    expect("of-which-lines", "lines that break a row down are below it, and no sum counts them",
           ("phu-luc-2", "PL II", [row(7, 1, P2, project), row(8, 2, P2, part, kind="breakdown"), row(9, 1, P2, other),
                                   row(10, 2, P2, which, kind="breakdown"), row(11, 2, P2, one, kind="breakdown"),
                                   row(12, 0, P2, total)]))


@case
def a_second_sheet_without_unit():
    workbook, ws = book("PL III")
    titles(ws, unit="ĐVT: 1.000 đồng")
    rows = [list(r) for r in HEAD3]
    rows[0][6] = "Vốn đầu tư"
    head(ws, 5, rows, MERGE3)
    put(ws, 7, [[*W1[:6], 1625700, 1874200, 2022]])
    other = workbook.create_sheet("PL III (tiếp)")
    head(other, 1, rows, MERGE3)
    put(other, 3, [[*W2[:6], 3467800, 2805700, 2022]])
    save(workbook, "a-second-sheet-without-unit")
    expect("a-second-sheet-without-unit", "the sheet that goes on states no unit: that of the first holds",
           ("phu-luc-3", "PL III", [row(7, 1, P3, W1)]), ("phu-luc-3", "PL III (tiếp)", [row(3, 1, P3, W2)]))


@case
def merged_and_blank_places():
    workbook, ws = book()
    titles(ws)
    head(ws, 5, HEAD3, MERGE3)
    w2, w3, w4 = list(W2), list(W3), [4] + W3[1:]
    w2[1] = w2[3] = w3[1] = w4[3] = None
    w4[1] = "Xã Hưng Đạo"
    put(ws, 7, [W1, w2, w3, w4])
    ws.merge_cells("B7:B8")
    ws.merge_cells("D7:D8")
    save(workbook, "merged-and-blank-places")
    full = [list(W1), list(W2), list(W3), list(w4)]
    full[1][1], full[2][1], full[3][3] = W1[1], W1[1], W3[3]
    expect("merged-and-blank-places", "places merged down, and left blank below the first",
           ("phu-luc-3", "PL III", [row(7 + at, 1, P3, w) for at, w in enumerate(full)]))


# ---------------------------------------------------------------- figures and units

@case
def figures_as_text():
    def build(ws):
        titles(ws)
        head(ws, 5, HEAD3, MERGE3)
        for at, w in enumerate([W1, W2, W3]):
            w = list(w)
            w[6] = {1625.7: "1.625,7", 3467.8: "3\u00a0467,8", 12500: "12.500"}[w[6]]
            w[7] = {1874.2: "1 874,2", 2805.7: "'2.805,7", 4000: "4.000"}[w[7]]
            w[8] = "2022"
            w[0] = str(w[0])
            put(ws, 7 + at, [w])
    plain("figures-as-text", "dots, spaces, no-break spaces and an apostrophe in typed figures", build, 7)


@case
def figures_with_units_behind():
    workbook, ws = book()
    titles(ws)
    head(ws, 5, HEAD3, MERGE3)
    typed = [["1,5 tỷ", "-"], ["2.500.000.000đ", "–"], ["(500)", "x"], ["−25,5", "chưa có số liệu"]]
    read = [["1500", "-"], ["2500", "-"], ["-500", "-"], ["-25.5", "chưa có số liệu"]]
    base = lambda at, c: [at + 1, "Xã Hoa Thám", f"Công trình {at + 1}", "UBND", None, None, c[0], c[1], 2022]
    put(ws, 7, [base(at, c) for at, c in enumerate(typed)])
    save(workbook, "figures-with-units-behind")
    expect("figures-with-units-behind", "units behind figures, nil marks, negatives, words",
           ("phu-luc-3", "PL III", [row(7 + at, 1, P3, base(at, c)) for at, c in enumerate(read)]))


@case
def ambiguous_settled_by_sums():
    workbook, ws = book("PL II")
    titles(ws, number="Phụ lục II", title="DỰ KIẾN KINH PHÍ NĂM 2022", unit="ĐVT: triệu đồng")
    head(ws, 5, HEAD2, MERGE2)
    typed = ["1", "Dự án 1: Hỗ trợ việc làm", "2.000", "2.000", "215", "1.785", None, None, None, None, None, None]
    put(ws, 7, [typed])
    save(workbook, "ambiguous-settled-by-sums")
    read = ["1", "Dự án 1: Hỗ trợ việc làm", 2000, 2000, 215, 1785] + [None] * 6
    expect("ambiguous-settled-by-sums", "215 + 1.785 = 2.000 proves the dot", ("phu-luc-2", "PL II", [row(7, 1, P2, read)]))


@case
def ambiguous_left_open():
    workbook, ws = book()
    titles(ws)
    head(ws, 5, HEAD3, MERGE3)
    w = [1, "Xã Hoa Thám", "Đường A", "UBND", None, None, "2.000", None, 2022]
    put(ws, 7, [w])
    save(workbook, "ambiguous-left-open")
    expect("ambiguous-left-open", "nothing settles 2.000: the cell's text stands", ("phu-luc-3", "PL III", [row(7, 1, P3, w)]))


@case
def habit_against_sums():
    workbook, ws = book()
    titles(ws)
    head(ws, 5, HEAD3, MERGE3)
    group = ["I", "Huyện nghèo", None, None, None, None, 2700.5, None, None]
    one = [1, "Xã Hoa Thám", "Đường A", "UBND", None, None, "1 200,5", None, 2022]
    two = [2, "Xã Hoa Thám", "Đường B", "UBND", None, None, "1,500", None, 2022]
    put(ws, 7, [group, one, two])
    save(workbook, "habit-against-sums")
    expect("habit-against-sums", "1 200,5 would make 1,500 one and a half, but the group's sum says 1500",
           ("phu-luc-3", "PL III", [row(7, 1, P3, group), row(8, 2, P3, one[:6] + [1200.5, None, 2022]),
                                    row(9, 2, P3, two[:6] + [1500, None, 2022])]))


@case
def binary_noise():
    def build(ws):
        titles(ws)
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [W1, W2, W3])
    plain("binary-noise", "0.1+0.2 in the stored digits", build, 7)
    edit_part("binary-noise", "xl/worksheets/sheet1.xml",
              lambda xml: xml.replace("<v>1625.7</v>", "<v>1625.6999999999998</v>").replace("<v>12500</v>", "<v>1.25E4</v>"))


def in_unit(name, why, factor, line=None, header=None):
    workbook, ws = book()
    titles(ws, unit=line)
    rows = [list(r) for r in HEAD3]
    rows[0][6] = header or "Vốn đầu tư"
    head(ws, 5, rows, MERGE3)
    scaled = [[*w[:6], round(w[6] * factor, 4), round(w[7] * factor, 4), w[8]] for w in (W1, W2, W3)]
    put(ws, 7, scaled)
    save(workbook, name)
    expect(name, why, ("phu-luc-3", "PL III", [row(7 + at, 1, P3, w) for at, w in enumerate([W1, W2, W3])]))


@case
def units():
    in_unit("unit-dong-line", "đồng in a line above", 1_000_000, line="Đơn vị tính: đồng")
    in_unit("unit-nghin-line", "nghìn đồng in a line above", 1000, line="ĐVT: 1.000 đồng")
    in_unit("unit-ngan-header", "ngàn đồng in the header", 1000, header="Kinh phí (ngàn đồng)")
    in_unit("unit-ty-line", "tỷ đồng in a line above", 0.001, line="(Tỷ đồng)")
    in_unit("unit-trd-header", "trđ in the header", 1, header="Kinh phí (tr.đ)")
    in_unit("unit-none", "no unit stated: triệu đồng", 1)


@case
def error_and_words():
    workbook, ws = book()
    titles(ws)
    head(ws, 5, HEAD3, MERGE3)
    put(ws, 7, [W1, W2])
    ws["G8"] = "#REF!"
    ws["G8"].data_type = "e"
    ws["C8"] = "=SUM(A1:A3) là tên công trình"
    ws["C8"].data_type = "s"
    save(workbook, "error-and-words")
    w2 = list(W2)
    w2[6], w2[2] = "#REF!", "=SUM(A1:A3) là tên công trình"
    expect("error-and-words", "an error value, and text that begins like a formula",
           ("phu-luc-3", "PL III", [row(7, 1, P3, W1), row(8, 1, P3, w2)]))


@case
def percent_format():
    workbook, ws = book("PL I")
    titles(ws, number="Phụ lục I", title="CHỈ TIÊU, NHIỆM VỤ THỰC HIỆN CTMTQG GIẢM NGHÈO BỀN VỮNG NĂM 2022")
    head(ws, 5, HEAD1, MERGE1)
    put(ws, 7, [[1, "Tỷ lệ hộ nghèo", "%", 0.0788, 0.0588, None, None, 0.0588, 1, 0.0915, "Sở LĐ-TB&XH"],
                [2, "Số hộ nghèo", "Hộ", 16115, 12014, None, None, 12014, 100, 18650, None]])
    for place in ("D7", "E7", "H7", "I7", "J7"):
        ws[place].number_format = "0.00%"
    save(workbook, "percent-format")
    expect("percent-format", "percentages stored as fractions",
           ("phu-luc-1", "PL I", [
               row(7, 1, P1, [1, "Tỷ lệ hộ nghèo", "%", 7.88, 5.88, None, None, 5.88, 100, 9.15, "Sở LĐ-TB&XH"]),
               row(8, 1, P1, [2, "Số hộ nghèo", "Hộ", 16115, 12014, None, None, 12014, 100, 18650, None])]))


@case
def other_years():
    workbook, ws = book("PL I")
    titles(ws, number="Phụ lục I", title="CHỈ TIÊU, NHIỆM VỤ KẾ HOẠCH")
    rows = [[v.replace("2020", "2023").replace("2021", "2024").replace("2022", "2025") if v else v for v in r] for r in HEAD1]
    rows[0][9] = "KH 2025"
    rows[0][3] = "Thực hiện 2023"
    head(ws, 5, rows, MERGE1)
    values = [1, "Số hộ nghèo", "Hộ", 16115, 12014, None, None, 12014, 100, 18650, None]
    put(ws, 7, [values])
    save(workbook, "other-years")
    expect("other-years", "the plan year is 2025, written several ways", ("phu-luc-1", "PL I", [row(7, 1, P1, values)]))


# ---------------------------------------------------------------- outline numbers

@case
def codes_as_numbers():
    workbook, ws = book("PL I")
    titles(ws, number="Phụ lục I", title="CHỈ TIÊU, NHIỆM VỤ NĂM 2022")
    head(ws, 5, HEAD1, MERGE1)
    codes = [1] + [float(f"1.{n}") for n in range(1, 10)] + [1.1, 1.11, 2]
    read = ["1"] + [f"1.{n}" for n in range(1, 12)] + ["2"]
    put(ws, 7, [[c, f"Chỉ tiêu {r}", "Hộ", 5] for c, r in zip(codes, read)])
    save(workbook, "codes-as-numbers")
    blank = [None] * 7
    expect("codes-as-numbers", "the number 1.1 after 1.9 is 1.10",
           ("phu-luc-1", "PL I", [row(7 + at, 2 if "." in r else 1, P1, [r, f"Chỉ tiêu {r}", "Hộ", 5] + blank)
                                  for at, r in enumerate(read)]))


@case
def codes_as_dates_and_text():
    workbook, ws = book("PL II")
    titles(ws, number="Phụ lục II", title="DỰ KIẾN KINH PHÍ NĂM 2022", unit="ĐVT: triệu đồng")
    head(ws, 5, HEAD2, MERGE2)
    names = ["Dự án 1: Hạ tầng", "Tiểu dự án 1: A", "Tiểu dự án 2: B", "Dự án 2: Sinh kế", "Tiểu dự án 1: C", "Hoạt động 1: D"]
    typed = ["1.", datetime.date(2022, 1, 1), datetime.date(2022, 2, 1), "2", "2,1", "-"]
    read = ["1", "1.1", "1.2", "2", "2.1", "-"]
    levels = [1, 2, 2, 1, 2, 3]
    put(ws, 7, [[c, n, 10] for c, n in zip(typed, names)])
    ws["A8"].number_format = ws["A9"].number_format = "d.m"
    save(workbook, "codes-as-dates-and-text")
    expect("codes-as-dates-and-text", "1.1 and 1.2 that Excel made dates of; 1. and 2,1 and - as text",
           ("phu-luc-2", "PL II", [row(7 + at, levels[at], P2, [r, names[at], 10] + [None] * 9) for at, r in enumerate(read)]))


# ---------------------------------------------------------------- text

def tcvn3(words):
    table = {}
    for line in (HERE / "../../crates/reader/src/decode/tcvn3.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            _, stored, letter, _ = line.split("\t")
            table[letter] = chr(int(stored[2:], 16))
    return "".join(table.get(letter, letter) for letter in words)


@case
def tcvn3_fonts():
    def build(ws):
        titles(ws, number="Phụ lục III")
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [W1, W2, W3])
        for cells in ws.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str):
                    capitals = cell.value.isupper()
                    cell.value = tcvn3(cell.value.lower() if capitals else cell.value)
                    cell.font = Font(name=".VnTimeH" if capitals else ".VnTime")
    plain("tcvn3-fonts", "TCVN3 by font in a modern workbook", build, 7)


@case
def tcvn3_by_evidence():
    def build(ws):
        titles(ws, title="Danh mục công trình đề nghị hỗ trợ đầu tư năm 2022")
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [W1, W2, W3])
        for cells in ws.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.value = tcvn3(cell.value)
                    cell.font = Font(name="Times New Roman")
    plain("tcvn3-by-evidence", "TCVN3 throughout in Times New Roman", build, 7)


@case
def runs_of_two_fonts():
    def build(ws):
        titles(ws)
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [W1, W2, W3])
        legacy = InlineFont(rFont=".VnTime")
        ws["C7"].value = CellRichText("Đường ", TextBlock(legacy, tcvn3("Thâm Khôn")), " - ", TextBlock(legacy, tcvn3("Nà Tàn")))
    plain("runs-of-two-fonts", "Unicode and TCVN3 in one cell", build, 7)


@case
def decomposed_text():
    def build(ws):
        titles(ws)
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [W1, W2, W3])
        for cells in ws.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.value = unicodedata.normalize("NFD", cell.value)
    plain("decomposed-text", "letters and marks apart", build, 7)


@case
def spaces_everywhere():
    def build(ws):
        titles(ws)
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [W1, W2, W3])
        ws["B7"] = "  Xã Thiện\u00a0 Hòa \n"
        ws["C7"] = "Đường Thâm Khôn\n- Nà Tàn"
    plain("spaces-everywhere", "outer, inner and no-break spaces, line breaks", build, 7)


# ---------------------------------------------------------------- containers

@case
def as_ods_and_xls():
    for extension in ("ods", "xls"):
        name = f"saved-as-{extension}"
        workbook, ws = book()
        titles(ws, unit="ĐVT: triệu đồng")
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [W1, W2, W3])
        ws["G10"], ws["H10"], ws["C10"] = "=SUM(G7:G9)", "=SUM(H7:H9)", "Tổng cộng"
        save(workbook, name)
        through_libreoffice(name, extension)
        expect(name, f"formulas for the total, saved by LibreOffice as .{extension}",
               ("phu-luc-3", "PL III", [row(7 + at, 1, P3, w) for at, w in enumerate([W1, W2, W3])] + [row(10, 0, P3, T3)]))


@case
def renamed():
    workbook, ws = book()
    titles(ws)
    head(ws, 5, HEAD3, MERGE3)
    put(ws, 7, [W1, W2, W3])
    save(workbook, "renamed-to-xls")
    (HERE / "renamed-to-xls.xlsx").rename(HERE / "renamed-to-xls.xls")
    rows = [row(7 + at, 1, P3, w) for at, w in enumerate([W1, W2, W3])]
    expect("renamed-to-xls", "a modern workbook named .xls", ("phu-luc-3", "PL III", rows))
    shutil.copy(HERE / "renamed-to-xls.xls", HERE / "without-extension")
    expect("without-extension", "a workbook without an extension", ("phu-luc-3", "PL III", rows))


@case
def old_binary():
    workbook = xlwt.Workbook()
    ws = workbook.add_sheet("PL III")
    legacy = xlwt.easyxf("font: name .VnTime")
    for at, line in enumerate([["Phụ lục III"], ["Danh mục công trình đề nghị hỗ trợ đầu tư năm 2022"], [], [], *HEAD3, W1, W2, W3, T3]):
        for column, value in enumerate(line):
            if isinstance(value, str):
                ws.write(at, column, tcvn3(value), legacy)
            elif value is not None:
                ws.write(at, column, value)
    workbook.save(str(HERE / "old-binary.xls"))
    expect("old-binary", "xlwt, TCVN3 fonts, an unmerged header", ("phu-luc-3", "PL III", [
        row(7 + at, 1, P3, w) for at, w in enumerate([W1, W2, W3])] + [row(10, 0, P3, T3)]))


@case
def without_places_of_cells():
    def build(ws):
        titles(ws)
        head(ws, 5, HEAD3, MERGE3)
        put(ws, 7, [W1, W2, W3])
    plain("without-places-of-cells", "no r attributes on rows and full rows of cells", build, 7)

    def strip(xml):
        import re
        # Only rows 7 to 9 are full from column A on, so only their cells may lose their place.
        return re.sub(r'<c r="[A-I]([789])"', "<c", xml)
    edit_part("without-places-of-cells", "xl/worksheets/sheet1.xml", strip)


if __name__ == "__main__":
    for function in CASES:
        function()
    print(len(list(HERE.glob("*.expect.json"))), "expectations")
