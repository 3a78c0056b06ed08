"""What the make.py scripts of this folder share: a small grid, the tables put into it, and their files.

A table is given by the figures it is meant to say. Each figure goes two ways: into a cell, dressed as the fixture
wants it (đồng, text with dots, a percent format), and into the expected JSON as it is. No output of phuluc is read.

Workbooks are the same bytes at every run, whoever made them: dates are fixed, zip entries too.
"""

import datetime
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from decimal import Decimal

import openpyxl
import xlwt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

MADE = datetime.datetime(2021, 10, 22, 8, 0, 0)


# --- cells -----------------------------------------------------------------------------------------------------------


class Percent:
    """A fraction shown as a percentage: Percent("0.0788") is displayed as 7.88%."""

    def __init__(self, fraction, pattern="0.00%"):
        self.fraction, self.pattern = Decimal(fraction), pattern


class Error:
    """An error value such as #REF!."""

    def __init__(self, code):
        self.code = code


class Text:
    """Text, even where it looks like a number or a formula."""

    def __init__(self, text):
        self.text = text


class Formula:
    """A formula without a result; LibreOffice puts the result in."""

    def __init__(self, text):
        self.text = text


class Stored:
    """A number by the very digits that stand in the file, such as 1625.6999999999998; in .xlsx alone."""

    def __init__(self, digits):
        self.digits = digits


class Shown:
    """A number with a number format of its own."""

    def __init__(self, value, pattern):
        self.value, self.pattern = value, pattern


def number(figure):
    """A figure as the number a spreadsheet would store."""
    figure = Decimal(figure)
    return int(figure) if figure == figure.to_integral_value() else float(figure)


def dotted(figure, decimals=None):
    """A figure typed the Vietnamese way: 1625.7 is "1.625,7"."""
    figure = Decimal(figure)
    text = f"{figure:,.{decimals}f}" if decimals is not None else f"{figure:,f}"
    return Text(text.replace(",", " ").replace(".", ",").replace(" ", "."))


