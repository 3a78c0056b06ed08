#!/usr/bin/env python3
"""Makes the workbooks in this folder, and what other programs read in them.

Needs xlwt, xlrd, openpyxl, LibreOffice (`soffice`) and, for `sheetjs.xlsb`, node with
the npm package `xlsx` (see make-xlsb.js). Each `NAME.xls.txt` is what xlrd reads,
`sheetjs.xlsb.txt` what it reads after LibreOffice has turned that into `.xls`;
`forms.ods.txt` is written by hand.
    python3 make.py
"""
import datetime, decimal, os, struct, subprocess, sys, tempfile, zipfile
import openpyxl, xlrd, xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

HERE = os.path.dirname(os.path.abspath(__file__))
# "CỘNG HÒA" in TCVN3, as a .VnTimeH font shows it.
TCVN3 = "céng hßa x· héi ®Êt n\xadíc"


def path(name):
    return os.path.join(HERE, name)


def legacy_xls():
    book = xlwt.Workbook(encoding="utf-8")
    style = xlwt.easyxf
    sheet = book.add_sheet("Biểu 1")
    sheet.write(0, 0, TCVN3, style("font: name .VnTimeH, bold on, height 280"))
    sheet.write_merge(0, 0, 1, 3, "gộp ô", style("font: name .VnTime, italic on"))
    sheet.write(1, 0, "ô thụt", style("font: name Times New Roman; align: indent 2"))
    fonts = [style("font: name " + name).font for name in (".VnTime", "Arial", ".VnArial", "VNI-Times", "Tahoma", ".VnTimeH")]
    sheet.write_rich_text(2, 0, [(TCVN3, fonts[0]), (" và ", fonts[1]), "đ\U0001F600", ("cuối", fonts[5])])
    sheet.write_rich_text(2, 1, ["đầu không phông ", (TCVN3, fonts[3])], style("font: name Tahoma"))
    for row, value in enumerate([1625.7, 0.1 + 0.2, 1e15, -12, 2.5e-7, 1e300, 12345678.5, 0, 1.1102230246251565e-16]):
        sheet.write(3 + row, 0, value)
    sheet.write(3, 1, 0.0788, style(num_format_str="0.00%"))
    sheet.write(4, 1, 0.5, style(num_format_str="0%"))
    sheet.write(5, 1, datetime.date(2022, 3, 1), style(num_format_str="DD/MM/YYYY"))
    sheet.write(6, 1, 1500, style(num_format_str='#,##0 "triệu đồng"'))
    sheet.write(7, 1, 2000, style(num_format_str="#,##0"))
    sheet.write(8, 1, True)
    sheet.write(9, 1, False)
    sheet.row(9).set_cell_error(2, 0x17)
    sheet.write(10, 1, xlwt.Formula("A4+1"))
    sheet.write(11, 1, "")
    sheet.write(12, 1, None, style("font: bold on"))
    for column in range(5):
        sheet.write(13, column, column * 100)
    sheet.row(7).hidden = True
    sheet.row(8).hidden = True
    sheet.col(5).hidden = True
    sheet.col(6).hidden = True
    sheet.write(7, 5, "ẩn")
    long_texts(book.add_sheet("Dài"))
    hidden = book.add_sheet("Ẩn")
    hidden.visibility = 1
    hidden.write(0, 0, 1)
    very = book.add_sheet("Rất ẩn")
    very.visibility = 2
    very.write(65535, 255, "góc cuối")
    book.save(path("legacy.xls"))


def long_texts(sheet):
    """Strings that are cut by CONTINUE records: wide, narrow and rich ones of odd lengths."""
    font = xlwt.easyxf("font: name .VnTime").font
    for row in range(14):
        wide, narrow = "Đường %d " % row + "ộ" * (row * 97 % 1501), TCVN3 + "x" * (row * 211 % 3001)
        sheet.write(row, 0, wide)
        sheet.write(row, 1, narrow)
        sheet.write_rich_text(row, 2, [wide, (narrow, font), wide])
    sheet.write(14, 0, "ă" * 32767)
    sheet.write(14, 1, "a" * 32767)


