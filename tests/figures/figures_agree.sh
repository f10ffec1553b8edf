#!/usr/bin/env bash
# A simulated life of more than 200,000 events at several moments, for the county, two areas and a grid, a history of three
# years (which has a window before, a last year and a usual pace), and a real file: what the fold says and what plain
# counting says are the same.
source "$(dirname "$0")/../flow/common.sh" "$1"
python3 -c 'import tomllib' 2>/dev/null || { echo "skipped: there is no python3 with tomllib here"; exit 77; }
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..

# Jianhu with two more loops and a promise.
mkdir -p "$work/config/counties" "$work/assets/maps"
cp "$root/assets/maps/jianhu.geojson" "$work/assets/maps/"
{
  sed "s|^time_zone = .*|&\nresponse_promise = \"20m\"|" "$root/config/counties/jianhu.toml"
  cat <<'T'
[[loop]]
name = { zh = "心愿", en = "Wishes" }
channels = ["心愿墙"]
[[loop.stage]]
keys = ["placed", "dispatched"]
label = { zh = "征集", en = "Collected" }
[[loop.stage]]
keys = ["accepted", "supervised", "resolved", "published", "rated"]
label = { zh = "圆梦", en = "Fulfilled" }

[[loop]]
name = { zh = "钟庄", en = "Zhongzhuang" }
areas = ["320925050"]
[[loop.stage]]
keys = ["placed", "dispatched", "accepted", "supervised"]
label = { zh = "办理", en = "Handling" }
T
} >"$work/config/counties/jianhu.toml"

"$bin/gridwall-feed" simulate --county jianhu --from 2025-12-20 --since 2025-12-20 --until 2026-01-07T17:30:00+08:00 \
  --track-interval 0s --seed 7 --out "$work/simulated.jsonl" 2>/dev/null
python3 "$here/enrich.py" "$work/simulated.jsonl" "$work/life.jsonl"
lines=$(wc -l <"$work/life.jsonl")
((lines >= 200000)) || fail "only $lines events"
"$bin/gridwall-log" import --county "$work/config/counties/jianhu.toml" "$work/life.jsonl" --out "$work/a.log" 2>"$work/import.txt" ||
  fail "import"
states=()
state() {  # log name options...
  "$bin/gridwall-log" state "$work/$1" --json --grids "${@:3}" >"$work/$2.json" || fail "state ${*:3}"
  states+=("$work/$2.json")
}
for at in 2025-12-20T09:00:00+08:00 2025-12-31T23:59:59+08:00 2026-01-01T00:00:00+08:00 2026-01-07T17:30:00+08:00; do
  state a.log "county $at" --at "$at"
  for area in 320925001 320925001001 320925050 320925001001003; do state a.log "$area $at" --at "$at" --area "$area"; done
done
python3 "$here/county_facts.py" "$work/config/counties/jianhu.toml" "${states[0]}" "$work/county.json"
python3 "$here/check_figures.py" "$work/county.json" "$work/life.jsonl" "${states[@]}" || fail "figures of jianhu"

"$bin/gridwall-feed" simulate --county jianhu --history --seed 3 --until 2026-11-21T16:00:00+08:00 \
  --out "$work/history.jsonl" 2>/dev/null
for i in $(seq 30); do  # what makes one category hot, in one grid
  printf '{"v":1,"id":"hot%s","feed":"request","type":"request.placed","at":"2026-11-19T08:00:%02d+08:00","source":"hot",' "$i" "$i"
  printf '"request":"HOT%s","category":"噪声扰民","channel":"APP","title":"夜间施工","tier":"grid","grid":"320925001001001"}\n' "$i"
done >>"$work/history.jsonl"
"$bin/gridwall-log" import --county "$work/config/counties/jianhu.toml" "$work/history.jsonl" --out "$work/history.log" \
  2>/dev/null || fail "import of the history"
states=()
for at in 2026-11-21T15:59:59+08:00 2024-02-29T10:30:00+08:00; do
  state history.log "history $at" --at "$at"
  state history.log "history of a street $at" --at "$at" --area 320925001
done
grep -q '"category": "噪声扰民"' "${states[0]}" || fail "no category is hot"
grep -q '"before": {' "${states[0]}" && grep -q '"last_year": {' "${states[0]}" || fail "the history has no earlier window"
python3 "$here/check_figures.py" "$work/county.json" "$work/history.jsonl" "${states[@]}" || fail "figures of the history"

code=0
"$bin/gridwall-log" state "$work/a.log" --area nowhere >/dev/null 2>"$work/unknown.txt" || code=$?
[[ $code == 2 ]] || fail "an unknown area exits with $code"
grep -q "'nowhere' is no area and no grid" "$work/unknown.txt" || fail "an unknown area is not named"

real=${GRIDWALL_SHARED_DATA:-$root/../shared/data}/requests_la_2020.csv
[[ -f $real ]] || { echo "skipped: the Los Angeles file is not at $real"; exit 0; }
"$bin/gridwall-feed" import --mapping la_311 "$real" --out "$work/la.jsonl" 2>/dev/null
"$bin/gridwall-log" import --county los_angeles "$work/la.jsonl" --out "$work/la.log" 2>/dev/null
states=()
for at in 2020-01-02T12:00:00-08:00 2020-01-03T23:59:59-08:00 2020-06-01T00:00:00-07:00; do state la.log "la $at" --at "$at"; done
python3 "$here/county_facts.py" "$root/config/counties/los_angeles.toml" "${states[0]}" "$work/la_county.json"
python3 "$here/check_figures.py" "$work/la_county.json" "$work/la.jsonl" "${states[@]}" || fail "figures of Los Angeles"
