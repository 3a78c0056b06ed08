"""Values that readers have stumbled over, and small ways to damage bytes."""

NUMBERS = [
    "0", "-0", "-1", "1", "2", "255", "256", "16383", "16384", "16385", "65535", "65536", "1048575", "1048576",
    "1048577", "2147483647", "2147483648", "4294967295", "4294967296", "9223372036854775807",
    "18446744073709551615", "18446744073709551616", "1e308", "-1e308", "1e309", "1e-308", "NaN", "INF", "-INF", "+5",
    " 7 ", "1,5", "1.5", "0x10", "79228162514264337593543950335", "79228162514264337593543950336",
    "0." + "3" * 60, "9" * 400, "1" + "0" * 28 + ".5", "1e", ".", "-", "", "٣", "１２",
]
PLACES = [
    "XFD1048576", "XFE1", "A1048577", "A0", "A4294967296", "ZZZZZZZ1", "a1", "$A$1", "1A", "A", "A1:XFD1048576",
    "XFD1048576:A1", "A1:A1", "A1:", ":A1", "A:A", "1:1", "A1 B2", "R1C1",
]
WORDS = [
    "s", "str", "inlineStr", "b", "e", "n", "d", "shared", "array", "dataTable", "true", "false", "none", "collapse",
    "float", "percentage", "currency", "date", "time", "string", "boolean", "void", "2021-02-30", "0000-00-00",
    "9999-12-31T25:61:61", "-9999999-01-01", "PT99999999999H1M1S", "PT-1H", "preserve", "External", "../../../etc/passwd",
    "/", "xl/workbook.xml", "worksheets/sheet1.xml", "hidden", "veryHidden", "1904-01-01", "of:=SUM([.A1:.XFD1048576])",
    "SUM(A1:XFD1048576)", "IF(" * 400, "(" * 5000 + "1" + ")" * 5000, "A1+" * 3000 + "1", '"' + "x" * 40000 + '"',
    "-" * 3000 + "1", "1%%%%", "'a''b'!A1", "#REF!", "{1,2;3}", "\u202e\u200b\ufeff", "a\u0301" * 200, "\U0001F600" * 50,
    "Tổng cộng", "Triệu đồng", "Năm 999999999999", "Biểu số 01", "Phụ lục II", "(1)=(2)+(3)", "Đơn vị tính: đồng",
    "Kế hoạch số 12/KH-UBND ngày 31/02/2021", "I", "IIII", "1.1.1.1.1.1.1.1.1.1", "a)", "-", "+", "TCVN3", ".VnTime", "VNI-Times",
    "\ufffd\ufffe", "%", "[Red]0;[Blue]-0;;@", '"' * 300, "0" * 5000, "_x0041_" * 50, "_xD800__xDC00_",
]


def number(rng):
    return rng.choice(NUMBERS)


def text(rng):
    """A value for an attribute or a text, now and then a very long one."""
    roll = rng.random()
    if roll < 0.35:
        return rng.choice(NUMBERS)
    if roll < 0.6:
        return rng.choice(PLACES)
    if roll < 0.96:
        return rng.choice(WORDS)
    return rng.choice("x9Ạ\t ") * rng.choice([1000, 33000, 1 << 20, (1 << 20) + 1])


def integer(rng, size):
    """Bytes of an integer of this size, most of them at an edge."""
    top = 1 << (8 * size)
    edges = [0, 1, 2, 7, 255, 256, 0x7FFF, 0xFFFE, 0xFFFF, top // 2 - 1, top // 2, top - 1, top - 2]
    value = rng.choice(edges) if rng.random() < 0.7 else rng.randrange(top)
    return (value % top).to_bytes(size, "little")


def damage(rng, data):
    """Bytes changed without knowledge of what they mean."""
    data = bytearray(data)
    if not data:
        return bytes(rng.randrange(256) for _ in range(rng.randrange(64)))
    for _ in range(rng.choice([1, 1, 2, 4, 16])):
        at = rng.randrange(len(data)) if data else 0
        how = rng.randrange(6)
        if how == 0 and data:
            data[at] ^= 1 << rng.randrange(8)
        elif how == 1 and data:
            data[at] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)])
        elif how == 2:
            size = rng.choice([1, 2, 4, 8])
            data[at : at + size] = integer(rng, size)
        elif how == 3:
            del data[at : at + rng.choice([1, 2, 4, 64, 512])]
        elif how == 4:
            data[at:at] = data[at : at + rng.choice([1, 4, 64, 512])]
        else:
            data[at:at] = bytes(rng.randrange(256) for _ in range(rng.choice([1, 4, 32])))
    if rng.random() < 0.1:
        del data[rng.randrange(len(data) + 1) :]
    return bytes(data)
