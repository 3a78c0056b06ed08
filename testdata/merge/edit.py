#!/usr/bin/env python3
"""Change a merged workbook as officers do.

    python3 edit.py MERGED.xlsx TYPED.xlsx     a unit's figure typed over, a remark typed in, a row made higher
    python3 edit.py MERGED.xlsx SAVED.xlsx --save   saved again by LibreOffice, nothing changed

Needs openpyxl; for --save LibreOffice as `soffice` on the path (or in $SOFFICE).
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl


def typed(source, target):
    book = openpyxl.load_workbook(source)
    own = next(sheet for sheet in book.worksheets if sheet.title.startswith("Bình Gia"))
    own["G11"] = 4000  # was 3800
    first = book.worksheets[0]
    first["J12"] = "đã họp ngày 5/11"
    first["H10"] = 1900  # a formula before
    first.row_dimensions[12].height = 60
    book.save(target)


def saved(source, target):
    with tempfile.TemporaryDirectory() as folder:
        command = [
            os.environ.get("SOFFICE", "soffice"),
            "--headless",
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML",
            "--outdir", folder,
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        shutil.copy(Path(folder) / Path(source).name, target)


if __name__ == "__main__":
    (saved if "--save" in sys.argv else typed)(Path(sys.argv[1]), Path(sys.argv[2]))
