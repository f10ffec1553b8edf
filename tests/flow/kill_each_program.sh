#!/usr/bin/env bash
# Daemon, sender and wall are killed with -9 in the middle of the flow, again and again, and start again: every line ends
# in the log once, without a hole, and the picture comes back.
source "$(dirname "$0")/common.sh" "$1"

"$bin/gridwall-feed" simulate --county jianhu --days 2 --until 2026-11-20T12:00:00+08:00 --out "$work/life.jsonl" 2>/dev/null
lines=$(wc -l <"$work/life.jsonl")
log=$work/county.log
start_daemon jianhu "$log"

send() {
  "$bin/gridwall-feed" send "$work/life.jsonl" --to "$intake" --speed max >"$work/send.txt" 2>&1 &
  sender=$!
  pids+=("$sender")
}
show() {
  "$bin/gridwall" --connect "$history" --shot "$work/wall.png" --every 0.2 >"$work/wall.txt" 2>&1 &
  wall=$!
  pids+=("$wall")
}
size_now() { stat -c %s "$log" "$log-wal" 2>/dev/null | awk '{s += $1} END {print s}'; }
grown() { (($(size_now) > $1)); }
running() { kill -0 "$1" 2>/dev/null; }

send
show
killed=0
for victim in daemon sender wall daemon sender daemon; do
  before=$(size_now)
  until grown $((before + 200000)) || ! running "$sender"; do sleep 0.01; done
  running "$sender" || break
  killed=$((killed + 1))
  case $victim in
    daemon) kill -9 "$daemon"; wait "$daemon" 2>/dev/null || true; start_daemon jianhu "$log" ;;
    sender) kill -9 "$sender"; wait "$sender" 2>/dev/null || true; send ;;
    wall) kill -9 "$wall"; wait "$wall" 2>/dev/null || true; rm -f "$work/wall.png"; show ;;
  esac
done
((killed >= 2)) || fail "the lines were sent before anything could be killed"
wait "$sender" || fail "the sender ended with $?"
if "$bin/gridwall" --help >/dev/null 2>&1; then await "the picture to come back" test -s "$work/wall.png"; fi
kill -TERM "$daemon"
wait "$daemon" || fail "the daemon ended with $?"

accepted=$(figure "$log" accepted)
[[ $accepted == "$lines" ]] || fail "$lines lines were sent, $accepted are in the log"
"$bin/gridwall-log" verify "$log" || fail "the log does not verify"
"$bin/gridwall-log" events "$log" | sort >"$work/logged"
sort "$work/life.jsonl" | cmp - "$work/logged" || fail "what is logged is not what was sent"
echo "killed $killed times: $lines lines, each once"
