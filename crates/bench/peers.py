"""What Python's libraries take for the jobs of the bench.

usage: peers.py JOB INPUT [COUNT]

Each job runs in a process of its own and prints, like the jobs of the bench, seconds of wall
clock, seconds of processor, peak memory in KiB and what was made. Imports count: a script pays
for them, too. `folder` reads the first COUNT workbooks of a folder into one CSV, as an office's
script does.
"""

import itertools
import pathlib
import resource
import sys
import time

START = time.perf_counter()


def calamine_rows(path):
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def python_calamine_read(path):
    return sum(len(row) for row in calamine_rows(path))


def polars_read(path):
    import polars

    return polars.read_excel(path, has_header=False).height


def pandas_frame(path):
    import pandas

    return pandas.read_excel(path, header=None, engine="openpyxl")


def pandas_read(path):
    return len(pandas_frame(path))


def openpyxl_write(path):
    """The rows that calamine reads, written by the writer that keeps none of them."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    rows = calamine_rows(path)
    for row in rows:
        sheet.append(row)
    workbook.save(path.with_suffix(".openpyxl.xlsx"))
    return len(rows)


def pandas_write(path):
    """The same through a frame."""
    import pandas

    frame = pandas.DataFrame(calamine_rows(path))
    frame.to_excel(path.with_suffix(".pandas.xlsx"), header=False, index=False, engine="openpyxl")
    return len(frame)


def folder(path, count):
    import pandas

    sheets = []
    for file in itertools.islice(sorted(path.iterdir()), count):
        for name, sheet in pandas.read_excel(file, sheet_name=None, header=None, dtype=str).items():
            sheets.append(sheet.assign(file=file.name, sheet=name))
    pandas.concat(sheets).to_csv(path.with_name("peer.csv"), index=False)
    return len(sheets)


JOBS = {
    "python-calamine read": python_calamine_read,
    "polars read": polars_read,
    "pandas read": pandas_read,
    "openpyxl write": openpyxl_write,
    "pandas write": pandas_write,
    "folder": folder,
}

job, path, *count = sys.argv[1:]
made = JOBS[job](pathlib.Path(path), *map(int, count))
used = resource.getrusage(resource.RUSAGE_SELF)
print(time.perf_counter() - START, used.ru_utime + used.ru_stime, used.ru_maxrss, made)
