#!/usr/bin/env python3
"""Turns what the make_*.py scripts here wrote (into FOLDER) into workbooks and
expectations in the form of the other folders of testdata: collect.py FOLDER."""
import glob
import json
import os
import shutil
import sys

from common import F, TEXT

# A name written over two rows of the sheet stands where its figures do, so that row
# and columns give every figure's cell.
MOVED = {
    "b11_two_rows_second": {6: 7},
    "b11b_two_rows_pl2": {6: 7},
    "b58_wrap_pl1": {5: 6},
    "a23_break_figures_after": {6: 9},
}
# Beyond the reader yet: a header in free words.
PENDING = {"a14_free_words"}

# Formulas without a result are worked out since: said, but no warning.
COMPUTED = {"f60_formula_cells"}

HERE = os.path.dirname(os.path.abspath(__file__))


def value(field, given):
    if given is None or field in TEXT:
        return None if given is None else " ".join(str(given).split())
    return format(given, "f") if hasattr(given, "as_tuple") else str(given)


def row(layout, wanted):
    out = {"row": wanted["row"]}
    if wanted.get("level") is not None:
        out["level"] = wanted["level"]
    if wanted.get("kind"):
        out["kind"] = wanted["kind"]
    for field in F[layout]:
        given = wanted.get(field)
        if given != "*":
            out[field] = value(field, given)
    return out


def appendix(wanted):
    out = {key: wanted[key] for key in ("layout", "sheet", "plan_year", "unit", "title", "unmapped", "notes", "columns") if key in wanted}
    if isinstance(wanted.get("plan"), dict):
        out["plan"] = wanted["plan"]
    if wanted["total"] == "*":
        out["any_total"] = True
    total = [dict(wanted["total"], level=0, kind="total")] if isinstance(wanted["total"], dict) else []
    out["rows"] = [row(wanted["layout"], one) for one in total + wanted["rows"]]
    return out


def main(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.expect.json"))):
        with open(path, encoding="utf-8") as file:
            wanted = json.load(file)
        out = {"file": wanted["file"], "why": wanted["note"]}
        out["appendices"] = [appendix(one) for one in wanted["appendices"]]
        for one in out["appendices"]:
            if wanted.get("extra_rows_ok"):
                one["extra_rows"] = wanted["extra_rows_ok"]
        for key in ("must_find", "must_not_find", "clean"):
            if wanted.get(key):
                out[key] = wanted[key]
        name = os.path.basename(path)
        stem = name.split(".")[0]
        for one in out["appendices"]:
            for line in one["rows"]:
                line["row"] = MOVED.get(stem, {}).get(line["row"], line["row"])
        if stem in COMPUTED:
            del out["must_find"]
        if stem in PENDING:
            out["pending"] = True
        shutil.copy(os.path.join(folder, wanted["file"]), os.path.join(HERE, wanted["file"]))
        with open(os.path.join(HERE, stem + ".expect.json"), "w", encoding="utf-8") as file:
            json.dump(out, file, ensure_ascii=False, indent=1)
            file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
