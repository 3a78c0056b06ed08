"""Two later versions of submissions/lang-son.xlsx, typed anew by another program.

relaid.xlsx says the same: sheets, rows and columns in another order, outline numbers made anew (the ones printed in
names too), headers in other words, funding in nghìn đồng, the grand total at the end. edited.xlsx is that with 20
edits; the sums above them change along. edited.expect.json says what was edited.

Rows and figures come from lang-son.expect.json, titles from the sample itself; no output of phuluc is read.
"""

import copy
import json
import pathlib
import random
import re
import sys
from decimal import Decimal

import openpyxl

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from workbook import FIELDS, Sheet, number, write_xlsx  # noqa: E402

SAMPLE = HERE.parent / "submissions" / "lang-son.xlsx"
ROMAN = ["I", "II", "III", "IV", "V"]

# Columns in their new order with the words that head them now.
COLUMNS = {
    "phu-luc-1": [
        ("code", "STT", None), ("indicator", "Tên chỉ tiêu", None), ("agency", "Cơ quan thực hiện", None),
        ("measure", "ĐVT", None), ("next_plan", "Kế hoạch năm 2022", None), ("prior_actual", "Kết quả năm 2020", None),
        ("current.plan", "Năm 2021", "Kế hoạch"), ("current.year", "Năm 2021", "Cả năm"),
        ("current.year_pct", "Năm 2021", "So với kế hoạch (%)"), ("current.nine_months", "Năm 2021", "9 tháng"),
        ("current.nine_months_pct", "Năm 2021", "So với cùng kỳ (%)"),
    ],
    "phu-luc-2": [
        ("code", "TT", None), ("name", "Dự án, hoạt động", None),
        ("other.total", "Huy động khác", "Tổng cộng"), ("other.investment", "Huy động khác", "ĐTPT"),
        ("other.recurrent", "Huy động khác", "SN"), ("local.total", "Ngân sách địa phương", "Tổng cộng"),
        ("local.investment", "Ngân sách địa phương", "ĐTPT"), ("local.recurrent", "Ngân sách địa phương", "SN"),
        ("central.total", "Ngân sách Trung ương", "Tổng cộng"), ("central.investment", "Ngân sách Trung ương", "ĐTPT"),
        ("central.recurrent", "Ngân sách Trung ương", "SN"), ("total", "Tổng nhu cầu kinh phí", None),
    ],
    "phu-luc-3": [
        ("code", "STT", None), ("work", "Tên công trình", None), ("location", "Địa điểm xây dựng", None),
        ("year", "Năm thực hiện", None), ("local", "Kinh phí", "NSĐP"), ("central", "Kinh phí", "NSTW"),
        ("scale", "Quy mô", None), ("agency", "Chủ đầu tư", None), ("rationale", "Lý do", None),
    ],
    "phu-luc-4": [
        ("code", "STT", None), ("target", "Chỉ tiêu/nhiệm vụ", None), ("location", "Địa bàn", None),
        ("agency", "Cơ quan thực hiện", None), ("measure", "ĐVT", None), ("prior_actual", "Kết quả thực hiện 2020", None),
        ("current.plan", "Ước Thực hiện năm 2021", "Kế hoạch"),
        ("current.year", "Ước Thực hiện năm 2021", "Ước thực hiện cả năm"),
        ("current.year_pct", "Ước Thực hiện năm 2021", "Ước TH cả năm so với kế hoạch năm 2020 (%)"),
        ("current.nine_months", "Ước Thực hiện năm 2021", "Ước thực hiện 9 tháng"),
        ("current.nine_months_pct", "Ước Thực hiện năm 2021", "Ước TH 9 tháng so với cùng kỳ năm 2020 (%)"),
    ],
}  # fmt: skip


class Row:
    def __init__(self, fields):
        self.fields, self.children = fields, []

    def __getitem__(self, field):
        return self.fields.get(field)

    def __setitem__(self, field, value):
        self.fields[field] = value

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


