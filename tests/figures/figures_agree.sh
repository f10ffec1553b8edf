#!/usr/bin/env bash
# A simulated life at several moments: what the fold says and what plain counting says are the same.
source "$(dirname "$0")/../flow/common.sh" "$1"
command -v python3 >/dev/null || { echo "skipped: there is no python3 here"; exit 77; }
here=$(dirname "$0")

cat >"$work/more.py" <<'P'
import json, re, sys
# Grids and intervals come from the state's own list; due times from the county's file, as a person would read them.
state, toml = json.load(open(sys.argv[1])), open(sys.argv[2]).read()
units = {"s": 1, "m": 60, "h": 3600, "d": 86400}
span = lambda text: int(text[:-1]) * units[text[-1]]
section = lambda name: re.search(r"^\[" + re.escape(name) + r"\]\n((?:(?!\[).*\n)*)", toml, re.M)
due = {k: span(v) for k, v in re.findall(r'^(\w+) = "(\d+[smhd])"', section("due").group(1), re.M)}
by_category = {}
for block in re.findall(r"^\[\[category\]\]\n((?:(?!\[).*\n)*)", toml, re.M):
    value, when = re.search(r'value = "([^"]+)"', block), re.search(r'due = "(\d+[smhd])"', block)
    if when: by_category[value.group(1)] = span(when.group(1))
promise = re.search(r'^response_promise = "(\d+[smhd])"', toml, re.M)
interval = {"street": 86400, "community": 86400, "block": 86400}
if section("patrol.visit_interval"):
    interval.update({k: span(v) for k, v in re.findall(r'^(\w+) = "(\d+[smhd])"', section("patrol.visit_interval").group(1), re.M)})
levels = {f["properties"]["grid"] if "grid" in f["properties"] else f["properties"].get("code"): f["properties"].get("level", 3)
          for f in json.load(open(sys.argv[3]))["features"]}
names = {1: "street", 2: "community", 3: "block"}
json.dump({"utc_offset_s": 28800, "due_s": due, "due_category_s": by_category,
           "promise_s": span(promise.group(1)) if promise else 0,
           "visit_s": {g["grid"]: interval[names[levels[g["grid"]]]] for g in state["grids"]}}, open(sys.argv[4], "w"))
P
root=$here/../..
"$bin/gridwall-feed" simulate --county jianhu --from 2025-12-20 --since 2025-12-20 --until 2026-01-06T17:30:00+08:00 \
  --track-interval 0s --seed 7 --out "$work/life.jsonl" 2>/dev/null
"$bin/gridwall-log" import --county jianhu "$work/life.jsonl" --out "$work/a.log" 2>/dev/null
for at in 2025-12-20T09:00:00+08:00 2025-12-31T23:59:59+08:00 2026-01-01T00:00:00+08:00 2026-01-03T12:34:56+08:00 \
  2026-01-06T17:30:00+08:00; do
  "$bin/gridwall-log" state "$work/a.log" --at "$at" --json --grids >"$work/state.json"
  python3 "$work/more.py" "$work/state.json" "$root/config/counties/jianhu.toml" "$root/assets/maps/jianhu.geojson" "$work/county.json"
  python3 "$here/check_figures.py" "$work/state.json" "$work/life.jsonl" "$work/county.json" || fail "figures at $at"
done
