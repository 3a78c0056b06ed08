#!/usr/bin/env python3
"""Makes the workbooks in this folder: what two other writers make of one file each.

Run from anywhere; needs openpyxl 3.1 and XlsxWriter 3.2. Dates are fixed, so that
a second run makes the same bytes as far as the writers allow.
"""

import datetime
import pathlib

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.workbook.defined_name import DefinedName

HERE = pathlib.Path(__file__).parent
MADE = datetime.datetime(2026, 1, 1)


def openpyxl_styles():
    """Rich text, fonts of legacy encodings, notes, hidden lines, merges, names."""
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = MADE
    sheet = book.active
    sheet.title = "Phụ lục A1"
    sheet["A1"] = "Tiểu dự án 1: hỗ trợ nhà ở"
    sheet["A1"].font = Font(name=".VnTimeH", bold=True)
    sheet.merge_cells("A1:D1")
    sheet["A2"] = CellRichText("Vốn ", TextBlock(InlineFont(rFont=".VnTime", b=True), "NSTW"), " (triệu đồng)")
    sheet["A3"] = "  thụt vào \n hai dòng "
    sheet["A3"].alignment = Alignment(indent=2, wrap_text=True)
    sheet["B3"], sheet["C3"], sheet["D3"] = 1625.7, 0.1 + 0.2, 0.105
    sheet["D3"].number_format = "0.0%"
    sheet["B4"] = datetime.date(2026, 2, 26)
    sheet["C4"] = "=SUM(B3:C3)"
    sheet["D4"] = True
    sheet["E4"] = "=1/0"
    sheet["F4"] = "#N/A"
    sheet["B5"] = 12345678901
    sheet["B5"].number_format = '#,##0 "đ"'
    sheet["B3"].comment = Comment("Số liệu chưa chốt", "Sở Tài chính")
    sheet.row_dimensions[6].hidden = sheet.row_dimensions[7].hidden = True
    sheet["A6"] = "ẩn"
    sheet.column_dimensions["H"].hidden = True
    other = book.create_sheet("Ẩn")
    other.sheet_state = "hidden"
    other["XFD1048576"] = "góc xa"
    book.defined_names["tong"] = DefinedName("tong", attr_text="'Phụ lục A1'!$C$4")
    sheet.print_area = "A1:F7"
    book.save(HERE / "openpyxl.xlsx")


def openpyxl_many():
    """Several thousand cells of every kind, as a difference from calamine would show."""
    book = openpyxl.Workbook(write_only=True)
    book.properties.created = book.properties.modified = MADE
    sheet = book.create_sheet("Số liệu")
    for row in range(600):
        sheet.append([row, f"xã số {row % 37}", row / 7, -row * 1e-9, None, row % 3 == 0, f"=A{row + 1}*2"])
    book.save(HERE / "openpyxl-many.xlsx")


def xlsxwriter_plain():
    """Stored results, rich text, a chart sheet before the cells, sheet names."""
    book = xlsxwriter.Workbook(HERE / "xlsxwriter.xlsx")
    book.set_properties({"created": MADE})
    chart_sheet = book.add_chartsheet("Biểu đồ")
    sheet = book.add_worksheet("Phụ lục & B")
    bold = book.add_format({"bold": True, "font_name": "VNI-Times"})
    percent = book.add_format({"num_format": "0.00%"})
    sheet.write_rich_string("A1", "Kế hoạch ", bold, "2026", " < 2027")
    sheet.write_number("A2", 0.07879999999999999, percent)
    sheet.write_datetime("A3", datetime.datetime(2026, 2, 26, 12), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
    sheet.write_formula("A4", "=A2*2", None, 0.1576)
    sheet.write_formula("A5", '="_x0041_"&"x"', None, "_x0041_x")
    sheet.write_string("A6", "_x000D_ giữ nguyên")
    sheet.write_array_formula("B1:B3", "{=A1:A3}", None, 1)
    sheet.write_boolean("A7", False)
    sheet.write_comment("A2", "tỷ lệ", {"author": "Phòng Kế hoạch"})
    sheet.merge_range("D1:E3", "gộp", bold)
    sheet.set_row(9, None, None, {"hidden": True})
    sheet.set_column("G:I", None, None, {"hidden": True})
    sheet.print_area("A1:E9")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Phụ lục & B'!$A$2:$A$2"})
    chart_sheet.set_chart(chart)
    book.close()


def xlsxwriter_inline():
    """The streaming mode, which writes texts in place and dates of 1904."""
    book = xlsxwriter.Workbook(HERE / "xlsxwriter-inline.xlsx", {"constant_memory": True, "date_1904": True})
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet("Nội tuyến")
    date = book.add_format({"num_format": 14})
    for row in range(50):
        sheet.write_string(row, 0, f" thôn {row} ")
        sheet.write_number(row, 1, row * 1.1)
        sheet.write_datetime(row, 2, datetime.datetime(2026, 1, 1 + row % 28), date)
    book.close()


for make in (openpyxl_styles, openpyxl_many, xlsxwriter_plain, xlsxwriter_inline):
    make()
