#!/usr/bin/env bash
# A merged workbook through LibreOffice and openpyxl: every formula agrees with its cached
# result, saving it again changes nothing, what is typed over is said.
#
#     oracle.sh PHULUC PYTHON
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
samples="$here/../submissions"
phuluc="$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
python="${2:-python3}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8

fail() { echo "$1" >&2; exit 1; }

merge() { "$phuluc" -q merge "$@"; }

merge "$samples"/{dinh-lap.xlsx,van-quan.ods,binh-gia.xls} -o "$work/merged.xlsx"
"$python" "$here/../oracle/recalculate.py" "$work/merged.xlsx"

"$python" "$here/edit.py" "$work/merged.xlsx" "$work/saved.xlsx" --save
for file in merged saved; do
  "$phuluc" -q convert "$work/$file.xlsx" -o - |
    "$python" -c 'import json, sys
rows = lambda rows: [[{key: value for key, value in row.items() if key not in ("row", "children")}, rows_of(row["children"])] for row in rows]
rows_of = rows
document = json.load(sys.stdin)
print(json.dumps([rows(appendix["rows"]) for appendix in document["appendices"]], ensure_ascii=False))' > "$work/$file.rows"
done
cmp "$work/merged.rows" "$work/saved.rows" || fail "LibreOffice saved something else"

# Nothing was changed by hand: the update is the merge.
merge --update "$work/saved.xlsx" "$samples/binh-gia.xls" -o "$work/updated.xlsx"
cmp "$work/merged.xlsx" "$work/updated.xlsx" || fail "an update that changes nothing changed something"

"$python" "$here/edit.py" "$work/merged.xlsx" "$work/typed.xlsx"
status=0
merge --update "$work/typed.xlsx" "$samples/dinh-lap.xlsx" -o "$work/refused.xlsx" 2> "$work/said" || status=$?
[ "$status" = 2 ] && [ ! -e "$work/refused.xlsx" ] || fail "edits by hand were overwritten"
for cell in "Bình Gia III!G11" "PL III!J12" "PL III!H10"; do
  grep -qF "$cell" "$work/said" || fail "$cell was not said: $(cat "$work/said")"
done
[ "$(grep -c PL713 "$work/said")" = 3 ] || fail "more was said than was typed: $(cat "$work/said")"
merge --update "$work/typed.xlsx" --drop-edits "$samples/dinh-lap.xlsx" -o "$work/dropped.xlsx" 2> /dev/null
cmp "$work/merged.xlsx" "$work/dropped.xlsx" || fail "edits were to be dropped"
echo "merged workbook: recalculated, saved again, typed over, updated"