def modern_xlsx(target):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kế hoạch A"
    sheet["A1"], sheet["B1"], sheet["C1"] = "số", "chữ", "kết quả"
    sheet["A1"].comment = Comment("ghi chú một\ndòng hai", "Nguyễn A")
    sheet["B5"].comment = Comment("ghi chú ở ô trống", "Trần B")
    sheet["A2"], sheet["A3"], sheet["A4"] = 1625.7, 2.25, 0.1
    sheet["A4"].number_format = "0.0%"
    sheet["C2"], sheet["C3"], sheet["C4"] = "=SUM(A2:A3)", '=B2&" và "&A1', "=A2/0"
    sheet["C5"], sheet["C6"], sheet["C7"] = "=A2>1", '=IF(A2>1,"","x")', "=Phu!A1*2"
    sheet["B2"] = "  hai cách   ba\tthẻ\ndòng hai "
    sheet["B3"], sheet["B4"] = True, datetime.datetime(2022, 3, 1, 6, 0)
    sheet["D1"] = "gộp"
    sheet["D1"].font = Font(name=".VnTime", bold=True, italic=True)
    sheet["D1"].alignment = Alignment(indent=3, horizontal="left")
    sheet.merge_cells("D1:F2")
    for row in (9, 10, 12):
        sheet.cell(row, 1, "ẩn").alignment = Alignment(wrap_text=True)
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["H"].hidden = True
    for column in range(1, 6):
        sheet.cell(15, column, 7)
        sheet.cell(16, column, 7)
    other = book.create_sheet("Phu")
    other["A1"] = 21
    other.sheet_state = "hidden"
    book.save(target)


def record(kind, *parts):
    data = b"".join(parts)
    return struct.pack("<HH", kind, len(data)) + data


def text5(count, text):
    return struct.pack(count, len(text)) + text


def excel5():
    """A workbook of Excel 5, record by record: no program at hand writes one any more."""
    def font(name, weight=400, italic=0):
        return record(0x31, struct.pack("<HHHHHBBBB", 240, italic, 0x7FFF, weight, 0, 0, 0, 0, 0), text5("<B", name))
    def xf(index, form):
        return record(0xE0, struct.pack("<HH12x", index, form))
    def cell(row, column, style=0):
        return struct.pack("<HHH", row, column, style)
    tcvn3 = TCVN3.encode("latin-1")
    dims = record(0x200, struct.pack("<HHHHH", 0, 10, 0, 4, 0))
    sheet = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)) + dims
    sheet += record(0x7D, struct.pack("<HHHHHH", 2, 3, 2560, 0, 1, 0))
    sheet += record(0x208, struct.pack("<HHHHHHHH", 3, 0, 4, 255, 0, 0, 0x120, 0))
    sheet += record(0x204, cell(0, 0, 1), text5("<H", tcvn3))
    sheet += record(0xD6, cell(0, 1), text5("<H", tcvn3 + b" Arial"), b"\x01", bytes([len(tcvn3), 5]))
    sheet += record(0x203, cell(1, 0), struct.pack("<d", 1625.7))
    sheet += record(0x27E, cell(1, 1, 2), struct.pack("<I", (788 << 2) | 3))
    sheet += record(0xBD, struct.pack("<HH", 2, 0), struct.pack("<HI", 0, (5 << 2) | 2), struct.pack("<HI", 3, (6 << 2) | 2), struct.pack("<H", 1))
    sheet += record(0x205, cell(3, 0), b"\x07\x01") + record(0x205, cell(3, 1), b"\x01\x00")
    sheet += record(0x06, cell(4, 0), struct.pack("<d", 42.5), struct.pack("<HIH", 0, 0, 3), b"\x1e\x01\x00")
    sheet += record(0x06, cell(4, 1), b"\x00\x00\x00\x00\x00\x00\xff\xff", struct.pack("<HIH", 0, 0, 3), b"\x1e\x01\x00")
    sheet += record(0x207, text5("<H", b"k\xd5t qu\xb6 \x96"))
    sheet += record(0x1C, struct.pack("<HHH", 1, 0, 9), b"note text") + record(0x0A)
    sheets = [(0, b"Bi\xd3u 1", sheet), (1, b"An", record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)) + dims + record(0x203, cell(9, 3), struct.pack("<d", 3.0)) + record(0x0A))]
    def globals_(offsets):
        out = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + record(0x42, struct.pack("<H", 1252)) + record(0x22, b"\x01\x00")
        out += font(b".VnTime") + font(b".VnTimeH", 700) + font(b"Arial", 400, 2) + font(b"Tahoma") + font(b"Courier")
        out += record(0x41E, struct.pack("<H", 164), text5("<B", b"0.0%")) + record(0x41E, struct.pack("<H", 165), text5("<B", b"dd/mm/yyyy"))
        out += xf(0, 0) + xf(1, 0) + xf(2, 164) + xf(5, 165)
        for (state, name, _), offset in zip(sheets, offsets):
            out += record(0x85, struct.pack("<IBB", offset, state, 0), text5("<B", name))
        return out + record(0x0A)
    first = len(globals_([0, 0]))
    stream = globals_([first, first + len(sheet)]) + sheet + sheets[1][2]
    compound = tempfile.NamedTemporaryFile(suffix=".xls", delete=False).name
    from xlwt.CompoundDoc import XlsDoc
    XlsDoc().save(compound, stream)
    data = open(compound, "rb").read()
    # xlwt names the stream `Workbook`; Excel 5 called it `Book`.
    old = "Workbook".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 18)
    new = "Book".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 10)
    assert data.count(old) == 1
    open(path("excel5.xls"), "wb").write(data.replace(old, new))


CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" o:version="1.3">
<o:font-face-decls><style:font-face style:name="F1" svg:font-family="'.VnTime'"/><style:font-face style:name="F2" svg:font-family=".VnTimeH"/></o:font-face-decls>
<o:automatic-styles>
 <number:number-style style:name="N1"><number:number number:decimal-places="1" number:grouping="true"/><number:text> triệu đồng</number:text></number:number-style>
 <number:date-style style:name="N2"><number:year/></number:date-style>
 <style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Đậm"><style:text-properties style:font-name="F1"/></style:style>
 <style:style style:name="ce2" style:family="table-cell" style:data-style-name="N1"/>
 <style:style style:name="ce3" style:family="table-cell" style:data-style-name="N2"><style:paragraph-properties fo:margin-left="0.706cm"/></style:style>
 <style:style style:name="T1" style:family="text"><style:text-properties style:font-name="F2"/></style:style>
 <style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
 <style:style style:name="ta2" style:family="table"><style:table-properties t:display="false"/></style:style>
</o:automatic-styles>
<o:body><o:spreadsheet>
<t:tracked-changes><t:deletion><t:cell-content-deletion><t:change-track-table-cell><text:p>đã xóa</text:p></t:change-track-table-cell></t:cell-content-deletion></t:deletion></t:tracked-changes>
<t:table t:name="Một">
 <t:table-column t:number-columns-repeated="2"/><t:table-column t:visibility="filter" t:number-columns-repeated="3" t:default-cell-style-name="ce1"/><t:table-column t:number-columns-repeated="16379"/>
 <t:table-header-rows><t:table-row>
  <t:table-cell t:style-name="ce1" o:value-type="string"><text:p>đầu <text:span text:style-name="T1">hai<text:s text:c="3"/></text:span>ba<text:tab/>bốn<text:line-break/>năm <text:span text:style-name="T2">&amp; đậm</text:span></text:p><text:p>
    dòng
    sau</text:p><draw:frame><draw:text-box><text:p>hình vẽ</text:p></draw:text-box></draw:frame></t:table-cell>
  <t:table-cell t:number-columns-spanned="2" t:number-rows-spanned="2" o:value-type="string"><text:p>gộp <text:a>liên kết</text:a></text:p></t:table-cell>
  <t:covered-table-cell o:value-type="string"><text:p>bị che</text:p></t:covered-table-cell>
  <t:table-cell t:style-name="ce2" o:value-type="float" o:value="1500"><o:annotation><dc:creator>Nguyễn A</dc:creator><dc:date>2022-01-01T00:00:00</dc:date><text:p>ghi chú</text:p></o:annotation><text:p>1.500,0 triệu đồng</text:p></t:table-cell>
  <t:table-cell t:style-name="ce3" o:value-type="date" o:date-value="2022-03-01"><text:p>2022</text:p></t:table-cell>
 </t:table-row></t:table-header-rows>
 <t:table-row t:number-rows-repeated="3" t:visibility="collapse"><t:table-cell t:number-columns-repeated="4" o:value-type="float" o:value="7"><text:p>7</text:p></t:table-cell><t:table-cell t:number-columns-repeated="16380" t:style-name="ce1"/></t:table-row>
 <t:table-row-group><t:table-row><t:table-cell o:value-type="percentage" o:value="0.0788"/><t:table-cell o:value-type="currency" o:value="1625.6999999999998"/><t:table-cell o:value-type="time" o:time-value="PT12H00M00S"/><t:table-cell o:value-type="boolean" o:boolean-value="false"/><t:table-cell o:value-type="float" o:value="1E300"/><t:table-cell t:formula="of:=[.A1]/0" o:value-type="float" o:value="0"><text:p>#DIV/0!</text:p></t:table-cell><t:table-cell t:formula="of:=[.A1]" o:value-type="string" o:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></t:table-cell><t:table-cell t:formula="of:=SUM([.A5:.B5];[$Hai.A1])" o:value-type="float" o:value="3"/></t:table-row></t:table-row-group>
 <t:table-row t:number-rows-repeated="1048570"><t:table-cell t:number-columns-repeated="16384"/></t:table-row>
