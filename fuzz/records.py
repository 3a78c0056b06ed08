"""Damage to the records of .xls (BIFF8) and .xlsb (BIFF12) streams."""

import struct

import values

# Records that the readers look into, and a few that they do not.
BIFF8 = [
    0x0006, 0x000A, 0x0018, 0x001C, 0x0022, 0x002F, 0x0031, 0x003C, 0x0042, 0x005D, 0x007D, 0x0085, 0x00BD, 0x00BE, 0x00D6, 0x00E0,
    0x00E5, 0x00FC, 0x00FD, 0x01B6, 0x0200, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x0207, 0x0208, 0x027E, 0x0406, 0x041E, 0x0809,
]
BIFF12 = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 35, 37, 43, 44, 47, 60, 62, 129, 130, 145, 146,
          147, 153, 156, 159, 160, 176, 177, 278, 279, 404, 427, 428, 617, 618, 635, 636, 637]


def split_biff8(stream):
    """[(id, data)] and what is left of the stream."""
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > len(stream):
            break
        found.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    return found, stream[at:]


def join_biff8(records, rest):
    """The stream anew. Offsets of sheets follow the n-th BOF after the first."""
    starts, at = [], 0
    for kind, data in records:
        if kind == 0x0809:
            starts.append(at)
        at += 4 + len(data)
    out, sheet = [], 1
    for kind, data in records:
        if kind == 0x0085 and len(data) >= 4:
            if sheet < len(starts):
                data = struct.pack("<I", starts[sheet]) + data[4:]
            sheet += 1
        out.append(struct.pack("<HH", kind, len(data) & 0xFFFF) + data)
    return b"".join(out) + rest


def varint(value, most):
    out = bytearray()
    for _ in range(most):
        out.append(value & 0x7F | (0x80 if value > 0x7F else 0))
        value >>= 7
        if not value:
            break
    return bytes(out)


def split_biff12(part):
    found, at = [], 0
    while at < len(part):
        start, numbers = at, []
        for most in (2, 4):
            value, shift = 0, 0
            while shift < 7 * most and at < len(part):
                byte = part[at]
                value |= (byte & 0x7F) << shift
                shift, at = shift + 7, at + 1
                if byte < 0x80:
                    break
            numbers.append(value)
        kind, length = numbers
        if at + length > len(part):
            return found, part[start:]
        found.append((kind, part[at : at + length]))
        at += length
    return found, b""


def join_biff12(records, rest):
    return b"".join(varint(kind, 2) + varint(len(data), 4) + data for kind, data in records) + rest


def field(rng, data):
    """An integer somewhere in a record at an edge."""
    size = rng.choice([1, 2, 2, 4, 4, 8])
    if len(data) < size:
        return data + values.integer(rng, size)
    # The head of a record holds its row, counts and lengths.
    limit = len(data) - size + 1
    at = rng.randrange(min(limit, 12)) if rng.random() < 0.6 else rng.randrange(limit)
    return data[:at] + values.integer(rng, size) + data[at + size :]


def mutate(rng, records, kinds, cont):
    """One change to the list of records, in place; returns what was done."""
    if not records:
        records.append((rng.choice(kinds), b""))
        return "empty"
    at = rng.randrange(len(records))
    kind, data = records[at]
    way = rng.choices(["field", "bytes", "kind", "short", "long", "delete", "double", "many", "move", "split"],
                      [40, 12, 8, 8, 4, 8, 8, 3, 5, 4])[0]
    if way == "field":
        for _ in range(rng.choice([1, 1, 1, 2, 6])):
            at = rng.randrange(len(records))
            records[at] = (records[at][0], field(rng, records[at][1]))
    elif way == "bytes":
        records[at] = (kind, values.damage(rng, data)[:8224])
    elif way == "kind":
        records[at] = (rng.choice(kinds), data)
    elif way == "short":
        records[at] = (kind, data[: rng.randrange(len(data) + 1)])
    elif way == "long":
        records[at] = (kind, (data * 900 + b"\xff" * 100)[: rng.choice([len(data) + 3, 4000, 8224])])
    elif way == "delete":
        del records[at : at + rng.choice([1, 1, 2, 10])]
    elif way == "double":
        records[at:at] = records[at : at + rng.choice([1, 2, 6])]
    elif way == "many":
        records[at:at] = [records[at]] * min(rng.choice([100, 5000, 100000]), (2 << 20) // (len(data) + 4))
    elif way == "move":
        records.insert(rng.randrange(len(records)), records.pop(at))
    else:
        cut = rng.randrange(len(data) + 1)
        records[at : at + 1] = [(kind, data[:cut]), (cont, data[cut:])]
    return way
