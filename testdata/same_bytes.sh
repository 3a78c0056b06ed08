#!/bin/bash
# Holds the output of one build of phuluc against another's, over every workbook here:
#
#   testdata/same_bytes.sh OLD NEW
#
# Each is converted to JSON, JSON lines, CSV and the official workbook, inspected cell by
# cell and checked; what is written and said, and the exit codes, must be the same bytes. Of a
# workbook the parts must, in their order; how hard they are compressed may differ.
# For changes that are to make phuluc faster and nothing else.
set -euo pipefail
old=$(realpath "$1") new=$(realpath "$2")
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8

# What a build says and writes about one file.
say() {
    local build=$1 file=$2 to=$3 form
    mkdir -p "$to"
    for form in json jsonl csv xlsx; do
        code=0
        "$build" --lang vi convert "$file" -o "$to/out.$form" >"$to/$form.said" 2>&1 || code=$?
        echo "$code" >>"$to/$form.said"
    done
    if [ -e "$to/out.xlsx" ]; then
        unzip -l "$to/out.xlsx" | sed 1d >"$to/parts"
        unzip -p "$to/out.xlsx" >"$to/all"
        rm "$to/out.xlsx"
    fi
    for form in "inspect --cells" "inspect --cells --format json" "check" "check --format json"; do
        code=0
        "$build" --lang en $form "$file" >"$to/${form// /_}" 2>&1 || code=$?
        echo "$code" >>"$to/${form// /_}"
    done
}

files=0 differ=0
while IFS= read -r file; do
    files=$((files + 1))
    rm -rf "$work/out" "$work/old" "$work/new"
    # Messages name the output: both builds write to the same place.
    say "$old" "$file" "$work/out" && mv "$work/out" "$work/old"
    say "$new" "$file" "$work/out" && mv "$work/out" "$work/new"
    if ! diff -rq "$work/old" "$work/new"; then
        echo "differs: $file"
        differ=$((differ + 1))
    fi
done < <(find . \( -name '*.xlsx' -o -name '*.xlsm' -o -name '*.xls' -o -name '*.xlsb' -o -name '*.ods' \) -type f | sort)
echo "$files workbooks, $differ differ"
[ "$differ" -eq 0 ]
