#!/usr/bin/env bash
# A duty officer at a real window: Xvfb, the keys of xdotool, and a pinyin input method. What the input method takes does
# nothing else; an alarm is one key; wall and daemon are killed with -9 and nothing typed is lost.
source "$(dirname "$0")/common.sh" "$1"
for program in Xvfb xdotool fcitx5 dbus-daemon; do
  command -v "$program" >/dev/null || { echo "left out: $program is not installed"; exit 77; }
done
"$bin/gridwall" --help >/dev/null 2>&1 || { echo "left out: there is no wall"; exit 77; }

export HOME=$work/home XDG_RUNTIME_DIR=$work/run XDG_CONFIG_HOME=$work/home/.config LC_ALL=C.UTF-8
export LIBGL_ALWAYS_SOFTWARE=1 XMODIFIERS=@im=fcitx
unset WAYLAND_DISPLAY XDG_STATE_HOME
mkdir -p "$HOME" "$XDG_RUNTIME_DIR" "$XDG_CONFIG_HOME/fcitx5"
chmod 700 "$XDG_RUNTIME_DIR"
cat >"$XDG_CONFIG_HOME/fcitx5/profile" <<'PROFILE'
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=pinyin
Layout=

[GroupOrder]
0=Default
PROFILE
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1280x720x24 3<>"$work/display" >"$work/xvfb.txt" 2>&1 &
pids+=($!)
read -r number <"$work/display"
export DISPLAY=:$number
read -r DBUS_SESSION_BUS_ADDRESS < <(dbus-daemon --session --print-address --fork --print-pid=5 5>"$work/dbus.pid")
export DBUS_SESSION_BUS_ADDRESS
pids+=("$(<"$work/dbus.pid")")
fcitx5 --disable=wayland,notifications,notificationitem,cloudpinyin,kimpanel >"$work/fcitx.txt" 2>&1 &
pids+=($!)

# As whoever dispatches: an incident, two teams, alarms.
log=$work/county.log
start_daemon jianhu "$log"
now() { date +%Y-%m-%dT%H:%M:%S%:z; }
tell() { printf '%s\n' "$@" >"$work/told.jsonl"; "$bin/gridwall-feed" send "$work/told.jsonl" --to "$intake" --speed max >"$work/tell.txt" 2>&1; }
event() { printf '{"v":1,"id":"%s","feed":"emergency","type":"emergency.%s","at":"%s","source":"test",%s}' "$1" "$2" "$(now)" "$3"; }
"$bin/gridwall-log" state "$log" --json --grids >"$work/state.json"
grid=$(grep -m1 -o '"grid": *"[^"]*"' "$work/state.json" | cut -d'"' -f4)
[[ -n $grid ]] || fail "the state names no grid"
tell "$(event i1 incident_opened "\"grid\":\"$grid\",\"incident\":\"E1\",\"kind\":\"火灾\",\"level\":3,\"place\":\"一号楼\"")" \
  "$(event t1 team_status '"team":"JH-01","status":"available","detail":"standby"')" \
  "$(event a1 alarm_raised "\"grid\":\"$grid\",\"alarm\":\"A1\",\"kind\":\"烟感报警\",\"level\":2")"

sit_down() {
  "$bin/gridwall" --connect "$history" --desk 甲班 --desk-store "$work/store" --size 1280x720 >"$work/wall.txt" 2>&1 &
  wall=$!
  pids+=("$wall")
  await "the window" xdotool search --onlyvisible --name '^gridwall$'
  window=$(xdotool search --onlyvisible --name '^gridwall$' | head -1)
  xdotool mousemove --window "$window" 640 300
  await "the desk to take keys" takes_keys
  key Delete
  await "the trial to be gone" eval '! draft_has handover'
  key Escape
}
# A form that opens and keeps what is typed: before the county is there, the keys mean nothing.
takes_keys() {
  key Escape
  key t
  key 1
  for _ in $(seq 50); do
    draft_has handover && return
    sleep 0.02
  done
  return 1
}
logged() { "$bin/gridwall-log" events "$log" | grep -c "\"type\":\"emergency.$1\".*$2"; }
key() { xdotool key --window 0 --clearmodifiers "$@" 2>/dev/null || xdotool key "$@"; }
draft_has() { grep -q -- "$1" "$work/store/desk-甲班/drafts.jsonl" 2>/dev/null; }

sit_down
# 1. Composing belongs to the input method alone.
key n
xdotool type --delay 30 "anquan"
key Return                      # takes the letters as they are; sends nothing
await "letters taken by Enter" draft_has 'anquan'
[[ $(logged note_added '') == 0 ]] || fail "Enter in the middle of composing sent the note"
[[ $(logged alarm_acknowledged '') == 0 ]] || fail "a letter of pinyin acknowledged an alarm"
key Delete
xdotool type --delay 30 "anquan"
key BackSpace BackSpace         # shortens what is composed, not what is written
key Escape                      # gives up what is composed, not the form
xdotool type --delay 30 "anquan"
key space                       # the first candidate
await "the characters" draft_has '安全'
draft_has 'anq' && fail "what was given up stands in the text"
key Return
await "the note in the log" logged note_added '"text":"安全"'
# 2. Outside of a field a letter is an act, whatever the input method is set to.
key a
await "the acknowledgement" logged alarm_acknowledged '"alarm":"A1".*'
key z
key Return
await "the proposal" logged team_requested '"team":"JH-01"'
[[ $(logged team_requested '') == 1 ]] || fail "more than one proposal"
# 3. Killed in the middle of a text.
key n
xdotool type --delay 30 "jieshui "
await "the draft on disk" draft_has '[^a-z"]'
kill -9 "$wall"
wait "$wall" 2>/dev/null || true
cp "$work/store/desk-甲班/drafts.jsonl" "$work/before.jsonl"
# 4. Sent while there is no daemon, and killed before it comes back.
sit_down
kill -9 "$daemon"
wait "$daemon" 2>/dev/null || true
key n
key Return
await "the event on disk" grep -q note_added "$work/store/desk-甲班/waiting.jsonl"
kill -9 "$wall"
wait "$wall" 2>/dev/null || true
start_daemon jianhu "$log"
sit_down
await "the note of before both were killed" test "$(logged note_added '')" -ge 2
await "nothing left to send" test ! -s "$work/store/desk-甲班/waiting.jsonl"
[[ $(logged note_added '') == 2 ]] || fail "a note is in the log twice"
echo "composed, acknowledged, proposed; killed twice, nothing lost"
