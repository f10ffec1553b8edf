#!/usr/bin/env bash
# The Python client of docs/examples: it and the daemon are killed with -9 again and again while it sends. Whatever it had
# taken into its outbox is in the log once; nothing is lost, nothing is there twice. And what it does with a reject, with
# `retry`, and with no daemon at all.
source "$(dirname "$0")/common.sh" "$1"
tree=$(cd "$(dirname "$0")/../.." && pwd)
export PYTHONPATH="$tree/docs/examples" PYTHONDONTWRITEBYTECODE=1
python=/usr/bin/python3
"$python" -c 'import zmq' || fail "python3-zmq is missing; ./dev test installs it"
events=20000
log=$work/county.log

# Puts events in by fifties and writes down what is in its outbox; goes on behind that when it starts again.
cat >"$work/sender.py" <<'PYTHON'
import os, sys
from gridwall_client import Client, event

endpoint, outbox, kept_name, events = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
kept = open(kept_name, "ab", buffering=0)
number = kept.tell() // 7  # every line has seven bytes
client = Client(endpoint, outbox)
while number < events:
    group = range(number, min(number + 50, events))
    client.put([
        event("patrol.track", source="app", id=f"t{i}", at=f"2026-11-20T{i // 3600 % 24:02}:{i // 60 % 60:02}:{i % 60:02}+08:00",
              worker=f"w{i % 40}", lon=119.8, lat=33.46)
        for i in group
    ])
    kept.write(b"".join(b"%06d\n" % i for i in group))
    number = group[-1] + 1
    client.step(0)
client.flush()
print(client.acked, client.duplicates, client.rejected)
PYTHON
start_daemon jianhu "$log"
send() {
  "$python" "$work/sender.py" "$intake" "$work/outbox" "$work/kept" "$events" >"$work/send.txt" 2>&1 &
  sender=$!
  pids+=("$sender")
}
size_now() { stat -c %s "$log" "$log-wal" 2>/dev/null | awk '{s += $1} END {print s}'; }
grown() { (($(size_now) > $1)); }
running() { kill -0 "$1" 2>/dev/null; }

send
killed=0
for victim in daemon sender sender daemon sender daemon; do
  before=$(size_now)
  until grown $((before + 200000)) || ! running "$sender"; do sleep 0.01; done
  running "$sender" || break
  killed=$((killed + 1))
  if [[ $victim == daemon ]]; then
    kill -9 "$daemon"; wait "$daemon" 2>/dev/null || true; start_daemon jianhu "$log"
  else
    kill -9 "$sender"; wait "$sender" 2>/dev/null || true; send
  fi
done
((killed >= 3)) || fail "the events were sent before anything could be killed"
wait "$sender" || fail "the sender ended with $?"
[[ $(wc -l <"$work/kept") == "$events" ]] || fail "$(wc -l <"$work/kept") events were put in, not $events"
[[ $(figure "$log" accepted) == "$events" ]] || fail "$events events were put in, $(figure "$log" accepted) are in the log"
"$bin/gridwall-log" events "$log" | sed 's/.*"id":"t\([0-9]*\)".*/\1/' | sort -n >"$work/logged"
seq 0 $((events - 1)) | cmp - "$work/logged" || fail "what is in the log is not what was put in, each once"

# As a program: one good line, one that intake rejects for ever, one that is no event.
program() { "$python" "$tree/docs/examples/gridwall_client.py" --to "$intake" --outbox "$work/$1" "${@:2}"; }
line() { printf '{"v":1,"id":"%s","feed":"patrol","type":"patrol.track","at":"2026-11-21T08:00:00+08:00","source":"app","worker":"w1","lon":119.8,"lat":33.46}\n' "$1"; }
code=0
{ line good; line bad | sed 's/patrol\.track/patrol.dance/'; echo '{"v":1}'; } | program answers >"$work/answers.txt" 2>"$work/answers-said.txt" || code=$?
[[ $code == 1 ]] || fail "a rejected event gave exit code $code"
grep -q '^1 taken, 0 were there before, 1 rejected, 0 sent again, 0 still wait$' "$work/answers.txt" || fail "answers: $(cat "$work/answers.txt")"
grep -q 'unknown_type' "$work/answers-said.txt" || fail "the reject is not told"
grep -q 'no event: no source or no id' "$work/answers-said.txt" || fail "the line that is no event is not told"
line good | program answers >"$work/answers.txt" || fail "sending again ended with $?"
grep -q '^0 taken, 1 were there before' "$work/answers.txt" || fail "sending again: $(cat "$work/answers.txt")"

# Without a daemon nothing is lost; it waits for the next run.
kill -TERM "$daemon"
wait "$daemon" || fail "the daemon ended with $?"
code=0
line later | program away --timeout 1 >"$work/away.txt" 2>&1 || code=$?
[[ $code == 1 ]] && grep -q '1 still wait$' "$work/away.txt" || fail "without a daemon: exit $code, $(cat "$work/away.txt")"

# A daemon that says `retry` to what comes too fast: all of it gets in all the same.
sed "s|^county = .*|county = \"$tree/config/counties/jianhu.toml\"|; s|^# routine_per_s = .*|routine_per_s = 2000|; s|^# routine_burst = .*|routine_burst = 500|" \
  "$tree/config/ingest.toml" >"$work/slow.toml"
"$bin/gridwall-ingest" --config "$work/slow.toml" --county "$tree/config/counties/jianhu.toml" --log "$log" --intake "$intake" \
  --publish "$publish" --history "$history" >"$work/daemon.txt" 2>&1 &
daemon=$!
pids+=("$daemon")
await "the slow daemon to serve" grep -q '^ready ' "$work/daemon.txt"
program away </dev/null >"$work/away.txt" || fail "the event that waited: exit $?, $(cat "$work/away.txt")"
grep -q '^1 taken' "$work/away.txt" || fail "the event that waited: $(cat "$work/away.txt")"
for ((i = 0; i < 3000; i++)); do line "fast$i"; done | program fast >"$work/fast.txt" 2>"$work/fast-said.txt" || fail "too fast: $(cat "$work/fast.txt")"
grep -Eq ' [1-9][0-9]* sent again, 0 still wait$' "$work/fast.txt" || fail "the limit was not met: $(cat "$work/fast.txt")"
kill -TERM "$daemon"
wait "$daemon" || fail "the daemon ended with $?"
total=$((events + 1 + 1 + 3000))
[[ $(figure "$log" accepted) == "$total" ]] || fail "$(figure "$log" accepted) events in the log, not $total"
"$bin/gridwall-log" verify "$log" >/dev/null || fail "the log does not verify"
echo "killed $killed times: $events events, each once; rejects, limits and an absent daemon lose nothing"
