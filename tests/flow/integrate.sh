#!/usr/bin/env bash
# The commands of docs/INTEGRATE.md, taken out of the page and run in order, on free ports: what each way sent is in the
# log, and the wall shows it. The way by HTTP runs where gridwall-bridge is built, and says so where it is not.
source "$(dirname "$0")/common.sh" "$1"
tree=$(cd "$(dirname "$0")/../.." && pwd)

# A checkout as the page thinks of it, and the Python that Debian's packages belong to.
mkdir -p "$work/tree/build" "$work/tree/docs" "$work/python"
ln -s "$(cd "$bin" && pwd)" "$work/tree/build/bin"
ln -s "$tree/docs/examples" "$work/tree/docs/examples"
ln -s /usr/bin/python3 "$work/python/python3"
export PATH="$work/python:$PATH" PYTHONDONTWRITEBYTECODE=1
export GRIDWALL_HOME="$tree"
python3 -c 'import zmq' || fail "python3-zmq is missing; ./dev test installs it"

# The page's ports, each replaced by one that is free.
used=' '
for port in 5550 5551 5552 8080; do
  while :; do
    free=$((20000 + RANDOM % 12000))
    [[ $used != *" $free "* ]] && ! (exec 3<>"/dev/tcp/127.0.0.1/$free") 2>/dev/null && break
  done
  used+="$free "
  ports+=(-e "s/\\b$port\\b/$free/g")
done

ways='sh'
if [[ -x $bin/gridwall-bridge ]]; then
  ways='sh|sh bridge'
else
  echo "gridwall-bridge is not built: the way by HTTP was not tried"
fi
awk -v ways="^\`\`\`($ways)\$" '
  /^```/ { if (block) block = taken = 0; else { block = 1; taken = $0 ~ ways }; next }
  taken { print }' "$tree/docs/INTEGRATE.md" | sed "${ports[@]}" >"$work/page.sh"
(($(wc -l <"$work/page.sh") > 30)) || fail "the page has hardly any commands"

# The page's own programs end with it, however it ends.
(
  cd "$work/tree"
  trap 'kill -9 $(jobs -p) 2>/dev/null || true' EXIT
  set -x
  source "$work/page.sh"
) >"$work/said.txt" 2>"$work/page.txt" || fail "the page's commands end with $?"

folder=$work/tree/first-hour log=$work/tree/first-hour/first.gwlog
says() { grep -qF -- "$1" "$work/said.txt" "$work/page.txt" || fail "nothing said '$1'"; }
says '2 taken, 0 were there before, 0 rejected'
says '1 taken, 0 were there before, 0 rejected, 0 sent again, 0 still wait'
says 'read as UTF-8, separated by semicolons'
says "read as sheet '工单' of a spreadsheet, the columns named in line 2"
says '5 lines: 5 taken, 0 duplicates, 0 rejected'
says '10 lines: 10 taken, 0 duplicates, 0 rejected'
expected=18 placed=7
if [[ $ways == *bridge ]]; then expected=19 placed=8; fi
[[ $(figure "$log" accepted) == "$expected" ]] || fail "$(figure "$log" accepted) events in the log, not $expected"
"$bin/gridwall-log" state "$log" --json >"$work/state.json"
for count in anomalies unlocated; do
  [[ $(figure "$log" "$count") == 0 ]] || fail "$count: $(figure "$log" "$count")"
done
[[ $("$bin/gridwall-log" events "$log" | grep -c '"type":"request.placed"') == "$placed" ]] || fail "not $placed requests"
for picture in python csv xlsx; do
  [[ $(head -c 8 "$folder/$picture.png" | od -An -tx1 | tr -d ' ') == 89504e470d0a1a0a ]] || fail "$picture.png is no picture"
done
# Pixels say little; the same wall as text says what stands on it.
"$bin/gridwall" --replay "$log" --scene requests --window all --language zh-CN --shot "$work/wall.txt" >/dev/null 2>"$work/wall-said.txt" ||
  fail "the wall does not open the log"
grep -qF "12345热线 | 3 / $placed" "$work/wall.txt" || fail "the wall does not show 3 of $placed requests resolved"
echo "the page's $(wc -l <"$work/page.sh") lines ran: $expected events on the wall"
