#!/usr/bin/env bash
# Builds the image from the archive in target/ and runs its program: setup with the token, a download from a peer, a restart,
# each on a root file system that cannot be written to. Needs root. Where no Docker answers, buildah builds the image on a base
# made by debootstrap from the mirror that apt is set up with. What is missing is told, and the test is skipped.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"

skip() {
  echo "image-test: skipped, $1" >&2
  exit 0
}

fail() {
  echo "image-test: FAILED, $1" >&2
  [ ! -f "$work/revaer.log" ] || tail -n 40 "$work/revaer.log" >&2
  exit 1
}

[ "$(id -u)" = 0 ] || skip "only root can build and enter an image"
archive=$(find target -maxdepth 1 -name "revaer-*-linux-$(uname -m).tar.gz" 2> /dev/null | sort | head -n 1) || true
[ -n "$archive" ] || skip "no archive is in target/; make it with packaging/archive.sh"
for tool in unshare nsenter setpriv chroot; do
  command -v $tool > /dev/null || skip "no $tool is here"
done
unshare --mount --pid --fork true 2> /dev/null || skip "no namespaces can be made here"
with_docker=false
if command -v docker > /dev/null && docker info > /dev/null 2>&1; then
  with_docker=true
elif ! command -v buildah > /dev/null || ! command -v debootstrap > /dev/null; then
  skip "no Docker answers, and buildah and debootstrap are not both here"
fi

work=$(mktemp -d)
# What the image's programs run under, so that they can be ended in spite of all.
outer=
database=
clean_up() {
  # what unshare has started no longer ends with it, once it runs as another user
  [ -z "$outer" ] || pkill -KILL -P "$outer" || kill -9 "$outer" 2> /dev/null || true
  [ -z "$database" ] || kill -INT "$database" 2> /dev/null || true
  wait 2> /dev/null || true
  if ! $with_docker; then
    buildah_ umount --all > /dev/null 2>&1 || true
    buildah_ rm --all > /dev/null 2>&1 || true
  fi
  rm -rf "$work"
}
trap clean_up EXIT

say() {
  echo "image-test: $1 ($SECONDS s)"
}

# Keeps its images apart from those of the machine.
buildah_() {
  buildah --root "$work/storage" --runroot "$work/runroot" --storage-driver "${STORAGE_DRIVER:-overlay}" "$@"
}

# --- the image -------------------------------------------------------------------------------------------------------------

config() { # what the image's configuration says of it, by a template in which %s stands for that
  if $with_docker; then
    docker image inspect --format "${1//%s/.Config}" revaer-test
  else
    buildah_ inspect --type image --format "${1//%s/.OCIv1.Config}" revaer-test
  fi
}

if $with_docker; then
  docker build --quiet --build-arg ARCHIVE=given --file docker/Dockerfile --tag revaer-test . > /dev/null
  container=$(docker create revaer-test)
  root=$work/root
  mkdir "$root"
  docker export "$container" | tar --extract --directory "$root"
  docker rm "$container" > /dev/null
else
  base=$(packaging/debian-base.sh 7zip,ca-certificates 2> "$work/base.log") || skip "there is no base: $(tail -n 1 "$work/base.log")"
  say "has a base"
  from=$(buildah_ from scratch)
  buildah_ add --quiet "$from" "$base" / > /dev/null
  buildah_ commit --quiet "$from" revaer-base > /dev/null
  buildah_ rm "$from" > /dev/null
  buildah_ build --isolation chroot --pull-never --layers=false --build-arg BASE=localhost/revaer-base --build-arg ARCHIVE=given \
    --format docker --file docker/Dockerfile --tag revaer-test . > "$work/build.log" 2>&1 || { cat "$work/build.log" >&2; fail "the build"; }
  root=$(buildah_ mount "$(buildah_ from --pull-never localhost/revaer-test)")
fi
say "built the image from $archive"

user=$(config '{{%s.User}}')
[ "$user" = 10001:10001 ] || fail "the image's user is '$user'"
mapfile -t environment < <(config '{{range %s.Env}}{{println .}}{{end}}' | grep .)
mapfile -t program < <(config '{{range %s.Entrypoint}}{{println .}}{{end}}{{range %s.Cmd}}{{println .}}{{end}}' | grep .)
[ "${program[*]}" = "/opt/revaer/bin/revaer up" ] || fail "the image's program is '${program[*]}'"

# --- a PostgreSQL, of the programs in the image ----------------------------------------------------------------------------

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 10000))
    (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return; }
  done
}

