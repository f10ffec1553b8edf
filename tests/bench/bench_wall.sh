#!/usr/bin/env bash
# The wall under load, as a process of its own beside daemon and sender: frames, latency (daemon's receipt to the start of
# the frame after the one that showed it), processor seconds a second of the wall alone, memory (PSS). The limits are
# those of a browser's big screen on such a machine, made stricter.
#   bench_wall.sh BIN_DIR [SECONDS_A_SCENARIO]
source "$(dirname "$0")/../flow/common.sh" "$1"
seconds=${2:-8}

fishnet() {  # columns rows: a county of that many cells of about a kilometre
  awk -v c="$1" -v r="$2" 'BEGIN {
    printf "key = \"bench\"\ncode = \"000000\"\nname = { zh = \"测县\", en = \"Bench\" }\n"
    printf "center_name = { zh = \"测县指挥中心\", en = \"Bench Centre\" }\ntime_zone = \"Asia/Shanghai\"\nhierarchy = []\n"
    n = split("grid community street county", t, " ")
    printf "[tiers]\n"; for (i = 1; i <= n; ++i) printf "%s = { zh = \"%s\", en = \"%s\" }\n", t[i], t[i], t[i]
    printf "[due]\n"; for (i = 1; i <= n; ++i) printf "%s = \"%dd\"\n", t[i], i
    printf "[[stage]]\nkeys = [\"placed\", \"dispatched\", \"accepted\", \"supervised\", \"resolved\", \"published\", \"rated\"]\n"
    printf "label = { zh = \"办理\", en = \"Handling\" }\n"
    printf "[[channel]]\nvalue = \"12345\"\nlabel = { zh = \"12345\", en = \"12345\" }\n"
    printf "[[category]]\nvalue = \"噪音\"\nlabel = { zh = \"噪音\", en = \"Noise\" }\n"
    # A cell of 1,000 m: 1/111.195 degree of latitude; of longitude at 33.5 degrees north 1/0.8339 of that.
    printf "[map.fishnet]\nbox = [119.0, 33.0, %.6f, %.6f]\ncell_m = 1000\n",
      119.0 + (c - 0.5) / 111.195 / cos((33 + r / 222.39) * 0.0174532925), 33.0 + (r - 0.5) / 111.195
  }' >"$work/bench.toml"
}

value() { sed -n "s/.*\"$1\": \([0-9.]*\).*/\1/p" "$work/measure.json"; }

printf '%-44s %8s %9s %9s %8s %8s   %s\n' 'wall' 'fps' 'p50 ms' 'p99 ms' 'CPU s/s' 'PSS MiB' 'limits: fps, p99, CPU, PSS'
scenario() {  # name columns rows rate size limits
  local name=$1 columns=$2 rows=$3 rate=$4 size=$5 limits=$6
  rm -f "$work"/bench.log* "$work/measure.json"
  fishnet "$columns" "$rows"
  unset intake publish history
  start_daemon "$work/bench.toml" "$work/bench.log"
  # Something must have been received before the wall's figures mean anything.
  if [[ $rate != 0 ]]; then
    "$bin/bench_lines" "$rate" $((seconds + 4)) "$columns" "$rows" >"$work/lines.jsonl"
    "$bin/gridwall-feed" send "$work/lines.jsonl" --from-start --to "$intake" --speed 1 --now >"$work/send.txt" 2>&1 &
    pids+=($!)
  fi
  # --after keeps it from writing a PNG while it is measured: that takes longer than the first picture itself.
  "$bin/gridwall" --connect "$history" --size "$size" --shot "$work/bench.png" --every 1000 --after 3600 \
    --seconds $((seconds + 3)) --measure "$work/measure.json" --settle 2 >"$work/wall.txt" 2>&1 || fail "$name: the wall"
  [[ $rate == 0 ]] || { kill "${pids[-1]}" 2>/dev/null; wait "${pids[-1]}" 2>/dev/null || true; }
  kill -TERM "$daemon"
  wait "$daemon" || fail "$name: the daemon"
  printf '%-44s %8s %9s %9s %8s %8s   %s\n' "$name" "$(value ticks_per_s)" "$(value latency_p50_ms)" \
    "$(value latency_p99_ms)" "$(value cpu_s_per_s)" "$(value pss_mib)" "$limits"
  first_pictures+="  $name: $(value first_picture_ms) ms"$'\n'
}

first_pictures=''
scenario '272 grids, 10 events/s' 17 16 10 1920x1080 '60, 34, 0.12, 150'
scenario '272 grids, 1,000/s' 17 16 1000 1920x1080 '60, 34, 0.5, 150'
scenario '18,906 grids, 1,000/s' 138 137 1000 1920x1080 '60, 34, 0.5, 200'
scenario '18,906 grids, 20,000/s' 138 137 20000 1920x1080 '60, 50, 0.9, 250'
scenario '18,906 grids, 1,000/s, 3840x2160' 138 137 1000 3840x2160 '60, 50, 0.8, 300'
scenario 'nothing happens' 17 16 0 1920x1080 '-, -, 0.01, -'
printf 'start to first picture (limit 400 ms):\n%s' "$first_pictures"
