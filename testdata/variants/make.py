"""Writes the small workbooks of this folder and what each must yield.

    python3 make.py             all of them
    python3 make.py unit-dong   those named

One function a workbook; its docstring is the `why` of the expected JSON. Needs openpyxl, xlwt, and LibreOffice for
`.ods` and for the results of formulas.
"""

import pathlib
import shutil
import sys
import tempfile
import unicodedata
from decimal import Decimal

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from workbook import (  # noqa: E402
    FIELDS,
    Error,
    Formula,
    Percent,
    Sheet,
    Stored,
    Table,
    Text,
    amounts,
    by_libreoffice,
    dotted,
    letter,
    write_expected,
    write_xls,
    write_xlsx,
)

FIXTURES = []


def fixture(file):
    """Registers a function that gives (sheets, tables, more for the expected JSON)."""

    def register(make):
        FIXTURES.append((file, make))
        return make

    return register


# --- headers and headings --------------------------------------------------------------------------------------------

NUMBER = {"phu-luc-1": "I", "phu-luc-2": "II", "phu-luc-3": "III", "phu-luc-4": "IV"}

TITLES = {
    "phu-luc-1": "CHỈ TIÊU, NHIỆM VỤ THỰC HIỆN CTMTQG GIẢM NGHÈO BỀN VỮNG NĂM {year}",
    "phu-luc-2": "DỰ KIẾN KINH PHÍ THỰC HIỆN CTMTQG GIẢM NGHÈO BỀN VỮNG NĂM {year}",
    "phu-luc-3": "TÊN/ DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM {year} TRÊN ĐỊA BÀN HUYỆN NGHÈO",
    "phu-luc-4": "CHỈ TIÊU, NHIỆM VỤ KẾ HOẠCH NĂM {year} THỰC HIỆN TIỂU DỰ ÁN PHÁT TRIỂN GIÁO DỤC NGHỀ NGHIỆP VÙNG NGHÈO, VÙNG KHÓ KHĂN",
}


def results(year):
    now = f"Ước Thực hiện năm {year - 1}"
    return {
        "prior_actual": (f"Kết quả thực hiện {year - 2}",),
        "current.plan": (now, "Kế hoạch"),
        "current.nine_months": (now, "Ước thực hiện 9 tháng"),
        "current.nine_months_pct": (now, f"Ước TH 9 tháng so với cùng kỳ năm {year - 2} (%)"),
        "current.year": (now, "Ước thực hiện cả năm"),
        "current.year_pct": (now, f"Ước TH cả năm so với kế hoạch năm {year - 2} (%)"),
        "next_plan": (f"Dự kiến Kế hoạch năm {year}",),
    }


def headers(layout, year=2022, unit="triệu đồng"):
    """Field: words of its header, outer first."""
    if layout == "phu-luc-1":
        return {
            "code": ("TT",), "indicator": ("Chỉ tiêu/nhiệm vụ",), "measure": ("Đơn vị tính",), **results(year),
            "agency": ("Đơn vị thực hiện",),
        }  # fmt: skip
    if layout == "phu-luc-2":
        words = {"code": ("STT",), "name": ("Dự án, hoạt động",), "total": ("Tổng nhu cầu kinh phí",)}
        for source, top in [("central", "Ngân sách Trung ương"), ("local", "Ngân sách địa phương"), ("other", "Huy động khác")]:
            words[f"{source}.total"] = (top, "Tổng cộng")
            words[f"{source}.investment"] = (top, "Nguồn ĐTPT")
            words[f"{source}.recurrent"] = (top, "Nguồn sự nghiệp")
        return words
    if layout == "phu-luc-3":
        top = f"Vốn đầu tư ({unit})" if unit else "Vốn đầu tư"
        return {
            "code": ("TT",), "location": ("Địa bàn",), "work": ("Tên/Danh mục công trình",),
            "agency": ("Đơn vị thực hiện",), "scale": ("Quy mô đầu tư",), "rationale": ("Lý do đầu tư",),
            "central": (top, "NSTW"), "local": (top, "NSĐP"), "year": ("Năm thực hiện",),
        }  # fmt: skip
    return {
        "code": ("TT",), "location": ("Địa bàn",), "target": ("Chỉ tiêu/nhiệm vụ",), "measure": ("Đơn vị tính",),
        "agency": ("Đơn vị thực hiện",), **results(year),
    }  # fmt: skip


def put_header(sheet, row, paths):
    """Two rows, merged as Word's tables are; `paths` stand in the sheet's order."""
    start = 1
    for column, path in enumerate(paths, start=1):
        new = column == 1 or len(path) == 1 or path[0] != paths[column - 2][0]
        if new:
            start = column
            sheet.put(row, column, path[0], bold=True)
        if len(path) == 1:
            sheet.merge(row, column, row + 1, column)
            continue
        sheet.put(row + 1, column, path[1], bold=True)
        last = column == len(paths) or paths[column][0] != path[0]
        if last:
            sheet.merge(row, start, row, column)
    return row + 2


PLAN = ("57 /KH-UBND", "14 /9/2021", "UBND huyện Văn Lãng")
PLAN_READ = {"number": "57/KH-UBND", "date": "2021-09-14", "issuer": "UBND huyện Văn Lãng"}


