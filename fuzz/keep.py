#!/usr/bin/env python3
"""Keeps a small corpus of each target under testdata/fuzz/corpus: fuzz/keep.py DIR

DIR/TARGET holds what libFuzzer found. It is merged (-merge=1) by the target's program,
then every n-th by size is kept: 200 at most, and 1 MB.
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

FILES, BYTES = 200, 1_000_000
FUZZ = pathlib.Path(__file__).resolve().parent
KEPT = FUZZ.parent / "testdata" / "fuzz" / "corpus"


def main():
    found = pathlib.Path(sys.argv[1])
    built = pathlib.Path(os.environ.get("PHULUC_FUZZ_TARGET_DIR", FUZZ / "target"))
    for target in ("xlsx", "xls", "xlsb", "ods", "formula", "text"):
        program = next(built.glob(f"*/release/{target}"))
        with tempfile.TemporaryDirectory() as merged:
            kept = KEPT / target
            kept.mkdir(parents=True, exist_ok=True)
            command = [program, "-merge=1", "-timeout=15", "-rss_limit_mb=1024", merged, kept, found / target]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
            shutil.rmtree(kept)
            kept.mkdir()
            inputs = sorted((path.read_bytes() for path in pathlib.Path(merged).iterdir()), key=lambda data: (len(data), data))
            # Every n-th by size, so that long ones are among them.
            step = max(1, -(-len(inputs) // FILES))
            left = BYTES
            for data in inputs[::step]:
                left -= len(data)
                if left < 0:
                    break
                (kept / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
        print(target, len(inputs), "merged,", len(list(kept.iterdir())), "kept")


if __name__ == "__main__":
    main()
