#!/usr/bin/env python3
"""Makes random.xlsx: formulas over figures and texts drawn at random from a fixed seed,
with the results that LibreOffice gives for them.

    python3 make.py

Needs openpyxl, and LibreOffice as `soffice` on the path (or in $SOFFICE). The figures are
typed ones (at most three decimals); each formula is one whose result does not depend on
settings of the computer, nor is one where LibreOffice is known to differ from Excel: it
counts truth values as figures, takes a reference to a blank cell for no figure, lets "*"
fit figures, and has #VALUE! for #REF! and #NUM! of positions past the end.
"""
import os
import random
import subprocess
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.workbook.defined_name import DefinedName

HERE = Path(__file__).resolve().parent
R = random.Random(20211022)
ROWS = 40
WORDS = ["Xã Tri Lễ", "xã tri lễ", "Xã Hữu Lễ", "Huyện Văn Quan", "Bình Gia", "Đường", "đường", "abc", "ABD", "a", "I", "I.1", "x*y", "-"]


def data(sheet):
    """A figures, B figures and gaps, C words, D words, figures and gaps, E rising, F keys."""
    for row in range(1, ROWS + 1):
        sheet.cell(row, 1, round(R.uniform(-500, 5000), R.choice([0, 0, 1, 2, 3])))
        if R.random() < 0.75:
            sheet.cell(row, 2, R.randint(-20, 300))
        sheet.cell(row, 3, R.choice(WORDS))
        what = R.random()
        if what < 0.3:
            sheet.cell(row, 4, R.choice(WORDS))
        elif what < 0.6:
            sheet.cell(row, 4, R.randint(0, 9))
        sheet.cell(row, 5, row * 7 + R.randint(0, 6))
        sheet.cell(row, 6, "k%02d" % row)


def at(column=None):
    return "%s!%s%d" % (R.choice(["Data", "'Số liệu'"]), column or R.choice("ABE"), R.randint(1, ROWS + 2))


def span(column, sheet=None):
    first = R.randint(1, ROWS - 5)
    last = R.randint(first, ROWS + 3)
    sheet = sheet or R.choice(["Data", "'Số liệu'"])
    return R.choice(["%s!%s%d:%s%d" % (sheet, column, first, column, last)] * 4
                    + ["%s!$%s$%d:%s%d" % (sheet, column, first, column, last), "%s!%s:%s" % (sheet, column, column)])


def shape(*columns):
    first = R.randint(1, ROWS - 5)
    last = R.randint(first, ROWS + 3)
    sheet = R.choice(["Data", "'Số liệu'"])
    return ["%s!%s%d:%s%d" % (sheet, c, first, c, last) for c in columns]


def number(depth=0):
    if depth > 3 or R.random() < 0.3:
        return R.choice([at(), at("A"), str(R.randint(0, 99)), "%.2f" % R.uniform(0, 50), "%d%%" % R.randint(1, 150), "TyLe"])
    n = lambda: number(depth + 1)
    return R.choice([
        lambda: "(%s+%s)" % (n(), n()), lambda: "%s-%s" % (n(), n()), lambda: "%s*%s" % (n(), n()),
        lambda: "%s/%s" % (n(), n()), lambda: "-%s" % n(), lambda: "ROUND(%s,%d)" % (n(), R.randint(-2, 3)),
        lambda: "IF(%s>%s,%s,%s)" % (n(), n(), n(), n()), lambda: "SUM(%s,%s)" % (span("A"), n()),
        lambda: "IFERROR(%s/%s,%s)" % (n(), at("B"), n()), lambda: "ABS(%s)" % n(), lambda: "INT(%s)" % n(),
        lambda: "%d^%d" % (R.randint(1, 9), R.randint(0, 5)), lambda: "MAX(%s,%s)" % (n(), n()),
    ])()


def criterion():
    return R.choice(['"Xã*"', '"xã tri lễ"', '"a?c"', '"<>a"', '"<>"', '"đường"', '"x~*y"', '""', '"I"', '"=abc"',
                     "Data!C%d" % R.randint(1, ROWS)])


def threshold():
    return R.choice(['">%d"' % R.randint(-10, 300), '"<=%d"' % R.randint(0, 200), '"<>%d"' % R.randint(0, 9),
                     '">="&%s' % at("E"), str(R.randint(0, 9)), '"=%d"' % R.randint(0, 9)])