def table(sheet, layout, *, at=1, year=2022, columns=None, extra=None, head=True, unit_line=None, unit_word="triệu đồng",
          plan=PLAN, plan_read=PLAN_READ, **more):  # fmt: skip
    """Heading and header; gives the table, ready for its rows. `extra` maps a place in `columns` (None) to its words."""
    columns = list(columns or FIELDS[layout])
    words = headers(layout, year, unit_word)
    paths = [words[field] if field else (extra[index],) for index, field in enumerate(columns)]
    row, said = at, {}
    if head:
        sheet.put(row, 1, f"Phụ lục {NUMBER[layout]}", bold=True)
        sheet.put(row + 1, 1, TITLES[layout].format(year=year), bold=True)
        sheet.put(row + 2, 1, "(Kèm theo Kế hoạch số {} ngày {} của {})".format(*plan))
        for line in range(3):
            sheet.merge(row + line, 1, row + line, len(columns))
        said = {"plan": plan_read, "plan_year": year}
        row += 4
        if unit_line:
            sheet.put(row - 1, max(1, len(columns) - 2), unit_line)
    row = put_header(sheet, row, paths)
    made = Table(sheet, layout, columns, at=row, **{**said, **more})
    made.paths = paths
    return made


def signature(sheet, row):
    sheet.put(row, 2, "Ghi chú: số liệu dự kiến.")
    sheet.put(row + 1, 5, "CHỦ TỊCH")


# --- figures ---------------------------------------------------------------------------------------------------------

# Phụ lục II: level, code, name, then central, local and other money, investment and recurrent each; None where the rows
# below add up to it.
BUDGET = [
    (1, "1", "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội các huyện nghèo", None),
    (2, "1.1", "Tiểu dự án 1: Hỗ trợ đầu tư cơ sở hạ tầng tại các huyện nghèo", (12450, 900, 2310.5, None, None, 130)),
    (2, "1.2", "Tiểu dự án 2: Duy tu, bảo dưỡng công trình", (None, 1215, None, 120, None, None)),
    (1, "2", "Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo", (None, 4200, None, 640, None, 155)),
    (1, "3", "Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng", None),
    (2, "3.1", "Tiểu dự án 1: Hỗ trợ phát triển sản xuất trong lĩnh vực nông nghiệp", (None, 5500, None, 400, None, 100)),
    (2, "3.2", "Tiểu dự án 2: Cải thiện dinh dưỡng", (None, 850, None, 100, None, 50)),
]
BUDGET_DEEP = [
    (1, "4", "Dự án 4: Phát triển giáo dục nghề nghiệp, việc làm", None),
    (2, "4.1", "Tiểu dự án 1: Phát triển giáo dục nghề nghiệp vùng nghèo, vùng khó khăn", None),
    (3, None, "Hoạt động 1: Hỗ trợ đầu tư cơ sở vật chất, thiết bị đào tạo", (9900, None, 900, None, None, 90)),
    (3, None, "Hoạt động 2: Đào tạo nghề cho người lao động thuộc hộ nghèo", (None, 400.25, None, 30, None, 3)),
    (2, "4.2", "Tiểu dự án 2: Hỗ trợ người lao động đi làm việc ở nước ngoài", (None, 150, None, 22, None, 8)),
    (1, "5", "Dự án 5: Hỗ trợ nhà ở cho hộ nghèo, hộ cận nghèo", (None, 2000, None, 200, None, 200)),
]


def added(lines):
    """Column by column; a column of blanks is blank."""
    return [sum(v for v in c if v is not None) if any(v is not None for v in c) else None for c in zip(*lines)]


def budget(spec, total="Tổng cộng"):
    """Rows of Phụ lục II with their totals: (level, code, name, ten figures), the grand total first."""

    def leaves(index):
        level, _, _, money = spec[index]
        if money is not None:
            return tuple(amounts(money))
        below = []
        for later in range(index + 1, len(spec)):
            if spec[later][0] <= level:
                break
            if spec[later][0] == level + 1:
                below.append(leaves(later))
        return tuple(added(below))

    def ten(six):
        pairs = [six[0:2], six[2:4], six[4:6]]
        sums = [added([(v,) for v in pair])[0] for pair in pairs]
        whole = added([(s,) for s in sums])[0]
        return [whole] + [v for s, pair in zip(sums, pairs) for v in (s, *pair)]

    rows = [(level, code, name, ten(leaves(i))) for i, (level, code, name, _) in enumerate(spec)]
    tops = [leaves(i) for i, line in enumerate(spec) if line[0] == 1]
    return [(0, None, total, ten(tuple(added(tops))))] + rows


