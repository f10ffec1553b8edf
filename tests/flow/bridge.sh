#!/usr/bin/env bash
# From a CSV to the wall with curl alone; then bridge and daemon are killed with -9 in the middle of the flow, again and
# again: what was answered is in the log, and what is sent again is in it once.
source "$(dirname "$0")/common.sh" "$1"

log=$work/county.log
start_daemon jianhu "$log"

cat >"$work/rows.toml" <<'TOML'
name = "requests of a hotline"
source = "hotline"
format = "csv"
time_format = "%Y-%m-%d %H:%M"
time_zone = "Asia/Shanghai"
[[event]]
type = "request.placed"
id = "{number}/placed"
at = "placed"
lon = "{lon}"
lat = "{lat}"
[event.fields]
request = "{number}"
category = "噪音扰民"
channel = "12345"
title = "{title}"
tier = "grid"
TOML
cat >"$work/bridge.toml" <<TOML
log = "$log"
[daemon]
intake = "$intake"
publish = "$publish"
[listen]
port = 0
[[hook]]
name = "hotline"
mapping = "rows.toml"
TOML

start_bridge() {
  "$bin/gridwall-bridge" --config "$work/bridge.toml" "$@" >"$work/bridge.txt" 2>&1 &
  bridge=$!
  pids+=("$bridge")
  await "the bridge to serve" grep -q '^ready ' "$work/bridge.txt"
  url=$(sed -n 's/^ready http=//p' "$work/bridge.txt")
}

"$bin/gridwall-bridge" check --config "$work/bridge.toml" | grep -qF '1 hooks' || fail "check says nothing of the hook"
start_bridge

# 1. A CSV, curl, the wall.
now=$(TZ=Asia/Shanghai date '+%Y-%m-%d %H:%M')
printf 'number,placed,lon,lat,title\nH-1,%s,119.8032,33.4681,夜间施工\nH-2,%s,119.8041,33.4669,楼上装修\n' "$now" "$now" \
  >"$work/rows.csv"
code=$(curl -sS -o "$work/answer.json" -w '%{http_code}' -H 'Content-Type: text/csv' --data-binary "@$work/rows.csv" \
  "$url/hooks/hotline")
[[ $code == 200 ]] || fail "the CSV was answered $code: $(cat "$work/answer.json")"
[[ $(figure "$log" accepted) == 2 ]] || fail "the rows are not in the log"
curl -sS "$url/state.json" >"$work/state.json"
"$bin/gridwall-log" state "$log" --json | cmp - "$work/state.json" || fail "the bridge's figures are not the log's"
if "$bin/gridwall" --help >/dev/null 2>&1; then
  "$bin/gridwall" --connect "$history" --shot "$work/wall.txt" >"$work/shot.txt" 2>&1 || fail "the wall: $(cat "$work/shot.txt")"
  grep -q '夜间施工' "$work/wall.txt" || fail "the wall does not show the request"
fi

# 2. Killed under load.
"$bin/gridwall-feed" simulate --county jianhu --days 1 --until 2026-11-20T12:00:00+08:00 --out "$work/life.jsonl" 2>/dev/null
lines=$(wc -l <"$work/life.jsonl")
mkdir "$work/batches"
split -l 100 -a 4 "$work/life.jsonl" "$work/batches/"
: >"$work/again"
send() {  # each batch until all of it is in the log
  local batch code
  for batch in "$work"/batches/*; do
    until code=$(curl -s -o "$batch.answer" -w '%{http_code}' --max-time 10 --data-binary "@$batch" "$url/events") &&
      [[ $code == 200 ]]; do
      case $code in 000 | 503 | 429) echo "$code" >>"$work/again" ;; *) echo "$code $(cat "$batch.answer")" >"$work/wrong.txt"; return 1 ;; esac
      sleep 0.05
    done
  done
}
send &
sender=$!
pids+=("$sender")
running() { kill -0 "$1" 2>/dev/null; }
size_now() { stat -c %s "$log" "$log-wal" 2>/dev/null | awk '{s += $1} END {print s}'; }
killed=0
port=${url##*:}
for victim in bridge daemon bridge daemon bridge daemon; do
  before=$(size_now)
  until (($(size_now) > before + 200000)) || ! running "$sender"; do sleep 0.01; done
  running "$sender" || break
  killed=$((killed + 1))
  case $victim in
    bridge) kill -9 "$bridge"; wait "$bridge" 2>/dev/null || true; start_bridge --port "$port" ;;
    daemon) kill -9 "$daemon"; wait "$daemon" 2>/dev/null || true; start_daemon jianhu "$log" ;;
  esac
done
((killed >= 2)) || fail "the lines were sent before anything could be killed"
wait "$sender" || fail "the sender ended: $(cat "$work/wrong.txt")"
kill -TERM "$bridge"
wait "$bridge" || fail "the bridge ended with $?"
kill -TERM "$daemon"
wait "$daemon" || fail "the daemon ended with $?"
"$bin/gridwall-log" verify "$log" || fail "the log does not verify"
accepted=$(figure "$log" accepted)
[[ $accepted == $((lines + 2)) ]] || fail "$lines lines and 2 rows were sent, $accepted are in the log"
"$bin/gridwall-log" events "$log" | grep -v '"source":"hotline"' | sort >"$work/logged"
sort "$work/life.jsonl" | cmp - "$work/logged" || fail "what is logged is not what was sent"
echo "killed $killed times, $(wc -l <"$work/again") requests sent again: $lines lines, each once"