as_nobody() {
  setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

database_port=$(free_port)
chmod 755 "$work"
install -d -o 65534 -g 65534 "$work/postgres"
python3 - "$root"/opt/revaer/lib/lib/embedded-postgres-binaries-*.jar <<'END' | tar --extract --xz --directory "$work/postgres"
import sys, zipfile
jar = zipfile.ZipFile(sys.argv[1])
sys.stdout.buffer.write(jar.read(next(name for name in jar.namelist() if name.endswith(".txz"))))
END
echo secret > "$work/password"
chmod 644 "$work/password"
as_nobody "$work/postgres/bin/initdb" --pgdata="$work/postgres/data" --username=revaer --auth=scram-sha-256 --pwfile="$work/password" \
  --encoding=UTF8 --locale=C > "$work/initdb.log" 2>&1 || fail "initdb: $(tail -n 1 "$work/initdb.log")"
(cd / && exec setpriv --reuid=65534 --regid=65534 --clear-groups "$work/postgres/bin/postgres" -D "$work/postgres/data" -k '' \
  -c listen_addresses=127.0.0.1 -p "$database_port" -c fsync=off > "$work/postgres.log" 2>&1) &
database=$!

# --- a container -----------------------------------------------------------------------------------------------------------

data=$work/volumes/data
library=$work/volumes/library
install -d -o 10001 -g 10001 "$data" "$library"
install -d "$work/secrets"
echo "postgres://revaer:secret@127.0.0.1:$database_port/postgres" > "$work/secrets/database_url"
head -c 32 /dev/urandom | base64 > "$work/secrets/secret_key"
port=$(free_port)
environment+=("REVAER_LISTEN=127.0.0.1:$port" "REVAER_URL=http://127.0.0.1:$port" REVAER_LOOPBACK_ONLY=true
  DATABASE_URL_FILE=/run/secrets/database_url REVAER_SECRET_KEY_FILE=/run/secrets/secret_key)
unprivileged=(setpriv --reuid="${user%:*}" --regid="${user#*:}" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all)

# Runs the image's program as PID 1 of namespaces of its own, its root read-only but for the volumes and /tmp.
start() {
  # shellcheck disable=SC2016
  unshare --mount --pid --fork --kill-child bash -euc '
    root=$1 data=$2 library=$3 secrets=$4
    shift 4
    mount --make-rprivate /
    mount --bind "$root" "$root"
    mount -o remount,bind,ro "$root"
    mount --bind "$data" "$root/data"
    mount --bind "$library" "$root/library"
    mount -t tmpfs -o mode=1777,nosuid,nodev,noexec revaer "$root/tmp"
    mount -t tmpfs -o mode=755 revaer "$root/run"
    mkdir "$root/run/secrets"
    mount --bind -o ro "$secrets" "$root/run/secrets"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    cd "$root/data"
    exec chroot "$root" "$@"
  ' start "$root" "$data" "$library" "$work/secrets" \
    "${unprivileged[@]}" env -i "${environment[@]}" "${program[@]}" > "$work/revaer.log" 2>&1 < /dev/null &
  outer=$!
  for _ in $(seq 300); do
    ! grep -q '^Ctrl-C stops it' "$work/revaer.log" || { inner=$(pgrep -P "$outer"); return; }
    kill -0 "$outer" 2> /dev/null || fail "it ended"
    sleep 0.2
  done
  fail "it is not ready within a minute"
}

# Runs another program in the container, as 'docker exec' does.
inside() {
  nsenter --target "$inner" --mount --pid --root "${unprivileged[@]}" env -i -C /data "${environment[@]}" "$@"
}

stop() {
  local code=0
  kill -TERM "$inner"
  wait "$outer" || code=$?
  outer=
  [ "$code" = 143 ] || fail "it ended with $code when told to stop"
}

look() { # all that the root file system has, but not when it was read
  find "$root" -xdev -printf '%P %y %m %U:%G %s %T@ %l\n' | sort | sha256sum
}

before=$(look)
for _ in $(seq 100); do
  ! grep -q 'ready to accept connections' "$work/postgres.log" || break
  sleep 0.1
done
start
say "started"

token=$(sed -n 's/.*waits for its setup.*token="\{0,1\}\([A-Za-z0-9_-]*\).*/\1/p' "$work/revaer.log" | head -n 1)
[ -n "$token" ] || fail "no setup token is in the log"
key=$(inside revaer setup complete --token "$token" --quiet) || fail "the setup"
environment+=("REVAER_API_KEY=$key")
say "set up"

mkfifo "$work/end"
inside revaer seed --dir /data/seed --size-mib 4 --rate-mib 50 < "$work/end" > "$work/seed.log" 2> "$work/seed.err" &
exec 9> "$work/end"
for _ in $(seq 300); do
  ! grep -q '^magnet ' "$work/seed.log" || break
  sleep 0.2
done
magnet=$(sed -n 's/^magnet //p' "$work/seed.log")
[ -n "$magnet" ] || fail "the peer does not seed: $(cat "$work/seed.err")"
inside revaer add "$magnet" --follow > "$work/add.log" 2>&1 || { cat "$work/add.log" >&2; fail "the download"; }
exec 9>&-
files=0
while read -r _ sha256 name; do
  find "$library" -name "$(basename "$name")" -type f -exec sha256sum {} + | grep -q "^$sha256 " || fail "$name is not in the library as it was seeded"
  files=$((files + 1))
done < <(grep '^file ' "$work/seed.log")
[ "$files" -gt 0 ] || fail "nothing was seeded"
say "$files files came from a peer into the library"

inside revaer health --probe ready || fail "its health, which HEALTHCHECK asks for"
stop
start
inside revaer ls --quiet | grep -q '^[0-9a-f]\{40\}$' || fail "the torrent is gone after a restart"
inside revaer health --probe ready --quiet || fail "its health after a restart"
stop
say "restarted with what it had"

[ "$(look)" = "$before" ] || fail "the root file system was written to"
! grep -i 'read-only file system' "$work/revaer.log" || fail "it tried to write to the root file system"
say "the root file system is as it was"
echo "image-test: passed"