def sample():
    """Every appendix as (title lines, grand total, rows of level 1)."""
    book = openpyxl.load_workbook(SAMPLE)
    appendices = {}
    for entry in json.loads((SAMPLE.parent / "lang-son.expect.json").read_text())["appendices"]:
        sheet = book[entry["sheet"]]
        lines = [sheet.cell(row, 1).value for row in (1, 2, 3)]
        total, top, open_rows = None, [], []
        for fields in entry["rows"]:
            row, level = Row(dict(fields)), fields["level"]
            if level == 0:
                total = row
                continue
            del open_rows[level - 1 :]
            (open_rows[-1].children if open_rows else top).append(row)
            open_rows.append(row)
        appendices[entry["layout"]] = (lines, total, top)
    return appendices


def shuffle(rows, chance):
    chance.shuffle(rows)
    for row in rows:
        shuffle(row.children, chance)


def renumber(layout, rows, above=""):
    """Outline numbers by where a row stands now."""
    for at, row in enumerate(rows, start=1):
        if row["code"] is not None:
            if layout in ("phu-luc-1", "phu-luc-2"):
                row["code"] = f"{above}{at}"
            elif row["code"] in ROMAN:
                row["code"] = ROMAN[at - 1]
            else:
                row["code"] = str(at)
        name = "name" if layout == "phu-luc-2" else "target" if layout == "phu-luc-4" else None
        if name and row[name]:
            row[name] = re.sub(r"^(Dự án|Tiểu dự án|Hoạt động) \d+:", rf"\1 {at}:", row[name])
        renumber(layout, row.children, f"{row['code']}." if row["code"] else above)


def cell(layout, field, value):
    if value is None or value == "-":
        return value
    if field in ("code", "indicator", "name", "work", "target", "location", "agency", "scale", "rationale", "measure"):
        return value
    figure = Decimal(value)
    return number(figure * 1000 if layout == "phu-luc-2" else figure)


def sheet(layout, lines, total, rows):
    out, columns = Sheet(f"Biểu {len(FIELDS[layout])}-{layout[-1]}"), COLUMNS[layout]
    for at, line in enumerate(lines, start=1):
        out.put(at, 1, line)
        out.merge(at, 1, at, len(columns))
    if layout == "phu-luc-2":
        out.put(4, len(columns), "Đơn vị tính: nghìn đồng")
    if layout == "phu-luc-3":
        out.put(4, len(columns), "Đơn vị tính: triệu đồng")
    for at, (_, head, below) in enumerate(columns, start=1):
        first = at == 1 or columns[at - 2][1] != head
        if first:
            out.put(5, at, head)
            last = max(other for other, column in enumerate(columns, start=1) if column[1] == head)
            out.merge(5, at, 5 if below else 6, last)
        if below:
            out.put(6, at, below)
    table = [row for top in rows for row in top.walk()] + ([total] if total else [])
    for at, row in enumerate(table, start=7):
        for column, (field, _, _) in enumerate(columns, start=1):
            out.put(at, column, cell(layout, field, row[field]), bold=bool(row.children))
    return out


def write(path, appendices):
    order = ["phu-luc-3", "phu-luc-1", "phu-luc-4", "phu-luc-2"]
    write_xlsx(path, [sheet(layout, *appendices[layout]) for layout in order])