# Phụ lục III: a district's own list.
AGENCY, WHY = "UBND huyện Văn Lãng", "Phục vụ đi lại của nhân dân"
WORKS = [
    ("Xã Bắc Hùng", "Đường Nà Là - Khuổi Ngành, xã Bắc Hùng", "2,1km", 1625.7, 174.2),
    ("Xã Hội Hoan", "Cứng hóa đường Bình Dân - Khuổi Khinh", "2km", 3800, 200),
    ("Xã Thành Hòa", "Ngầm tràn Nà Chi", "30m, đường dẫn", 2805, 1215),
    ("Xã Gia Miễn", "Trường PTDTBT THCS Gia Miễn", "04 phòng học", 12500, 4000),
    ("Xã Hồng Thái", "Nước sinh hoạt tập trung thôn Nà Kéo", "Đường ống dài 5km, 75 hộ", 1445, 255.5),
]
# A province's list: group, district, works.
GROUPS = [
    ("I", "Huyện nghèo", [
        ("1", "Huyện Văn Quan", [
            ("Xã An Sơn", "Đường Nà Tèn - Nà Pài, xã An Sơn", "3km", 2500, None),
            ("Xã Tri Lễ", "Trạm bơm Lùng Án", "Tưới 30ha", 1500, 120.5),
        ]),
        ("2", "Huyện Đình Lập", [
            ("Xã Bắc Xa", "Điểm trường Bản Háng", "05 lớp học", 2550, 450),
            ("Xã Bính Xá", "Đập Nà Chuộng", "Tưới 6ha", 1445, 255),
            ("Xã Cường Lợi", "Cứng hóa đường Bản Xum - Nà Cà", "5km", 9350, 1650),
        ]),
    ]),
]  # fmt: skip
INSTITUTIONS = ("II", "Cơ sở giáo dục nghề nghiệp", [
    ("Huyện Văn Quan", "Thiết bị đào tạo nghề điện", "01 bộ", 1800, 150),
    ("Trường Cao đẳng nghề Lạng Sơn", "Sửa chữa xưởng thực hành", "Nhà 2 tầng", 4500, 450),
])  # fmt: skip


def money_of(works):
    return added([amounts(w[3:5]) for w in works])


def put_works(made, works, first=1, level=1, codes=None, **more):
    """A list of works, codes counting up."""
    for index, (location, work, scale, central, local) in enumerate(works):
        code = codes[index] if codes else str(first + index)
        values = {"code": code, "location": location, "work": work, "agency": AGENCY, "scale": scale,
                  "rationale": WHY, "central": central, "local": local, "year": "2022"}  # fmt: skip
        made.row(level, *[values[f] if f in made.columns else None for f in FIELDS["phu-luc-3"]], **more)


def put_works_total(made, works, words="TỔNG CỘNG"):
    made.row(0, None, None, words, None, None, None, *money_of(works), bold=True)


def put_budget(made, spec=BUDGET, **more):
    for level, code, name, ten in budget(spec):
        made.row(level, code, name, *ten, bold=level < 2, **more)


# --- where the total stands ------------------------------------------------------------------------------------------


@fixture("total-bottom.xlsx")
def total_bottom(sheet):
    """The grand total is the last row, below the works it adds up."""
    made = table(sheet, "phu-luc-3")
    put_works(made, WORKS)
    put_works_total(made, WORKS)
    signature(sheet, made.next_row + 1)
    return [made]


@fixture("total-both-ends.xlsx")
def total_both_ends(sheet):
    """The grand total stands above the rows and again below them: one total, the cells of its repeat are unmapped."""
    made = table(sheet, "phu-luc-2")
    rows = budget(BUDGET)
    for level, code, name, ten in rows:
        made.row(level, code, name, *ten)
    again = made.row(0, None, "TỔNG SỐ", *rows[0][3])
    made.rows.pop()
    made.said["unmapped"] = [f"B{again}", f"C{again}", f"D{again}"]
    return [made]


# --- headers ---------------------------------------------------------------------------------------------------------


@fixture("header-repeat.xlsx")
def header_repeat(sheet):
    """The two-row header stands again at a page break, in the middle of a project."""
    made = table(sheet, "phu-luc-2")
    for level, code, name, ten in budget(BUDGET):
        if code == "3.2":
            made.next_row = put_header(sheet, made.next_row, made.paths)
        made.row(level, code, name, *ten)
    return [made]


@fixture("number-row.xls")
def number_row(sheet):
    """A row (1) (2) (3) … under the header is no row of the table."""
    made = table(sheet, "phu-luc-3")
    for column in range(1, len(made.columns) + 1):
        sheet.put(made.next_row, column, f"({column})")
    made.skip()
    put_works_total(made, WORKS)
    put_works(made, WORKS)
    return [made]


@fixture("number-row-sums.xlsx")
def number_row_sums(sheet):
    """A row (1) (2) (3)=(4)+(7)+(10) … under the header prints the sums between columns."""
    made = table(sheet, "phu-luc-2")
    sums = {3: "(3)=(4)+(7)+(10)", 4: "(4)=(5)+(6)", 7: "(7)=(8)+(9)", 10: "(10)=(11)+(12)"}
    for column in range(1, 13):
        sheet.put(made.next_row, column, sums.get(column, f"({column})"))
    made.skip()
    put_budget(made)
    return [made]


@fixture("no-title.xlsx")
def no_title(sheet):
    """The sheet begins with the header: no title, no plan line, no unit line."""
    made = table(sheet, "phu-luc-3", head=False, plan=None)
    made.said = {"plan": None}
    put_works(made, WORKS)
    return [made]


