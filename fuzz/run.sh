#!/usr/bin/env bash
# Fuzzes one target for some seconds: fuzz/run.sh TARGET SECONDS [libFuzzer's options].
# Targets: xlsx xls xlsb ods formula text. SECONDS 0 only builds.
#
# The pinned stable toolchain has all that libFuzzer wants of a compiler: coverage comes
# from LLVM's own pass. What is found lies in fuzz/target/found/TARGET/, inputs to go on
# from in fuzz/target/corpus/TARGET/; the first ones are those of testdata/fuzz/.
set -euo pipefail
cd "$(dirname "$0")"
target=$1 seconds=$2
shift 2
out=${PHULUC_FUZZ_TARGET_DIR:-$PWD/target}
host=$(rustc -vV | sed -n 's/^host: //p')
# Naming the host keeps the flags away from build scripts.
RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing" \
  cargo build --quiet --release --target "$host" --target-dir "$out" --bin "$target"
corpus=$out/corpus/$target found=$out/found/$target
mkdir -p "$corpus" "$found"
[ "$seconds" = 0 ] && exit
kept=(../testdata/fuzz/corpus/"$target" ../testdata/fuzz/regressions/"$target")
given=()
for folder in "${kept[@]}"; do [ -d "$folder" ] && given+=("$folder"); done
[ -f "dict/$target.dict" ] && set -- -dict="dict/$target.dict" "$@"
exec "$out/$host/release/$target" "$corpus" "${given[@]}" -max_total_time="$seconds" \
  -artifact_prefix="$found/" -rss_limit_mb=1024 -timeout=15 -max_len=20000 -print_final_stats=1 "$@"
