"""Workbooks damaged where it hurts: inside their parts, their container, or both."""

import io
import struct
import warnings
import zipfile

import compound
import records
import values
import xmlparts

warnings.filterwarnings("ignore", category=UserWarning, module="zipfile")


def mutate(rng, data, container):
    """A damaged workbook, and what was done to it."""
    if container == "xls":
        return mutate_xls(rng, data)
    return mutate_zip(rng, data)


def times(rng):
    return rng.choice([1, 1, 1, 2, 3, 6])


def mutate_xls(rng, data):
    done = []
    if rng.random() < 0.7:
        found, rest = records.split_biff8(compound.stream(data))
        for _ in range(times(rng)):
            done.append("record " + records.mutate(rng, found, records.BIFF8, 0x003C))
        content = records.join_biff8(found, rest)
        if rng.random() < 0.1:
            content = values.damage(rng, content)
            done.append("stream bytes")
        # Half of them without a compound file around them, as some programs write.
        data = compound.build(content) if rng.random() < 0.5 else content
        if rng.random() < 0.9:
            return data, done
    for _ in range(times(rng)):
        data, way = compound.mutate(rng, data)
        done.append("compound " + way)
    return data, done


def mutate_zip(rng, data):
    parts = unpack(data)
    done = []
    if rng.random() < 0.88:
        for _ in range(times(rng)):
            done.append(mutate_parts(rng, parts))
        data = pack(parts, stored=rng.random() < 0.5)
        if rng.random() < 0.95:
            return data, done
    for _ in range(times(rng)):
        data, way = mutate_archive(rng, data)
        done.append("zip " + way)
    return data, done


def unpack(data):
    """[[name, content]] in the order of the directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [[info.filename, archive.read(info)] for info in archive.infolist() if not info.is_dir()]


def pack(parts, stored=False):
    out = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def weight(part):
    """Parts that the readers look into come first."""
    name = part[0].lower()
    if not name.endswith((".xml", ".rels", ".bin")) or "theme" in name or "docprops" in name or "settings" in name:
        return 1
    return 30 if "sheet" in name or name == "content.xml" else 12


def mutate_parts(rng, parts):
    if not parts:
        parts.append(["xl/workbook.xml", b"<a/>"])
    at = rng.choices(range(len(parts)), [weight(part) for part in parts])[0]
    name, content = parts[at]
    if rng.random() < 0.1:
        return f"{name}: {mutate_package(rng, parts, at)}"
    if name.endswith(".bin"):
        found, rest = records.split_biff12(content)
        if rng.random() < 0.05:
            parts[at][1], way = values.damage(rng, content), "bytes"
        else:
            way = records.mutate(rng, found, records.BIFF12, 0)
            parts[at][1] = records.join_biff12(found, rest)
    else:
        parts[at][1], way = xmlparts.mutate(rng, content)
    return f"{name}: {way}"


def mutate_package(rng, parts, at):
    """A change to which parts there are; returns what was done."""
    other = rng.randrange(len(parts))
    way = rng.choice(["drop", "double", "swap", "rename", "empty", "point", "many"])
    if way == "drop":
        del parts[at]
    elif way == "double":
        parts.insert(other, [parts[at][0], parts[other][1]])
    elif way == "swap":
        parts[at][1], parts[other][1] = parts[other][1], parts[at][1]
    elif way == "rename":
        spell = [str.upper, lambda n: n.replace("/", "\\"), lambda n: "/" + n, lambda n: n + "\0", lambda n: "../" + n, lambda n: ""]
        parts[at][0] = rng.choice(spell)(parts[at][0])
    elif way == "empty":
        parts[at][1] = b""
    elif way == "point":
        # Relationships that lead to another part, or to their own.
        links = [part for part in parts if part[0].endswith(".rels")]
        if links:
            link = rng.choice(links)
            target = rng.choice(parts)[0].encode("utf-8", "replace")
            pieces = link[1].split(b'Target="')
            if len(pieces) > 1:
                piece = rng.randrange(1, len(pieces))
                pieces[piece] = b"/" + target + b'"' + pieces[piece].partition(b'"')[2]
            link[1] = b'Target="'.join(pieces)
    else:
        parts += [[f"xl/x{number}.xml", b""] for number in range(rng.choice([100, 2000]))]
    return way


# Fields of a directory entry (PK 01 02) and of a local header (PK 03 04): offset and size.
CENTRAL = [(4, 2), (6, 2), (8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (34, 2), (42, 4)]
LOCAL = [(4, 2), (6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2)]
END = [(4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)]


def mutate_archive(rng, data):
    data = bytearray(data)
    way = rng.choice(["central", "central", "local", "end", "bytes", "cut", "before", "behind", "bomb"])
    heads = {"central": (b"PK\1\2", CENTRAL), "local": (b"PK\3\4", LOCAL), "end": (b"PK\5\6", END)}
    if way in heads:
        signature, fields = heads[way]
        found, at = [], data.find(signature)
        while at >= 0:
            found.append(at)
            at = data.find(signature, at + 1)
        if found:
            start = rng.choice(found)
            offset, size = rng.choice(fields)
            data[start + offset : start + offset + size] = values.integer(rng, size)
    elif way == "bytes":
        return values.damage(rng, data), way
    elif way == "cut":
        del data[rng.randrange(len(data) + 1) :]
    elif way == "before":
        data[0:0] = rng.choice([b"\0", b"junk" * 30, struct.pack("<IH", 0x04034B50, 20) + bytes(24)])
    elif way == "behind":
        data += rng.choice([b"\0" * 70000, b"PK\5\6" + bytes(18), b"PK\6\6" + b"\xff" * 52 + b"PK\6\7" + bytes(16)])
    else:
        return bomb(rng, bytes(data)), way
    return bytes(data), way


def bomb(rng, data):
    """One part that is far larger than the zip."""
    try:
        parts = unpack(data)
    except (zipfile.BadZipFile, ValueError, KeyError, NotImplementedError, RuntimeError, EOFError, OSError):
        return data
    if not parts:
        return data
    at = rng.choices(range(len(parts)), [weight(part) for part in parts])[0]
    name, content = parts[at]
    filler = rng.choice([b" ", b"\0", b"<a>", b"<a/>", b"x", b"&amp;"])
    cut = rng.randrange(len(content) + 1)
    size = rng.choice([1 << 20, 8 << 20, 48 << 20])
    parts[at][1] = content[:cut] + filler * (size // len(filler)) + content[cut:]
    return pack(parts)