def conditional():
    c, b, a, d = shape("C", "B", "A", "D")
    return R.choice([
        "SUMIF(%s,%s,%s)" % (c, criterion(), a), "SUMIF(%s,%s)" % (b, threshold()), "COUNTIF(%s,%s)" % (c, criterion()),
        "COUNTIF(%s,%s)" % (d, threshold()), "COUNTIF(%s,%s)" % (d, criterion()), "SUMIFS(%s,%s,%s,%s,%s)" % (a, c, criterion(), b, threshold()),
        "COUNTIFS(%s,%s,%s,%s)" % (c, criterion(), d, threshold()), "COUNTIFS(%s,%s,%s,%s)" % (b, threshold(), c, criterion()),
        "AVERAGEIF(%s,%s,%s)" % (c, criterion(), a), "AVERAGEIFS(%s,%s,%s)" % (b, c, criterion()),
        "SUMIF(Data!C:C,%s,Data!A:A)" % criterion(),
    ])


def aggregate():
    name = R.choice(["SUM", "AVERAGE", "MIN", "MAX", "COUNT", "COUNTA", "PRODUCT"])
    column = R.choice("BDE" if name != "PRODUCT" else "D")
    return R.choice([
        "%s(%s)" % (name, span(column)), "%s(%s,%s)" % (name, span(column), span(column)),
        "SUBTOTAL(%d,%s)" % (R.choice([1, 2, 3, 4, 5, 9]), span("A", "Data")),
        "SUBTOTAL(%d,%s)" % (R.choice([101, 102, 103, 104, 105, 109]), span("A", "'Số liệu'")),
        "AGGREGATE(%d,%d,%s)" % (R.choice([1, 2, 3, 4, 5, 9]), R.randint(4, 7), shape("A")[0]),
        "SUM(Tong!A1:A4)", "SUBTOTAL(9,Tong!A1:A4)", "AGGREGATE(9,%d,Tong!A1:A4)" % R.choice([0, 1, 4, 5]),
        "LARGE(Data!A3:A%d,%d)" % (R.randint(9, 30), R.randint(1, 6)), "SMALL(Data!A3:A%d,%d)" % (R.randint(9, 30), R.randint(1, 6)), "MEDIAN(%s)" % span("A"),
        "SUMPRODUCT(%s,%s)" % tuple(shape("A", "B")), "SUMPRODUCT((%s=\"xã tri lễ\")*%s)" % tuple(shape("C", "A")),
        "SUMPRODUCT((%s>50)*(%s<200)*%s)" % tuple(shape("B", "E", "A")), "COUNTBLANK(%s)" % shape("B")[0], "SUM(Vung)",
    ])


def look():
    sheet = R.choice(["Data", "'Số liệu'"])
    key = R.choice(['"k%02d"' % R.randint(1, ROWS + 3), '"K%02d"' % R.randint(1, ROWS)])
    return R.choice([
        "INDEX(%s!A1:A%d,MATCH(%s,%s!F1:F%d,0))" % (sheet, ROWS, key, sheet, ROWS),
        "VLOOKUP(%d,%s!E1:F%d,2)" % (R.randint(0, 400), sheet, ROWS), "VLOOKUP(%d,%s!E:F,%d,FALSE)" % (R.randint(7, 290), sheet, R.randint(1, 2)),
        "MATCH(%d,%s!E1:E%d)" % (R.randint(0, 400), sheet, ROWS), "MATCH(%s,%s!F:F,0)" % (key, sheet), "INDEX(%s!A1:F%d,%d,%d)" % (sheet, ROWS, R.randint(1, ROWS), R.randint(1, 6)),
        "SUM(INDEX(%s!A1:B%d,0,%d))" % (sheet, ROWS, R.randint(1, 2)), 'IFERROR(VLOOKUP(%s,%s!F1:F9,1,0),"không có")' % (key, sheet),
        "CHOOSE(%d,%s,%s)" % (R.randint(0, 3), at(), at()), "ROWS(%s)+COLUMNS(%s)" % (shape("A")[0], shape("C")[0]), "ROW(%s)" % at(), "SUM(Data!A1:INDEX(Data!A1:A%d,%d))" % (ROWS, R.randint(1, ROWS)),
        "HLOOKUP(Data!A1,Data!A1:E3,%d,FALSE)" % R.randint(1, 3),
    ])


