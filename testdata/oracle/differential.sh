#!/usr/bin/env bash
# Gathers the workbooks that packages of spreadsheet libraries ship as test files, and
# compares our reading of each with calamine's. docs/differential.md tells the results.
#
#     testdata/oracle/differential.sh
#
# Needs cargo, pip and npm. About 750 files come together in target/differential.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder="${CARGO_TARGET_DIR:-$PWD/target}/differential"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
rm -rf "$folder"

pypi="agate-excel==0.4.2 csvkit==2.2.0 ezodf==0.3.2 frictionless==5.21.0 odfpy==1.4.1 petl==1.7.30
  pyexcel==0.7.6 pyexcel-ezodf==0.3.4 pyexcel-ods==0.6.0 pyexcel-xls==0.7.1 pyexcel-xlsbr==0.6.1
  pyexcel-xlsx==0.6.1 python-calamine==0.9.1 tablib==3.10.0 xlcalculator==0.5.0 xlrd2==1.3.4
  xlsx2csv==0.8.6 xlutils==2.0.0 xlwt==1.3.0"
npm="convert-excel-to-json@1.7.0 excel@1.0.1 excel-parser@0.2.2 xlsx-populate@1.21.0
  xlsx-stream-reader@1.1.1 xlsx-to-json-lc@0.5.0"
crates="edit-xlsx=0.4.6 formualizer-workbook=0.13.0 ironcalc=0.9.1 office=0.8.1 ooxml=0.2.8
  sheets-diff=3.6.1 spreadsheet-ods=1.0.4 umya-spreadsheet=3.1.1 xl=0.1.7 xlsx2csv=0.4.5"

# keep SOURCE NAME: the workbooks under SOURCE, in a folder of their own.
keep() {
  (cd "$1" && find . -type f -iregex '.*\.\(xls[xmb]?\|xlt[xm]?\|ods\)' -print0) |
    while IFS= read -r -d '' file; do
      mkdir -p "$folder/$2/$(dirname "$file")"
      cp "$1/$file" "$folder/$2/$file"
    done
}

mkdir -p "$scratch/pypi" "$scratch/npm"
for package in $pypi; do
  pip download --quiet --disable-pip-version-check --no-deps --no-binary "${package%%=*}" \
    --dest "$scratch/pypi" "$package"
done
(cd "$scratch/npm" && npm pack --silent $npm >/dev/null)
for archive in "$scratch"/pypi/*.tar.gz "$scratch"/npm/*.tgz; do
  registry="$(basename "$(dirname "$archive")")"
  name="$(basename "$archive")"
  name="${name%.tgz}"
  name="${name%.tar.gz}"
  mkdir "$scratch/open"
  tar -xf "$archive" -C "$scratch/open" --strip-components=1
  keep "$scratch/open" "$registry-$name"
  rm -rf "$scratch/open"
done
for crate in $crates; do
  rm -rf "$scratch/crate"
  mkdir -p "$scratch/crate/src"
  touch "$scratch/crate/src/lib.rs"
  printf '[package]\nname = "gather"\nversion = "0.0.0"\n[dependencies]\n%s = "=%s"\n[workspace]\n' \
    "${crate%%=*}" "${crate#*=}" >"$scratch/crate/Cargo.toml"
  cargo fetch --quiet --manifest-path "$scratch/crate/Cargo.toml"
  keep "$(echo "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/"${crate/=/-}")" "crate-${crate/=/-}"
done

PHULUC_DIFFERENTIAL="$folder" cargo test --locked -p phuluc-reader --lib -- \
  --ignored --nocapture calamine_reads_packages
