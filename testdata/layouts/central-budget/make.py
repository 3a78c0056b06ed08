"""Makes transfers.xls, .xlsx and .ods and transfers.expect.json in this folder.

One sheet three times over, in the shape of Phụ lục 09/CKTC-NSNN of the state budget:
a header in capitals broken over five rows that are not merged, roman regions with
provinces numbered on across them, two stray zeros below the table, a footnote.
The figures are made up. Needs xlwt, openpyxl and LibreOffice (`soffice`).
"""

import datetime
import json
import pathlib
import subprocess
import tempfile
from decimal import Decimal

import openpyxl
import xlwt
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

HERE = pathlib.Path(__file__).parent
MADE = datetime.datetime(2026, 1, 1)
SHEET = "M09"

FIELDS = [
    "code", "name", "revenue_total", "revenue_assigned", "share_pct",
    "balance_supplement", "targeted_supplement", "expenditure", "deficit", "surplus",
    "capital_supplement", "recurrent_supplement", "national_programme_supplement",
]

# Cells above the figures, as they stand in the published form.
TEXT = {
    "A1": "BỘ TÀI CHÍNH",
    "J1": "Phụ lục số 09/CKTC-NSNN ",
    "A3": "DỰ TOÁN THU, CHI NGÂN SÁCH CỦA CÁC TỈNH, THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG NĂM 2018",
    "A4": "(Kèm theo Quyết định số 2701/QĐ-BTC ngày 20 tháng 12 năm 2017 của Bộ trưởng Bộ Tài chính "
          "về việc công bố công khai số liệu dự toán NSNN năm 2018)",
    "J6": "Đơn vị: triệu đồng",
    "D7": "THU NSĐP ĐƯỢC HƯỞNG THEO PHÂN CẤP",
    "E7": "TỶ LỆ",
    "F7": "SỐ BỔ SUNG",
    "G7": "BỔ SUNG CÓ MỤC TIÊU TỪ NSTW  CHO NSĐP",
    "H7": "TỔNG CHI",
    "I7": "BỘI CHI NSĐP",
    "J7": "BỘI THU NSĐP",
    "A8": "SỐ",
    "C8": " THU NSNN",
    "E8": "ĐIỀU TIẾT",
    "F8": "CÂN ĐỐI",
    "H8": "CÂN ĐỐI",
    "K8": "BỔ SUNG VỐN ĐẦU TƯ ĐỂ THỰC HIỆN CÁC CHƯƠNG TRÌNH MỤC TIÊU, NHIỆM VỤ",
    "L8": "BỔ SUNG VỐN SỰ NGHIỆP ĐỂ THỰC HIỆN CÁC CHẾ ĐỘ CHÍNH SÁCH  THEO QUY ĐỊNH  \n",
    "M8": "BỐ SUNG THỰC HIỆN CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA\n",
    "A9": "TT",
    "B9": "TỈNH, THÀNH PHỐ",
    "C9": "TRÊN",
    "E9": "PHẦN NSĐP ",
    "F9": "TỪ NSTW",
    "H9": "NGÂN SÁCH ",
    "C10": "ĐỊA BÀN",
    "E10": "ĐƯỢC ",
    "F10": "CHO",
    "H10": "ĐỊA PHƯƠNG",
    "C11": "(1)",
    "E11": "HƯỞNG (%)",
    "F11": "NSĐP",
    "H11": "(bao gồm bội thu, bội chi NSĐP)",
}
MERGES = ["A3:M3", "A4:M4", "D7:D11", "G7:G11", "I7:I11", "J7:J11", "K8:K11", "L8:L11", "M8:M11"]

# name, revenue_total, revenue_assigned, share_pct, balance_supplement, expenditure,
# deficit, surplus, capital, recurrent, national programme
REGIONS = [
    ("MIỀN NÚI PHÍA BẮC", [
        ("CAO BẰNG", "1310000", "1012345.5", "100", "5714200", "6726545.5", None, "151300", "421800", "27310.25", "655420"),
        ("LẠNG SƠN", "7450000", "1618300", "100", "5790410", "7408710", None, "264080", "738150", "15204.5", "447960"),
        ("BẮC KẠN", "655000", "580720", "100", "2866100", "3446820", "12400", None, "291470", None, "281036"),
    ]),
    ("ĐỒNG BẰNG SÔNG HỒNG", [
        ("HÀ NỘI", "238371000", "86214900", "35", None, "86214900", "3204000", None, "2210600", "18750.75", None),
        (" HẢI PHÒNG", "81350000", "18640200", "78", None, "19845200", "1205000", None, "1046300", "9125", "12850"),
        ("THÁI BÌNH", "8120000", "6307450", "100", "5118260", "11382910", None, "42800", "611900", "40215", "176340"),
    ]),
    ("MIỀN TRUNG VÀ TÂY NGUYÊN", [
        ("QUẢNG NGÃI", "16450000", "12908300", "88", None, "12721950", None, "186350", "1362480", "11060.5", "309715"),
        ("KON TUM", "2365000", "2098640", "100", "3180400", "5269165", None, "9875", "402960", "8345", "224190.5"),
    ]),
]
# Revenue that no province collects (crude oil, dividends) is in the country's figure.
REVENUE_OF_THE_CENTRE = Decimal("61250000")
NOTE = ("(1) Trong đó đã bao gồm số thu không phân chia theo địa bàn là 61.250 tỷ đồng "
        "(thu cổ tức và lợi nhuận sau thuế NSTW hưởng 100%, thu phí bảo đảm hàng hải).")


