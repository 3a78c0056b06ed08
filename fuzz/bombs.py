"""Packages that lie or swell: what hostile.py adds to the sheets of its own.

Each gives the bytes of an `.xlsx`.
"""

import struct
import zlib

import hostile
import mutate


def parts_of(sheet_xml=None, workbook=None, styles=None, strings=None):
    names = {
        "xl/workbook.xml": workbook or '<workbook xmlns:r="r"><sheets><sheet name="S1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Type="t/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="s" Type="t/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="y" Type="t/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet_xml or hostile.sheet([hostile.HEADS, hostile.DATA]),
    }
    if styles:
        names["xl/styles.xml"] = styles
    if strings:
        names["xl/sharedStrings.xml"] = strings
    return [[name, text.encode() if isinstance(text, str) else text] for name, text in names.items()]


def swollen(start, piece, count, end):
    """A package whose sheet has `count` pieces: one packed stretch again and again, with a checksum of
    nothing, for what goes over a limit is not read to its end."""
    block = piece * max(1, (1 << 20) // len(piece))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    before = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    behind = packer.compress(end) + packer.flush()
    times = count * len(piece) // len(block)
    out, directory = b"", []
    for name, content in parts_of():
        if name.startswith("xl/worksheets/"):
            continue
        entry, packed, crc = local(name.encode(), content)
        directory.append((name.encode(), len(out), packed, len(content), crc))
        out += entry
    name, packed = b"xl/worksheets/sheet1.xml", before + again * times + behind
    size = len(start) + len(block) * times + len(end)
    directory.append((name, len(out), len(packed), size, 0))
    out += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, 0, len(packed), size, len(name), 0) + name + packed
    return zip_of(out, directory)


def bomb_of_blanks(mib=3000):
    """Three GiB of blanks between two tags."""
    return swollen(b"<worksheet><sheetData>", b" " * 1024, mib << 10, b"</sheetData></worksheet>")


