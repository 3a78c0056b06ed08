#!/usr/bin/env python3
"""Recalculate a workbook with LibreOffice and compare with the results cached in it.

    python3 recalculate.py FILE.xlsx

Every cached result of a formula is removed from a copy of the file, LibreOffice
works the formulas out anew, and each value is compared with the one that FILE
carried: numbers within a relative 1e-9, anything else exactly. One line is printed
for each difference, and last `N formulas, M differ, K missing`, where "missing" are
formulas for which FILE or the recalculated copy holds no result (an empty text counts
as none).

Exit status: 0 when all agree, 1 on a difference, a missing value or a file without
formulas, 2 when the comparison could not be made.

Needs openpyxl, and LibreOffice as `soffice` on the path (or in $SOFFICE).
"""
import math
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl

TOLERANCE = 1e-9
# How long LibreOffice may take; a workbook of a thousand sheets needs many minutes.
SECONDS = float(os.environ.get("ORACLE_SECONDS", "300"))

# Tags may carry a namespace prefix (<x:c>); quoted attributes may hold ">".
ATTRS = rb"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
CELL = re.compile(rb"<(?P<p>(?:\w+:)?)c(?=[\s>])" + ATTRS + rb"(?<!/)>.*?</(?P=p)c>", re.S)
FORMULA = re.compile(rb"<(?:\w+:)?f(?=[\s/>])")
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?/>|<((?:\w+:)?)v(?:\s[^>]*)?>.*?</\1v>", re.S)
TYPE = re.compile(rb"""\st=("[^"]*"|'[^']*')""")


def strip_cell(match):
    """Drop the cached value, and the type that described it, of a formula cell."""
    cell = match.group(0)
    if not FORMULA.search(cell):
        return cell
    cell = VALUE.sub(b"", cell)
    end = re.match(rb"<" + ATTRS + rb">", cell).end()
    return TYPE.sub(b"", cell[:end]) + cell[end:]


def strip(source, target):
    """Copy the workbook without cached results; returns how many <v> were removed."""
    removed = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item.filename)
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", item.filename, re.I):
                before = len(VALUE.findall(data))
                data = CELL.sub(strip_cell, data)
                removed += before - len(VALUE.findall(data))
            new.writestr(item.filename, data)
    return removed


def recalculate(source, folder):
    """Let LibreOffice convert the stripped copy, which makes it calculate every formula."""
    out = folder / "out"
    out.mkdir()
    command = [
        os.environ.get("SOFFICE", "soffice"),
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", 'xlsx:Calc MS Excel 2007 XML',
        "--outdir", str(out),
        str(source),
    ]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        fail(f"cannot run LibreOffice: {error}")
    made = out / source.name
    if run.returncode or not made.exists():
        fail(f"LibreOffice failed: {run.stderr.strip() or run.stdout.strip()}")
    return made


def fail(message):
    print(message, file=sys.stderr)
    sys.exit(2)


def formulas(path):
    """(sheet, cell) of every formula, in the order of the file."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def same(a, b):
    if is_number(a) and is_number(b):
        return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=0.0)
    return type(a) is type(b) and a == b


def main(arguments):
    if len(arguments) != 1:
        fail(__doc__.strip())
    source = Path(arguments[0])
    if not source.is_file():
        fail(f"no such file: {source}")
    cells = list(formulas(source))
    if not cells:
        print("0 formulas, 0 differ, 0 missing")
        return 1

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stripped = folder / "stripped.xlsx"
        strip(source, stripped)
        left = openpyxl.load_workbook(stripped, data_only=True)
        for sheet, cell in cells:
            if left[sheet][cell].value is not None:
                fail(f"{sheet}!{cell}: the cached result could not be removed")
        cached = openpyxl.load_workbook(source, data_only=True)
        fresh = openpyxl.load_workbook(recalculate(stripped, folder), data_only=True)

    differ = missing = 0
    for sheet, cell in cells:
        was = cached[sheet][cell].value
        now = fresh[sheet][cell].value if sheet in fresh.sheetnames else None
        if was is None or now is None:
            missing += 1
            print(f"{sheet}!{cell}: cached {was!r}, recalculated {now!r}")
        elif not same(was, now):
            differ += 1
            print(f"{sheet}!{cell}: cached {was!r}, recalculated {now!r}")
    print(f"{len(cells)} formulas, {differ} differ, {missing} missing")
    return 1 if differ or missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
