#!/usr/bin/env python3
"""Fill a template as officers do, and check that it comes back whole.

    python3 make.py PHULUC make      the fixtures beside this script, with what to expect
    python3 make.py PHULUC check     fill anew in a temporary folder and let PHULUC judge

PHULUC is the program. The template is filled through openpyxl and through LibreOffice
(rows inserted too, saved as .xlsx, .ods and .xls; and right below a row that adds up
others, above the first of them), and once more through openpyxl with its look destroyed:
sheets renamed, titles gone, header words changed, fonts and widths lost. Expectations are worked out here, in decimals, from what was typed.

Needs openpyxl; LibreOffice and the system's python3-uno for its part (see libreoffice.py).
"""
import json
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

HERE = Path(__file__).resolve().parent
UNIT, YEAR = "Huyện Bình Gia", 2022
PLAN = "(Kèm theo Kế hoạch số 152/KH-UBND ngày 12/10/2021 của UBND huyện Bình Gia)"
FUNDING = ["total", "central.total", "central.investment", "central.recurrent", "local.total",
           "local.investment", "local.recurrent", "other.total", "other.investment", "other.recurrent"]
SIGNATURE = "TM. ỦY BAN NHÂN DÂN"

# What is typed: sheet, a prepared row (or the row whose room it goes to, marked "+", or
# into rows inserted there, marked "*"), and cells by column.
TYPED = [
    ("PL I", "+", {"A": "1", "B": "Tỷ lệ hộ nghèo", "C": "%", "D": 7.88, "E": 5, "F": 3.5, "G": 70, "H": 5, "J": 4.5, "K": "Phòng LĐ-TB&XH"}),
    ("PL I", "+", {"A": "2", "B": "Số hộ nghèo", "C": "Hộ", "D": 1480, "E": 1200, "H": 1100, "J": 1000}),
    ("PL II", "Hoạt động 1: Hỗ trợ đầu tư cơ sở hạ tầng tại các huyện nghèo", {"E": 5625.7, "H": 300.25}),
    ("PL II", "+Dự án 1", {"A": "1.3", "B": "Hoạt động 3: Duy tu, bảo dưỡng", "F": 120}),
    ("PL II", "Dự án 2", {"F": 900, "I": 45.5}),
    ("PL II", "Tiểu dự án 1: Hỗ trợ phát triển sản xuất", {"F": 700}),
    ("PL II", "*Dự án 3", {"A": "3.3", "B": "Tiểu dự án 3: Nhân rộng mô hình", "F": 33, "L": 0.1}),
    ("PL II", "*Dự án 3", {"A": "3.4", "B": "Tiểu dự án 4: Tập huấn", "I": 7}),
    ("PL II", "Hoạt động 1: Hỗ trợ đầu tư cơ sở vật chất", {"E": 2000}),
    ("PL II", "Dự án 5", {"I": 10}),
    ("PL II", "+", {"A": "8", "B": "Dự án 8: Khác", "L": 12.5}),
    ("PL III", "+Huyện nghèo", {"A": "1", "B": "Xã Hoa Thám", "C": "Đường Bản Chúc", "D": "UBND huyện Bình Gia", "E": "2km", "F": "Giao thông khó khăn", "G": 1625.7, "H": 300.25, "I": 2022}),
    ("PL III", "*Huyện nghèo", {"A": "2", "B": "Xã Thiện Thuật", "C": "Trường THCS", "D": "UBND huyện Bình Gia", "E": "6 phòng", "F": "Xuống cấp", "G": 4000, "I": 2022}),
    ("PL III", "+Cơ sở giáo dục", {"A": "1", "B": "Huyện Bình Gia", "C": "Trung tâm GDNN-GDTX", "D": "Sở LĐ-TB&XH", "E": "1 xưởng", "F": "Chưa có", "G": 2000, "I": 2022}),
    ("PL IV", "+Hoạt động 1", {"A": "1.1", "B": "Huyện Bình Gia", "C": "Trung tâm GDNN-GDTX huyện Bình Gia", "D": "Cơ sở", "E": "Sở LĐ-TB&XH", "G": 1, "J": 1, "L": 1}),
]
LABEL = {"PL I": "B", "PL II": "B", "PL III": "BC", "PL IV": "C"}


def label(sheet, row):
    texts = (sheet[f"{column}{row}"].value for column in LABEL[sheet.title])
    return next((text for text in texts if text), "")


def table(sheet):
    """First and last row of the table, by the form's own mark."""
    area = sheet.defined_names["_phuluc.table"].attr_text.split("!")[1].replace("$", "")
    first, last = area.split(":")
    return int("".join(filter(str.isdigit, first))), int("".join(filter(str.isdigit, last)))