@fixture("title-in-header.xlsx")
def title_in_header(sheet):
    """The title is the first row of the table itself, merged over its columns; no row between it and the header."""
    sheet.put(1, 1, "PHỤ LỤC II: " + TITLES["phu-luc-2"].format(year=2022), bold=True)
    sheet.merge(1, 1, 1, 12)
    made = table(sheet, "phu-luc-2", at=2, head=False)
    made.said = {"plan": None, "plan_year": 2022}
    put_budget(made)
    return [made]


@fixture("split-header.xls")
def split_header(sheet):
    """The header's words are split over three rows, and no cell of it is merged."""
    made = table(sheet, "phu-luc-3")
    first = made.next_row - 2
    sheet.cells = {k: v for k, v in sheet.cells.items() if k[0] < first}
    sheet.merges = [m for m in sheet.merges if m[0] < first]
    words = [
        ("", "Địa", "Tên/", "Đơn vị", "Quy mô", "Lý do", "Vốn đầu tư (triệu đồng)", "", "Năm"),
        ("TT", "bàn", "Danh mục", "thực hiện", "đầu tư", "đầu tư", "", "", "thực"),
        ("", "", "công trình", "", "", "", "NSTW", "NSĐP", "hiện"),
    ]
    for row, line in enumerate(words, start=first):
        for column, word in enumerate(line, start=1):
            sheet.put(row, column, word or None, bold=True)
    made.next_row = first + 3
    put_works_total(made, WORKS)
    put_works(made, WORKS)
    return [made]


@fixture("columns-reordered.ods")
def columns_reordered(sheet):
    """Columns in another order: local money before central, the whole at the end."""
    order = FIELDS["phu-luc-2"]
    made = table(sheet, "phu-luc-2", columns=order[:2] + order[6:9] + order[3:6] + order[9:] + order[2:3])
    put_budget(made, BUDGET_DEEP)
    return [made]


@fixture("column-missing.xlsx")
def column_missing(sheet):
    """Two columns are not there at all: Lý do đầu tư and Năm thực hiện."""
    columns = [f for f in FIELDS["phu-luc-3"] if f not in ("rationale", "year")]
    made = table(sheet, "phu-luc-3", columns=columns)
    put_works_total(made, WORKS)
    put_works(made, WORKS)
    return [made]


@fixture("column-extra.xlsx")
def column_extra(sheet):
    """Two columns no layout knows: Mã dự án in the middle, Ghi chú at the end. Their cells are not lost."""
    order = FIELDS["phu-luc-3"]
    columns = order[:3] + [None] + order[3:] + [None]
    made = table(sheet, "phu-luc-3", columns=columns, extra={3: "Mã dự án", 10: "Ghi chú"})
    unmapped = []
    for index, work in enumerate(WORKS, start=1):
        row = made.next_row
        note = {11: "Chuyển tiếp từ năm 2021"} if index == 2 else {}
        put_works(made, [work], first=index, extra={4: f"DA-{7900 + index}", **note})
        unmapped += [f"D{row}"] + ([f"K{row}"] if note else [])
    put_works_total(made, WORKS)
    made.said["unmapped"] = unmapped
    return [made]


# --- figures ---------------------------------------------------------------------------------------------------------


@fixture("figures-as-text.xls")
def figures_as_text(sheet):
    """Every figure is text grouped with dots: "1.625,7", "3.800", "22.175,7"; the column decides what 3.800 means."""
    made = table(sheet, "phu-luc-3", show=dotted)
    put_works_total(made, WORKS)
    put_works(made, WORKS)
    return [made]


@fixture("figures-proved-by-sum.xlsx")
def figures_proved_by_sum(sheet):
    """One figure is the text "2.000" and the numbers 215 and 1785 beside it say that it is two thousand."""
    made = table(sheet, "phu-luc-2")
    spec = [(1, "5", "Dự án 5: Hỗ trợ việc làm bền vững", (2150, 15850, 215, 1785, None, 500))]
    (_, _, _, total), (level, code, name, ten) = budget(spec)
    made.row(0, None, "Tổng cộng", *total)
    made.row(level, code, name, *ten, raw={"local.total": Text("2.000")})
    return [made]


@fixture("float-artefacts.xlsx")
def float_artefacts(sheet):
    """Numbers as binary arithmetic left them in the file: 1625.6999999999998, 174.20000000000002, 0.30000000000000004."""
    made = table(sheet, "phu-luc-3")
    works = [(*WORKS[0][:3], 1625.7, 174.2), (*WORKS[1][:3], 3467.8, 0.3)]
    stored = [{"central": "1625.6999999999998", "local": "174.20000000000002"},
              {"central": "3467.8000000000002", "local": "0.30000000000000004"}]  # fmt: skip
    put_works_total(made, works)
    for index, (work, raw) in enumerate(zip(works, stored), start=1):
        put_works(made, [work], first=index, raw={field: Stored(digits) for field, digits in raw.items()})
    return [made]


