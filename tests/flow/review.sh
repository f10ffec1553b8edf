#!/usr/bin/env bash
# A day with two nights of trouble in it, reviewed: every way to a moment gives the same figures, whether from the log, from
# a part of it, from a damaged copy, on a wall or through a daemon; and the report on it holds what it says.
source "$(dirname "$0")/common.sh" "$1"
log=$work/day.gwlog

"$bin/gridwall-feed" simulate --county jianhu --from 2026-10-20 --until 2026-10-21 --rate 150 --workers 60 \
  --track-interval 300s --out "$work/day.jsonl" 2>"$work/simulate.txt" || fail "the day"
"$bin/gridwall-feed" simulate --scenario burst-pipe --county jianhu --at 2026-10-20T08:00:00+08:00 --out "$work/burst.jsonl" \
  2>"$work/simulate.txt" || fail "the burst pipe"
"$bin/gridwall-feed" simulate --scenario snow --county jianhu --at 2026-10-20T17:00:00+08:00 --drill --out "$work/snow.jsonl" \
  2>"$work/simulate.txt" || fail "the snow"
cat "$work/day.jsonl" "$work/burst.jsonl" "$work/snow.jsonl" >"$work/all.jsonl"
"$bin/gridwall-log" import --county jianhu "$work/all.jsonl" --out "$log" 2>"$work/import.txt" || fail "the import"
grep -q ' 0 rejected' "$work/import.txt" || fail "something was refused"
events=$(wc -l <"$work/all.jsonl")

