# What the flow tests share: a folder of their own, programs that end with the test, checks that say what they saw.
set -euo pipefail
bin=$1
work=$(mktemp -d)
pids=()
trap 'kill -9 "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  for log in "$work"/*.txt; do [[ -s $log ]] && { printf -- '--- %s\n' "$log"; tail -5 "$log"; } >&2; done
  exit 1
}

# Waits until a command succeeds; fails after 60 s.
await() {  # what command...
  local what=$1 deadline=$((SECONDS + 60))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || fail "waited for: $what"
    sleep 0.02
  done
}

start_daemon() {  # county log
  : >"$work/daemon.txt"
  "$bin/gridwall-ingest" --county "$1" --log "$2" --intake "${intake:-tcp://127.0.0.1:*}" \
    --publish "${publish:-tcp://127.0.0.1:*}" --history "${history:-tcp://127.0.0.1:*}" >"$work/daemon.txt" 2>&1 &
  daemon=$!
  pids+=("$daemon")
  await "the daemon to serve" grep -q '^ready ' "$work/daemon.txt"
  read -r _ intake publish history < <(grep '^ready ' "$work/daemon.txt")
  intake=${intake#intake=} publish=${publish#publish=} history=${history#history=}
}

# One number out of the state's JSON: the first one behind `"name": `.
figure() {  # log name
  "$bin/gridwall-log" state "$1" --json | awk -v key="\"$2\": " 'index($0, key) && !found { print; found = 1 }' | tr -dc '0-9.-'
}

# Runs a program; what is wrong is told, and remembered in $wrong.
expect() {  # exit-code part-of-message program arguments...
  local code=0 wanted=$1 part=$2 output
  shift 2
  output=$(timeout 60 "$bin/$1" "${@:2}" 2>&1 </dev/null) || code=$?
  [[ $code == "$wanted" ]] || { echo "$*: exit $code, wanted $wanted: $output" >&2; wrong=1; return 0; }
  grep -qF -- "$part" <<<"$output" || { echo "$*: does not say '$part': $output" >&2; wrong=1; }
}
