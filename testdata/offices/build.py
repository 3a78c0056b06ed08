"""What the workbook makers in make.py share: cells, sheets, tables, and one writer a format."""
import datetime, io, json, os, re, struct, subprocess, tempfile, unicodedata, zipfile
from decimal import Decimal
import openpyxl, xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = HERE
ABSENT = object()

# ---- legacy encodings: Unicode to what the file stores ----

_TCVN3 = dict(zip(
    "áàảãạâấầẩẫậăắằẳẵặéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĂÂĐÊÔƠƯ",
    bytes.fromhex("b8b5b6b7b9 a9cac7c8c9cb a8bebbbcbdc6 d0cccecfd1 aad5d2d3d4d6 ddd7d8dcde e3dfe1e2e4"
                  "abe8e5e6e7e9 acedeaebecee f3eff1f2f4 adf8f5f6f7f9 fdfafbfcfe ae a1a2a7a3a4a5a6").decode("latin-1")))


def tcvn3(text):
    """As .VnTime stores it. Capitals with a tone do not exist there: they need tcvn3_h."""
    for c in text:
        assert ord(c) < 128 or c in _TCVN3 or c in "–", "no TCVN3 for %r in %r" % (c, text)
    return "".join(_TCVN3.get(c, c) for c in text)


def tcvn3_h(text):
    """As .VnTimeH stores capitals: the bytes of the small letters."""
    assert text == text.upper()
    return tcvn3(text.lower())


