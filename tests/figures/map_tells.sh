#!/usr/bin/env bash
# On an ordinary day the map's default mode shows structure, in every county whose map is kept here, at noon and at night.
source "$(dirname "$0")/../flow/common.sh" "$1"
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
for history in "$root"/config/histories/*.toml; do
  county=$(basename "$history" .toml)
  [[ -f $root/assets/maps/$county.geojson ]] || continue
  "$bin/gridwall-feed" simulate --county "$county" --history --feeds request --until 2026-11-21T12:00:00+08:00 \
    --out "$work/$county.jsonl" 2>/dev/null || fail "simulate $county"
  "$bin/gridwall-log" import --county "$county" "$work/$county.jsonl" --out "$work/$county.log" 2>/dev/null || fail "import $county"
  for at in 2026-11-20T20:00:00+08:00 2026-11-21T12:00:00+08:00; do
    "$bin/gridwall-log" state "$work/$county.log" --json --grids --at "$at" >"$work/state.json" || fail "state of $county"
    said=$(python3 "$here/map_tells.py" "$work/state.json" 3 0.8) || fail "$county at $at tells too little: $said"
    echo "$county at $at: $said"
  done
  rm -f "$work/$county".*
done
