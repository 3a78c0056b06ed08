"""Makes communes.xlsx and one-commune.xls, with their expectations, in this folder.

communes.xlsx is a province's list: groups, communes, works; the commune's cell is
merged down over its works, and one commune names its agency once and leaves the
cells below blank. one-commune.xls is a commune's own list, in đồng, with other
words in the header, the columns in another order and the total at the end.
The works and figures are made up. Needs openpyxl and xlwt.
"""

import datetime
import json
import pathlib
from decimal import Decimal

import openpyxl
import xlwt
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, range_boundaries

HERE = pathlib.Path(__file__).parent
MADE = datetime.datetime(2026, 1, 1)

AMOUNTS = ["total", "central.investment", "central.recurrent", "local", "people"]
FIELDS = ["code", "commune", "work", "agency", "scale", *AMOUNTS, "period"]


def number(value):
    return int(value) if value == int(value) else float(value)


def plain(value):
    """A value as the expectations write it."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return None if value is None else " ".join(str(value).split())


def add(values):
    """The sum of what is there; None where nothing is."""
    values = [value for value in values if value is not None]
    return sum(values, Decimal(0)) if values else None


def blank(**fields):
    return dict.fromkeys(FIELDS) | fields


def work_row(code, commune, name, agency, scale, period, *parts):
    """A work with its four sources of funds; the total is theirs."""
    parts = [None if part is None else Decimal(part) for part in parts]
    return blank(code=code, commune=commune, work=name, agency=agency, scale=scale, period=period,
                 **dict(zip(AMOUNTS, [add(parts), *parts])))


def sum_row(rows, **fields):
    return blank(**fields) | {field: add(row[field] for row in rows) for field in AMOUNTS}


def write_expectations(name, file, sheet, rows):
    expect = {
        "file": file,
        "appendices": [{
            "layout": "works-2026",
            "sheet": sheet,
            "rows": [
                {"level": level, "row": row} | {field: plain(fields[field]) for field in FIELDS}
                for row, level, fields in rows
            ],
        }],
    }
    (HERE / name).write_text(json.dumps(expect, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


# ---- communes.xlsx -------------------------------------------------------------------

PROVINCE_SHEET = "Danh mục 2026"
PROVINCE_TEXT = {
    "A1": "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN",
    "I1": "Phụ lục",
    "A2": "DANH MỤC CÔNG TRÌNH, DỰ ÁN THUỘC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NĂM 2026",
    "A3": "(Kèm theo Tờ trình số 45/TTr-UBND ngày 12/11/2025 của UBND tỉnh Lạng Sơn)",
    "J4": "ĐVT: triệu đồng",
    "A5": "STT",
    "B5": "Xã, phường",
    "C5": "Tên công trình, dự án",
    "D5": "Chủ đầu tư",
    "E5": "Quy mô",
    "F5": "Tổng mức đầu tư",
    "G5": "Nguồn vốn",
    "K5": "Thời gian thực hiện",
    "G6": "NSTW",
    "I6": "NSĐP",
    "J6": "Nhân dân đóng góp",
    "G7": "Vốn ĐTPT",
    "H7": "Kinh phí thường xuyên",
}
PROVINCE_MERGES = [
    "A1:C1", "I1:K1", "A2:K2", "A3:K3", "J4:K4",
    "A5:A7", "B5:B7", "C5:C7", "D5:D7", "E5:E7", "F5:F7", "G5:J5", "K5:K7",
    "G6:H6", "I6:I7", "J6:J7",
]

# group, [commune, agency named once for all (or None), [work, agency, scale, period,
# investment, recurrent, local, people]]
GROUPS = [
    ("Hạ tầng giao thông, thủy lợi", [
        ("Xã Thiện Thuật", None, [
            ("Đường Bản Chúc - Khuổi Lù", "UBND xã Thiện Thuật", "Dài 2,4km, mặt đường rộng 3,5m", "2026-2027", "3150.5", None, "420", "78.25"),
            ("Ngầm tràn thôn Pò Sè", "Ban QLDA đầu tư xây dựng khu vực 3", "Dài 36m", "2026", "1840", None, "210.5", None),
            ("Mương Nà Lộc", "UBND xã Thiện Thuật", "Dài 1,1km, tưới 14ha", "2026", "965.75", None, "96", "32"),
        ]),
        ("Xã Hoa Thám", "UBND xã Hoa Thám", [
            ("Cứng hóa đường Đội Cấn 1 - Bản Pìn", None, "Dài 3km,\nrộng 3m", "2026-2028", "4200", None, "633", "120.6"),
            ("Đập dâng Vĩnh Quang", None, "Đập bê tông, tưới 9ha", "2026", "1275.4", None, "141.7", None),
            ("Duy tu đường liên thôn Bản Cù", None, "Dài 5,2km", "2026", None, "388.2", "40", "15"),
        ]),
    ]),
    ("Giáo dục, văn hóa, nước sinh hoạt", [
        ("Phường Kỳ Lừa", None, [
            ("Sửa chữa nhà văn hóa khối Hoàng Hoa Thám", "UBND phường Kỳ Lừa", "120 chỗ ngồi", "2026", None, "245.8", "61.2", "30"),
            ("Phòng học Trường Tiểu học Hoàng Đồng", "Ban QLDA đầu tư xây dựng khu vực 1", "06 phòng học, 02 tầng", "2026-2027", "5310", "180", "1050", None),
        ]),
        ("Xã Kiên Mộc", None, [
            ("Nước sinh hoạt tập trung thôn Bản Hang", "UBND xã Kiên Mộc", "Bể 30m3, 4,5km ống, 62 hộ", "2026", "1490.3", None, "120", "24.7"),
            ("Trang thiết bị Trường PTDTBT Tiểu học Bắc Xa", "UBND xã Kiên Mộc", "08 lớp", "2026", None, "512.05", None, None),
        ]),
    ]),
]


def province_table():
    """The rows of the table, each with its level and what the reader fills in."""
    out, groups = [], []
    for roman, (group, communes) in zip(["I", "II"], GROUPS):
        below, heads = [], []
        for number_, (commune, agency, works) in enumerate(communes, 1):
            rows = [
                work_row(f"{number_}.{i}", commune, name, own or agency, scale, period, *parts)
                for i, (name, own, scale, period, *parts) in enumerate(works, 1)
            ]
            head = sum_row(rows, code=number_, commune=commune)
            heads.append(head)
            below += [(2, head)] + [(3, row) for row in rows]
        head = sum_row(heads, code=roman, work=group)
        groups.append(head)
        out += [(1, head)] + below
    return [(0, sum_row(groups, work="TỔNG SỐ"))] + out


def write_province():
    book = openpyxl.Workbook()
    book.properties.creator = "phuluc"
    book.properties.created = book.properties.modified = MADE
    sheet = book.active
    sheet.title = PROVINCE_SHEET
    values = dict(PROVINCE_TEXT)
    merges = list(PROVINCE_MERGES)
    table = [(row, level, fields) for row, (level, fields) in enumerate(province_table(), 8)]
    named_once = {commune for _, communes in GROUPS for commune, agency, _ in communes if agency}
    first = None
    for row, level, fields in table:
        for column, field in enumerate(FIELDS, 1):
            values[f"{get_column_letter(column)}{row}"] = fields[field]
        if level < 3:
            first = None
        elif first is None:
            first = row
        else:
            # Below a commune's first work: the merged cell, and the agency left out.
            del values[f"B{row}"]
            if fields["commune"] in named_once:
                del values[f"D{row}"]
    for _, communes in GROUPS:
        for commune, _, works in communes:
            top = next(r for r, level, fields in table if level == 3 and fields["commune"] == commune)
            merges.append(f"B{top}:B{top + len(works) - 1}")
    for address, value in values.items():
        if value is None:
            continue
        cell = sheet[address]
        cell.value = number(value) if isinstance(value, Decimal) else value
        if isinstance(value, Decimal):
            cell.number_format = "#,##0.##"
        cell.alignment = Alignment(
            horizontal="center" if cell.row < 8 else None, vertical="center", wrap_text=True)
        cell.font = Font(name="Times New Roman", size=12, bold=cell.row < 8 and cell.row not in (3, 4))
    for row, level, _ in table:
        for column in range(1, len(FIELDS) + 1):
            sheet.cell(row, column).font = Font(name="Times New Roman", size=12, bold=level < 3)
    for merge in merges:
        sheet.merge_cells(merge)
    for letter, width in zip("ABCDEFGHIJK", [6, 17, 34, 20, 24, 12, 12, 12, 12, 12, 12]):
        sheet.column_dimensions[letter].width = width
    book.save(HERE / "communes.xlsx")
    write_expectations("communes.expect.json", "communes.xlsx", PROVINCE_SHEET, table)


# ---- one-commune.xls -----------------------------------------------------------------

COMMUNE_SHEET = "DM CT"
COMMUNE = "Xã Bắc Sơn"
COMMUNE_TEXT = {
    "A1": "UBND XÃ BẮC SƠN",
    "A2": "DANH MỤC CÔNG TRÌNH, DỰ ÁN THUỘC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NĂM 2026",
    "A3": "(Kèm theo Báo cáo số 18/BC-UBND ngày 03 tháng 10 năm 2025 của UBND xã Bắc Sơn)",
    "I4": "ĐVT: đồng",
    "A5": "TT",
    "B5": "Tên công trình",
    "C5": "Xã",
    "D5": "Quy mô đầu tư",
    "E5": "Thời gian TH",
    "F5": "Tổng vốn",
    "G5": "Nguồn vốn",
    "K5": "Chủ đầu tư",
    "G6": "Ngân sách trung ương",
    "I6": "NSĐP",
    "J6": "Dân góp",
    "G7": "ĐTPT",
    "H7": "KPTX",
}
COMMUNE_MERGES = [
    "A1:C1", "A2:K2", "A3:K3", "I4:K4",
    "A5:A7", "B5:B7", "C5:C7", "D5:D7", "E5:E7", "F5:F7", "G5:J5", "K5:K7",
    "G6:H6", "I6:I7", "J6:J7",
]
COMMUNE_ORDER = ["code", "work", "commune", "scale", "period", *AMOUNTS, "agency"]
AGENCY = "UBND xã Bắc Sơn"
# In đồng.
COMMUNE_WORKS = [
    ("Đường thôn Hợp Thành - Nam Hương", "Dài 1,8km, rộng 3m", "2026", "1625700000", None, "187430000", "64500000"),
    ("Cải tạo chợ Bắc Sơn", "1.200m2", "2026-2027", "3480000000", None, "522000000", None),
    ("Kênh tưới cánh đồng Vũ Lăng", "Dài 950m", "2026", "918250500", None, "102000000", "37250000"),
    ("Tập huấn nghề dệt thổ cẩm", "04 lớp, 120 người", "2026", None, "216400000", "24000000", None),
    ("Nhà văn hóa thôn Minh Đán", "80 chỗ ngồi", "2026", "430000000", "52500000", "60000000", "112345678"),
]


def write_commune():
    works = [
        work_row(code, COMMUNE, name, AGENCY, scale, period, *parts)
        for code, (name, scale, period, *parts) in enumerate(COMMUNE_WORKS, 1)
    ]
    table = [(row, 1, fields) for row, fields in enumerate(works, 8)]
    table.append((8 + len(works), 0, sum_row(works, work="Tổng cộng")))

    book = xlwt.Workbook()
    sheet = book.add_sheet(COMMUNE_SHEET)
    plain_style = xlwt.easyxf("font: name Times New Roman; align: wrap on, vert center")
    bold = xlwt.easyxf("font: name Times New Roman, bold on; align: wrap on, horiz center, vert center")
    figure = xlwt.easyxf("font: name Times New Roman", num_format_str="#,##0")
    values = {openpyxl.utils.cell.coordinate_to_tuple(a): text for a, text in COMMUNE_TEXT.items()}
    for row, _, fields in table:
        for column, field in enumerate(COMMUNE_ORDER, 1):
            values[row, column] = fields[field]
    # The agency stands once, merged down over all works.
    merges = COMMUNE_MERGES + [f"K8:K{7 + len(works)}"]
    for row in range(9, 8 + len(works)):
        del values[row, 11]
    for merge in merges:
        left, top, right, bottom = range_boundaries(merge)
        sheet.write_merge(top - 1, bottom - 1, left - 1, right - 1, values.pop((top, left)), bold)
    for (row, column), value in sorted(values.items()):
        if isinstance(value, Decimal):
            sheet.write(row - 1, column - 1, number(value), figure)
        elif value is not None:
            # A single year is typed as a number.
            value = int(value) if str(value).isdigit() else value
            sheet.write(row - 1, column - 1, value, bold if row < 8 else plain_style)
    for column, width in enumerate([6, 34, 17, 24, 12, 16, 16, 16, 16, 16, 20]):
        sheet.col(column).width = 256 * width
    book.save(str(HERE / "one-commune.xls"))

    # The layout's unit is triệu đồng.
    read = [
        (row, level, fields | {
            field: fields[field] / 1_000_000 for field in AMOUNTS if fields[field] is not None})
        for row, level, fields in table
    ]
    write_expectations("one-commune.expect.json", "one-commune.xls", COMMUNE_SHEET, read)


write_province()
write_commune()