def text():
    t = lambda: R.choice(["Data!C%d" % R.randint(1, ROWS), "'Số liệu'!C%d" % R.randint(1, ROWS), '"phụ lục"', "Data!F%d" % R.randint(1, ROWS)])
    return R.choice([
        "%s&\" \"&%s" % (t(), t()), "LEFT(%s,%d)" % (t(), R.randint(0, 5)), "RIGHT(%s,%d)" % (t(), R.randint(0, 5)), "MID(%s,%d,%d)" % (t(), R.randint(1, 6), R.randint(0, 5)),
        "LEN(%s)" % t(), "UPPER(%s)" % t(), "LOWER(%s)" % t(), 'TRIM("  "&%s&"   b ")' % t(), "CONCATENATE(%s,%d,%s)" % (t(), R.randint(1, 99), t()), 'SUBSTITUTE(%s,"a","ơ")' % t(),
        "EXACT(%s,%s)" % (t(), t()), "%s=%s" % (t(), t()), 'FIND("k",%s)' % t(), "REPT(%s,%d)" % (t(), R.randint(0, 3)), 'IF(%s="đường",1,%s)' % (t(), t()), "%s<>%s" % (t(), t()),
    ])


def logic():
    n = lambda: number(2)
    return R.choice([
        "AND(%s>%s,%s<>%s)" % (n(), n(), n(), n()), "OR(%s>%s,%s=%s)" % (n(), n(), n(), n()), "NOT(%s>%s)" % (n(), n()), "ISNUMBER(Data!D%d)" % R.randint(1, ROWS), "ISTEXT(Data!D%d)" % R.randint(1, ROWS),
        "ISBLANK(Data!B%d)" % R.randint(1, ROWS), "ISERROR(%s/%s)" % (n(), at("B")), "IF(ISNUMBER(Data!D%d),Data!D%d,0)" % ((R.randint(1, ROWS),) * 2), "IF(AND(%s>0,%s>0),%s,%s)" % (at(), at(), n(), n()),
        "MOD(%s,%d)" % (at("B"), R.choice([-7, 3, 10, 12])), "ROUNDUP(%s,%d)" % (n(), R.randint(-1, 2)), "ROUNDDOWN(%s,%d)" % (n(), R.randint(-1, 2)), "TRUNC(%s)" % n(), "SIGN(%s)" % at(), "N(Data!D%d)" % R.randint(1, ROWS),
        "Data!D%d=Data!D%d" % (R.randint(1, ROWS), R.randint(1, ROWS)), "Data!B%d=%d" % (R.randint(1, ROWS), R.choice([0, 5])), 'Data!B%d=""' % R.randint(1, ROWS), "IFERROR(%s,%s)" % (look(), n()),
        "IF(%s,%s,%s)" % (at("B"), n(), n()), "POWER(%d,%d)" % (R.randint(-5, 5), R.randint(-3, 5)),
    ])


def main():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    data(sheet)
    other = book.create_sheet("Số liệu")
    data(other)
    for row in (5, 6, 17):
        other.row_dimensions[row].hidden = True
    total = book.create_sheet("Tong")
    for row, value in enumerate([12.5, "=SUBTOTAL(9,Data!A1:A5)", 7, "=_xlfn.AGGREGATE(9,4,Data!A1:A3)"], 1):
        total.cell(row, 1, value)
    book.defined_names["TyLe"] = DefinedName("TyLe", attr_text="12.5%")
    book.defined_names["Vung"] = DefinedName("Vung", attr_text="Data!$A$3:$B$12")
    page = book.create_sheet("Cong thuc")
    kinds = [number, conditional, aggregate, look, text, logic]
    for row in range(1, 151):
        for column, kind in enumerate(kinds, 1):
            page.cell(row, column, "=" + kind().replace("AGGREGATE(", "_xlfn.AGGREGATE("))
    # Chains: each on the one before, and shared with another column.
    for row in range(1, 61):
        page.cell(row, 8, "=A%d" % row if row == 1 else '=IF(ISERROR(A%d),H%d,ROUND(H%d/3+A%d,2))' % (row, row - 1, row - 1, row))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        book.save(folder / "random.xlsx")
        subprocess.run([os.environ.get("SOFFICE", "soffice"), "--headless", "-env:UserInstallation=" + (folder / "profile").as_uri(),
                        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(HERE), str(folder / "random.xlsx")], check=True, timeout=300)


if __name__ == "__main__":
    main()
