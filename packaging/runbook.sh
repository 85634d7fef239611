#!/usr/bin/env bash
# Executes docs/runbook.md on the real program: takes the commands from there as they stand, step by step, and checks what is said to happen.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
page=$here/docs/runbook.md

help() {
  cat << 'END_OF_HELP'
Usage: packaging/runbook.sh [--revaer PROGRAM] [--dir DIR] [--only STEP]... | --check | --list

Executes docs/runbook.md on a program of Revaer: from a new machine to a shutdown in good order, with all that goes wrong in between. The commands are
those of the guide, taken from there; what the guide says of them is checked.

  --revaer PROGRAM  the program to try: ./revaer of a checkout (the default is this one), or bin/revaer of an unpacked archive
  --dir DIR         where to work and to leave artefacts: new, empty, or of an earlier run, which goes. Default: target/runbook of this checkout
  --only STEP       this step, by number or name as in --list, and those that each needs; may be repeated
  --patience N      waits N times as long for each state, on a machine that is busy or slow
  --list            the steps, and nothing else
  --check           whether guide and program fit: a step for each heading, each command of the guide run by its step; runs nothing
  --help            this

A step leaves in DIR/<number>-<step>/ what the service logged (service.log), the events (events.jsonl), its answers (*.json), the metrics
(metrics.txt), and the guide's commands with what they printed (command-<n>.txt). DIR/summary.txt has a line for each step.

Needed are bash, curl and jq; for PostgreSQL the server of this machine (/usr/lib/postgresql), or unzip or python3, and xz, to take out that of
Revaer. A step that needs more is skipped where that is missing, and says so: 'throttle' ss of iproute2, 'missing extractor' one of 7zz, 7z, unar and
bsdtar on the PATH, 'disk full' root or user namespaces for others. As root, PostgreSQL runs as nobody, who must be able to reach DIR.

All is bound to 127.0.0.1. What was started is ended, also on Ctrl-C, and what was made is removed, but for the artefacts.

Exit codes: 0 all steps passed, 1 one failed, 2 usage or something needed is missing, 77 none failed, but some were skipped.
END_OF_HELP
}

# --- the guide --------------------------------------------------------------------------------------------------------------------

# Each step as '<number> <title>'.
titles() {
  sed -n 's/^## \([0-9][0-9]*\)\. \(.*\)$/\1 \2/p' "$page"
}

slug() {
  tr 'A-Z ' 'a-z-' <<< "$1"
}

# A block of commands of a step, counted from 1; without a second argument how many there are.
block() {
  awk -v step="$1." -v wanted="${2:-0}" '
    /^## / { here = $2 == step }
    /^```$/ { inside = 0 }
    inside
    here && /^```sh$/ { count++; inside = count == wanted }
    END { if (!wanted) print count + 0 }' "$page"
}

check() {
  local number title function used faults=0
  while read -r number title; do
    function=step_$(slug "$title" | tr - _)
    if ! declare -F "$function" > /dev/null; then
      echo "runbook: docs/runbook.md has '$number. $title', this program has no $function" >&2
      faults=1
      continue
    fi
    used=$(declare -f "$function" | grep -oE '(guide|serve) [0-9]+( from)?' | awk '!$3 { print $2 }' | sort -nu | tr '\n' ' ' || true)
    if [ "$used" != "$(seq "$(block "$number")" | tr '\n' ' ')" ]; then
      echo "runbook: '$number. $title' has $(block "$number") blocks of commands, $function runs: $used" >&2
      faults=1
    fi
  done < <(titles)
  for function in $(compgen -A function step_); do
    if ! grep -qx "${function#step_}" < <(slug "$(titles | cut -d ' ' -f 2-)" | tr - _); then
      echo "runbook: $function has no heading in docs/runbook.md" >&2
      faults=1
    fi
  done
  return $faults
}

# Runs a block of this step's commands in this shell: 'guide 2', with the exit code that the guide promises: 'guide 2 6', or that of another
# step: 'guide 2 from 1'.
guide() {
  local section=$number expected=0 code status said
  [ "${2:-}" != from ] || section=$3
  [ "${2:-from}" = from ] || expected=$2
  code=$(block "$section" "$1")
  said=$artefacts/command-$section.$1.txt
  printf '%s\n\n' "$code" > "$said"
  doing="the guide's command failed; see $said"
  if [ "$expected" = 0 ]; then
    eval "$code" >> "$said" 2>&1
  else
    status=0
    eval "$code" >> "$said" 2>&1 || status=$?
    [ "$status" = "$expected" ] || fail "the guide's command ended with $status, not with $expected; see $said"
  fi
  doing=
}

# --- waiting and asking -------------------------------------------------------------------------------------------------------------

fail() {
  doing=$1
  exit 1
}

skip() {
  skipped=$1
}