@fixture("unit-dong.xlsx")
def unit_dong(sheet):
    """Figures in đồng, said in a line above the table."""
    made = table(sheet, "phu-luc-2", unit_line="Đơn vị tính: đồng", unit=1_000_000)
    put_budget(made)
    return [made]


@fixture("unit-nghin-dong.xls")
def unit_nghin_dong(sheet):
    """Figures in nghìn đồng, said in the header of the money columns."""
    made = table(sheet, "phu-luc-3", unit_word="nghìn đồng", unit=1000)
    put_works_total(made, WORKS)
    put_works(made, WORKS)
    return [made]


@fixture("unit-ty-dong.ods")
def unit_ty_dong(sheet):
    """Figures in tỷ đồng: 2.3105 is 2310.5 triệu đồng."""
    made = table(sheet, "phu-luc-2", unit_line="Đơn vị tính: tỷ đồng", unit=Decimal("0.001"))
    put_budget(made)
    return [made]


@fixture("unit-trd.xlsx")
def unit_trd(sheet):
    """The unit is said as "ĐVT: trđ"."""
    made = table(sheet, "phu-luc-3", unit_line="ĐVT: trđ", unit_word=None)
    put_works_total(made, WORKS)
    put_works(made, WORKS)
    return [made]


@fixture("nil-cells.ods")
def nil_cells(sheet):
    """A dash is an explicit nil, an empty cell is blank, 0 is nought; no column for next year's plan."""
    columns = FIELDS["phu-luc-4"][:-1]
    made = table(sheet, "phu-luc-4", columns=columns)
    who = "Sở LĐ-TB&XH"
    nil = ("-",) * 5
    made.row(1, "1", None, "Hoạt động 1: Hỗ trợ đầu tư cơ sở vật chất, thiết bị đào tạo")
    made.row(2, None, "Huyện Văn Quan", "Trung tâm GDNN-GDTX huyện Văn Quan", "Cơ sở GDNN", who, 3000, *nil)
    made.row(2, None, "Huyện Đình Lập", "Trung tâm GDNN-GDTX huyện Đình Lập", "Cơ sở GDNN", who, "-", 1, "-", None, 1, 100)
    made.row(1, "2", None, "Hoạt động 2: Bồi dưỡng đội ngũ nhà giáo", None, None, 650, *nil)
    made.row(2, None, "Tỉnh Lạng Sơn", "Xây dựng chương trình, giáo trình", "Bộ", who, 500, *nil)
    made.row(2, None, "Tỉnh Lạng Sơn", "Bồi dưỡng nhà giáo", "Lượt người", who, 150, 0, None, "-", 0, None)
    return [made]


@fixture("percent-format.xlsx")
def percent_format(sheet):
    """Percentages as a spreadsheet keeps them: 0.0788 shown as 7.88% is 7.88; plain 8.5 below it is 8.5."""
    made = table(sheet, "phu-luc-1")
    one = {"prior_actual": Percent("0.0788"), "current.plan": Percent("0.0588"), "current.year": Percent("0.0588"),
           "current.year_pct": Percent("1", "0%"), "next_plan": Percent("0.0915")}  # fmt: skip
    who = "Sở LĐ-TB&XH"
    made.row(1, "1", "Tỷ lệ hộ nghèo toàn tỉnh", "%", 7.88, 5.88, None, None, 5.88, 100, 9.15, who, raw=one)
    made.row(1, "2", "Số hộ nghèo", "Hộ", 16115, 12014, 9010, 87.5, 12014, 100, 18650, who,
             raw={"current.nine_months_pct": Percent("0.875", "0.0%"), "current.year_pct": Percent("1", "0%")})  # fmt: skip
    made.row(1, "3", "Tỷ lệ hộ cận nghèo", "%", 8.5, 7.25, None, None, 7.25, 100, 6.5, who)
    made.row(1, "4", "Tỷ lệ lao động qua đào tạo", "%", 55, 57.5, 56.333, 102.4, 57.5, 100, 60, who,
             raw={"current.nine_months": Percent("0.56333", "0.0%")})  # fmt: skip
    return [made]


@fixture("words-in-figures.xlsx")
def words_in_figures(sheet):
    """Words stand where figures should: kept as they are."""
    made = table(sheet, "phu-luc-3")
    put_works(made, WORKS[:1])
    put_works(made, [(*WORKS[1][:3], "chưa có số liệu", 200)], first=2)
    put_works(made, [(*WORKS[2][:3], 2805, "đang thẩm định")], first=3)
    put_works(made, WORKS[3:], first=4)
    return [made]


@fixture("error-values.xls")
def error_values(sheet):
    """Cells hold #REF!, #DIV/0! and #N/A, kept as such."""
    made = table(sheet, "phu-luc-2")
    rows = budget([BUDGET[3], (1, "5", "Dự án 5: Hỗ trợ nhà ở cho hộ nghèo, hộ cận nghèo", (None, 2000, None, 200, None, None))])
    made.said["slips"] = True
    errors = [{"total": "#REF!"}, {"other.recurrent": "#N/A"}, {"local.total": "#DIV/0!"}]
    for (level, code, name, ten), wrong in zip(rows, errors):
        values = dict(zip(FIELDS["phu-luc-2"][2:], ten)) | wrong
        made.row(level, code, name, *values.values(), raw={field: Error(error) for field, error in wrong.items()})
    return [made]