</t:table>
<t:table t:name="Hai" t:style-name="ta2"><t:table-row><t:table-cell o:value-type="float" o:value="1"/></t:table-row></t:table>
<t:table t:name="'file:///tmp/x.ods'#$S"><t:table-row><t:table-cell o:value-type="float" o:value="1"/></t:table-row></t:table>
<t:named-expressions><t:named-range t:name="vùng" t:base-cell-address="$Hai.$A$1" t:cell-range-address="$Hai.$A$1:.$B$2"/><t:named-expression t:name="gấp" t:expression="of:=[.A1]*2"/></t:named-expressions>
</o:spreadsheet></o:body></o:document-content>
"""
STYLES = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><office:styles>
<style:default-style style:family="table-cell"><style:text-properties fo:font-family="Arial"/></style:default-style>
<style:style style:name="Đậm" style:family="table-cell"><style:text-properties fo:font-weight="bold" fo:font-style="italic"/></style:style>
</office:styles></office:document-styles>
"""


def forms_ods():
    """What LibreOffice does not write: other prefixes, repeated values, older error cells."""
    with zipfile.ZipFile(path("forms.ods"), "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in (("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("styles.xml", STYLES), ("content.xml", CONTENT)):
            out.writestr(zipfile.ZipInfo(name, (2022, 3, 1, 0, 0, 0)), text)


def convert(source, kind, target):
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["soffice", "--headless", "-env:UserInstallation=file://" + work, "--convert-to", kind, "--outdir", work, source], check=True, capture_output=True)
        made = os.path.join(work, os.path.splitext(os.path.basename(source))[0] + "." + kind.split(":")[0])
        os.replace(made, target) if os.stat(made).st_dev == os.stat(HERE).st_dev else open(target, "wb").write(open(made, "rb").read())


def digits(value):
    """What no decimal holds is text there; noise is not compared."""
    if abs(value) >= 1e28:
        return "t " + ("%.15E" % value).replace("0" * 15, "0").replace(".0E+", "E")
    if 0 < abs(value) < 1e-9:
        return "n noise"
    return "n " + format(decimal.Decimal("%.15g" % value).normalize(), "f")


def short(text):
    """Long text by its start, its length in bytes and the FNV-1a hash of those."""
    data = text.encode("utf-8")
    if len(data) <= 200:
        return ascii(text)[1:-1]
    hashed = 0xCBF29CE484222325
    for byte in data:
        hashed = (hashed ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return "%s... %d %016x" % (ascii(text[:10])[1:-1], len(data), hashed)


def value_text(cell):
    kind, value = cell.ctype, cell.value
    if kind == xlrd.XL_CELL_TEXT:
        return "t " + short(value) if value else None
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return digits(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "b %d" % value
    return "e " + xlrd.error_text_from_code[value] if kind == xlrd.XL_CELL_ERROR else None


def dump_sheet(book, sheet, out):
    out.append("sheet %d %s" % (1 if sheet.visibility else 0, sheet.name))
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            text = value_text(cell)
            if text is None:
                continue
            xf = book.xf_list[cell.xf_index]
            font = book.font_list[xf.font_index]
            runs = sheet.rich_text_runlist_map.get((row, column), [])
            names = ",".join("%d:%s" % (start, book.font_list[index].name) for start, index in runs)
            look = "%s|%d%d|%d" % (font.name, font.weight >= 600, font.italic, xf.alignment.indent_level if book.biff_version == 80 else 0)
            out.append("%s%d\t%s\t%s\t%s" % (get_column_letter(column + 1), row + 1, look, names, text))
    for top, bottom, left, right in sorted(sheet.merged_cells):
        out.append("merge %s%d:%s%d" % (get_column_letter(left + 1), top + 1, get_column_letter(right), bottom))
    out.append("rows " + " ".join(str(row) for row, info in sorted(sheet.rowinfo_map.items()) if info.hidden))
    out.append("columns " + " ".join(str(column) for column, info in sorted(sheet.colinfo_map.items()) if info.hidden and column < 256))
    for (row, column), note in sorted(sheet.cell_note_map.items()):
        out.append("note %s%d %s %s" % (get_column_letter(column + 1), row + 1, note.author or "", ascii(note.text)[1:-1]))


def dump(name):
    book = xlrd.open_workbook(name, formatting_info=True)
    out = ["dates %d" % book.datemode]
    for sheet in book.sheets():
        dump_sheet(book, sheet, out)
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    if sys.argv[1:2] == ["dump"]:
        sys.stdout.write(dump(sys.argv[2]))
        sys.exit()
    legacy_xls()
    excel5()
    forms_ods()
    with tempfile.TemporaryDirectory() as work:
        modern = os.path.join(work, "modern.xlsx")
        modern_xlsx(modern)
        convert(modern, "xls:MS Excel 97", path("libre.xls"))
        convert(modern, "ods", path("libre.ods"))
        again = os.path.join(work, "again.xls")
        convert(path("sheetjs.xlsb"), "xls:MS Excel 97", again)
        open(path("sheetjs.xlsb.txt"), "w", encoding="utf-8").write(dump(again))
    for name in ("legacy.xls", "excel5.xls", "libre.xls"):
        open(path(name + ".txt"), "w", encoding="utf-8").write(dump(path(name)))
