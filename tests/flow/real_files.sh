#!/usr/bin/env bash
# Real files go through import -> send -> ingest -> wall, and the figures agree with plain counts of the files.
source "$(dirname "$0")/common.sh" "$1"
data=${GRIDWALL_SHARED_DATA:-$(dirname "$0")/../../../shared/data}
if [[ ! -f $data/requests_la_2020.csv ]]; then
  echo "skipped: the real files are not here ($data)"
  exit 77
fi

"$bin/gridwall-feed" import --mapping la_311 "$data/requests_la_2020.csv" --out "$work/la.jsonl" 2>/dev/null
start_daemon los_angeles "$work/la.log"
"$bin/gridwall-feed" send "$work/la.jsonl" --to "$intake" --speed max >"$work/send.txt" 2>&1 || fail "send"
"$bin/gridwall" --connect "$history" --language en --window all --shot "$work/la.png" >"$work/wall.txt" 2>&1 || fail "wall"
[[ -s $work/la.png ]] || fail "no picture"
kill -TERM "$daemon"
wait "$daemon" || fail "the daemon ended with $?"

# Counted from the file itself: status is one of the last columns and never quoted.
rows=$(grep -c '^' "$data/requests_la_2020.csv")
cancelled=$(grep -c ',Cancelled,' "$data/requests_la_2020.csv")
closed=$(grep -c ',Closed,' "$data/requests_la_2020.csv")
"$bin/gridwall-log" state "$work/la.log" --json >"$work/la.json"
all=$(sed -n '/"all": {/,/"channels"/p' "$work/la.json")
collected=$(grep '"collected"' <<<"$all" | tr -dc 0-9)
resolved=$(grep '"resolved":' <<<"$all" | tr -dc 0-9)
[[ $collected == $((rows - 1 - cancelled)) ]] || fail "collected $collected of $((rows - 1)) rows, $cancelled cancelled"
[[ $resolved == "$closed" ]] || fail "resolved $resolved, closed in the file $closed"
[[ $collected == 9756 && $resolved == 9723 ]] || fail "collected $collected, resolved $resolved"

"$bin/gridwall-feed" import --mapping sffd_units "$data/units_sffd_2009_2014.csv" --out "$work/sf.jsonl" 2>/dev/null
"$bin/gridwall-log" import --county san_francisco "$work/sf.jsonl" --out "$work/sf.log" 2>"$work/sf.txt"
grep -q ' 0 rejected' "$work/sf.txt" || fail "San Francisco: something was refused"
"$bin/gridwall" --replay "$work/sf.log" --language en --shot "$work/sf.png" >"$work/wall.txt" 2>&1 || fail "wall on a log"
echo "Los Angeles: $collected collected, $resolved resolved, as in the file"