# wait_until SECONDS WHAT WHERE COMMAND…: until the command succeeds.
wait_until() {
  local limit=$(($1 * patience)) what=$2 where=$3 end
  end=$((SECONDS + limit))
  shift 3
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || fail "waited $limit s for: $what; see $where"
    [ -z "$pid" ] || kill -0 "$pid" 2> /dev/null || fail "Revaer has ended while this was waited for: $what; see $log"
    sleep 0.1
  done
}

ask() {
  curl -sS --max-time 10 -H "$auth" "$url$1"
}

# Whether an answer fits: 'holds /health .status == "up"'.
holds() {
  ask "$1" 2> /dev/null | jq -e --arg hash "$hash" "$2" > /dev/null 2>&1
}

# expect NAME PATH CONDITION CLAIM: keeps the answer, which has to fit.
expect() {
  ask "$2" > "$artefacts/$1.json"
  jq -e --arg hash "$hash" "$3" "$artefacts/$1.json" > /dev/null || fail "$4; see $artefacts/$1.json"
}

# expect_problem NAME STATUS TYPE CURL-ARGUMENT…: a request that is refused, kept with its headers.
expect_problem() {
  local name=$1 status=$2 type=$3 got
  shift 3
  got=$(curl -sS --max-time 10 -D "$artefacts/$name.headers.txt" -o "$artefacts/$name.json" -w '%{http_code}' "$@")
  [ "$got" = "$status" ] || fail "answered with $got, not with $status; see $artefacts/$name.json"
  jq -e --arg type "https://revaer.dev/problems/$type" '.type == $type and .status == '"$status" "$artefacts/$name.json" > /dev/null \
    || fail "no problem of type $type; see $artefacts/$name.json"
}

metric() {
  curl -sS --max-time 10 "$url/metrics" | awk -v name="$1" '$1 == name { printf "%.0f\n", $2; found = 1 } END { exit !found }'
}

is_past() {
  [ "$(millis)" -ge "$1" ]
}

millis() {
  local now=${EPOCHREALTIME/[.,]/}
  echo $((now / 1000))
}

# How many pieces of the torrent are here.
pieces() {
  ask "/v1/torrents/$hash/pieces" | jq -r '.have // ""' | base64 -d | od -An -v -tu1 \
    | awk '{ for (i = 1; i <= NF; i++) for (bits = $i; bits > 0; bits = int(bits / 2)) here += bits % 2 } END { print here + 0 }'
}

has_received() {
  [ "$(metric revaer_libtorrent_net_recv_payload_bytes_total)" -ge "$1" ]
}

has_pieces() {
  [ "$(pieces)" -ge "$1" ]
}

has_ended() {
  ! kill -0 "$1" 2> /dev/null
}

# --- events -------------------------------------------------------------------------------------------------------------------------

# Keeps what the stream tells after an id, until it ends.
follow() {
  streams=$((streams + 1))
  curl -sS -N -H "$auth" -H "Last-Event-ID: $1" "$url/v1/events" > "$work/stream-$(printf %02d $streams).sse" 2> /dev/null 9>&- &
  follower=$!
}

# Events as JSON lines, of frames that have come whole.
frames() {
  awk 'FNR == 1 { data = "" } { sub(/\r$/, "") } /^data:/ { data = substr($0, 6) } /^$/ { if (data != "") print data; data = "" }' "$@"
}

told() {
  local files=("$work"/stream-*.sse)
  [ ! -f "${files[0]}" ] || frames "${files[@]}"
}

# Whether an event of the torrent was told since this step began that fits.
saw() {
  jq -e -n --arg hash "$hash" 'any(inputs; .infoHash == $hash and ('"$1"'))' > /dev/null < <(told | tail -n +$((told_before + 1)))
}

# --- what runs ----------------------------------------------------------------------------------------------------------------------

# The command line. In the background, so that a signal is not kept waiting.
revaer() {
  timeout $((120 * patience)) "$program" "$@" < /dev/null 9>&- &
  local code=0
  wait $! || code=$?
  return $code
}

# The same for what the guide does not say; what it prints is kept.
cli() {
  echo "\$ revaer $*" >> "$artefacts/cli.txt"
  doing="revaer $1 failed; see $artefacts/cli.txt"
  revaer "$@" >> "$artefacts/cli.txt" 2>&1
  doing=
}

# Starts the service by a block of the guide, and waits for it: 'serve 2', 'serve 2 from 1'.
serve() {
  local words
  read -ra words <<< "$(block "${3:-$number}" "$1")"
  [ "${words[*]:0:2}" = "revaer up" ] || fail "block $1 of step ${3:-$number} of the guide does not start the service"
  log_before=$(stat -c %s "$log")
  env PATH="$bin" "${namespace[@]}" "$program" "${words[@]:1}" >> "$log" 2>&1 < /dev/null 9>&- &
  pid=$!
  wait_until 120 "Revaer is ready" "$log" is_ready
}

is_ready() {
  grep -q '^Ctrl-C stops it' < <(tail -c +$((log_before + 1)) "$log")
}