@fixture("error-values-xlsx.xlsx")
def error_values_xlsx(sheet):
    """The same error values in a newer file."""
    return error_values(sheet)


@fixture("formulas.xlsx")
def formulas(sheet):
    """Totals are formulas with the results LibreOffice gave them; the figures are the results."""
    made = table(sheet, "phu-luc-2")
    rows = budget(BUDGET)
    first = made.next_row
    at = {code or "total": first + index for index, (_, code, _, _) in enumerate(rows)}
    below = {"total": ["1", "2", "3"], "1": ["1.1", "1.2"], "3": ["3.1", "3.2"]}
    for level, code, name, ten in rows:
        row, raw = made.next_row, {}
        raw["total"] = Formula(f"=D{row}+G{row}+J{row}")
        for index, field in enumerate(FIELDS["phu-luc-2"][3:], start=4):
            parts = below.get(code or "total")
            value = ten[index - 3]
            if value is None:
                continue
            if index in (4, 7, 10):
                raw[field] = Formula(f"=SUM({letter(index + 1)}{row}:{letter(index + 2)}{row})")
            elif parts:
                raw[field] = Formula("=" + "+".join(f"{letter(index)}{at[p]}" for p in parts))
        made.row(level, code, name, *ten, raw=raw)
    return [made]


# --- several tables, several sheets ----------------------------------------------------------------------------------


@fixture("two-on-a-sheet.xlsx")
def two_on_a_sheet(sheet):
    """Two appendices on one sheet, one below the other, each with its title."""
    money = table(sheet, "phu-luc-2")
    put_budget(money, BUDGET[3:])
    works = table(sheet, "phu-luc-3", at=money.next_row + 3)
    put_works_total(works, WORKS)
    put_works(works, WORKS)
    return [money, works]


@fixture("unrelated-sheet.xlsx")
def unrelated_sheet(sheet):
    """Three sheets; the one in the middle is the letter that went with them, and no appendix."""
    sheet.name = "PL I"
    targets = table(sheet, "phu-luc-1")
    put_targets(targets)
    letter_sheet = Sheet("Công văn")
    text = [
        "ỦY BAN NHÂN DÂN HUYỆN VĂN LÃNG", "Số: 57/KH-UBND", "Kính gửi: Sở Lao động - Thương binh và Xã hội tỉnh Lạng Sơn",
        "Thực hiện Công văn của Sở về xây dựng kế hoạch năm 2022, UBND huyện Văn Lãng gửi các phụ lục kèm theo.",
        "Tổng kinh phí: 22.175,7 triệu đồng, trong đó ngân sách Trung ương và ngân sách địa phương theo Phụ lục III.", "Trân trọng./.",
    ]  # fmt: skip
    for row, line in enumerate(text, start=1):
        letter_sheet.put(row * 2, 1, line)
    last = Sheet("PL III")
    works = table(last, "phu-luc-3")
    put_works_total(works, WORKS)
    put_works(works, WORKS)
    return [targets, works], [sheet, letter_sheet, last]


# --- rows ------------------------------------------------------------------------------------------------------------


@fixture("blank-rows.xlsx")
def blank_rows(sheet):
    """Empty rows stand between the rows; the table goes on below them."""
    made = table(sheet, "phu-luc-2")
    for level, code, name, ten in budget(BUDGET):
        if code in ("1", "2"):
            made.skip()
        if code == "3":
            made.skip(2)
        made.row(level, code, name, *ten)
    return [made]


@fixture("hidden-rows.xlsx")
def hidden_rows(sheet):
    """Two works stand in hidden rows and the reasons in a hidden column: they count all the same."""
    made = table(sheet, "phu-luc-3")
    put_works_total(made, WORKS)
    put_works(made, WORKS)
    sheet.hidden_rows = {made.next_row - 4, made.next_row - 2}
    sheet.hidden_columns = {made.column("rationale")}
    return [made]


def places(sheet, merged):
    made = table(sheet, "phu-luc-3")
    names = ["Đường Nà Là - Khuổi Ngành", "Kè chống sạt lở suối Nà Là", "Ngầm tràn Nà Chi", "Trường PTDTBT THCS Hội Hoan", "Nước sinh hoạt tập trung thôn Nà Kéo"]
    works = [(place, name, *rest) for name, (place, _, *rest) in zip(names, WORKS)]
    groups = [("Xã Bắc Hùng", works[0:3]), ("Xã Hội Hoan", works[3:5])]
    every = [w for _, works in groups for w in works]
    put_works_total(made, every)
    count = 0
    for place, works in groups:
        first = made.next_row
        for index, (_, work, scale, central, local) in enumerate(works):
            count += 1
            fields = (["location", "agency"] if merged else ["location"]) if index else []
            made.row(1, str(count), place, work, AGENCY, scale, WHY, central, local, "2022",
                     raw={f: None for f in fields}, carried=fields)  # fmt: skip
        if merged:
            for field in ("location", "agency"):
                sheet.merge(first, made.column(field), made.next_row - 1, made.column(field))
    return [made]


