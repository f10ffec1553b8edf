#!/usr/bin/env bash
# What a package must stand in a bare system: install, run as its own user, take an event, show it, upgrade from the version
# before with the administrator's configuration and the log kept, be removed with both kept, and be purged with nothing left.
#   check.sh FOLDER PACKAGES      FOLDER/bare is a bare system; the work is done in a copy of it
set -euo pipefail
folder=$(cd "$1" && pwd) packages=$(cd "$2" && pwd)
root=$folder/root
unmount() { for what in proc dev/shm; do mountpoint -q "$root/$what" && umount "$root/$what"; done; true; }
unmount
rm -rf "$root"
cp -a "$folder/bare" "$root"
trap unmount EXIT
mount --bind /proc "$root/proc"
mkdir -p "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"  # no services: there is no init
chmod 755 "$root/usr/sbin/policy-rc.d"
say() { printf 'check package: %s\n' "$*" >&2; }
fail() { say "FAILED: $*"; tail -n 20 "$root/tmp/said.txt" >&2 || true; exit 1; }
inside() { chroot "$root" env -i HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin bash -c "$1" >"$root/tmp/said.txt" 2>&1; }
# With the files of apt's cache from one run for the next.
mkdir -p "$folder/cache"
apt_get() { inside "apt-get -y -o Dir::Cache::archives=/tmp/cache $1"; }
cp -a "$folder/cache" "$root/tmp/cache"
keep_cache() { cp -an "$root/tmp/cache/." "$folder/cache/" 2>/dev/null || true; }

# The version before: the same files under a lower version, since no release has packages yet.
mkdir -p "$root/tmp/now" "$root/tmp/before"
cp "$packages"/*.deb "$root/tmp/now/"
version=$(dpkg-deb -f "$packages"/gridwall-data_*.deb Version)
for package in "$packages"/*.deb; do
  tree=$(mktemp -d)
  dpkg-deb -R "$package" "$tree"
  sed -i "s/$version/0.1.9/g" "$tree/DEBIAN/control"
  dpkg-deb --root-owner-group -b "$tree" "$root/tmp/before/$(basename "${package/_$version/_0.1.9}")" >/dev/null
  rm -rf "$tree"
done

say "install 0.1.9"
inside 'apt-get update' || fail "apt-get update"
apt_get 'install --no-install-recommends /tmp/before/*.deb libgl1-mesa-dri libegl1' || fail "install"
keep_cache
inside 'getent passwd gridwall gridwall-wall && test -d /var/lib/gridwall && test "$(stat -c "%U %a" /var/lib/gridwall)" = "gridwall 750"' || fail "user or folder"
inside 'for p in gridwall gridwall-bridge gridwall-feed gridwall-ingest gridwall-log gridwall-map; do $p --version; test -s /usr/share/man/man1/$p.1.gz; done' || fail "a program or its page"
inside 'bash -c "source /usr/share/bash-completion/completions/gridwall-log; COMP_WORDS=(gridwall-log ver); COMP_CWORD=1; _gridwall_log; [[ \${COMPREPLY[*]} == verify ]]"' || fail "completion"

# One line of an event, sent as another user through the service's own configuration; then a picture of it.
try_it() {  # id
  inside '
    set -e
    rm -f /tmp/ready.txt
    setpriv --reuid=gridwall --regid=gridwall --clear-groups gridwall-ingest --config /etc/gridwall/ingest.toml >/tmp/ready.txt 2>/tmp/daemon.txt &
    daemon=$!
    until grep -q ^ready /tmp/ready.txt; do kill -0 $daemon || { cat /tmp/daemon.txt; exit 1; }; sleep 0.1; done
    at=$(date --iso-8601=seconds)
    echo "{\"v\":1,\"id\":\"'"$1"'\",\"feed\":\"request\",\"type\":\"request.placed\",\"at\":\"$at\",\"source\":\"check\",\"request\":\"'"$1"'\",\"category\":\"市容环境\",\"channel\":\"12345\",\"title\":\"t\",\"tier\":\"grid\",\"lon\":119.803214,\"lat\":33.468102}" >/tmp/event.jsonl
    setpriv --reuid=nobody --regid=nogroup --clear-groups gridwall-feed send - --to tcp://127.0.0.1:5550 </tmp/event.jsonl
    rm -f /tmp/wall.png
    gridwall --connect tcp://127.0.0.1:5552 --shot /tmp/wall.png
    test -s /tmp/wall.png
    kill $daemon
    wait $daemon
    gridwall-log verify /var/lib/gridwall/county.gwlog' || fail "the daemon, an event or the wall ($1)"
  grep -q ' 1 taken' "$root/tmp/said.txt" || fail "the event was not taken"
  cp "$root/tmp/wall.png" "$folder/wall-$1.png"
}
inside 'gridwall-bridge check --config /etc/gridwall/bridge.toml' || fail "the configuration of the bridge"
try_it before

say "upgrade to $version"
inside 'sed -i "s/^# subscriber_queue = 10000/subscriber_queue = 9999/" /etc/gridwall/ingest.toml && grep -q ^subscriber_queue /etc/gridwall/ingest.toml' || fail "edit"
apt_get 'install --no-install-recommends /tmp/now/*.deb' || fail "upgrade"
inside 'grep -q "^subscriber_queue = 9999" /etc/gridwall/ingest.toml' || fail "the administrator's configuration is gone"
try_it after
inside 'gridwall-log state /var/lib/gridwall/county.gwlog' && grep -q '2 accepted' "$root/tmp/said.txt" || fail "the log did not go on"

say "remove"
apt_get 'remove gridwall-ingest gridwall-bridge gridwall-wall gridwall-tools gridwall-data' || fail "remove"
inside 'test ! -e /usr/bin/gridwall-ingest && test ! -e /usr/share/gridwall && test -s /etc/gridwall/ingest.toml && test -s /var/lib/gridwall/county.gwlog' || fail "remove left too much, or too little"

say "purge"
apt_get 'purge gridwall-ingest gridwall-bridge gridwall-wall gridwall-tools gridwall-data' || fail "purge"
inside 'test ! -e /etc/gridwall && test ! -e /var/lib/gridwall && test ! -e /var/lib/gridwall-wall' || fail "purge left something"
inside 'find / -xdev -name "*gridwall*" -not -path "/proc/*" -not -path "/tmp/*" -not -path "/var/log/*" | grep .' && { cat "$root/tmp/said.txt"; fail "purge left files"; }

say "install $version at once"
apt_get 'install --no-install-recommends /tmp/now/*.deb' || fail "a fresh install after a purge"
try_it fresh
say "installed, ran, upgraded, removed, purged; pictures in $folder"
