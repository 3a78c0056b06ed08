"""What an office's script does instead: every sheet of every workbook of a folder, with pandas,
into one CSV. Needs pandas with openpyxl, xlrd and odfpy: `pip install pandas openpyxl xlrd odfpy`.

usage: peer.py FOLDER OUT.csv
"""

import pathlib
import sys

import pandas

folder, out = sys.argv[1:]
sheets = []
for path in sorted(pathlib.Path(folder).iterdir()):
    for name, sheet in pandas.read_excel(path, sheet_name=None, header=None, dtype=str).items():
        sheets.append(sheet.assign(file=path.name, sheet=name))
pandas.concat(sheets).to_csv(out, index=False)
