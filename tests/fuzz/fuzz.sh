#!/usr/bin/env bash
# Runs one fuzz target: fuzz.sh TARGET FOLDER LONGEST_BYTES. What it learns stays in FOLDER for the next run; an input
# that breaks it stays there, too, and is named at the end.
set -euo pipefail
target=$1 folder=$2 longest_bytes=$3
name=$(basename "$target")
mkdir -p "$folder/found/$name"
words=()
[[ -f $folder/seeds/$name.dict ]] && words=("-dict=$folder/seeds/$name.dict")
if ! "$target" "$folder/found/$name" "$folder/seeds/$name" "${words[@]}" \
  -max_total_time="${GRIDWALL_FUZZ_SECONDS:-20}" -max_len="$longest_bytes" -timeout=20 -rss_limit_mb=4096 \
  -print_final_stats=1 -artifact_prefix="$folder/$name-" -verbosity=0 -close_fd_mask=1 2>"$folder/$name.txt"; then
  tail -n 60 "$folder/$name.txt"
  printf 'fuzz: %s breaks; again with: %s FILE, the file is\n' "$name" "$target"
  ls "$folder/$name"-* 2>/dev/null || printf 'not kept: it fails before any input, see above\n'
  exit 1
fi