def is_closing(sheet, row):
    return not label(sheet, row) and sheet[f"{LABEL[sheet.title][-1]}{row}"].protection.locked


def closing(sheet, head):
    """The row that ends the room of a row; of the table where there is no head."""
    first, last = table(sheet)
    if not head:
        return last
    start = next(row for row in range(first, last + 1) if label(sheet, row).startswith(head))
    level = sheet.row_dimensions[start].outlineLevel
    end = start
    while end < last and sheet.row_dimensions[end + 1].outlineLevel > level:
        end += 1
    assert is_closing(sheet, end), (sheet.title, head, end)
    return end


def room(sheet, head, taken):
    """The first blank row of a row's room."""
    row = closing(sheet, head)
    while not label(sheet, row - 1) and not is_closing(sheet, row - 1):
        row -= 1
    while (sheet.title, row) in taken:
        row += 1
    taken.add((sheet.title, row))
    assert not is_closing(sheet, row)
    return row


def places(book, inserted):
    """(sheet, row, cells) of all that is typed. `inserted` says where rows were inserted."""
    taken, left, out = set(), {name: list(rows) for name, rows in inserted.items()}, []
    for name, where, cells in TYPED:
        sheet = book[name]
        if where.startswith("*") and inserted:
            row = left[name].pop(0)
            taken.add((name, row))
        elif where.startswith(("+", "*")):
            continue
        else:
            first, last = table(sheet)
            row = next(row for row in range(first, last + 1) if label(sheet, row).startswith(where))
        out.append((name, row, cells))
    for name, where, cells in TYPED:
        if where.startswith("+") or (where.startswith("*") and not inserted):
            out.append((name, room(book[name], where[1:], taken), cells))
    return out


def steps(book, inserted):
    out = []
    for name, row, cells in places(book, inserted):
        for column, value in cells.items():
            out.append(["text" if isinstance(value, str) else "number", name, f"{column}{row}", value])
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            out.append(["text", sheet.title, "A3", PLAN])
    end = table(book["PL III"])[1]
    return out + [["text", "PL III", f"G{end + 3}", SIGNATURE]]


def openpyxl_fill(template, target):
    book = openpyxl.load_workbook(template)
    for kind, name, cell, value in steps(book, {}):
        assert not book[name][cell].protection.locked, f"{name}!{cell} is locked"
        book[name][cell] = value
    book.save(target)


def disguise(source, target):
    """Another look, the same file."""
    book = openpyxl.load_workbook(source)
    for number, sheet in enumerate(book.worksheets):
        if sheet.sheet_state != "visible":
            sheet.title = "x"
            continue
        head = sheet.defined_names["_phuluc.header"].attr_text.split("!")[1].replace("$", "")
        for row in sheet[head]:
            for cell in row:
                if isinstance(cell.value, str) and not cell.value.startswith("("):
                    cell.value = f"Cột {cell.coordinate}"
        for row in (1, 2, 4):
            sheet[f"A{row}"] = None
        sheet.protection.sheet = False
        for row in sheet.iter_rows():
            for cell in row:
                cell.font = Font(name="Arial", size=9, bold=not cell.font.bold)
        sheet.column_dimensions["B"].width = 9
        # Names of one sheet follow it; the ranges that they hold follow by hand in openpyxl.
        old, sheet.title = sheet.title, f"Sheet{number + 1}"
        for name in sheet.defined_names.values():
            name.attr_text = name.attr_text.replace(f"'{old}'", f"'{sheet.title}'")
    book.save(target)


def libreoffice(source, work, *targets):
    """Rows inserted into the protected sheets, then filled."""
    book = openpyxl.load_workbook(source)
    at = {"PL II": closing(book["PL II"], "Dự án 3"), "PL III": closing(book["PL III"], "Huyện nghèo")}
    wide = work / "inserted.xlsx"
    run(source, work, [["insert", "PL II", at["PL II"], 2], ["insert", "PL III", at["PL III"], 1]], wide)
    inserted = {"PL II": [at["PL II"], at["PL II"] + 1], "PL III": [at["PL III"]]}
    book = openpyxl.load_workbook(wide)
    shows = [["show", "PL II", f"{column}{at['PL II']}"] for column in "ABCDEF"]
    shows += [["show", "PL III", f"{column}{at['PL III']}"] for column in "ABGI"]
    said = run(wide, work, steps(book, inserted) + shows, *targets)
    verify({one["cell"].split("!")[1].rstrip("0123456789") + one["cell"].split("!")[0][2:]: one for one in said})


