#!/usr/bin/env bash
# Wrong words, missing files and hostile surroundings: every program says what is wrong and what to do, and exits with
# 2 for the caller's mistakes, 1 for the world's.
source "$(dirname "$0")/common.sh" "$1"

wrong=0
echo '{"broken' >"$work/text.log"
mkdir "$work/folder.log"
for program in gridwall gridwall-log gridwall-bridge gridwall-feed gridwall-ingest gridwall-map; do
  [[ -x $bin/$program ]] || continue
  expect 0 Usage "$program" --help
  expect 2 "--help" "$program" --nonsense
done
expect 2 subcommand gridwall-log
# The demo says so before it builds anything.
demo() {  # part-of-message options...
  local code=0 output
  output=$(timeout 60 "$(dirname "$0")/../../dev" demo "${@:2}" 2>&1 </dev/null) || code=$?
  [[ $code == 2 ]] || { echo "dev demo ${*:2}: exit $code, wanted 2: $output" >&2; wrong=1; return 0; }
  grep -qF -- "$1" <<<"$output" || { echo "dev demo ${*:2}: does not say '$1': $output" >&2; wrong=1; }
}
demo "there are: baiyun" --county nowhere
demo "there are: baiyun" --county ../wall
demo "there are: burst-pipe" --scenario quake
demo "no number of seconds" --seconds x
demo "no number of days" --days 0
demo "not like 1920x1080" --size 12
demo "neither zh-CN nor en" --language fr
demo "needs a value" --county
demo "unknown option --bogus" --bogus 1
expect 1 "$work/none.log" gridwall-log state "$work/none.log" --json
expect 2 "$work/folder.log" gridwall-log state "$work/folder.log" --json
expect 2 "$work/text.log" gridwall-log verify "$work/text.log"
expect 2 nowhere gridwall-log import --county nowhere "$work/text.log" --out "$work/a.log"
expect 1 "$work/none.jsonl" gridwall-log import --county jianhu "$work/none.jsonl" --out "$work/a.log"
expect 2 --at gridwall-log state "$work/text.log" --at yesterday
expect 1 "$work/none.log" gridwall-log report "$work/none.log" --incident I --out "$work/report"
expect 2 --language gridwall-log report "$work/text.log" --incident I --out "$work/report" --language xx
expect 2 "$work/none.toml" gridwall-bridge --config "$work/none.toml"
expect 2 nonsense gridwall-bridge --intake nonsense
printf '[listen]\naddress = "0.0.0.0"\n' >"$work/open.toml"
expect 2 "needs callers with tokens" gridwall-bridge check --config "$work/open.toml"
printf '[listen]\nprot = 1\n' >"$work/misspelt.toml"
expect 2 "$work/misspelt.toml:2" gridwall-bridge check --config "$work/misspelt.toml"
expect 2 nowhere gridwall-ingest --county nowhere --log "$work/a.log"
expect 1 /proc/nowhere gridwall-ingest --county jianhu --log /proc/nowhere/a.log
expect 2 nowhere gridwall-feed simulate --county nowhere
expect 2 nowhere gridwall-feed import --mapping nowhere "$work/text.log"
expect 1 "text.log:2: not well-formed XML" gridwall-feed import --mapping cap "$work/text.log"
expect 2 "one FILE at a time" gridwall-feed import --mapping la_311 "$work/text.log" "$work/text.log"
expect 2 "there are" gridwall-feed simulate --scenario nowhere
expect 2 --scenario gridwall-feed simulate --drill
expect 2 --live gridwall-feed simulate --scenario snow --live --at now
if [[ -x $bin/gridwall ]]; then
  expect 2 --connect gridwall
  expect 2 --size gridwall --replay "$work/text.log" --size huge
  expect 2 "$work/folder.log" gridwall --replay "$work/folder.log" --shot "$work/a.png"
  expect 2 --language gridwall --replay "$work/text.log" --language xx
  expect 2 --compare gridwall --replay "$work/text.log" --compare yesterday
  (
    unset DISPLAY WAYLAND_DISPLAY
    expect 1 --shot gridwall --connect tcp://127.0.0.1:1
  )
fi

start_daemon jianhu "$work/b.log"
expect 1 "$intake" gridwall-ingest --county jianhu --log "$work/c.log" --intake "$intake" --publish 'tcp://127.0.0.1:*' --history 'tcp://127.0.0.1:*'
expect 1 "$work/b.log" gridwall-ingest --county jianhu --log "$work/b.log" --intake 'tcp://127.0.0.1:*' --publish 'tcp://127.0.0.1:*' --history 'tcp://127.0.0.1:*'
expect 2 0.0.0.0 gridwall-ingest --county jianhu --log "$work/d.log" --intake tcp://0.0.0.0:5999
((wrong == 0)) || fail "some words were answered wrongly"
echo "every wrong word was answered"