_VNI_PLAIN = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "đ": "ñ", "ơ": "ô", "ư": "ö", "ỵ": "î"}
_VNI_MARK = {"": {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï", "": ""},
             "\u0302": {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"},
             "\u0306": {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}}


def vni(text):
    out = []
    for c in text:
        low = c.lower()
        if low in _VNI_PLAIN:
            stored = _VNI_PLAIN[low]
        else:
            parts = unicodedata.normalize("NFD", low)
            shape = next((m for m in parts[1:] if m in "\u0302\u0306"), "")
            tone = next((m for m in parts[1:] if m in "\u0300\u0301\u0303\u0309\u0323"), "")
            base = "ô" if "\u031b" in parts and parts[0] == "o" else "ö" if "\u031b" in parts else parts[0]
            stored = base + _VNI_MARK[shape][tone]
        out.append(stored.upper() if c != low else stored)
    return "".join(out)


def nfd(text):
    return unicodedata.normalize("NFD", text)


def half(text):
    """As Windows-1258 keyboards leave it: the letter with its shape, then a combining tone."""
    out = []
    for c in text:
        parts = unicodedata.normalize("NFD", c)
        tone = [m for m in parts[1:] if m in "\u0300\u0301\u0303\u0309\u0323"]
        rest = [m for m in parts if m not in tone]
        out.append(unicodedata.normalize("NFC", "".join(rest)) + "".join(tone))
    return "".join(out)


def tone_first(text):
    """Tone before shape: NFC alone does not join these again."""
    out = []
    for c in text:
        parts = unicodedata.normalize("NFD", c)
        tone = "".join(m for m in parts[1:] if m in "\u0300\u0301\u0303\u0309\u0323")
        shape = "".join(m for m in parts[1:] if m in "\u0302\u0306\u031b")
        out.append(unicodedata.normalize("NFC", parts[0] + tone) + shape if tone and shape else c)
    return "".join(out)


def no_accents(text):
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in text if not unicodedata.combining(c))


# ---- cells, sheets, tables ----

class V:
    """A cell: what is stored, what is meant by it, and how it looks."""

    def __init__(self, stored, want=ABSENT, font=None, fmt=None, bold=False, error=False, raw=None, plain=False, wrap=False,
                 text=False, italic=False, formula=False):
        self.stored, self.want, self.font, self.fmt, self.bold = stored, want, font, fmt, bold
        self.error, self.raw, self.plain, self.wrap, self.text = error, raw, plain, wrap, text
        self.italic, self.formula = italic, formula


def number(value):
    """A decimal as the JSON form writes it."""
    text = format(Decimal(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


FIELDS = {
    "phu-luc-1": "code indicator measure prior_actual current.plan current.nine_months current.nine_months_pct current.year current.year_pct next_plan agency".split(),
    "phu-luc-2": "code name total central.total central.investment central.recurrent local.total local.investment local.recurrent other.total other.investment other.recurrent".split(),
    "phu-luc-3": "code location work agency scale rationale central local year".split(),
    "phu-luc-4": "code location target measure agency prior_actual current.plan current.nine_months current.nine_months_pct current.year current.year_pct next_plan".split(),
}
MONEY = set(FIELDS["phu-luc-2"][2:]) | {"central", "local"}


def headers(layout, year=2022, unit="triệu đồng"):
    """The officially printed heads, a path a field."""
    now = "Ước Thực hiện năm %d" % (year - 1)
    figures = {
        "prior_actual": ("Kết quả thực hiện %d" % (year - 2),), "current.plan": (now, "Kế hoạch"),
        "current.nine_months": (now, "Ước thực hiện 9 tháng"),
        "current.nine_months_pct": (now, "Ước TH 9 tháng so với cùng kỳ năm %d (%%)" % (year - 2)),
        "current.year": (now, "Ước thực hiện cả năm"),
        "current.year_pct": (now, "Ước TH cả năm so với kế hoạch năm %d (%%)" % (year - 2)),
        "next_plan": ("Dự kiến Kế hoạch năm %d" % year,), "agency": ("Đơn vị thực hiện",), "code": ("TT",),
        "measure": ("Đơn vị tính",), "location": ("Địa bàn",), "indicator": ("Chỉ tiêu/nhiệm vụ",), "target": ("Chỉ tiêu/nhiệm vụ",),
    }
    if layout in ("phu-luc-1", "phu-luc-4"):
        return figures
    if layout == "phu-luc-3":
        money = "Vốn đầu tư (%s)" % unit if unit else "Vốn đầu tư"
        return {"code": ("TT",), "location": ("Địa bàn",), "work": ("Tên/Danh mục công trình",), "agency": ("Đơn vị thực hiện",),
                "scale": ("Quy mô đầu tư",), "rationale": ("Lý do đầu tư",), "central": (money, "NSTW"), "local": (money, "NSĐP"),
                "year": ("Năm thực hiện",)}
    out = {"code": ("STT",), "name": ("Dự án, hoạt động",), "total": ("Tổng nhu cầu kinh phí",)}
    for source, top in (("central", "Ngân sách Trung ương"), ("local", "Ngân sách địa phương"), ("other", "Huy động khác")):
        for part, low in (("total", "Tổng cộng"), ("investment", "Nguồn ĐTPT"), ("recurrent", "Nguồn sự nghiệp")):
            out[source + "." + part] = (top, low)
    return out


TITLES = {
    "phu-luc-1": ("Phụ lục I", "CHỈ TIÊU, NHIỆM VỤ THỰC HIỆN CTMTQG GIẢM NGHÈO BỀN VỮNG NĂM %d"),
    "phu-luc-2": ("Phụ lục II", "DỰ KIẾN KINH PHÍ THỰC HIỆN CTMTQG GIẢM NGHÈO BỀN VỮNG NĂM %d"),
    "phu-luc-3": ("Phụ lục III", "DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM %d"),
    "phu-luc-4": ("Phụ lục IV", "CHỈ TIÊU, NHIỆM VỤ KẾ HOẠCH NĂM %d THỰC HIỆN TIỂU DỰ ÁN PHÁT TRIỂN GIÁO DỤC NGHỀ NGHIỆP VÙNG NGHÈO, VÙNG KHÓ KHĂN"),
}


class Sheet:
    def __init__(self, name, font="Times New Roman", encode=None, encode_caps=None, caps_font=None):
        self.name, self.font, self.encode = name, font, encode
        self.encode_caps, self.caps_font = encode_caps, caps_font
        self.cells, self.merges = {}, []
        self.hidden_rows, self.hidden_columns, self.state = set(), set(), "visible"
        self.widths = {}

    def put(self, row, column, value, **look):
        """Row and column from 1."""
        cell = value if isinstance(value, V) else V(value, **look)
        if isinstance(cell.stored, str) and not cell.plain and not cell.formula:
            font = cell.font or self.font
            if self.encode_caps and cell.stored == cell.stored.upper() and any(c in _TCVN3 for c in cell.stored.lower()):
                cell.stored, cell.font = self.encode_caps(cell.stored), self.caps_font
            elif self.encode and font == self.font:
                cell.stored = self.encode(cell.stored)
        self.cells[row, column] = cell

    def merge(self, top, left, bottom, right):
        self.merges.append((top, left, bottom, right))

    def heading(self, layout, year=2022, unit=None, width=9, plan="(Kèm theo Kế hoạch số 52/KH-UBND ngày 05/10/2021 của UBND huyện Văn Quan)", row=1):
        """Number, title, plan and unit lines; gives the next row, one left blank."""
        number_, title = TITLES[layout]
        for text, bold in ((number_, True), (title % year, True), (plan, False)):
            if text:
                self.put(row, 1, text, bold=bold)
                self.merge(row, 1, row, width)
                row += 1
        if unit:
            self.put(row, width - 1, unit, italic=True)
        return row + 1


class Table:
    """One appendix on a sheet: writes rows and, beside them, what they mean."""

    def __init__(self, sheet, layout, row, fields=None, head=None, year=2022, unit=1, left=1, merged=True, head_row=True, header_unit="triệu đồng"):
        self.sheet, self.layout, self.left, self.unit = sheet, layout, left, Decimal(str(unit))
        self.fields = fields or [f for f in FIELDS[layout] if not (layout == "phu-luc-4" and f == "next_plan")]
        self.head = dict(headers(layout, year, header_unit), **(head or {}))
        self.rows, self.row, self.merged, self.carry = [], row, merged, {}
        if head_row:
            self.header()

    def column(self, field):
        return self.left + self.fields.index(field)

    def header(self):
        """Writes the heads at the current row: merged, or split over unmerged rows."""
        paths = [self.head.get(f) or (f,) for f in self.fields]
        deep, last = max(map(len, paths)), {}
        for i, path in enumerate(paths):
            for d, text in enumerate(path):
                if text is None:
                    continue
                before = paths[i - 1][: d + 1] if i else None
                if self.merged and d < len(path) - 1 and before == path[: d + 1]:
                    continue
                if not self.merged and d < len(path) - 1 and before == path[: d + 1]:
                    continue
                self.sheet.put(self.row + d, self.left + i, V(text, bold=True, wrap=True))
                if not self.merged:
                    continue
                right = i
                while d < len(path) - 1 and right + 1 < len(paths) and paths[right + 1][: d + 1] == path[: d + 1]:
                    right += 1
                bottom = deep - 1 if d == len(path) - 1 else d
                if right > i or bottom > d:
                    self.sheet.merge(self.row + d, self.left + i, self.row + bottom, self.left + right)
        self.row += deep

    def numbers(self, form="(%d)"):
        for i in range(len(self.fields)):
            self.sheet.put(self.row, self.left + i, form % (i + 1))
        self.row += 1

    def blank(self, count=1):
        self.row += count

    def text(self, field, value, **look):
        """A cell at the current row that is no part of the table's rows."""
        self.sheet.put(self.row, self.column(field) if isinstance(field, str) else field, value, **look)

    def add(self, level, *values, kind=None, want=None, **named):
        """A row: values in column order, or by field with __ for the dot; want: {field: meaning} where it differs."""
        given = dict(zip(self.fields, values))
        given.update({k.replace("__", "."): v for k, v in named.items()})
        out = {"level": level, "row": self.row}
        if kind:
            out["kind"] = kind
        for field in [f for f in FIELDS[self.layout] if f in self.fields or f != "next_plan" or self.layout != "phu-luc-4"]:
            value = given.get(field)
            cell = value if isinstance(value, V) else V(value)
            meant = cell.stored if cell.want is ABSENT else cell.want
            if cell.stored is not None and field in self.fields:
                self.sheet.put(self.row, self.column(field), cell)
            if want and field in want:
                meant = want[field]
            elif isinstance(meant, (int, Decimal)) and not isinstance(meant, bool):
                meant = number(Decimal(meant) * (self.unit if field in MONEY and cell.want is ABSENT else 1))
            elif isinstance(meant, str):
                meant = " ".join(meant.replace("\u00a0", " ").split()) if field not in MONEY else meant
            out[field] = meant
        self.rows.append(out)
        self.row += 1
        return self.row - 1

    def span(self, field, first, last, also=()):
        """Merges a column's cells over rows first to last and carries the first's value down in the expectation."""
        column = self.column(field)
        if last > first:
            self.sheet.merge(first, column, last, column)
        self.carried(field, first, last)

    def carried(self, field, first, last):
        by_row = {r["row"]: r for r in self.rows}
        for row in range(first + 1, last + 1):
            if row in by_row:
                by_row[row][field] = by_row[first][field]


# ---- writers ----

FIXED = (2021, 10, 5, 8, 0, 0)


def repack(data, edit=None):
    """The same zip with fixed times; edit(name, bytes) changes, or drops (None), an entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            body = source.read(info)
            if info.filename.endswith(("core.xml", "app.xml", "meta.xml")):
                body = re.sub(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?", b"2021-10-05T08:00:00Z", body)
                body = re.sub(rb"<meta:(generator|editing-duration)>.*?</meta:\1>", b"", body)
            if edit:
                body = edit(info.filename, body)
                if body is None:
                    continue
            entry = zipfile.ZipInfo(info.filename, FIXED)
            entry.compress_type = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, body)
    return out.getvalue()


def xlsx_bytes(sheets, edit=None, epoch=None, post=None):
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = "UBND"
    book.properties.created = book.properties.modified = datetime.datetime(*FIXED)
    if epoch:
        book.epoch = epoch
    raws = {}
    for index, sheet in enumerate(sheets, 1):
        page = book.create_sheet(sheet.name)
        for (row, column), cell in sorted(sheet.cells.items()):
            at = page.cell(row, column)
            stored = cell.stored
            if isinstance(stored, list):
                at.value = CellRichText(*[TextBlock(InlineFont(rFont=font), text) if font else text for text, font in stored])
            elif cell.error:
                at.value, at.data_type = stored, "e"
            elif cell.text:
                at.value, at.data_type, at.quotePrefix = str(stored), "s", True
            else:
                at.value = stored
                if isinstance(stored, str) and not cell.formula:
                    at.data_type = "s"
            font = cell.font or sheet.font
            at.font = Font(name=font, bold=cell.bold, italic=cell.italic, size=12)
            if cell.fmt:
                at.number_format = cell.fmt
            if cell.wrap:
                at.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
            if cell.raw is not None:
                raws.setdefault(index, []).append((at.coordinate, cell.raw))
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
        for column in sheet.hidden_columns:
            page.column_dimensions[get_column_letter(column)].hidden = True
        for column, width in sheet.widths.items():
            page.column_dimensions[get_column_letter(column)].width = width
        page.sheet_state = sheet.state
    if post:
        post(book)
    out = io.BytesIO()
    book.save(out)

    def all_edits(name, body):
        match = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
        if match:
            for where, raw in raws.get(int(match[1]), ()):
                body, count = re.subn(rb'(<c r="%s"[^>]*><v>)[^<]*' % where.encode(), rb"\g<1>" + raw.encode(), body)
                assert count == 1, where
        return edit(name, body) if edit else body

    return repack(out.getvalue(), all_edits)


def xls_bytes(sheets):
    book, styles = xlwt.Workbook(encoding="utf-8"), {}

    def style(font, bold, italic, fmt, wrap):
        key = (font, bold, italic, fmt, wrap)
        if key not in styles:
            made = xlwt.XFStyle()
            made.font.name, made.font.bold, made.font.italic, made.font.height = font, bold, italic, 240
            if font.startswith(".Vn"):
                made.font.charset = 0
            if fmt:
                made.num_format_str = fmt
            made.alignment.wrap = wrap
            styles[key] = made
        return styles[key]

    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        page.visibility = {"visible": 0, "hidden": 1, "veryHidden": 2}[sheet.state]
        starts = {(t, l): (b, r) for t, l, b, r in sheet.merges}
        for (row, column), cell in sorted(sheet.cells.items()):
            look = style(cell.font or sheet.font, cell.bold, cell.italic, cell.fmt, cell.wrap)
            stored, r, c = cell.stored, row - 1, column - 1
            if (row, column) in starts:
                bottom, right = starts.pop((row, column))
                page.merge(r, bottom - 1, c, right - 1, look)
            if isinstance(stored, list):
                page.write_rich_text(r, c, [(text, style(font, False, False, None, 0).font) if font else text for text, font in stored], look)
            elif cell.error:
                page.row(r).set_cell_error(c, {"#REF!": 0x17, "#DIV/0!": 0x07, "#N/A": 0x2A, "#VALUE!": 0x0F}[stored], look)
            elif isinstance(stored, Decimal):
                page.write(r, c, float(stored), look)
            elif cell.formula:
                page.write(r, c, xlwt.Formula(stored.lstrip("=")), look)
            else:
                page.write(r, c, stored, look)
        for (t, l), (b, r) in starts.items():
            page.merge(t - 1, b - 1, l - 1, r - 1)
        for row in sheet.hidden_rows:
            page.row(row - 1).hidden = True
        for column in sheet.hidden_columns:
            page.col(column - 1).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


KINDS = {".xlsx": "xlsx:Calc MS Excel 2007 XML"}
PENDING = []      # (temporary .xlsx, wanted format, final path)
MADE = {}


def soffice(files, kind, out):
    subprocess.run(["soffice", "--headless", "-env:UserInstallation=file://" + os.path.join(tempfile.gettempdir(), "made-workbooks-profile"), "--convert-to", kind, "--outdir", out] + files,
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=500)


def save(name, why, sheets, tables, by=None, pending=False, data=None, ext=None, **how):
    """Writes NAME and its expectation. The extension says the format; by="libre" has LibreOffice save it."""
    stem, named = os.path.splitext(name)
    want, ext = ext, ext or named.lower()
    target = os.path.join(OUT, name)
    expect = {"file": name, "why": why}
    if pending:
        expect["pending"] = True
    expect["appendices"] = [{"layout": t.layout, "sheet": t.sheet.name, "rows": t.rows} for t in tables]
    if stem in MADE:
        raise SystemExit("twice: " + stem)
    MADE[stem] = expect
    with open(os.path.join(OUT, stem + ".expect.json"), "w", encoding="utf-8") as out:
        json.dump(expect, out, ensure_ascii=False, indent=1)
        out.write("\n")
    if data is None and (want or ext in (".ods", ".xlsb") or by == "libre"):
        PENDING.append((stem, xlsx_bytes(sheets, **how), ext, target))
        return
    if data is None:
        data = xls_bytes(sheets) if ext == ".xls" and by != "xlsx" else xlsx_bytes(sheets, **how)
    with open(target, "wb") as out:
        out.write(data)


def convert_pending():
    with tempfile.TemporaryDirectory() as work:
        groups = {}
        for stem, data, ext, target in PENDING:
            path = os.path.join(work, "in", stem + ".xlsx")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as out:
                out.write(data)
            groups.setdefault(ext, []).append((path, target))
        for ext, items in groups.items():
            made = os.path.join(work, "out" + ext)
            os.makedirs(made, exist_ok=True)
            if ext == ".xlsb":
                for path, target in items:
                    subprocess.run(["node", os.path.join(HERE, "to-xlsb.js"), path, os.path.join(made, os.path.basename(path)[:-5] + ext)], check=True)
            else:
                soffice([p for p, _ in items], KINDS.get(ext, ext[1:]), made)
            for path, target in items:
                with open(os.path.join(made, os.path.basename(path)[:-5] + ext), "rb") as source:
                    data = source.read()
                if data[:2] == b"PK":
                    data = repack(data)
                with open(target, "wb") as out:
                    out.write(data)
    PENDING.clear()