def plain(figure):
    """A figure as the expected JSON writes it: no grouping, no trailing zeros, no exponent."""
    text = f"{Decimal(figure):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def folded(text):
    """Text as the JSON form has it: NFC, spaces and line breaks folded to one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


# --- sheets ----------------------------------------------------------------------------------------------------------


class Sheet:
    def __init__(self, name):
        self.name = name
        self.cells = {}  # (row, column), 1-based
        self.merges = []  # (row, column, last row, last column)
        self.hidden_rows = set()
        self.hidden_columns = set()
        self.bold = set()

    def put(self, row, column, value, bold=False):
        if value is not None:
            assert (row, column) not in self.cells, (self.name, row, column)
            self.cells[row, column] = value
            if bold:
                self.bold.add((row, column))

    def merge(self, row, column, last_row, last_column):
        if (row, column) != (last_row, last_column):
            self.merges.append((row, column, last_row, last_column))

    @property
    def last_row(self):
        return max(row for row, _ in self.cells)


def letter(column):
    return get_column_letter(column)


# --- tables ----------------------------------------------------------------------------------------------------------

FIELDS = {
    "phu-luc-1": "code indicator measure prior_actual current.plan current.nine_months current.nine_months_pct "
    "current.year current.year_pct next_plan agency",
    "phu-luc-2": "code name total central.total central.investment central.recurrent local.total local.investment "
    "local.recurrent other.total other.investment other.recurrent",
    "phu-luc-3": "code location work agency scale rationale central local year",
    "phu-luc-4": "code location target measure agency prior_actual current.plan current.nine_months "
    "current.nine_months_pct current.year current.year_pct next_plan",
    "central-budget-transfers": "code name revenue_total revenue_assigned share_pct balance_supplement "
    "targeted_supplement expenditure deficit surplus capital_supplement recurrent_supplement "
    "national_programme_supplement",
    "works-2026": "code commune work agency scale total central.investment central.recurrent local people period",
}
FIELDS = {layout: fields.split() for layout, fields in FIELDS.items()}

AMOUNTS = {
    "phu-luc-1": [],
    "phu-luc-2": FIELDS["phu-luc-2"][2:],
    "phu-luc-3": ["central", "local"],
    "phu-luc-4": [],
    "central-budget-transfers": [f for f in FIELDS["central-budget-transfers"][2:] if f != "share_pct"],
    "works-2026": FIELDS["works-2026"][5:10],
}


class Table:
    """A table under way: rows go into the sheet and into what is expected of it.

    `columns` are the fields in the sheet's own order, None for a column that is no field of the layout.
    `show` dresses an amount; `unit` is what one triệu đồng counts in the sheet's unit.
    """

    def __init__(self, sheet, layout, columns=None, at=1, show=number, unit=1, **said):
        self.sheet, self.layout, self.show, self.unit = sheet, layout, show, Decimal(unit)
        self.columns = columns or FIELDS[layout]
        self.next_row = at
        self.rows, self.carried, self.said = [], {}, said

    def row(self, level, *values, raw=None, extra=None, carried=(), bold=False):
        """Adds a row. `values` follow FIELDS; `raw` puts something else in the cell of a field than what it means."""
        raw, row = raw or {}, self.next_row
        self.next_row += 1
        fields = FIELDS[self.layout]
        assert len(values) <= len(fields), values
        meant = dict(zip(fields, amounts(values) + [None] * len(fields)))
        expected = {"level": level, "row": row}
        for field in fields:
            if field in self.columns:
                expected[field] = self._meaning(meant[field])
            else:
                assert meant[field] is None, f"{field} has no column"
        for column, field in enumerate(self.columns, start=1):
            if field is not None:
                cell = raw[field] if field in raw else self._cell(field, meant[field])
                self.sheet.put(row, column, cell, bold)
        for column, cell in (extra or {}).items():
            self.sheet.put(row, column, cell)
        self.rows.append(expected)
        if carried:
            self.carried[str(row)] = list(carried)
        return row

    def skip(self, rows=1):
        self.next_row += rows

    def column(self, field):
        return self.columns.index(field) + 1

    def expected(self):
        """This table's entry in the expected JSON."""
        self._adds_up()
        entry = {"layout": self.layout, "sheet": self.sheet.name, **self.said, "rows": self.rows}
        if self.carried:
            entry["carried"] = self.carried
        return entry

    @staticmethod
    def _meaning(value):
        if value is None or isinstance(value, str):
            return None if value is None else folded(value)
        return plain(value)

    def _cell(self, field, value):
        if value is None or value == "-":
            return value
        if field in AMOUNTS[self.layout]:
            return value if isinstance(value, str) else self.show(value * self.unit)
        if isinstance(value, str):
            return int(value) if field in ("code", "year", "period") and value.isdigit() else value
        return number(value)

    def _adds_up(self):
        """The figures of a fixture are meant to be right: a slip here is the script's own."""
        if self.said.get("slips"):
            return
        for field in AMOUNTS[self.layout]:
            if field not in self.columns:
                continue
            for index, row in enumerate(self.rows):
                if row["level"] == 0:
                    children = [r for r in self.rows if r["level"] == 1]
                else:
                    children = []
                    for later in self.rows[index + 1 :]:
                        if later["level"] in (0, row["level"]) or later["level"] < row["level"]:
                            break
                        if later["level"] == row["level"] + 1:
                            children.append(later)
                figures = [figure(r[field]) for r in children]
                if not any(f is not None for f in figures) or figure(row[field]) is None:
                    continue
                parts = sum(f for f in figures if f is not None)
                assert figure(row[field]) == parts, (self.sheet.name, row["row"], field, row[field], parts)


def figure(text):
    try:
        return None if text is None else Decimal(text)
    except ArithmeticError:
        return None


def amounts(values):
    """Decimals from the figures in a script, by their printed digits; None and words stay."""
    return [Decimal(str(v)) if isinstance(v, (int, float)) else v for v in values]


# --- files -----------------------------------------------------------------------------------------------------------

FONT = "Times New Roman"
THIN = Border(*[Side(style="thin")] * 4)
ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}


def write_xlsx(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = "phuluc testdata"
    book.properties.created = book.properties.modified = MADE
    stored = {}
    for index, sheet in enumerate(sheets, start=1):
        out = book.create_sheet(sheet.name)
        for (row, column), value in sorted(sheet.cells.items()):
            cell = out.cell(row, column)
            cell.font = Font(name=FONT, size=12, bold=(row, column) in sheet.bold)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if isinstance(value, Percent):
                cell.value, cell.number_format = float(value.fraction), value.pattern
            elif isinstance(value, Shown):
                cell.value, cell.number_format = value.value, value.pattern
            elif isinstance(value, Stored):
                cell.value = float(value.digits)
                stored[f"xl/worksheets/sheet{index}.xml", cell.coordinate] = value.digits
            elif isinstance(value, Error):
                cell.value = value.code
                cell.data_type = "e"
            elif isinstance(value, Formula):
                cell.value = value.text
            elif isinstance(value, (str, Text)):
                cell.value = value.text if isinstance(value, Text) else value
                cell.data_type = "s"
            else:
                cell.value = value
        for row, column, last_row, last_column in sheet.merges:
            out.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)
        for row in sheet.hidden_rows:
            out.row_dimensions[row].hidden = True
        for column in sheet.hidden_columns:
            out.column_dimensions[letter(column)].hidden = True
    book.save(path)
    settle(path, stored)