# What a wall would say of a moment, from the figures: as the wall's own line, see told_by_wall.
told_by_log() {  # log time
  "$bin/gridwall-log" state "$1" --at "$2" --json >"$work/told.json"
  awk -F'[:,]' '
    function value() { gsub(/ /, "", $2); return $2 }
    /^  "seq"/ { seq = value() }
    /^    "30d": {/ { month = 1 }
    month && /"collected"/ { collected = value() }
    month && /"resolved":/ { resolved = value(); month = 0 }
    /^  "backlog"/ { backlog = value() }
    /^  "overdue"/ { overdue = value() }
    /^    "covered"/ { covered = value() }
    /^    "grids"/ { grids = value() }
    END { printf "event %d: 30 days collected %d resolved %d, backlog %d overdue %d, grids covered %d of %d\n",
                 seq, collected, resolved, backlog, overdue, covered, grids }' "$work/told.json"
}

told_by_wall() {  # source-option source time
  rm -f "$work/wall.png"
  : >"$work/wall.txt"  # here, so that the line waited for is not the one of the wall before
  "$bin/gridwall" "$1" "$2" --at "$3" --size 1280x720 --shot "$work/wall.png" --every 0.2 >"$work/wall.txt" 2>"$work/wall_error.txt" &
  local wall=$!
  pids+=("$wall")
  await "a wall at $3" grep -q "^$3 event " "$work/wall.txt"
  kill -TERM "$wall"
  wait "$wall" || fail "the wall at $3 ended with $?"
  [[ -s $work/wall.png ]] || fail "there is no picture of $3"
  grep -m 1 "^$3 event " "$work/wall.txt" | sed "s/^$3 //"
}

moments=(2026-10-20T08:20:00+08:00 2026-10-20T12:00:00+08:00 2026-10-20T19:45:00+08:00)
for at in "${moments[@]}"; do
  "$bin/gridwall-log" state "$log" --at "$at" --grids --json >"$work/quick.json" || fail "state at $at"
  "$bin/gridwall-log" state "$log" --at "$at" --grids --json --full-fold >"$work/full.json" || fail "full fold to $at"
  cmp -s "$work/quick.json" "$work/full.json" || fail "a checkpoint gives other figures than all events do, at $at"
done
[[ $(told_by_log "$log" "${moments[0]}") != "$(told_by_log "$log" "${moments[2]}")" ]] || fail "the day stands still"

walls="without a wall, it was not built"
if [[ -x $bin/gridwall ]]; then
  cp "$log" "$work/served.gwlog"
  cp "$log.head" "$work/served.gwlog.head"
  start_daemon jianhu "$work/served.gwlog"
  for at in "${moments[@]}"; do
    wanted=$(told_by_log "$log" "$at")
    for way in "--replay $log" "--connect $history"; do
      read -r option where <<<"$way"
      told=$(told_by_wall "$option" "$where" "$at")
      [[ $told == "$wanted" ]] || fail "$option at $at says '$told', the log '$wanted'"
    done
  done
  kill -TERM "$daemon"
  wait "$daemon" || fail "the daemon ended with $?"
  walls="and walls at ${#moments[@]} moments"
fi

# The part with an incident stands alone.
incident=$(sed -n 's/.*"emergency.incident_opened".*"incident":"\([^"]*\)".*/\1/p' "$work/burst.jsonl" | head -1)
[[ -n $incident ]] || fail "the burst pipe opened no incident"
"$bin/gridwall-log" export "$log" "$work/part.gwlog" --incident "$incident" >"$work/export.txt" || fail "the export"
"$bin/gridwall-log" verify "$work/part.gwlog" >"$work/verify.txt" || fail "the part does not verify"
"$bin/gridwall-log" state "$work/part.gwlog" --grids --json >"$work/part.json" || fail "state of the part"
end=$(sed -n 's/^  "at": "\(.*\)",$/\1/p' "$work/part.json")
"$bin/gridwall-log" state "$log" --at "$end" --grids --json >"$work/whole.json" || fail "state at the part's end"
cmp -s "$work/part.json" "$work/whole.json" || fail "the part ends with other figures than the whole log has then"

# The report on it.
"$bin/gridwall-log" report "$log" --incident "$incident" --out "$work/report" >"$work/report.txt" || fail "the report"
expected="SHA256SUMS alarms.csv incident.gwlog incident.gwlog.head report.xlsx summary.html summary.md team_minutes.csv timeline.csv"
for name in $expected; do [[ -s $work/report/$name ]] || fail "the report has no $name"; done
found=$(cd "$work/report" && LC_ALL=C ls | grep -v '^wall-[0-9]*\.png$' | tr '\n' ' ')
[[ $found == "$expected " ]] || fail "the report holds $found"
(cd "$work/report" && sha256sum --strict --quiet -c SHA256SUMS) || fail "the report's sums do not fit"
[[ $(wc -l <"$work/report/SHA256SUMS") == $(($(find "$work/report" -type f | wc -l) - 1)) ]] || fail "a file has no sum"
[[ ! -x $bin/gridwall || -s $work/report/wall-1.png ]] || fail "the report has no picture of the wall"
"$bin/gridwall-log" state "$work/report/incident.gwlog" --grids --json >"$work/reported.json" || fail "state of the report's part"
cmp -s "$work/part.json" "$work/reported.json" || fail "the report's part is another than export cuts"

# A copy whose end is lost shows what is left, and does not pass for whole.
cp "$log" "$work/cut.gwlog"
cp "$log.head" "$work/cut.gwlog.head"
truncate -s $(($(stat -c %s "$log") * 7 / 10 / 4096 * 4096)) "$work/cut.gwlog"
"$bin/gridwall-log" state "$work/cut.gwlog" --grids --json >"$work/cut.json" 2>"$work/cut.txt" && fail "a damaged log passed for whole"
grep -q 'missing or cannot be read' "$work/cut.txt" || fail "state does not say what is missing"
end=$(sed -n 's/^  "at": "\(.*\)",$/\1/p' "$work/cut.json")
seq=$(sed -n 's/^  "seq": \([0-9]*\),$/\1/p' "$work/cut.json")
((seq > 0 && seq < events)) || fail "the damaged log reaches to event '$seq' of $events"
"$bin/gridwall-log" events "$work/cut.gwlog" >"$work/left.jsonl" 2>"$work/left.txt" && fail "a damaged log's events passed for all"
[[ $(wc -l <"$work/left.jsonl") == "$seq" ]] || fail "other events are printed than the figures are of"
"$bin/gridwall-log" events "$log" | head -n "$seq" 2>/dev/null | cmp -s - "$work/left.jsonl" || fail "the events left are others"

echo "a day of $events events reviewed: log, part, report, damaged copy, $walls"