def bomb_of_one_text(mib=3000):
    return swollen(b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>', b"x" * 1024, mib << 10, b"</t></is></c></row></sheetData></worksheet>")


def bomb_of_cells(mib=1500):
    return swollen(b'<worksheet><sheetData><row r="1">', b"<c><v>1</v></c>", (mib << 20) // 15, b"</row></sheetData></worksheet>")


def false_directory():
    """The directory promises ten bytes of a part that has 3 GiB."""
    data = bytearray(bomb_of_blanks())
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def deep_elements(depth=200_000):
    return mutate.pack(parts_of("<worksheet><sheetData>" + "<row>" * depth + "</row>" * depth + "</sheetData></worksheet>"))


def laughs():
    """Entities that would make a thousand million words of ten."""
    entities = '<!ENTITY a0 "Tổng cộng ">' + "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    rows = hostile.sheet([hostile.HEADS]).replace("<t>TT</t>", "<t>&a9;</t>")
    return mutate.pack(parts_of(f"<!DOCTYPE worksheet [{entities}]>{rows}"))


def deep_formula(depth=8000):
    text = "(" * depth + "1" + ")" * depth
    cells = hostile.sheet([hostile.HEADS] + [hostile.data(at) for at in range(200)])
    return mutate.pack(parts_of(cells.replace("<v>5</v>", f"<f>{text}</f>")))


def long_formula(terms=4000):
    text = "+".join(["G3"] * terms)
    cells = hostile.sheet([hostile.HEADS] + [hostile.data(at) for at in range(300)])
    return mutate.pack(parts_of(cells.replace("<v>5</v>", f"<f>{text}</f>")))


def sums_over_all(count=10_000):
    rows = [hostile.HEADS] + [hostile.data(at) for at in range(count)]
    return mutate.pack(parts_of(hostile.sheet(rows).replace("<v>5</v>", f"<f>SUM(H$2:H${count + 1})</f>")))


def names_of_one_hash(count=200_000):
    """Many texts and names that differ in their last letters only."""
    names = "".join(f'<definedName name="{"N" * 200}{at}">S1!$A${at + 1}</definedName>' for at in range(count // 4))
    workbook = f'<workbook xmlns:r="r"><sheets><sheet name="S1" sheetId="1" r:id="r1"/></sheets><definedNames>{names}</definedNames></workbook>'
    texts = "".join(f"<si><t>{'Đường ' * 8}{at}</t></si>" for at in range(count))
    rows = [hostile.HEADS] + [[at, (at,), (at,), (at,), "2 km", "x", 5, 3, 2022] for at in range(count // 4)]
    return mutate.pack(parts_of(hostile.sheet(rows), workbook, strings=f"<sst>{texts}</sst>"))


def styles(count=99_000):
    xfs = "".join(f'<xf numFmtId="{164 + at}" fontId="{at % 60000}" fillId="0" borderId="0"/>' for at in range(count))
    formats = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="#,##0.{"0" * (at % 30)}&quot;{at}&quot;"/>' for at in range(count))
    fonts = "".join(f'<font><name val=".VnTime{at}"/></font>' for at in range(60_000))
    rows = hostile.sheet([hostile.HEADS] + [hostile.data(at) for at in range(20_000)])
    rows = rows.replace("<v>5</v>", "<v>5</v>").replace('<c r="G', '<c s="98999" r="G')
    return mutate.pack(parts_of(rows, styles=f"<styleSheet><numFmts>{formats}</numFmts><fonts>{fonts}</fonts><cellXfs>{xfs}</cellXfs></styleSheet>"))


def styles_past_the_limit():
    return styles(300_000)


def zip_of(entries, listed):
    """A zip whose directory lists the given (name, offset of its local header, size, crc)."""
    directory = b"".join(
        struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, crc, packed, size, len(name), 0, 0, 0, 0, 0, offset) + name
        for name, offset, packed, size, crc in listed)
    count = min(len(listed), 65535)
    return entries + directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), len(entries), 0)


def local(name, content):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    crc = zlib.crc32(content)
    return struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, crc, len(packed), len(content), len(name), 0) + name + packed, len(packed), crc


def overlapping(sheets=1900):
    """Every sheet is the same stretch of the file: 20 MB each."""
    names = [f"xl/worksheets/sheet{at}.xml" for at in range(1, sheets + 1)]
    listed = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="r{at}"/>' for at in range(1, sheets + 1))
    links = "".join(f'<Relationship Id="r{at}" Type="t/worksheet" Target="worksheets/sheet{at}.xml"/>' for at in range(1, sheets + 1))
    out, directory = b"", []
    for name, content in [["xl/workbook.xml", f'<workbook xmlns:r="r"><sheets>{listed}</sheets></workbook>'.encode()],
                          ["xl/_rels/workbook.xml.rels", f"<Relationships>{links}</Relationships>".encode()],
                          [names[0], hostile.sheet([hostile.HEADS] + [hostile.DATA] * 20_000).encode()]]:
        entry, packed, crc = local(name.encode(), content)
        directory.append((name.encode(), len(out), packed, len(content), crc))
        out += entry
    _, offset, packed, size, crc = directory[-1]
    directory += [(name.encode(), offset, packed, size, crc) for name in names[1:]]
    return zip_of(out, directory)


def many_parts(count=65_535):
    filler = [[f"xl/media/{at}.png", b""] for at in range(count - 3)]
    return mutate.pack(parts_of() + filler)


def suspects(count=400):
    """Totals that are off by what many cells and pairs of cells could explain."""
    head = ["STT", "Dự án, hoạt động", "Tổng nhu cầu kinh phí", "Ngân sách Trung ương", "Ngân sách địa phương", "Huy động khác"]
    rows = [head]
    for at in range(1, count + 1):
        rows.append([str(at), f"Dự án {at}", 1000, 500, 500, None])
        rows += [[f"{at}.{row}", f"Hoạt động {row}", 20, 10, 10, None] for row in range(1, 50)]
    return mutate.pack(parts_of(hostile.sheet(rows)))


def falling_numbers(count=40_000):
    return mutate.pack(parts_of(hostile.sheet([hostile.HEADS] + [hostile.data(count - at) for at in range(count)])))


def same_rows(count=40_000):
    """A total that is short by one of many rows that are all the same."""
    head = ["STT", "Dự án, hoạt động", "Tổng nhu cầu kinh phí", "Ngân sách Trung ương", "Ngân sách địa phương", "Huy động khác"]
    rows = [head, ["1", "Dự án 1", 20 * (count - 1), 10 * (count - 1), 10 * (count - 1), None]]
    rows += [[f"1.{at}", f"Hoạt động {at}", 20, 10, 10, None] for at in range(1, count + 1)]
    return mutate.pack(parts_of(hostile.sheet(rows)))


CASES = [bomb_of_blanks, bomb_of_one_text, bomb_of_cells, false_directory, deep_elements, laughs, deep_formula, long_formula, sums_over_all,
         names_of_one_hash, styles, styles_past_the_limit, overlapping, many_parts, suspects, falling_numbers, same_rows]
