#!/usr/bin/env bash
# What cmake --install puts in place works where it lies, without the checkout: the programs find their data, the service's
# configuration is good, every program has its page and completion, and the service's sandbox is as tight as promised.
source "$(dirname "$0")/common.sh" "$1"
build=$(cd "$bin/.." && pwd)
if [[ ! -f $build/CPackConfig.cmake ]]; then
  echo "skipped: this build installs nothing"
  exit 77
fi
DESTDIR="$work/root" cmake --install "$build" --prefix /usr >"$work/install.txt" 2>&1 || fail "cmake --install"
root=$work/root bin=$work/root/usr/bin
unset GRIDWALL_HOME
cd "$work"

for program in gridwall gridwall-bridge gridwall-feed gridwall-ingest gridwall-log gridwall-map; do
  "$bin/$program" --version >/dev/null || fail "$program does not start"
  zcat "$root/usr/share/man/man1/$program.1.gz" >"$work/page" || fail "$program has no man page"
  [[ $(grep -c '^\.TP' "$work/page") -ge 2 ]] || fail "the man page of $program has no options"
done
# The completion offers each command's own options.
offered=$(bash -c 'source "$1/gridwall-feed"; COMP_WORDS=(gridwall-feed send --serv); COMP_CWORD=2; _gridwall_feed; echo "${COMPREPLY[@]}"' - \
  "$root/usr/share/bash-completion/completions")
[[ $offered == --server-key ]] || fail "completion offers '$offered'"

# The packaged configuration, its log elsewhere: the county comes from the installed tree.
"$bin/gridwall-ingest" --config "$root/etc/gridwall/ingest.toml" --log "$work/county.gwlog" --intake 'tcp://127.0.0.1:*' \
  --publish 'tcp://127.0.0.1:*' --history 'tcp://127.0.0.1:*' >"$work/daemon.txt" 2>&1 &
daemon=$!
pids+=("$daemon")
await "the daemon to serve" grep -q '^ready ' "$work/daemon.txt"
read -r _ intake publish history < <(grep '^ready ' "$work/daemon.txt")
"$bin/gridwall-feed" simulate --county jianhu --days 1 --track-interval 0s --to "${intake#intake=}" >"$work/feed.txt" 2>&1 ||
  fail "the feed: $(cat "$work/feed.txt")"
"$bin/gridwall" --connect "${history#history=}" --layout "$root/etc/gridwall/wall.toml" --shot "$work/wall.png" >"$work/wall.txt" 2>&1 ||
  fail "the wall: $(cat "$work/wall.txt")"
[[ -s $work/wall.png ]] || fail "no picture"
kill -TERM "$daemon"
wait "$daemon" || fail "the daemon ended with $?"

if command -v systemd-analyze >/dev/null; then
  for service in ingest bridge; do
    systemd-analyze security --offline=true --threshold=20 --no-pager \
      "$root/usr/lib/systemd/system/gridwall-$service.service" >"$work/security.txt" 2>&1 ||
      fail "the sandbox of $service: $(tail -1 "$work/security.txt")"
    tail -1 "$work/security.txt"
  done
else
  echo "systemd-analyze is not here: the sandbox was not measured"
fi
echo "installed: the programs run, and find what is theirs"
