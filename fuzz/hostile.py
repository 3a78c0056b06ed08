#!/usr/bin/env python3
"""Small workbooks that ask for much, through the command line: fuzz/hostile.py BINARY [NAME…]

Each is made to hit one place where work or memory could grow faster than the file: sheets here,
packages in bombs.py. Each is inspected, converted and checked, and judged as in campaign.py. `--table`
prints the worst of the three as a table, with the first sentence that was said.
"""

import os
import pathlib
import random
import sys
import tempfile

import campaign
import mutate

HEADS = ["TT", "Địa bàn", "Tên công trình", "Đơn vị thực hiện", "Quy mô đầu tư", "Lý do đầu tư", "NSTW", "NSĐP", "Năm thực hiện"]
OTHER = ["Dự án, hoạt động", "Tổng nhu cầu kinh phí", "Ngân sách Trung ương", "Ngân sách địa phương", "Kế hoạch vốn", "Ghi chú"]
DATA = [1, "Xã Tân Mỹ", "Đường Khơ Đa", "UBND huyện", "2 km", "Giảm nghèo", 5, 3, 2022]


def data(at, code=None, name="Đường"):
    return [code or at, "Xã Tân Mỹ", f"{name} {at}", "UBND huyện", "2 km", "Giảm nghèo", 5, 3, 2022]


def column(at):
    name = ""
    at += 1
    while at:
        at, digit = divmod(at - 1, 26)
        name = chr(65 + digit) + name
    return name


def cell(row, at, value):
    place = f"{column(at)}{row}"
    if value is None:
        return ""
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    if isinstance(value, tuple):
        return f'<c r="{place}" t="s"><v>{value[0]}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def sheet(rows, behind="", hidden=lambda row: False):
    """A sheet of rows; a row may be None."""
    out = []
    for number, row in enumerate(rows, 1):
        if row:
            marked = ' hidden="1"' if hidden(number) else ""
            out.append(f'<row r="{number}"{marked}>' + "".join(cell(number, at, v) for at, v in enumerate(row)) + "</row>")
    return "<worksheet><sheetData>" + "".join(out) + "</sheetData>" + behind + "</worksheet>"


def book(sheets, strings=(), names="", comments=""):
    listed = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="r{at}"/>' for at in range(1, len(sheets) + 1))
    links = "".join(f'<Relationship Id="r{at}" Type="t/worksheet" Target="worksheets/sheet{at}.xml"/>'
                    for at in range(1, len(sheets) + 1))
    parts = [
        ["xl/workbook.xml", f'<workbook xmlns:r="r"><sheets>{listed}</sheets><definedNames>{names}</definedNames></workbook>'],
        ["xl/_rels/workbook.xml.rels", f'<Relationships>{links}<Relationship Id="s" Type="t/sharedStrings" Target="sharedStrings.xml"/></Relationships>'],
        ["xl/sharedStrings.xml", "<sst>" + "".join(f"<si><t>{text}</t></si>" for text in strings) + "</sst>"],
    ]
    parts += [[f"xl/worksheets/sheet{at}.xml", xml] for at, xml in enumerate(sheets, 1)]
    if comments:
        parts.append(["xl/comments1.xml", comments])
        parts.append(["xl/worksheets/_rels/sheet1.xml.rels", '<Relationships><Relationship Id="c" Type="t/comments" Target="../comments1.xml"/></Relationships>'])
    return mutate.pack([[name, xml.encode()] for name, xml in parts])


def typo(rng):
    words = list(rng.choice(HEADS + OTHER))
    words[rng.randrange(len(words))] = rng.choice("abcdeghik")
    return "".join(words)


def rows_like_headers(width=6, count=5000):
    rng = random.Random(1)
    return book([sheet([[typo(rng) for _ in range(width)] for _ in range(count)])])


def many_tables(count=4000):
    return book([sheet([["Phụ lục II"], HEADS, DATA, None] * count)])


def headers_again(count=20000):
    return book([sheet([HEADS, DATA] * count)])


def many_totals(count=60000):
    return book([sheet([HEADS] + [[None, None, "Tổng cộng", None, None, None, at, at, None] for at in range(count)])])


def many_rows(count=100000):
    return book([sheet([HEADS] + [data(at) for at in range(count)])])


def same_codes(count=60000):
    return book([sheet([HEADS] + [data(at, "1.1.1") for at in range(count)])])


def deep_codes(count=3000):
    return book([sheet([HEADS] + [data(at, ".".join(["1"] * (at % 300 + 1))) for at in range(count)])])


def merges(count=200000):
    over = "".join(f'<mergeCell ref="A{at % 3 + 1}:{column(at % 16000 + 1)}{at % 3 + 1}"/>' for at in range(count))
    return book([sheet([HEADS, DATA, DATA] * 3, f"<mergeCells>{over}</mergeCells>")])


def merges_down(count=2000):
    over = "".join(f'<mergeCell ref="{column(at)}1:{column(at)}1048576"/>' for at in range(count))
    return book([sheet([HEADS] + [DATA] * 1000, f"<mergeCells>{over}</mergeCells>")])