@fixture("location-merged.ods")
def location_merged(sheet):
    """Địa bàn and Đơn vị thực hiện are merged over the works of a commune."""
    return places(sheet, merged=True)


@fixture("location-blank.xls")
def location_blank(sheet):
    """Địa bàn is written once and left empty below, without a merge."""
    return places(sheet, merged=False)


@fixture("location-blank-groups.xlsx")
def location_blank_groups(sheet):
    """Địa bàn left empty under groups and districts: filled from above; a district without agencies gets none from another."""
    made = table(sheet, "phu-luc-3")
    (_, group, districts), = GROUPS
    every = [w for _, _, works in districts for w in works]
    put_works_total(made, every, "TỔNG SỐ")
    made.row(1, "I", group, None, None, None, None, *money_of(every))
    for code, district, works in districts:
        made.row(2, code, district, None, None, None, None, *money_of(works))
        agency = f"UBND {district[0].lower()}{district[1:]}" if code == "1" else None
        place = works[0][0]
        for index, (_, work, scale, central, local) in enumerate(works, start=1):
            blank = index > 1
            made.row(3, str(index), place, work, agency, scale, WHY, central, local, "2022",
                     raw={"location": None} if blank else None, carried=["location"] if blank else ())  # fmt: skip
    return [made]


@fixture("groups-districts.xlsx")
def groups_districts(sheet):
    """Works numbered 1, 2, 3 under district rows numbered 1, 2 under roman groups; in the last group no districts."""
    made = table(sheet, "phu-luc-3", plan=("209 /KH-UBND", "22 /10/2021", "UBND tỉnh Lạng Sơn"),
                 plan_read={"number": "209/KH-UBND", "date": "2021-10-22", "issuer": "UBND tỉnh Lạng Sơn"})  # fmt: skip
    (code, group, districts), = GROUPS
    every = [w for _, _, works in districts for w in works]
    put_works_total(made, every + INSTITUTIONS[2], "TỔNG SỐ (I+II)")
    made.row(1, code, group, None, None, None, None, *money_of(every), bold=True)
    for number_, district, works in districts:
        made.row(2, number_, district, None, None, None, None, *money_of(works), bold=True)
        put_works(made, works, level=3)
    made.row(1, *INSTITUTIONS[:2], None, None, None, None, *money_of(INSTITUTIONS[2]), bold=True)
    put_works(made, INSTITUTIONS[2], level=2)
    return [made]


# --- codes and text --------------------------------------------------------------------------------------------------


def put_targets(made):
    who = "Sở LĐ-TB&XH"
    made.row(1, "1", "Tỷ lệ hộ nghèo toàn tỉnh", "%", 7.88, 5.88, 4.5, 95.5, 5.88, 100, 9.15, who)
    made.row(1, "2", "Số hộ nghèo", "Hộ", 16115, 12014, None, None, 12014, 100, 18650, who)
    made.row(1, "3", "Số lao động được đào tạo nghề", "Người", 2500, 2600, 1950, 101.25, 2600, 104, 2750, who)
    made.row(2, "3.1", "Trình độ sơ cấp", "Người", 1800, 1900, 1400, 101, 1900, 105.6, 2000, who)
    made.row(2, "3.2", "Đào tạo dưới 3 tháng", "Người", 700, 700, 550, 101.9, 700, 100, 750, who)


@fixture("numbered-by-numbers.xlsx")
def numbered_by_numbers(sheet):
    """Sub-indicators 1.1, 1.2, … typed as numbers: the 1.1 that follows 1.9 is 1.10."""
    made = table(sheet, "phu-luc-1")
    who = "Sở Y tế"
    names = ["y tế", "giáo dục", "nhà ở", "nước sinh hoạt", "vệ sinh", "thông tin", "việc làm", "bảo hiểm xã hội",
             "người phụ thuộc", "dinh dưỡng", "trình độ người lớn"]  # fmt: skip
    made.row(1, "1", "Số hộ nghèo thiếu hụt các dịch vụ xã hội cơ bản", "Hộ", 16115, 12014, None, None, 12014, 100, 18650, who)
    for index, name in enumerate(names, start=1):
        value = 900 + 37 * index
        made.row(2, f"1.{index}", f"Thiếu hụt về {name}", "Hộ", value, value - 50, None, None, value - 50, 100, value - 120, who,
                 raw={"code": float(f"1.{index}")})  # fmt: skip
    made.row(1, "2", "Số hộ thoát nghèo", "Hộ", 4100, 4200, None, None, 4200, 100, 4300, who)
    return [made]


@fixture("codes-with-commas.xls")
def codes_with_commas(sheet):
    """Outline numbers typed as text with a comma: "1,1" is 1.1."""
    made = table(sheet, "phu-luc-2")
    for level, code, name, ten in budget(BUDGET + BUDGET_DEEP):
        comma = {"code": Text(code.replace(".", ","))} if code and "." in code else {}
        made.row(level, code, name, *ten, raw=comma)
    return [made]