# The first row below a project, below the total and below a group, and what they add to.
FIRST = [
    ("PL II", "Dự án 1", {"A": "1.0", "B": "Hoạt động 0: Chuẩn bị", "F": 17.5, "L": 3}),
    ("PL II", "Tổng cộng", {"A": "0", "B": "Dự án 0: Chuẩn bị chung", "H": 4.25}),
    ("PL III", "Xã ĐBKK", {"A": "1", "B": "Xã Hoa Thám", "C": "Cầu Nà Tồng", "H": 4.25}),
]


def first_rows(source, work, *targets):
    """Rows inserted above the first row of a part. They look like the row above, which is
    locked, so that an officer takes the protection off first."""
    book = openpyxl.load_workbook(source)
    rows = []
    for name, head, cells in FIRST:
        sheet = book[name]
        first, last = table(sheet)
        start = next(row for row in range(first, last + 1) if label(sheet, row).startswith(head))
        rows.append((name, start + 1, cells))
    what = [["unprotect", name] for name in ("PL II", "PL III")]
    for name, row, cells in sorted(rows, key=lambda one: -one[1]):
        what.append(["insert", name, row, 1])
        for column, value in cells.items():
            what.append(["text" if isinstance(value, str) else "number", name, f"{column}{row}", value])
    run(source, work, what, *targets)


def verify(shown):
    """Inserted rows are locked, validated and hinted like the others, in LibreOffice."""
    locked = {key: one["locked"] for key, one in shown.items()}
    expected = {"A II": False, "B II": False, "C II": True, "D II": True, "E II": False, "F II": False,
                "A III": False, "B III": False, "G III": False, "I III": False}
    assert {key: locked[key] for key in expected} == expected, locked
    assert all(one["protected"] for one in shown.values())
    amount, year, place, name = shown["E II"], shown["I III"], shown["B III"], shown["B II"]
    assert (amount["validation"], amount["condition"], amount["limits"][0]) == ("DECIMAL", "GREATER_EQUAL", "0")
    assert amount["refused"] == "STOP" and "triệu đồng" in amount["hint"][1], amount
    assert (year["validation"], year["limits"]) == ("WHOLE", [str(YEAR - 5), str(YEAR + 5)]), year
    assert (place["validation"], name["validation"]) == ("LIST", "LIST")
    assert "dòng trống" in shown["A II"]["hint"][1]