# Waits for the end of a process that was told to, and kills it if it takes too long.
end() {
  local end=$((SECONDS + 30 * patience))
  until has_ended "$1"; do
    if [ "$SECONDS" -ge "$end" ]; then
      echo "runbook: process $1 did not end in $((30 * patience)) s and is killed" >&2
      kill -9 "$1" 2> /dev/null || true
      return
    fi
    sleep 0.1
  done
}

free_port() {
  local port
  for _ in $(seq 100); do
    port=$((15000 + RANDOM % 15000))
    (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null || {
      echo "$port"
      return
    }
  done
  fail "no free port of 127.0.0.1 found"
}

# PostgreSQL's programs: those of this machine, or those that Revaer brings.
find_postgres() {
  local home jar
  for home in /usr/lib/postgresql/*/; do
    [ ! -x "$home/bin/initdb" ] || [ ! -x "$home/bin/postgres" ] || postgres=${home%/}
  done
  [ -z "$postgres" ] || return 0
  home=$(dirname "$(readlink -f "$program")")
  jar=$(find "$home/app/target/lib" "${home%/bin}/lib/lib" -name 'embedded-postgres-binaries-linux-*.jar' -print -quit 2> /dev/null || true)
  [ -n "$jar" ] || fail "no PostgreSQL in /usr/lib/postgresql or beside $program"
  postgres=$work/postgres
  mkdir "$postgres"
  if command -v unzip > /dev/null; then
    unzip -p "$jar" '*.txz'
  elif command -v python3 > /dev/null; then
    python3 -c 'import sys, zipfile
jar = zipfile.ZipFile(sys.argv[1])
sys.stdout.buffer.write(jar.read(next(name for name in jar.namelist() if name.endswith(".txz"))))' "$jar"
  else
    fail "unzip or python3 is needed to take PostgreSQL out of $jar"
  fi | tar --extract --xz --directory "$postgres"
}

# As root, as somebody whom PostgreSQL takes.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
  fi
  exec "$@"
}

make_database() {
  local cluster=$work/cluster
  find_postgres
  chmod 755 "$dir" "$work"
  mkdir "$cluster"
  [ "$(id -u)" != 0 ] || chown 65534:65534 "$cluster"
  (cd / && as_postgres test -x "$cluster") || fail "nobody, whom PostgreSQL runs as, cannot reach $cluster; choose another place with --dir"
  echo secret > "$work/password"
  chmod 644 "$work/password"
  (cd / && as_postgres "$postgres/bin/initdb" --pgdata="$cluster" --username=revaer --auth=scram-sha-256 --pwfile="$work/password" \
    --encoding=UTF8 --locale=C --no-sync) > "$dir/postgres.log" 2>&1 || fail "initdb failed; see $dir/postgres.log"
  (cd / && as_postgres "$postgres/bin/postgres" --single -D "$cluster" -c fsync=off postgres) >> "$dir/postgres.log" 2>&1 \
    <<< $'CREATE DATABASE revaer\nCREATE DATABASE anew' || fail "no database was made; see $dir/postgres.log"
}

start_database() {
  local before
  before=$(stat -c %s "$dir/postgres.log")
  (cd / && as_postgres "$postgres/bin/postgres" -D "$work/cluster" -k '' -c listen_addresses=127.0.0.1 -p "$database_port" -c fsync=off \
    >> "$dir/postgres.log" 2>&1 < /dev/null 9>&-) &
  database=$!
  wait_until 30 "PostgreSQL is ready" "$dir/postgres.log" takes_connections "$before"
}

takes_connections() {
  grep -q 'ready to accept connections' < <(tail -c +$(($1 + 1)) "$dir/postgres.log")
}

stop_database() {
  kill -INT "$database"
  wait_until 30 "PostgreSQL has stopped" "$dir/postgres.log" has_ended "$database"
  database=
}

# A peer that seeds what it makes.
start_seed() {
  mkfifo "$work/end"
  : > "$work/seed.log"
  (exec "$program" seed --dir "$work/seed" --size-mib 48 --rate-mib 64 < "$work/end" > "$work/seed.log" 2> "$dir/seed.log") &
  seed=$!
  exec 9> "$work/end"
  wait_until 60 "the peer seeds" "$dir/seed.log" grep -q '^magnet ' "$work/seed.log"
  magnet=$(sed -n 's/^magnet //p' "$work/seed.log")
  seed_port=${magnet##*:}
  hash=${magnet#*btih:}
  hash=${hash%%&*}
}

# The torrent of the peer, from nothing.
add_anew() {
  cli rm "$hash" --delete-data --yes
  cli add "$magnet" "$@"
}

is_here() {
  holds "/v1/torrents/$hash" '.progress == 1'
}

# --- steps --------------------------------------------------------------------------------------------------------------------------

step_bootstrap() {
  make_database
  start_database
  guide 1
  serve 2
  guide 3
  [ ! -e "$data/postgresql" ] || fail "it has made a database of its own, $data/postgresql"
}

step_setup() {
  auth="Authorization: Bearer none"
  expect_problem before 409 setup-required "$url/v1/torrents"
  cat > "$settings" << END_OF_SETTINGS
{
  "engine": {"network": {"listen": ["127.0.0.1:0"], "utp": false}, "volume": {"minFreeSpaceBytes": 0, "marginBytes": 0}},
  "fsops": {"sha256Manifest": true, "archives": {"passwords": ["runbook"]}}
}
END_OF_SETTINGS
  guide 1
  guide 2
  expect settings /v1/config '.settings.engine.network.utp == false and .settings.fsops.archives.passwords == ["********1"]' "the settings are not those given"
  [ "$(stat -c %a "$XDG_CONFIG_HOME/revaer/cli.toml")" = 600 ] || fail "others can read $XDG_CONFIG_HOME/revaer/cli.toml"
  [ "$(curl -sS -o "$artefacts/token-again.json" -w '%{http_code}' -X POST -H "X-Revaer-Setup-Token: $token" -H 'Content-Type: application/json' \
    -d '{}' "$url/admin/setup/complete")" != 200 ] || fail "the token is good a second time"
  wait_until 15 "health is up" "$artefacts" holds /health '.status == "up"'
  follow 0
}

step_download() {
  local order
  start_seed
  guide 1
  wait_until 15 "the stream tells 'completed'" "$work" saw '.type == "completed"'
  told | jq -c --arg hash "$hash" 'select(.infoHash == $hash)' > "$artefacts/torrent.jsonl"
  order=$(jq -r 'select(.type == "files_discovered" or .type == "completed" or (.type == "progress" and .data.progress > 0)) | .type' \
    "$artefacts/torrent.jsonl" | uniq | sed -n 1,3p | tr '\n' ' ')
  [ "$order" = "files_discovered progress completed " ] || fail "the order is: $order; see $artefacts/torrent.jsonl"
  expect torrent "/v1/torrents/$hash" '.progress == 1 and .completedAt != null' "it is not complete"
}

step_library() {
  local sha256 name found=0 file
  guide 1
  expect fsops "/v1/torrents/$hash/fsops" '.job.state == "completed"
    and (["validate", "allowlist", "locate", "extract", "flatten", "transfer", "checksum", "publish", "cleanup"]
      - [.stages[] | select(.status == "completed") | .stage] == [])' "not all stages are completed"
  guide 2
  while read -r _ sha256 name; do
    file=$(find "$library" -name "$(basename "$name")" -type f)
    [ -n "$file" ] || fail "$name is not in $library"
    [ "$(sha256sum < "$file")" = "$sha256  -" ] || fail "$file is not what was seeded"
    found=$((found + 1))
  done < <(grep '^file ' "$work/seed.log")
  [ "$found" -gt 0 ] || fail "nothing was seeded; see $work/seed.log"
  find "$library" -type f -printf '%P %s\n' > "$artefacts/tree.txt"
}

step_crash() {
  local size piece before until received needed
  add_anew --down-limit 4M
  wait_until 30 "metadata" "$artefacts" holds "/v1/torrents/$hash/pieces" '.count > 0'
  piece=$(ask "/v1/torrents/$hash/pieces" | jq .pieceLength)
  size=$(ask "/v1/torrents/$hash" | jq .sizeBytes)
  wait_until 60 "a third of it is here" "$artefacts" has_pieces $((size / piece / 3))
  before=$(pieces)
  until=$(($(millis) + 3000))
  wait_until 10 "three seconds more of the download" "$artefacts" is_past "$until"
  guide 1
  wait "$pid" 2> /dev/null || true
  pid=
  wait "$follower" || true
  last=$(awk '/^id:/ { id = substr($0, 4); gsub(/[ \r]/, "", id) } /^\r?$/ { if (id != "") last = id } END { print last }' "$work"/stream-*.sse)

  serve 2
  expect after "/v1/torrents/$hash" '.state != "checking"' "it is checked again"
  guide 3 28
  follow "$last"
  cli set "$hash" --down-limit none
  wait_until 90 "all of it is here" "$artefacts" is_here
  wait_until 15 "the stream tells 'completed'" "$work" saw '.type == "completed"'

  # libtorrent's counters begin anew with the process, and are asked for each few seconds
  wait_until 20 "libtorrent's counters have what came since the start" "$artefacts" has_received \
    "$(jq '(1 - .progress) * .sizeBytes * 0.9 | floor' "$artefacts/after.json")"
  received=$(metric revaer_libtorrent_net_recv_payload_bytes_total)
  needed=$((size - before * piece))
  echo "of $size bytes $((before * piece)) were here three seconds before the kill; $received were received after it" > "$artefacts/bytes.txt"
  [ "$received" -le $((needed + 4 * piece)) ] || fail "what was here was received again; see $artefacts/bytes.txt"
  # for each block that it reads to check it, libtorrent counts all those of its piece
  [ "$(metric revaer_libtorrent_disk_num_blocks_read_total)" -le $((((received + 16 * piece) >> 14) * (piece >> 14))) ] \
    || fail "pieces were checked again; see $artefacts/metrics.txt"
  diff -r "$work/seed/content/Revaer.Demo.2026" "$downloads/Revaer.Demo.2026" || fail "what was downloaded is not what was seeded"
  check_stream
}

# What the stream told, broken off and come back to by id, is what the journal has: each event, once, in order.
check_stream() {
  local replay=$work/replay.sse curl newest
  told | jq 'select(.type != "progress") | .id' > "$artefacts/told.txt"
  newest=$(tail -n 1 "$artefacts/told.txt")
  curl -sS -N -H "$auth" -H 'Last-Event-ID: 0' "$url/v1/events" > "$replay" 9>&- &
  curl=$!
  helpers+=("$curl")
  wait_until 20 "event $newest in the replay" "$replay" replays "$newest"
  kill "$curl"
  frames "$replay" | jq --argjson newest "$newest" 'select(.type != "progress" and .id <= $newest) | .id' > "$artefacts/replayed.txt"
  sort -C -n -u "$artefacts/told.txt" || fail "the stream repeats events or is out of order; see $artefacts/told.txt"
  diff "$artefacts/told.txt" "$artefacts/replayed.txt" > "$artefacts/missing.txt" || fail "the stream has lost events; see $artefacts/missing.txt"
}

replays() {
  jq -e -n --argjson id "$1" 'any(inputs; .id >= $id)' > /dev/null < <(frames "$work/replay.sse")
}

# Bytes that were taken off the sockets to the peer, as the kernel counts them: what has come in, less what waits there to be read.
wire() {
  ss -tinHO "dport = :$seed_port" | awk '{
    waits = $2
    if (match($0, /bytes_received:[0-9]+/)) sum += substr($0, RSTART + 15, RLENGTH - 15) - waits
  } END { printf "%d\n", sum }'
}

# Looks at the wire until a time, and keeps what it sees; the last is the result.
watch_wire() {
  local bytes
  while
    bytes=$(wire)
    echo "$(millis),$bytes" >> "$artefacts/wire.csv"
    [ "$(millis)" -lt "$1" ]
  do
    sleep 0.1
  done
  echo "$bytes"
}

step_throttle() {
  local begun from to usual capped told_at
  if ! command -v ss > /dev/null; then
    skip "no ss (of iproute2) is here to look at the wire"
    return
  fi
  cli config set limits.downloadBytesPerSecond=2000000
  add_anew
  # what was not used for three seconds may come at once
  wait_until 60 "bytes on the wire" "$artefacts" flows 8000000
  begun=$(millis)
  from=$(wire)
  to=$(watch_wire $((begun + 3000)))
  usual=$(((to - from) * 1000 / ($(millis) - begun)))
  guide 1
  told_at=$(millis)
  from=$(watch_wire $((told_at + 2000)))
  begun=$(millis)
  to=$(watch_wire $((begun + 3000)))
  capped=$(((to - from) * 1000 / ($(millis) - begun)))
  echo "bytes per second: $usual, from two seconds after the change on $capped" > "$artefacts/rates.txt"
  [ "$usual" -ge 600000 ] || fail "only $usual bytes per second before the change; see $artefacts/wire.csv"
  if [ "$capped" -gt 300000 ] || [ "$capped" -lt 20000 ]; then
    fail "$capped bytes per second on the wire two seconds after the change; see $artefacts/wire.csv"
  fi
  guide 2
  wait_until 3 "the wire is faster" "$artefacts/wire.csv" is_lifted $((to + 4000000))
  wait_until 60 "all of it is here" "$artefacts" is_here
}

flows() {
  [ "$(wire)" -ge "$1" ]
}

is_lifted() {
  flows "$1" || is_here
}

# A cabinet with one file that is not compressed: an archive that Revaer does not read itself.
cabinet() {
  local name=$2 size data
  size=$(stat -c %s "$1")
  data=$((36 + 8 + 16 + ${#name} + 1))
  {
    printf MSCF
    bytes 4 0 4 $((data + 8 + size)) 4 0 4 44 4 0 2 $((0x103)) 2 1 2 1 2 0 2 0 2 0
    bytes 4 "$data" 2 1 2 0
    bytes 4 "$size" 4 0 2 0 2 $((0x5a21)) 2 0 2 32
    printf '%s\0' "$name"
    bytes 4 0 2 "$size" 2 "$size"
    cat "$1"
  }
}

# Numbers as bytes, each after how many it takes, the least first.
bytes() {
  local i escapes
  while [ $# -gt 0 ]; do
    escapes=
    for ((i = 0; i < $1; i++)); do
      escapes+=$(printf '\\x%02x' $(($2 >> 8 * i & 255)))
    done
    printf '%b' "$escapes"
    shift 2
  done
}

step_missing_extractor() {
  local release=$downloads/Old.Release hash=""
  if [ -z "$tool" ]; then
    skip "none of 7zz, 7z, unar, bsdtar is here to be missed; try with one of them on the PATH"
    return
  fi
  mkdir "$release"
  head -c 20000 /dev/urandom > "$work/old.txt"
  cabinet "$work/old.txt" old.txt > "$release/old.cab"
  cli create "$release" --to "$work/old.torrent"
  cli add "$work/old.torrent" --seed-mode --quiet
  hash=$(tail -n 1 "$artefacts/cli.txt")
  wait_until 30 "the job fails" "$artefacts" holds "/v1/torrents/$hash/fsops" '.job.state == "failed"'
  expect failed "/v1/torrents/$hash/fsops" '.job.stage == "extract" and .job.nextTryAt != null and (.job.detail | test("7z"))' "no clear reason"
  wait_until 15 "health is degraded" "$artefacts" holds /health '.components.fsops.status == "degraded"'
  expect degraded /health '.components.fsops.detail | test("is missing")' "health does not name the program"
  guide 1 6
  guide 2
  guide 3
  wait_until 60 "the job is done" "$artefacts" holds "/v1/torrents/$hash/fsops" '.job.state == "completed"'
  wait_until 15 "health is up" "$artefacts" holds /health '.status == "up"'
  expect healed "/v1/torrents/$hash/fsops" '.job.libraryPath != null' "nothing is in the library"
  cmp "$work/old.txt" "$(jq -r .job.libraryPath "$artefacts/healed.json")/old.txt" || fail "what was unpacked is not what was packed"
}

step_database_away() {
  local before
  add_anew --down-limit 1M
  wait_until 30 "the first pieces" "$artefacts" has_pieces 4
  stop_database
  wait_until 30 "health says that the database is away" "$artefacts" holds /health '.components.database.status == "degraded"'
  before=$(pieces)
  guide 1 6
  guide 2
  guide 3 6
  expect_problem refused 503 database-away -X PUT -H "$auth" -H 'Content-Type: application/json' -d '{}' "$url/v1/tags/night"
  grep -qi '^retry-after: [0-9]' "$artefacts/refused.headers.txt" || fail "no Retry-After; see $artefacts/refused.headers.txt"
  [ "$(curl -sS -o /dev/null -w '%{http_code}' "$url/livez")" = 200 ] || fail "it is not alive without its database"
  expect read "/v1/torrents/$hash" '.state == "downloading"' "it is not downloading"
  wait_until 30 "more pieces, without the database" "$artefacts" has_pieces $((before + 8))
  start_database
  wait_until 30 "health says that the database is back" "$artefacts" holds /health '.components.database.status == "up"'
  guide 4
  cli set "$hash" --down-limit none
  wait_until 60 "the stream tells 'completed'" "$work" saw '.type == "completed"'
  wait_until 15 "health is up" "$artefacts" holds /health '.status == "up"'
}

step_disk_full() {
  if [ ${#namespace[@]} = 0 ]; then
    skip "neither root nor user namespaces for others: no small file system can be mounted"
    return
  fi
  # as it is seen from outside of the namespace
  volume=/proc/$pid/root$downloads/small
  [ "$(stat -f -c %T "$volume")" = tmpfs ] || fail "$downloads/small is no small file system"
  add_anew --down-limit 4M --download-dir "$downloads/small"
  wait_until 30 "metadata" "$artefacts" holds "/v1/torrents/$hash/pieces" '.count > 0'
  wait_until 30 "a part of it" "$artefacts" has_pieces $(($(ask "/v1/torrents/$hash/pieces" | jq .count) / 5))
  ! dd if=/dev/zero of="$volume/filler" bs=64k 2> "$artefacts/filler.txt" || fail "the disk is not full"
  wait_until 30 "the reason" "$artefacts" holds "/v1/torrents/$hash" '.state != "downloading" and ((.reason // "") | test("space"))'
  wait_until 15 "health says that the disk is full" "$artefacts" holds /health '.components.disk.status == "degraded"'
  expect full "/v1/torrents/$hash" '.progress > 0.1 and .progress < 1' "it is not in between"
  expect degraded /health '.components.disk.detail | test("0 bytes free|No space left")' "health does not say why"
  guide 1
  guide 2 6
  guide 3
  wait_until 90 "all of it is here" "$artefacts" is_here
  wait_until 15 "health is up" "$artefacts" holds /health '.status == "up"'
  diff -r "$work/seed/content/Revaer.Demo.2026" "$volume/Revaer.Demo.2026" || fail "what was downloaded is not what was seeded"
}

step_backup_and_restore() {
  local seeds read
  add_anew
  wait_until 60 "all of it is here, and in the library" "$artefacts" holds '/v1/torrents?limit=100' \
    'all(.items[]; .state == "seeding" and .fsops.state == "completed")'
  cli tag set kept
  cli set "$hash" --add-tag kept --ratio 3
  ask /v1/config > "$artefacts/settings-before.json"
  ask '/v1/torrents?limit=100' > "$artefacts/torrents-before.json"
  guide 1
  kill -9 "$pid"
  wait "$pid" 2> /dev/null || true
  pid=
  wait "$follower" || true

  export REVAER_DATA_DIR=$new_data XDG_CONFIG_HOME=$work/new-config DATABASE_URL=${DATABASE_URL%/*}/anew
  guide 2
  data=$new_data
  serve 2 from 1
  settings=$work/nothing.json
  echo '{}' > "$settings"
  guide 1 from 2
  guide 2 from 2
  told_before=0
  rm "$work"/stream-*.sse
  follow 0
  doing="the guide's command failed; see $artefacts"
  cli restore "$backup" --dry-run --output json
  expect previewed '/v1/torrents' '.total == 0' "the preview has changed something"
  guide 3
  seeds=$(jq .total "$artefacts/torrents-before.json")
  wait_until 60 "all torrents seed" "$artefacts" holds '/v1/torrents?limit=100' \
    "(.items | length) == $seeds and all(.items[]; .state == \"seeding\" and .progress == 1)"
  expect torrent "/v1/torrents/$hash" '.tags == ["kept"]' "its tag is gone"
  expect settings /v1/config . "no settings"
  diff <(jq -S .settings "$artefacts/settings-before.json") <(jq -S .settings "$artefacts/settings.json") > "$artefacts/settings.diff" \
    || fail "settings are not as they were; see $artefacts/settings.diff"
  read=$(metric revaer_libtorrent_disk_num_blocks_read_total)
  [ "$read" -le 1000 ] || fail "torrents were checked, $read blocks were read; see $artefacts/metrics.txt"
  wait_until 15 "health is up" "$artefacts" holds /health '.status == "up"'
}

step_shutdown() {
  local code=0 asked
  asked=$(millis)
  guide 1
  wait_until_gone 30
  wait "$pid" || code=$?
  echo "ended in $(($(millis) - asked)) ms with $code" > "$artefacts/end.txt"
  [ "$code" = 143 ] || fail "it ended with $code; see $log"
  pid=
  guide 1 from 1
}

wait_until_gone() {
  local end=$((SECONDS + $1 * patience))
  until has_ended "$pid"; do
    [ "$SECONDS" -lt "$end" ] || fail "waited $(($1 * patience)) s for the process to end; see $log"
    sleep 0.1
  done
}

# --- one after the other --------------------------------------------------------------------------------------------------------------

# What is kept of a step, however it went.
collect() {
  tail -c +$((logged_before + 1)) "$log" > "$artefacts/service.log"
  told | tail -n +$((told_before + 1)) > "$artefacts/events.jsonl" || true
  [ -z "$pid" ] || has_ended "$pid" || {
    curl -s --max-time 10 "$url/metrics" > "$artefacts/metrics.txt" || true
    curl -s --max-time 10 "$url/health" > "$artefacts/health.json" || true
    ask '/v1/torrents?limit=100' > "$artefacts/torrents.json" 2> /dev/null || true
  }
}

tell() {
  printf '%2d %-20s %-8s %4d s%s\n' "$number" "$title" "$1" $((SECONDS - step_begun)) "${2:+  $2}" | tee -a "$dir/summary.txt"
}

finish() {
  local code=$? process
  trap - EXIT
  trap '' INT TERM
  if [ -n "$artefacts" ]; then
    collect
    [ "$code" -lt 128 ] || doing="interrupted"
    tell failed "${doing:-a command failed; see $artefacts, and the line above}"
  elif [ -n "$doing" ]; then
    echo "runbook: $doing" >&2
  fi
  for process in "$follower" "$seed" "$pid" "${helpers[@]}"; do
    [ -z "$process" ] || kill -TERM "$process" 2> /dev/null || true
  done
  for process in "$seed" "$pid"; do
    [ -z "$process" ] || end "$process"
  done
  [ -z "$database" ] || kill -INT "$database" 2> /dev/null || true
  [ -z "$database" ] || end "$database"
  [ -z "$work" ] || rm -rf "$work"
  if [ -f "$dir/summary.txt" ] && [ "$code" != 2 ]; then
    echo "runbook: $result in $SECONDS s; artefacts are in $dir" | tee -a "$dir/summary.txt"
  fi
  exit "$code"
}

usage() {
  echo "runbook: $1; see --help" >&2
  exit 2
}

is_wanted() {
  [ ${#only[@]} = 0 ] || case $number in 1 | 2 | 3 | "$last_number") return 0 ;; esac
  [ ${#only[@]} = 0 ] || grep -qxF -e "$number" -e "$(slug "$title")" < <(printf '%s\n' "${only[@]}")
}

program=$here/revaer
dir=$here/target/runbook
only=()
patience=1
while [ $# -gt 0 ]; do
  case $1 in
    --revaer | --dir | --only | --patience) [ $# -gt 1 ] || usage "$1 wants a value" ;;
  esac
  case $1 in
    --revaer) program=$2 && shift ;;
    --dir) dir=$2 && shift ;;
    --only) only+=("$(slug "$2")") && shift ;;
    --patience) patience=$2 && shift ;;
    --list)
      titles
      exit
      ;;
    --check)
      check
      exit
      ;;
    --help | -h)
      help
      exit
      ;;
    *) usage "unknown: $1" ;;
  esac
  shift
done

check || exit 2
last_number=$(titles | tail -n 1 | cut -d ' ' -f 1)
for name in "${only[@]}"; do
  grep -qxF -e "$name" < <(titles | cut -d ' ' -f 1; slug "$(titles | cut -d ' ' -f 2-)") || usage "no step '$name'"
done
for needed in curl jq awk base64 od timeout; do
  command -v $needed > /dev/null || usage "$needed is needed"
done
[ "$(id -u)" != 0 ] || command -v setpriv > /dev/null || usage "setpriv is needed, as PostgreSQL does not run as root"
case $patience in '' | *[!0-9]* | 0) usage "--patience wants a whole number" ;; esac
[ -x "$program" ] || usage "$program is no program"
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
if [ -d "$dir" ] && [ -n "$(ls -A "$dir")" ]; then
  [ -f "$dir/summary.txt" ] || usage "$dir has something else in it"
  rm -rf "${dir:?}"/[0-9][0-9]-* "$dir/work" "$dir"/*.log "$dir/summary.txt"
fi
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
: > "$dir/summary.txt"

for name in $(compgen -e | grep -E '^(REVAER_|DATABASE_URL)'); do
  unset "$name"
done
work=$dir/work artefacts='' doing='' skipped='' result=failed pid='' database='' seed='' follower='' helpers=() postgres='' hash='' magnet=''
seed_port='' streams=0 told_before=0 auth='Authorization: Bearer none' last='' token=''
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

data=$work/data new_data=$work/new-data downloads=$work/volumes/downloads library=$work/volumes/library
log=$dir/revaer.log settings=$work/settings.json backup=$work/backup.zip
mkdir -p "$work" "$downloads/small" "$library"
: > "$log"
database_port=$(free_port)
listen=127.0.0.1:$(free_port)
url=http://$listen
export REVAER_DATA_DIR=$data REVAER_DOWNLOAD_DIR=$downloads REVAER_LIBRARY_DIR=$library REVAER_LISTEN=$listen REVAER_URL=$url
export DATABASE_URL=postgres://revaer:secret@127.0.0.1:$database_port/revaer REVAER_RESUMEINTERVAL=500ms XDG_CONFIG_HOME=$work/config

# All programs of this machine but those that unpack: the service looks for them here.
bin=$work/bin tool=''
mkdir "$bin"
IFS=: read -ra places <<< "$PATH"
for ((i = ${#places[@]} - 1; i >= 0; i--)); do
  [ ! -d "${places[i]}" ] || find "${places[i]}" -maxdepth 1 ! -type d -exec ln -sf -t "$bin" {} +
done
rm -f "$bin"/{7zz,7z,unar,bsdtar}
for name in 7zz 7z unar bsdtar; do
  [ -n "$tool" ] || tool=$(command -v $name || true)
done

# A mount namespace of the service's own, with a small file system.
namespace=()
# shellcheck disable=SC2016
mounting='mount -t tmpfs -o size=64m,mode=700 revaer "$1" && shift && exec "$@"'
for flags in --mount '--mount --user --map-current-user --keep-caps'; do
  # shellcheck disable=SC2086
  if [ ${#namespace[@]} = 0 ] && unshare $flags --propagation private sh -c "$mounting" mounting "$downloads/small" true 2> /dev/null; then
    read -ra namespace <<< "unshare $flags --propagation private sh -c"
    namespace+=("$mounting" mounting "$downloads/small")
  fi
done

# A checkout is built first, and its JVM learns from a run: neither is part of a step.
doing="$program does not run; see $dir/prepare.log"
echo "runbook: tries $program; the first time takes longer" >&2
timeout 1800 "$program" up --help > "$dir/prepare.log" 2>&1 < /dev/null
timeout 300 "$program" version >> "$dir/prepare.log" 2>&1 < /dev/null
doing=

some_skipped=false
while read -r number title <&3; do
  step_begun=$SECONDS
  if ! is_wanted; then
    continue
  fi
  artefacts=$dir/$(printf %02d "$number")-$(slug "$title")
  mkdir "$artefacts"
  logged_before=$(stat -c %s "$log")
  told_before=$(told | wc -l)
  skipped=
  "step_$(slug "$title" | tr - _)"
  collect
  if [ -n "$skipped" ]; then
    some_skipped=true
    tell skipped "$skipped"
  else
    tell passed
  fi
  artefacts=
done 3< <(titles)

result=passed
if $some_skipped; then
  result="passed, but for what was skipped,"
  exit 77
fi