def write_xls(path, sheets):
    book = xlwt.Workbook(encoding="utf-8", style_compression=2)
    for sheet in sheets:
        out = book.add_sheet(sheet.name, cell_overwrite_ok=True)
        tops = {(r, c): (lr, lc) for r, c, lr, lc in sheet.merges}
        for (row, column), value in sorted(sheet.cells.items()):
            bold = "on" if (row, column) in sheet.bold else "off"
            pattern = value.pattern if isinstance(value, (Percent, Shown)) else "General"
            style = xlwt.easyxf(f"font: name {FONT}, bold {bold}; align: wrap on, vert centre", num_format_str=pattern)
            if isinstance(value, Error):
                out.row(row - 1).set_cell_error(column - 1, ERRORS[value.code], style)
                continue
            assert not isinstance(value, Formula), "no results in a file of xlwt"
            if isinstance(value, Percent):
                value = float(value.fraction)
            elif isinstance(value, Shown):
                value = value.value
            elif isinstance(value, Text):
                value = value.text
            if (row, column) in tops:
                last_row, last_column = tops.pop((row, column))
                out.write_merge(row - 1, last_row - 1, column - 1, last_column - 1, value, style)
            else:
                out.write(row - 1, column - 1, value, style)
        assert not tops, tops
        for row in sheet.hidden_rows:
            out.row(row - 1).hidden = True
        for column in sheet.hidden_columns:
            out.col(column - 1).hidden = True
    book.save(str(path))


def by_libreoffice(sources, kind, folder):
    """Converts workbooks with LibreOffice, all in one run."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", kind]
            + ["--outdir", str(folder)] + [str(s) for s in sources],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300,
        )  # fmt: skip
    suffix = kind.split(":")[0]
    for source in sources:
        out = pathlib.Path(folder) / f"{pathlib.Path(source).stem}.{suffix}"
        assert out.exists(), f"LibreOffice wrote no {out}"
        settle(out)


def settle(path, stored=()):
    """Rewrites a zip with fixed dates, inside and out, and puts in the digits that openpyxl would round."""
    stamp = MADE.strftime("%Y-%m-%dT%H:%M:%S")
    with zipfile.ZipFile(path) as old:
        parts = [(entry, old.read(entry)) for entry in old.infolist() if not entry.filename.startswith("Thumbnails/")]
    with tempfile.NamedTemporaryFile(dir=pathlib.Path(path).parent, delete=False) as out:
        with zipfile.ZipFile(out, "w") as new:
            for entry, data in parts:
                if entry.filename in ("docProps/core.xml", "meta.xml"):
                    data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?", stamp.encode(), data)
                    data = re.sub(rb"<meta:editing-duration>[^<]*</meta:editing-duration>", b"", data)
                for part, cell in stored:
                    if part == entry.filename:
                        pattern = rf'(<c r="{cell}"[^>]*><v>)[^<]*'.encode()
                        data, count = re.subn(pattern, rb"\g<1>" + stored[part, cell].encode(), data)
                        assert count == 1, cell
                if entry.filename == "META-INF/manifest.xml":
                    data = re.sub(rb"<manifest:file-entry[^>]*Thumbnails/[^>]*/>", b"", data)
                fixed = zipfile.ZipInfo(entry.filename, MADE.timetuple()[:6])
                fixed.compress_type, fixed.external_attr = entry.compress_type, 0o644 << 16
                new.writestr(fixed, data)
    pathlib.Path(out.name).chmod(0o644)
    shutil.move(out.name, path)


def write_expected(path, file, appendices, why=None, **more):
    value = {"file": file, **more, **({"why": why} if why else {}), "appendices": appendices}
    for appendix in appendices:
        appendix.pop("slips", None)
    pathlib.Path(path).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