def add(values):
    """The sum of what is there; None where nothing is."""
    values = [value for value in values if value is not None]
    return sum(values, Decimal(0)) if values else None


def total_of(rows, name, code):
    row = {field: add(r[field] for r in rows) for field in FIELDS[2:]}
    return row | {"code": code, "name": name, "share_pct": None}


def table():
    """The rows of the table from the total on, each with its level."""
    regions, out, number = [], [], 0
    for code, (name, provinces) in zip(["I", "II", "III"], REGIONS):
        rows = []
        for province in provinces:
            number += 1
            figures = [None if value is None else Decimal(value) for value in province[1:]]
            targeted = add(figures[-3:])
            rows.append(dict(zip(FIELDS, [number, province[0], *figures[:4], targeted, *figures[4:]])))
        region = total_of(rows, name, code)
        regions.append(region)
        out += [(1, region)] + [(2, row) for row in rows]
    total = total_of(regions, "TỔNG SỐ", None)
    total["revenue_total"] += REVENUE_OF_THE_CENTRE
    return [(0, total)] + out


def number(value):
    return int(value) if value == int(value) else float(value)


def cells():
    """Every cell of the sheet: (row from 1, column from 1, value)."""
    for address, text in TEXT.items():
        row, column = openpyxl.utils.cell.coordinate_to_tuple(address)
        yield row, column, text
    for column, value in enumerate(["A", "B", *range(1, 12)], 1):
        yield 12, column, value
    row = 13
    for _, fields in table():
        for column, field in enumerate(FIELDS, 1):
            value = fields[field]
            if value is not None:
                yield row, column, number(value) if isinstance(value, Decimal) else value
        row += 1
    yield row, 10, 0
    yield row + 1, 10, 0
    yield row + 2, 1, "Ghi chú: "
    yield row + 3, 1, NOTE


def merges():
    note = 13 + len(table()) + 3
    return MERGES + [f"A{note}:M{note}"]


def write_xls():
    book = xlwt.Workbook()
    sheet = book.add_sheet(SHEET)
    plain = xlwt.easyxf("font: name Times New Roman")
    bold = xlwt.easyxf("font: name Times New Roman, bold on")
    header = xlwt.easyxf("font: name Times New Roman, bold on; align: wrap on, horiz center, vert center")
    figure = xlwt.easyxf("font: name Times New Roman", num_format_str="#,##0")
    values = {(row, column): value for row, column, value in cells()}
    for merge in merges():
        left, top, right, bottom = openpyxl.utils.range_boundaries(merge)
        sheet.write_merge(top - 1, bottom - 1, left - 1, right - 1, values.pop((top, left)), header)
    for (row, column), value in sorted(values.items()):
        if row < 13:
            style = header if row > 5 else bold
        else:
            style = plain if isinstance(value, str) or column == 1 else figure
        sheet.write(row - 1, column - 1, value, style)
    book.save(str(HERE / "transfers.xls"))


def write_xlsx():
    book = openpyxl.Workbook()
    book.properties.creator = "phuluc"
    book.properties.created = book.properties.modified = MADE
    sheet = book.active
    sheet.title = SHEET
    for row, column, value in cells():
        cell = sheet.cell(row, column, value)
        cell.font = Font(name="Times New Roman", bold=row < 13)
        if 6 <= row < 13 or row in (3, 4):
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        elif not isinstance(value, str) and column > 1:
            cell.number_format = "#,##0"
    for merge in merges():
        sheet.merge_cells(merge)
    for column in range(1, 14):
        sheet.column_dimensions[get_column_letter(column)].width = 6 if column == 1 else 16
    book.save(HERE / "transfers.xlsx")


def write_ods():
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={pathlib.Path(profile).as_uri()}",
             "--convert-to", "ods", "--outdir", str(HERE), str(HERE / "transfers.xlsx")],
            check=True, capture_output=True,
        )


def plain(value):
    """A value as the expectations write it."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return None if value is None else " ".join(str(value).split())


def write_expectations():
    rows = [
        {"level": level, "row": row} | {field: plain(fields[field]) for field in FIELDS}
        for row, (level, fields) in enumerate(table(), 13)
    ]
    expect = {
        "file": "transfers.xlsx",
        "appendices": [{"layout": "central-budget-transfers", "sheet": SHEET, "rows": rows}],
    }
    path = HERE / "transfers.expect.json"
    path.write_text(json.dumps(expect, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


write_xls()
write_xlsx()
write_ods()
write_expectations()
