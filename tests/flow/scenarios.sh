#!/usr/bin/env bash
# Scripted nights through the programs: as a file into a log, and live into a daemon, where events happen when they go out.
source "$(dirname "$0")/common.sh" "$1"

for name in burst-pipe snow; do
  "$bin/gridwall-feed" simulate --scenario "$name" --county jianhu --at 2026-01-20T18:00:00+08:00 --out "$work/$name.jsonl" \
    2>"$work/$name.txt" || fail "$name"
  "$bin/gridwall-log" import --county jianhu "$work/$name.jsonl" --out "$work/$name.log" 2>"$work/import.txt" || fail "import of $name"
  grep -q ' 0 rejected' "$work/import.txt" || fail "$name: something was refused"
  [[ $(figure "$work/$name.log" anomalies) == 0 ]] || fail "$name: anomalies"
done

# The night is the only emergency on the wall: a past can be told without its own.
"$bin/gridwall-feed" simulate --county xishui --history --feeds request,patrol --until 2026-01-20T18:00:00+08:00 \
  --out "$work/past.jsonl" 2>"$work/past.txt" || fail "past"
grep -q '"feed":"request"' "$work/past.jsonl" || fail "the past has no requests"
grep -q '"feed":"emergency"' "$work/past.jsonl" && fail "the past tells a feed that was not asked for"

start_daemon jianhu "$work/live.log"
begin=$(date -u +%Y-%m-%dT%H:%M:%SZ)
"$bin/gridwall-feed" simulate --scenario burst-pipe --county jianhu --live --speed 900 --to "$intake" >"$work/live.txt" 2>&1 ||
  fail "live"
end=$(date -u +%Y-%m-%dT%H:%M:%SZ)
"$bin/gridwall-log" events "$work/live.log" >"$work/live.jsonl"
wrong=$(sed -n 's/.*"at":"\([^"]*\)".*/\1/p' "$work/live.jsonl" | while read -r at; do
  second=$(date -u -d "$at" +%Y-%m-%dT%H:%M:%SZ)
  [[ $second < $begin || $second > $end ]] && echo "$at"
done | head -1) || true
[[ -z $wrong ]] || fail "an event of a live night is from $wrong, not from $begin to $end"
[[ $(grep '^phase ' "$work/live.txt" | cut -d' ' -f3 | tr -d '\n') == report:accept:incident:dispatch:on-scene:closed:rated: ]] ||
  fail "the phases are not in order"
[[ $(figure "$work/live.log" anomalies) == 0 && $(figure "$work/live.log" resolved) == 1 ]] || fail "the night did not end as it should"
kill -TERM "$daemon"
wait "$daemon" || fail "the daemon ended with $?"
echo "both nights went as written; live: $(grep -c '' "$work/live.jsonl") events"