def long_texts(rows=6, width=256):
    head = [HEADS + [(0,)] * (width - len(HEADS))] + [[(0,)] * width] * (rows - 1)
    return book([sheet(head + [DATA])], ["x " * 500000])


def long_texts_below(count=400):
    return book([sheet([HEADS] + [[1, (0,), (0,), (0,), (0,), (0,), (1,), (1,), 2022]] * count)], ["đầu tư " * 100000, "1.000," * 160000])


def brackets(width=256):
    text = "(" * 1990
    return book([sheet([HEADS + [text] * width] * 6)])


def hidden_rows(count=200000):
    return book([sheet([HEADS] + [[at] for at in range(count)], hidden=lambda row: row % 2)])


def many_names(count=100000, sheets=300):
    names = "".join(f'<definedName name="N{at}" localSheetId="0">1</definedName>' for at in range(count))
    return book([sheet([HEADS, DATA])] * sheets, names=names)


def many_sheets(count=1500):
    return book([sheet([HEADS, DATA])] * count)


def many_notes(count=150000):
    notes = "".join(f'<comment ref="A{at % 9 + 1}" authorId="0"><text><t>x</t></text></comment>' for at in range(count))
    return book([sheet([HEADS, DATA])], comments=f"<comments><authors><author>a</author></authors><commentList>{notes}</commentList></comments>")


def wide(count=16384, rows=40):
    return book([sheet([HEADS + [f"Cột {at}" for at in range(count - len(HEADS))]] + [[1] * count] * rows)])


def many_figures(rows=250000):
    return book([sheet([[1] * 8] * rows)])


def many_words(rows=60000):
    return book([sheet([[f"Xã Tân Mỹ {at}", f"Tổng {at}", "Địa bàn", f"x{at}", "Năm", "Vốn"] for at in range(rows)])])


def legacy_words(rows=60000):
    return book([sheet([[f"X· T©n Mü {at}", f"Tæng {at}", "§Þa bµn", f"x{at}", "N¨m", "Vèn"] for at in range(rows)])])


def stray_cells(rows=100000):
    return book([sheet([HEADS] + [[None] * 10 + ["x", at] for at in range(rows)])])


def long_preamble(rows=40000):
    lines = [[f"Danh mục công trình đề nghị hỗ trợ đầu tư năm 2022 số {at} " + "của huyện " * 9] for at in range(rows)]
    return book([sheet(lines + [HEADS, DATA])])


def open_bracket(rows=60000):
    return book([sheet([["(Kèm theo Kế hoạch số 57/KH-UBND ngày 14/9/2021"]] + [[f"x{at} y"] for at in range(rows)] + [HEADS, DATA])])


CASES = [rows_like_headers, lambda: rows_like_headers(256, 300), many_tables, headers_again, many_totals, many_rows, same_codes,
         deep_codes, merges, merges_down, long_texts, long_texts_below, brackets, hidden_rows, many_names, many_sheets, many_notes,
         wide, long_preamble, open_bracket, many_figures, many_words, legacy_words, stray_cells]


def commands(binary, file, folder):
    """What each file is put through."""
    check = [binary, "check", file, "--lang", "en", "--format", "json"]
    return [campaign.command(binary, number, file, folder) for number in (0, 1)] + [check]


def said(verdict):
    """The first sentence that was said, without the file's name."""
    lines = verdict.stderr.decode(errors="replace").splitlines()
    first = next((line for line in lines if line.startswith("error")), "")
    return first.removeprefix("error: ").rsplit(".xlsx: ", 1)[-1].rsplit(".xlsx`: ", 1)[-1][:160]


def main():
    import bombs

    wanted = [word for word in sys.argv[2:] if word != "--table"]
    table, binary = "--table" in sys.argv, os.path.abspath(sys.argv[1])
    server = campaign.start_server()
    faults = 0
    if table:
        print("| input | KiB | exit codes of inspect, convert, check | s | MiB | says |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for case in CASES + bombs.CASES:
            name = case.__name__.replace("<lambda>", "wide_rows_like_headers")
            if wanted and name not in wanted:
                continue
            data = case()
            file = os.path.join(folder, name + ".xlsx")
            pathlib.Path(file).write_bytes(data)
            verdicts = [campaign.run(server, command, folder) for command in commands(binary, file, folder)]
            os.remove(file)
            faults += sum(verdict.fault() is not None for verdict in verdicts)
            if table:
                codes = ", ".join(str(verdict.code) for verdict in verdicts)
                seconds, most = max(v.seconds for v in verdicts), max(v.bytes for v in verdicts) >> 20
                why = next((f"**{verdict.fault()}**" for verdict in verdicts if verdict.fault()), said(verdicts[0]))
                print(f"| {name} | {len(data) >> 10} | {codes} | {seconds:.1f} | {most} | {why} |", flush=True)
                continue
            for verdict in verdicts:
                print(f"{name:24} {len(data) >> 10:6} KiB  exit {verdict.code}  {verdict.seconds:6.2f} s "
                      f"{verdict.bytes >> 20:5} MiB  {verdict.fault() or ''}", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
