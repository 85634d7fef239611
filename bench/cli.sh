#!/bin/bash
# How long verbs of the command line take from the shell's point of view, beside transmission-remote in the same run:
#   bench/cli.sh [runs]
# Starts a service and a transmission-daemon of its own on loopback, with nothing in them, and stops both at the end.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
runs=${1:-20}
work=$(mktemp -d)
service=
daemon=

stop() {
  for pid in $service $daemon; do
    if kill "$pid" 2> /dev/null; then
      wait "$pid" 2> /dev/null || true
    fi
  done
  rm -rf "$work"
}
trap stop EXIT

export XDG_CONFIG_HOME=$work/config

# measure NAME COMMAND...: the least and the median, in milliseconds
measure() {
  local name=$1 times=() begun
  shift
  "$@" > /dev/null
  for _ in $(seq "$runs"); do
    begun=$(date +%s%N)
    "$@" > /dev/null
    times+=($((($(date +%s%N) - begun) / 1000000)))
  done
  printf '%s\n' "${times[@]}" | sort -n | awk -v name="$name" \
    '{ t[NR] = $1 } END { printf "%-26s least %4d ms  median %4d ms\n", name, t[1], t[int((NR + 1) / 2)] }'
}

echo "$runs runs each, load $(cut -d' ' -f1 /proc/loadavg)"
# needs no service, which works for some time after its start
measure 'revaer version' "$here/revaer" version

port=$((20000 + RANDOM % 10000))
"$here/revaer" up --loopback-only --data-dir "$work/data" --listen "127.0.0.1:$port" > "$work/up.log" 2>&1 < /dev/null &
service=$!
for _ in $(seq 1200); do
  grep -q 'Ctrl-C stops' "$work/up.log" && break
  kill -0 $service 2> /dev/null || { cat "$work/up.log" >&2; exit 1; }
  sleep 0.1
done

if command -v transmission-daemon > /dev/null && command -v transmission-remote > /dev/null; then
  transmission-daemon --foreground --config-dir "$work/transmission" --bind-address-ipv4 127.0.0.1 --rpc-bind-address 127.0.0.1 \
    --port $((port + 1)) --no-dht --no-lpd --no-portmap --no-auth > "$work/transmission.log" 2>&1 &
  daemon=$!
  for _ in $(seq 100); do
    transmission-remote "127.0.0.1:$((port + 1))" -l > /dev/null 2>&1 && break
    sleep 0.1
  done
fi

measure 'revaer ls' "$here/revaer" ls
measure 'revaer health' "$here/revaer" health -q
if [ -n "$daemon" ]; then
  measure 'transmission-remote -l' transmission-remote "127.0.0.1:$((port + 1))" -l
else
  echo "transmission-remote is not here (Debian: transmission-cli, transmission-daemon)"
fi
