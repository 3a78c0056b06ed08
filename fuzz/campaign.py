#!/usr/bin/env python3
"""Damaged workbooks through the command line, each judged on its own.

    python3 fuzz/campaign.py target/release/phuluc xlsx 10000 [--seed 1] [--first 0] [--out DIR]

Every run must exit with 0, 1 or 2, within 15 seconds of processor time and 1 GiB of
memory, and without a panic; one that takes a minute by the clock is killed. What does not is saved, smaller where that is easy. The same
seed and number give the same file. Needs only Python 3.11.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import resource
import signal
import sys
import tempfile
import time

import compound
import mutate
import records
import xmlparts

SECONDS = 15
BYTES = 1 << 30
# A panic, here or in the process that parses old formats.
PANIC = [b"panicked", b"broke off", "bị ngắt".encode()]
# Above what is judged, so that the machine stays well where a run takes too much.
ADDRESS_SPACE = 3 << 30
SEED_SIZE = 60_000
TESTDATA = pathlib.Path(__file__).resolve().parent.parent / "testdata"
FOLDERS = ["submissions", "variants", "made", "offices", "containers", "xlsx", "layouts"]
EXTENSIONS = {"xlsx": (".xlsx", ".xlsm"), "xls": (".xls",), "xlsb": (".xlsb",), "ods": (".ods",)}


class Verdict:
    def __init__(self, status, seconds, memory, stderr):
        self.code = os.waitstatus_to_exitcode(status)
        self.seconds, self.bytes = seconds, memory
        self.stderr = stderr

    def fault(self):
        """Why the run is one that must not be; None where it may."""
        if self.seconds > SECONDS:
            return "time"
        if self.bytes > BYTES:
            return "memory"
        if any(sign in self.stderr for sign in PANIC):
            return "panic"
        if self.code < 0:
            return f"signal {-self.code}"
        return None if self.code in (0, 1, 2) else f"exit {self.code}"


def seeds(container):
    """Small workbooks of the container, in a fixed order."""
    found = []
    for folder in FOLDERS:
        for path in sorted((TESTDATA / folder).rglob("*")):
            if path.suffix.lower() not in EXTENSIONS[container] or path.stat().st_size > SEED_SIZE:
                continue
            data = path.read_bytes()
            if data.startswith(b"PK") if container != "xls" else is_xls(data):
                found.append((path.name, data))
    return found


def is_xls(data):
    try:
        return compound.stream(data)[:2] in (b"\x09\x08", b"\x09\x04")
    except Exception:
        return False


def made(container, pool, seed, number):
    """The damaged workbook of a number: (name of its seed, bytes, what was done)."""
    rng = random.Random(f"{container} {seed} {number}")
    name, data = rng.choice(pool)
    try:
        data, done = mutate.mutate(rng, data, container)
    except Exception as error:
        # A seed that is broken already cannot be taken apart.
        data, done = mutate.values.damage(rng, data), [f"bytes ({type(error).__name__})"]
    return name, data, done


def command(binary, number, file, folder):
    out = os.path.join(folder, "out")
    return [
        [binary, "inspect", file, "--lang", "en"],
        [binary, "convert", file, "--force", "-o", out + ".json", "--lang", "en"],
        [binary, "inspect", file, "--cells", "--format", "json", "--lang", "vi"],
        [binary, "convert", file, "--force", "-o", out + (".xlsx" if number & 4 else ".csv"), "--lang", "vi"],
    ][number % 4]


def serve(orders, answers):
    """Runs commands for a parent: the memory of a process counts that of the one which
    starts it, so the one which starts them stays small."""
    for line in orders:
        arguments, stderr = json.loads(line)
        opens = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, stderr, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        ]
        start = time.monotonic()
        pid = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=opens)
        signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, 4 * SECONDS)
        _, status, usage = os.wait4(pid, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        # Processor time, the parser's own process included: other programs may be busy.
        seconds = usage.ru_utime + usage.ru_stime
        if time.monotonic() - start >= 4 * SECONDS:
            seconds = 4 * SECONDS
        answers.write(json.dumps([status, seconds, usage.ru_maxrss * 1024]) + "\n")
        answers.flush()


def start_server():
    """Forks while this process is small; returns where to send orders and get answers."""
    orders, answers = os.pipe(), os.pipe()
    if os.fork() == 0:
        os.close(orders[1])
        os.close(answers[0])
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        serve(os.fdopen(orders[0]), os.fdopen(answers[1], "w"))
        os._exit(0)
    os.close(orders[0])
    os.close(answers[1])
    return os.fdopen(orders[1], "w"), os.fdopen(answers[0])


def run(server, arguments, folder):
    stderr = os.path.join(folder, "stderr")
    server[0].write(json.dumps([arguments, stderr]) + "\n")
    server[0].flush()
    status, seconds, memory = json.loads(server[1].readline())
    with open(stderr, "rb") as file:
        return Verdict(status, seconds, memory, file.read(100_000))


def without(items, still, tries):
    """`items` with stretches left out for as long as `still` says that the fault is there."""
    size = len(items) // 2
    while size and tries > 0:
        at = 0
        while at < len(items) and tries > 0:
            fewer = items[:at] + items[at + size :]
            tries -= 1
            if still(fewer):
                items = fewer
            else:
                at += size
        size //= 2
    return items


def smaller(container, data, still):
    """The offending bytes, smaller where that is easy."""
    try:
        if container == "xls":
            found, rest = records.split_biff8(compound.stream(data))
            raw = lambda kept: records.join_biff8(kept, rest)
            return raw(without(found, lambda kept: still(raw(kept)), 120)) if still(raw(found)) else data
        parts = mutate.unpack(data)
        if not still(mutate.pack(parts)):
            return data
        parts = without(parts, lambda kept: still(mutate.pack(kept)), 40)
        for at, (name, content) in enumerate(parts):
            split, join = xmlparts.TOKEN.findall, b"".join
            if name.endswith(".bin"):
                split = lambda part: records.split_biff12(part)[0]
                join = lambda kept: records.join_biff12(kept, b"")
            put = lambda kept: mutate.pack(parts[:at] + [[name, join(kept)]] + parts[at + 1 :])
            kept = without(split(content), lambda kept: still(put(kept)), 60)
            if still(put(kept)):
                parts[at] = [name, join(kept)]
        return mutate.pack(parts)
    except Exception as error:
        print(f"not made smaller: {error}", file=sys.stderr)
        return data


def save(server, out, container, number, data, arguments, verdict, why, note, folder):
    def still(candidate):
        pathlib.Path(arguments[2]).write_bytes(candidate)
        return run(server, arguments, folder).fault() == why

    if verdict.seconds < 5:
        data = smaller(container, data, still)
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{container}-{number}-{why.replace(' ', '')}.{container}"
    target.write_bytes(data)
    said = verdict.stderr.decode(errors="replace")[:600]
    target.with_suffix(".txt").write_text(f"{why}\n{note}\n{' '.join(arguments[1:])}\n{said}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=os.path.abspath)
    parser.add_argument("container", choices=EXTENSIONS)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("fuzz-findings"))
    parser.add_argument("--only", action="store_true", help="write the first file to --out and stop")
    asked = parser.parse_args()

    server = start_server()
    pool = seeds(asked.container)
    if asked.only:
        name, data, done = made(asked.container, pool, asked.seed, asked.first)
        asked.out.write_bytes(data)
        return print(name, done)
    codes, faults, slowest, largest = collections.Counter(), [], (0.0, None), (0, None)
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, f"damaged.{asked.container}")
        for number in range(asked.first, asked.first + asked.count):
            name, data, done = made(asked.container, pool, asked.seed, number)
            pathlib.Path(file).write_bytes(data)
            arguments = command(asked.binary, number, file, folder)
            verdict = run(server, arguments, folder)
            codes[verdict.code] += 1
            slowest = max(slowest, (verdict.seconds, number))
            largest = max(largest, (verdict.bytes, number))
            if why := verdict.fault():
                faults.append((number, why))
                note = f"seed {asked.seed} number {number}, from {name}: {done}"
                print(f"{why}: {note}\n  {verdict.seconds:.1f} s, {verdict.bytes >> 20} MiB", flush=True)
                save(server, asked.out, asked.container, number, data, arguments, verdict, why, note, folder)
            if number % 1000 == 999:
                print(f"{number + 1}: {dict(codes)}, {slowest[0]:.2f} s, {largest[0] >> 20} MiB", flush=True)
    print(f"{asked.container}: {asked.count} files from {len(pool)} seeds, exit codes {dict(sorted(codes.items()))}")
    print(f"slowest {slowest[0]:.2f} s (number {slowest[1]}), largest {largest[0] / 2**20:.0f} MiB (number {largest[1]})")
    print(f"{len(faults)} faults {faults}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