class Edits:
    """Edits of the list of works and the other appendices, and what each must be told as."""

    def __init__(self, appendices):
        self.appendices, self.told = appendices, []
        _, self.total, self.groups = appendices["phu-luc-3"]
        self.districts = [d for g in self.groups for d in g.children if len(d.children) >= 4]

    def works(self, district):
        return self.districts[district].children

    def add_up(self, district, field, by):
        """The sums above a work change along."""
        group = next(g for g in self.groups if self.districts[district] in g.children)
        for row in (self.districts[district], group, self.total):
            row[field] = str(Decimal(row[field]) + by)

    def figure(self, district, at, field, by):
        row = self.works(district)[at]
        row[field] = str(Decimal(row[field] or 0) + Decimal(by))
        self.add_up(district, field, Decimal(by))
        self.told.append(f"changed {field}: {row['work']}")

    def letter(self, district, at):
        row = self.works(district)[at]
        old = row["work"]
        row["work"] = re.sub(r"(\w)(\w)\b", r"\1\2h", old, count=1)
        self.told.append(f"renamed: {old} → {row['work']}")

    def count(self, district, row, sign):
        for field in ("central", "local"):
            self.add_up(district, field, sign * Decimal(row[field] or 0))

    def remove(self, district, at):
        row = self.works(district).pop(at)
        self.count(district, row, -1)
        self.told.append(f"removed: {row['work']}")

    def add(self, district, at, like, name, central):
        row = copy.deepcopy(like)
        row.fields.update(work=name, central=central, local="100")
        self.works(district).insert(at, row)
        self.count(district, row, 1)
        self.told.append(f"added: {name}")

    def move(self, district, at, other):
        row = self.works(district).pop(at)
        self.works(other).append(row)
        self.count(district, row, -1)
        self.count(other, row, 1)
        self.told.append(f"moved: {row['work']}")

    def place(self, district, at, place):
        row = self.works(district)[at]
        row["location"] = place
        self.told.append(f"moved: {row['work']}")

    def split(self, district, at):
        row = self.works(district)[at]
        other = copy.deepcopy(row)
        old = row["work"]
        part = (Decimal(row["central"]) / 4).quantize(Decimal("0.1"))
        row.fields.update(work=f"{old} (giai đoạn một)", central=str(Decimal(row["central"]) - part))
        other.fields.update(work=f"{old} (giai đoạn hai)", central=str(part), local="0")
        self.works(district).insert(at + 1, other)
        self.told.append(f"split: {old} → {row['work']} + {other['work']}")

    def elsewhere(self):
        (_, _, indicators), (_, total, projects) = self.appendices["phu-luc-1"], self.appendices["phu-luc-2"]
        poor = next(row for row in indicators if row["indicator"].startswith("Số hộ nghèo"))
        poor["next_plan"] = "18000"
        self.told.append(f"changed next_plan: {poor['indicator']}")
        rate = next(row for row in indicators if row["indicator"].startswith("Tỷ lệ hộ nghèo toàn tỉnh"))
        rate["agency"] = "Sở Nội vụ"
        self.told.append(f"changed agency: {rate['indicator']}")
        project = next(row for row in projects if "Đa dạng hóa sinh kế" in row["name"])
        for row in (project, total):
            for field in ("central.recurrent", "central.total", "total"):
                row[field] = str(Decimal(row[field]) + 1500)
        self.told.append(f"changed central.recurrent: {project['name']}")
        target = self.appendices["phu-luc-4"][2][0].children[0]
        target["prior_actual"] = "3200" if target["prior_actual"] == "-" else "2900"
        self.told.append(f"changed prior_actual: {target['target']}")


def edit(appendices):
    edits = Edits(appendices)
    for district, at, field, by in [
        (0, 0, "central", 250), (0, 1, "local", "12.5"), (1, 0, "central", 1000), (1, 1, "central", -75),
        (2, 0, "local", 40), (2, 1, "central", "0.1"),
    ]:  # fmt: skip
        edits.figure(district, at, field, by)
    edits.letter(0, 2)
    edits.letter(2, 2)
    edits.place(1, 2, "Xã Mới Lập, huyện Mới")
    edits.split(2, 3)
    edits.remove(0, 3)
    edits.remove(1, 3)
    edits.add(0, 1, edits.works(0)[0], "Kênh mương Pò Mới, giai đoạn đầu", "900")
    edits.add(2, 0, edits.works(2)[1], "Trạm y tế xã Tân Lập mới", "1234.5")
    edits.move(1, len(edits.works(1)) - 1, 2)
    edits.elsewhere()
    for layout, (_, _, rows) in appendices.items():
        renumber(layout, rows)
    # One that is renamed as well as what was told above.
    row = edits.works(2)[-2]
    old, row["scale"] = row["scale"], "Quy mô theo dự án được duyệt"
    assert old != row["scale"]
    edits.told.append(f"changed scale: {row['work']}")
    assert len(edits.told) == 20, len(edits.told)
    return edits.told


def main():
    appendices, chance = sample(), random.Random(20221022)
    for layout, (_, _, rows) in appendices.items():
        shuffle(rows, chance)
        renumber(layout, rows)
    write(HERE / "relaid.xlsx", appendices)
    told = edit(appendices)
    write(HERE / "edited.xlsx", appendices)
    text = json.dumps({"edits": sorted(told)}, ensure_ascii=False, indent=1)
    (HERE / "edited.expect.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
