"""Compound files: the stream of an .xls, a new file around it, and damage to both."""

import struct

import values

SECTOR = 512
END = 0xFFFFFFFE
FREE = 0xFFFFFFFF
SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")


def sectors_of(data):
    """The sector size and the FAT."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if not 7 <= shift <= 16:
        raise ValueError("no size of sectors")
    size = 1 << shift
    difat = list(struct.unpack_from("<109I", data, 76))
    following, count = struct.unpack_from("<II", data, 68)
    while count and following < END and len(difat) < 100_000:
        block = struct.unpack_from(f"<{size // 4}I", data, size * (following + 1))
        difat += block[:-1]
        following, count = block[-1], count - 1
    fat = []
    for sector in difat:
        if sector < END - 2:
            fat += struct.unpack_from(f"<{size // 4}I", data, size * (sector + 1))
    return size, fat


def chain(fat, start):
    found = []
    while start < len(fat) and len(found) <= len(fat):
        found.append(start)
        start = fat[start]
    return found


def stream(data):
    """The stream of records; the data itself where it stands alone."""
    if not data.startswith(SIGNATURE):
        return data
    size, fat = sectors_of(data)
    read = lambda start: b"".join(data[size * (at + 1) : size * (at + 2)] for at in chain(fat, start))
    directory = read(struct.unpack_from("<I", data, 48)[0])
    root = None
    for at in range(0, len(directory), 128):
        entry = directory[at : at + 128]
        length = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: max(length - 2, 0)].decode("utf-16-le").lower()
        start, extent = struct.unpack_from("<II", entry, 116)
        if entry[66] == 5:
            root = start
        if name in ("workbook", "book"):
            if extent >= struct.unpack_from("<I", data, 56)[0]:
                return read(start)[:extent]
            short = read(root)
            blocks = read(struct.unpack_from("<I", data, 60)[0])
            small = struct.unpack(f"<{len(blocks) // 4}I", blocks)
            return b"".join(short[64 * at : 64 * at + 64] for at in chain(small, start))[:extent]
    raise ValueError("no stream of a workbook")


def build(content):
    """A compound file with this stream as its workbook."""
    content = content.ljust(4096, b"\0")
    body = -(-len(content) // SECTOR)
    # One sector of the directory, then the stream, then the FAT that counts itself.
    fat_sectors = 1
    while fat_sectors * (SECTOR // 4) < 1 + body + fat_sectors:
        fat_sectors += 1
    if fat_sectors > 109:
        return content
    fat = [END] + [at + 2 for at in range(body - 1)] + [END] + [0xFFFFFFFD] * fat_sectors
    fat += [FREE] * (fat_sectors * (SECTOR // 4) - len(fat))
    difat = [1 + body + at for at in range(fat_sectors)] + [FREE] * (109 - fat_sectors)
    header = SIGNATURE + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, 0, 0, 4096, END, 0, END, 0) + struct.pack("<109I", *difat)
    root = entry("Root Entry", 5, 1, END, 0)
    book = entry("Workbook", 2, FREE, 1, len(content))
    directory = (root + book).ljust(SECTOR, b"\0")
    return header + directory + content.ljust(body * SECTOR, b"\0") + struct.pack(f"<{len(fat)}I", *fat)


def entry(name, kind, child, start, size):
    coded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, FREE, FREE, child)
    return coded.ljust(64, b"\0") + struct.pack("<H", len(coded)) + links + bytes(36) + struct.pack("<IQ", start, size)


def mutate(rng, data):
    """One change to the compound file itself."""
    data = bytearray(data)
    way = rng.choice(["header", "difat", "fat", "directory", "bytes", "cut", "grow"])
    if not data.startswith(SIGNATURE):
        way = rng.choice(["bytes", "cut"])
    if way == "header":
        at, size = rng.choice([(24, 2), (26, 2), (28, 2), (30, 2), (32, 2), (40, 4), (44, 4), (48, 4), (56, 4), (60, 4), (64, 4),
                               (68, 4), (72, 4)])
        data[at : at + size] = values.integer(rng, size) if rng.random() < 0.5 else rng.randrange(64).to_bytes(size, "little")
    elif way == "difat":
        at = 76 + 4 * rng.choice([0, 0, 1, rng.randrange(109)])
        data[at : at + 4] = sector(rng, data)
    elif way in ("fat", "directory"):
        try:
            size, fat = sectors_of(bytes(data))
            start = struct.unpack_from("<I", data, 76 if way == "fat" else 48)[0]
            at = size * (start + 1)
            if way == "fat":
                at += 4 * rng.randrange(min(len(fat), size // 4))
                data[at : at + 4] = sector(rng, data)
            else:
                at += 128 * rng.randrange(4) + rng.choice([0, 64, 66, 67, 68, 72, 76, 116, 120, 124, rng.randrange(128)])
                data[at : at + 4] = sector(rng, data)
        except (struct.error, IndexError, ValueError):
            return values.damage(rng, data), "bytes"
    elif way == "bytes":
        return values.damage(rng, data), way
    elif way == "cut":
        del data[rng.randrange(len(data) + 1) :]
    else:
        data += bytes(rng.choice([1, 511, 512, 4096]))
    return bytes(data), way


def sector(rng, data):
    if rng.random() < 0.6:
        return rng.randrange(len(data) // SECTOR + 2).to_bytes(4, "little")
    return rng.choice([FREE, END, 0xFFFFFFFD, 0xFFFFFFFC, 0x7FFFFFFF, 0x80000000]).to_bytes(4, "little")
