#!/usr/bin/env python3
"""First inputs of the fuzz targets, taken out of the workbooks of testdata: fuzz/seed.py DIR."""

import pathlib
import re
import sys

import campaign
import compound
import mutate
import values

MOST = 18_000
# The first byte of an input says which part it is, as in src/packages.rs.
PARTS = {
    "xlsx": [("xl/worksheets/sheet", b"h"), ("xl/sharedstrings.xml", b"s"), ("xl/styles.xml", b"y"), ("xl/workbook.xml", b"b"),
             ("xl/_rels/workbook.xml.rels", b"r"), ("xl/comments", b"c")],
    "xlsb": [("xl/worksheets/sheet", b"h"), ("xl/sharedstrings.bin", b"s"), ("xl/styles.bin", b"y"), ("xl/workbook.bin", b"b"),
             ("xl/_rels/workbook.bin.rels", b"r"), ("xl/comments", b"c")],
    "ods": [("content.xml", b"k"), ("styles.xml", b"y"), ("meta-inf/manifest.xml", b"m")],
}
FORMULAS = [
    "SUM(G5:G9)", "G5+C6*2-1/3^2&\"x\"", "SUBTOTAL(9,G5:G9)", "IF(G5>0,G5,\"\")", "ROUND(G5/1000,1)", "'PL III'!G4", "-G4%",
    "SUM(G5,C7,Tong)", "IFERROR(VLOOKUP(A5,A:C,3,FALSE),0)", "SUMIF(A4:A9,\"1\",G4:C9)", "SUM(D4:E4)/1000000", "{1,2;3,4}", "#REF!+1",
    "SUMPRODUCT((A4:A9=1)*(G4:C9))", "G4", "G5+G4", "$C$4:INDEX(C:C,9)", "[1]Sheet1!A1", "(((1)))", "1E+308*10", "AVERAGE(D4:D6)", "",
]


def main():
    out = pathlib.Path(sys.argv[1])
    for container in campaign.EXTENSIONS:
        inputs = set()
        for _, data in campaign.seeds(container):
            if container == "xls":
                whole = compound.stream(data)
                inputs.add(whole[:MOST] if len(whole) > MOST else whole)
                continue
            for name, content in parts(data):
                for start, first in PARTS[container]:
                    if name.lower().startswith(start) and len(content) <= MOST:
                        inputs.add(first + content)
            if len(data) <= 8000:
                inputs.add(b"z" + data)
        if container == "xls":
            smallest = sorted((data for _, data in campaign.seeds("xls")), key=len)[:6]
            inputs.update(smallest)
        write(out / container, inputs)
    write(out / "formula", {formula.encode() for formula in FORMULAS} | {"\n".join(FORMULAS).encode()})
    write(out / "text", set(texts()))


def parts(data):
    """The parts of a workbook, none of one that is broken."""
    try:
        return mutate.unpack(data)
    except Exception:
        return []


def texts():
    """Words of the tables as the offices typed them, and values that others stumbled over."""
    for name, data in campaign.seeds("xlsx"):
        xml = b"".join(content for _, content in parts(data))
        said = b"\n".join(re.findall(rb"<t(?: [^>]*)?>([^<]+)</t>", xml))
        if said and len(said) < 4000:
            yield b"u" + said
            shown = said.decode("utf-8", "replace")
            for first in "tvhn":
                yield first.encode() + shown.encode("latin-1", "ignore")
    for group in (values.NUMBERS, values.PLACES, values.WORDS):
        yield b"u" + "\n".join(word for word in group if len(word) < 500).encode("utf-8")


def write(folder, inputs):
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(sorted(inputs)):
        (folder / f"seed-{number:04}").write_bytes(content)
    print(folder, len(inputs), sum(map(len, inputs)))


if __name__ == "__main__":
    main()