def run(source, work, what, *targets):
    script = work / "steps.json"
    script.write_text(json.dumps(what))
    command = ["/usr/bin/python3", str(HERE / "libreoffice.py"), str(source), str(script), *map(str, targets)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode:
        sys.exit(done.stderr)
    said = json.loads(done.stdout)
    refused = [one for one in said if "error" in one]
    assert not refused, refused
    return said


def plain(value):
    text = format(Decimal(str(value)).normalize(), "f")
    return text


def funding(cells):
    """A row of PL II with its sums across, in decimals; None where nothing was typed."""
    parts = {"E": "central.investment", "F": "central.recurrent", "H": "local.investment",
             "I": "local.recurrent", "K": "other.investment", "L": "other.recurrent"}
    row = {field: Decimal(str(cells[column])) for column, field in parts.items() if column in cells}
    return across(row)


def across(row):
    row = dict(row)
    for group in ("central", "local", "other"):
        values = [row[field] for field in (f"{group}.investment", f"{group}.recurrent") if row.get(field) is not None]
        row[f"{group}.total"] = sum(values) if values else None
    values = [row[f"{group}.total"] for group in ("central", "local", "other") if row[f"{group}.total"] is not None]
    row["total"] = sum(values) if values else None
    return {field: row.get(field) for field in FUNDING}


def expectation(first=()):
    """Figures of rows by layout and name, worked out from what was typed; `first` are rows
    above the first of their part."""
    leaves, works = {}, {}
    for sheet, where, cells in [*TYPED, *first]:
        if sheet == "PL II":
            leaves[cells.get("B", where)] = funding(cells)
        if sheet == "PL III":
            works[cells["C"]] = {"central": cells.get("G"), "local": cells.get("H")}
    def add(names):
        parts = {field: [leaves[name][field] for name in names if leaves[name][field] is not None]
                 for field in FUNDING if not field.endswith("total")}
        return across({field: sum(values) if values else None for field, values in parts.items()})
    extra = [cells["B"] for sheet, where, cells in first if where == "Dự án 1"]
    group = [Decimal(str(cells["H"])) for sheet, where, cells in first if sheet == "PL III"]
    groups = {
        "Dự án 1": extra + ["Hoạt động 1: Hỗ trợ đầu tư cơ sở hạ tầng tại các huyện nghèo", "Hoạt động 3: Duy tu, bảo dưỡng"],
        "Dự án 3": ["Tiểu dự án 1: Hỗ trợ phát triển sản xuất", "Tiểu dự án 3: Nhân rộng mô hình", "Tiểu dự án 4: Tập huấn"],
        "Dự án 4": ["Hoạt động 1: Hỗ trợ đầu tư cơ sở vật chất"],
        "Tổng cộng": list(leaves),
    }
    rows = {**leaves, **{name: add(below) for name, below in groups.items()}}
    show = lambda row: {field: None if value is None else plain(value) for field, value in row.items()}
    return {
        "unit": UNIT,
        "year": YEAR,
        "plan": "152/KH-UBND",
        "phu-luc-2": {name: show(row) for name, row in rows.items()},
        "phu-luc-3": {
            **{name: show(row) for name, row in works.items()},
            "Huyện nghèo": show({"central": "5625.7", "local": "300.25"}),
            **({"Xã ĐBKK": show({"local": sum(group)})} if group else {}),
            "Tổng cộng": show({"central": "7625.7", "local": sum(group, Decimal("300.25"))}),
        },
        "phu-luc-1": {"Số hộ nghèo": {"prior_actual": "1480", "current.plan": "1200", "current.year_pct": "91.67", "next_plan": "1000"}},
        "phu-luc-4": {"Trung tâm GDNN-GDTX huyện Bình Gia": {"current.plan": "1", "current.year_pct": "100"}},
    }


def fill(phuluc, work, out):
    template = work / "template.xlsx"
    subprocess.run([phuluc, "-q", "template", "--unit", UNIT, "--year", str(YEAR), "-o", template], check=True)
    openpyxl_fill(template, out / "openpyxl.xlsx")
    disguise(out / "openpyxl.xlsx", out / "disguised.xlsx")
    libreoffice(template, work, *[out / f"libreoffice{end}" for end in (".xlsx", ".ods", ".xls")])
    first_rows(out / "openpyxl.xlsx", work, *[out / f"first-row{end}" for end in (".xlsx", ".ods", ".xls")])


def judge(phuluc, path):
    """Read without a finding, checked without a finding, every figure as typed."""
    said = subprocess.run([phuluc, "check", "--format", "json", path], capture_output=True, text=True)
    findings = json.loads(said.stdout)["findings"]
    assert not findings, f"{path.name}: {[(one['rule'], one['cell'], one['message']) for one in findings]}"
    read = subprocess.run([phuluc, "convert", path, "-o", "-"], capture_output=True, text=True, check=True)
    wanted = expectation(FIRST if path.stem == "first-row" else ())
    compared = 0
    for appendix in json.loads(read.stdout)["appendices"]:
        assert appendix["source"]["reporting_unit"] == wanted["unit"], path.name
        assert appendix["plan_year"] == wanted["year"] and appendix["plan"]["number"] == wanted["plan"]
        assert not appendix["unmapped"], f"{path.name}: {appendix['unmapped']}"
        rows = list(walk([appendix["total"]] if appendix["total"] else [])) + list(walk(appendix["rows"]))
        for name, figures in wanted[appendix["layout"]].items():
            row = next(row for row in rows if named(row, name))
            for field, value in figures.items():
                found = row
                for part in field.split("."):
                    found = found[part]
                assert found == value, f"{path.name}: {appendix['layout']} {name} {field}: {found}, typed {value}"
                compared += 1
    return compared


def walk(rows):
    for row in rows:
        yield row
        yield from walk(row["children"])


def named(row, name):
    # The longest names differ behind their number only.
    label = next(row[key] for key in ("name", "indicator", "work", "target") if key in row) or row.get("location")
    return label is not None and label.startswith(name)


def main(phuluc, what):
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        out = HERE if what == "make" else work / "out"
        out.mkdir(exist_ok=True)
        fill(phuluc, work, out)
        for path in sorted(out.glob("*.*")):
            if path.suffix in (".xlsx", ".ods", ".xls"):
                print(f"{path.name}: {judge(phuluc, path)} figures as typed, no finding")
        if what == "make":
            for name, wanted in (("expect.json", expectation()), ("first-row.json", expectation(FIRST))):
                text = json.dumps(wanted, ensure_ascii=False, indent=1)
                (HERE / name).write_text(text + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[2] not in ("make", "check"):
        sys.exit(__doc__.strip())
    main(Path(sys.argv[1]).resolve(), sys.argv[2])
