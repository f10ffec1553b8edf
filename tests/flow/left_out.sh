#!/usr/bin/env bash
# What becomes of a file is said: before (check), after (the table), and as an error where nothing may be left out.
source "$(dirname "$0")/common.sh" "$1"
wrong=0
cat >"$work/calls.toml" <<'EOF'
name = "calls"
source = "hotline"
format = "csv"
time_zone = "Asia/Shanghai"
time_format = "%Y-%m-%d %H:%M"
[[event]]
type = "request.placed"
id = "{id}/placed"
at = "t"
lon = "{lon}"
lat = "{lat}"
[event.fields]
request = "{id}"
category = "{cat}"
channel = "12345"
title = "{cat}"
tier = "grid"
EOF
printf 'id,t,lon,lat,cat\nr1,2026-01-05 13:42,3678000.5,530000.25,灯\nr2,soon,119.8,33.46,灯\n' >"$work/calls.csv"
printf '{"type":"FeatureCollection","features":[]}' >"$work/map.geojson"
head -1 "$work/calls.csv" >"$work/columns.csv"
expect 1 "first at line 3" gridwall-feed import --strict --mapping "$work/calls.toml" "$work/calls.csv" --out "$work/calls.jsonl"
[[ ! -e $work/calls.jsonl ]] || fail "--strict left lines behind"
expect 0 "1 events" gridwall-feed import --mapping "$work/calls.toml" "$work/calls.csv" --out "$work/calls.jsonl"
expect 0 "0 rows, 0 events" gridwall-feed import --strict --mapping "$work/calls.toml" "$work/columns.csv" --out "$work/none.calls"
{ cat "$work/calls.jsonl"; echo '{"v":2}'; } >"$work/calls_and_rubbish.jsonl"
expect 0 "1 rejected" gridwall-log import --county jianhu "$work/calls_and_rubbish.jsonl" --out "$work/strict.log"
expect 1 "--strict" gridwall-log import --strict --county jianhu "$work/calls_and_rubbish.jsonl" --out "$work/strict.log"
expect 0 "1 accepted" gridwall-feed check --county jianhu "$work/calls.csv" --mapping "$work/calls.toml"
expect 0 "bad places: not_degrees" gridwall-feed check --county jianhu "$work/calls.jsonl"
expect 1 "1 left out" gridwall-feed check --strict --county jianhu "$work/calls.csv" --mapping "$work/calls.toml"
expect 2 "id, t, lon, lat, cat" gridwall-feed check "$work/calls.csv"
expect 0 "can be used" gridwall-feed check "$work/calls.toml"
expect 2 "--county" gridwall-feed check "$work/calls.jsonl"
expect 2 "it is a map" gridwall-feed check "$work/map.geojson"
expect 1 "$work/none.csv" gridwall-feed check "$work/none.csv"

[[ $wrong == 0 ]] || fail "see above"
