#!/usr/bin/env bash
# Replay on a log of ten million events: bench_replay's table, then the wall itself as a process of its own: how soon a
# picture stands, and how many frames it keeps while it plays at 10,000 x.
#   bench_replay.sh BIN_DIR [EVENTS]
source "$(dirname "$0")/../flow/common.sh" "$1"
events=${2:-10000000}

room_kib=$(df --output=avail "$work" | tail -1)
if ((room_kib < events / 2)); then  # a third of a KiB an event, and some air
  printf 'bench_replay: %s has no room for a log of %s events; a million instead\n' "$work" "$events"
  events=1000000
fi
"$bin/bench_replay" "$events" "$work/bench.gwlog"

value() { sed -n "s/.*\"$1\": \([0-9.]*\).*/\1/p" "$work/measure.json"; }
measure() {  # options of the wall
  rm -f "$work/measure.json"
  "$bin/gridwall" --replay "$work/bench.gwlog" --shot "$work/bench.png" --measure "$work/measure.json" "$@" \
    >"$work/wall.txt" 2>&1 || fail "the wall: $(tail -1 "$work/wall.txt")"
}
row() { printf '%-58s %16s %16s %8s %8s\n' "$1" "$2" '' '' "$3"; }

measure
row 'the wall: start to first picture of that log' "$(value first_picture_ms) ms" '<= 1000'
# A month in, for four seconds that count: eleven hours of the county.
start=$("$bin/gridwall-log" events "$work/bench.gwlog" --limit 1 | sed -n 's/.*"at":"\([^"]*\)".*/\1/p')
measure --at "$(date -d "$start + 30 days" --iso-8601=seconds)" --speed 10000 --every 1000 --after 3600 --seconds 6 --settle 2
row 'the wall playing at 10,000 x: steps a second' "$(value ticks_per_s)" '>= 60'
row '  processor seconds a second' "$(value cpu_s_per_s)" '-'
row '  memory (PSS)' "$(value pss_mib) MiB" '-'
