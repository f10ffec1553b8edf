#!/usr/bin/env bash
# A broker, the bridge and the daemon: alarms come in while bridge and daemon are killed with -9, and every message the
# broker took is in the log once.
source "$(dirname "$0")/common.sh" "$1"
PATH=$PATH:/usr/sbin
command -v mosquitto >/dev/null && command -v mosquitto_pub >/dev/null || fail "mosquitto and mosquitto_pub are needed; ./dev test installs them"

log=$work/county.log
start_daemon jianhu "$log"
mkdir "$work/broker" "$work/mappings"
cp "$(dirname "$0")/../../config/mappings/one_key_alarms.toml" "$work/mappings/"

start_broker() {  # on the first port that is free
  for ((port = 20000 + RANDOM % 20000; ; port++)); do
    printf 'listener %s 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n' "$port" >"$work/broker/conf"
    mosquitto -c "$work/broker/conf" >"$work/broker.txt" 2>&1 &
    broker=$!
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do kill -0 "$broker" 2>/dev/null || continue 2; done
    kill -0 "$broker" 2>/dev/null || continue
    pids+=("$broker")
    return
  done
}
start_broker

cat >"$work/bridge.toml" <<TOML
[daemon]
intake = "$intake"
publish = "$publish"
answer_timeout = "1s"
[listen]
port = 0
[[mqtt]]
name = "alarms"
host = "127.0.0.1"
port = $port
topics = ["alarms/+"]
mapping = "mappings/one_key_alarms.toml"
TOML
start_bridge() {
  "$bin/gridwall-bridge" --config "$work/bridge.toml" >"$work/bridge.txt" 2>&1 &
  bridge=$!
  pids+=("$bridge")
  await "the bridge to serve" grep -q '^ready ' "$work/bridge.txt"
  url=$(sed -n 's/^ready http=//p' "$work/bridge.txt")
}
start_bridge
# From then on the broker keeps what comes.
await "the subscription" bash -c "curl -s '$url/metrics' | grep -qF 'gridwall_bridge_source_failing{source=\"mqtt alarms\"} 0'"

count=30000
for ((i = 1; i <= count; i++)); do
  printf '{"id":"A-%d","button":"B-%d","pressed":"2026-11-20T12:00:00+08:00","lon":119.8032,"lat":33.4681,"where":"3号楼","state":"pressed"}\n' "$i" "$i"
done >"$work/alarms.jsonl"
mosquitto_pub -p "$port" -t alarms/gate -q 1 -l <"$work/alarms.jsonl" &
publisher=$!
pids+=("$publisher")
accepted() { figure "$log" accepted; }
reached() { (($(accepted) >= $1)); }
killed=0
for victim in bridge daemon bridge daemon; do
  await "more alarms in the log" reached $((killed * 4000 + 1000))
  (($(accepted) < count)) || break
  killed=$((killed + 1))
  case $victim in
    bridge) kill -9 "$bridge"; wait "$bridge" 2>/dev/null || true; start_bridge ;;
    daemon) kill -9 "$daemon"; wait "$daemon" 2>/dev/null || true; start_daemon jianhu "$log" ;;
  esac
done
((killed >= 2)) || fail "all alarms were in the log before anything could be killed"
wait "$publisher" || fail "the publisher ended with $?"
await "all alarms to be in the log" reached "$count"
kill -TERM "$bridge"
wait "$bridge" || fail "the bridge ended with $?"
kill -TERM "$daemon"
wait "$daemon" || fail "the daemon ended with $?"
[[ $(accepted) == "$count" ]] || fail "$count alarms were published, $(accepted) are in the log"
ids=$("$bin/gridwall-log" events "$log" | grep -o '"id":"A-[0-9]*/raised"' | sort -u | wc -l)
[[ $ids == "$count" ]] || fail "$count alarms were published, $ids different ones are in the log"
echo "killed $killed times: $count alarms, each once"