@fixture("equals-sign-text.xlsx")
def equals_sign_text(sheet):
    """Text that begins with = (or + or -) is text, not a formula."""
    made = table(sheet, "phu-luc-3")
    scales = ["=02 phòng học + 01 phòng thư viện", "=SUM(1,2)", "+ Nền đường rộng 4m", "- Mặt đường BTXM 3m", "@ 5km"]
    put_works_total(made, WORKS)
    works = [(place, work, scale, central, local) for (place, work, _, central, local), scale in zip(WORKS, scales)]
    put_works(made, works)
    return [made]


@fixture("decomposed.xlsx")
def decomposed(sheet):
    """All text is decomposed Unicode, with stray spaces, no-break spaces and line breaks in it."""
    made = table(sheet, "phu-luc-2")
    put_budget(made, BUDGET_DEEP)
    for place, value in sheet.cells.items():
        if isinstance(value, str):
            value = value.replace("Hỗ trợ ", "Hỗ  trợ\n").replace("lao động", "lao\u00a0động")
            sheet.cells[place] = unicodedata.normalize("NFD", value + " ")
    return [made]


@fixture("year-2023.xls")
def year_2023(sheet):
    """A plan for 2023: the years in the header follow."""
    made = table(sheet, "phu-luc-1", year=2023, plan=("112/KH-UBND", "25/10/2022", "UBND tỉnh Lạng Sơn"),
                 plan_read={"number": "112/KH-UBND", "date": "2022-10-25", "issuer": "UBND tỉnh Lạng Sơn"})  # fmt: skip
    put_targets(made)
    return [made]


@fixture("year-2025.xlsx")
def year_2025(sheet):
    """A plan for 2025, Phụ lục IV with its column for the coming year's plan."""
    made = table(sheet, "phu-luc-4", year=2025, plan=("301/KH-UBND", "05/11/2024", "UBND tỉnh Lạng Sơn"),
                 plan_read={"number": "301/KH-UBND", "date": "2024-11-05", "issuer": "UBND tỉnh Lạng Sơn"})  # fmt: skip
    who = "Sở LĐ-TB&XH"
    made.row(1, "1", None, "Hoạt động 1: Đào tạo nghề cho người lao động thuộc hộ nghèo", None, None, 1200, 1300, 950, 98.5, 1300, 100, 1450)
    made.row(2, None, "Huyện Bình Gia", "Lao động được đào tạo nghề", "Người", who, 500, 550, 400, 97, 550, 100, 600)
    made.row(2, None, "Huyện Văn Quan", "Lao động được đào tạo nghề", "Người", who, 700, 750, 550, 99.6, 750, 100, 850)
    made.row(1, "2", None, "Hoạt động 2: Phát triển mô hình gắn kết với doanh nghiệp", None, None, 2, 3, 2, 100, 3, 100, 4)
    made.row(2, None, "Huyện Đình Lập", "Mô hình gắn kết (nghề hàn)", "Mô hình", who, 2, 3, 2, 100, 3, 100, 4)
    return [made]


# --- names of files --------------------------------------------------------------------------------------------------


@fixture("renamed.xls")
def renamed(sheet):
    """A newer workbook (.xlsx) under the name of an old one."""
    return total_bottom(sheet)


@fixture("no-extension")
def no_extension(sheet):
    """A newer workbook without any extension."""
    return number_row_sums(sheet)


@fixture("renamed-old.xlsx")
def renamed_old(sheet):
    """An old workbook (.xls) under the name of a new one."""
    return number_row(sheet)


# What the name of a file does not say.
CONTENT = {"renamed.xls": "xlsx", "no-extension": "xlsx", "renamed-old.xlsx": "xls"}
# Saved again by LibreOffice: formulas get their results, text goes to the shared strings, styles are its own.
SAVED_AGAIN = {"formulas.xlsx", "groups-districts.xlsx", "hidden-rows.xlsx", "two-on-a-sheet.xlsx", "year-2025.xlsx"}


def main(names):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        to_ods, to_save_again = [], []
        for file, make in FIXTURES:
            stem = file.split(".")[0]
            if names and stem not in names:
                continue
            sheet = Sheet("Sheet1")
            made = make(sheet)
            tables, sheets = made if isinstance(made, tuple) else (made, [sheet])
            kind = CONTENT.get(file) or file.rpartition(".")[2]
            if file in SAVED_AGAIN:
                to_save_again.append(scratch / f"{stem}.xlsx")
                write_xlsx(to_save_again[-1], sheets)
            elif kind == "ods":
                to_ods.append(scratch / f"{stem}.xlsx")
                write_xlsx(to_ods[-1], sheets)
            else:
                written = scratch / f"out.{kind}"
                (write_xls if kind == "xls" else write_xlsx)(written, sheets)
                shutil.copyfile(written, HERE / file)
            write_expected(HERE / f"{stem}.expect.json", file, [t.expected() for t in tables], why=" ".join(make.__doc__.split()))
        if to_ods:
            by_libreoffice(to_ods, "ods", HERE)
        if to_save_again:
            by_libreoffice(to_save_again, "xlsx:Calc MS Excel 2007 XML", HERE)


if __name__ == "__main__":
    main(set(sys.argv[1:]))
