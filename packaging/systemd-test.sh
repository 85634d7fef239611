#!/usr/bin/env bash
# Boots a Debian with systemd of its own (systemd-nspawn, a network that is loopback alone) and installs the archive of target/
# there as docs/install.md says, command by command; then what else the guides have for systemd: another library, a nightly
# backup by the timer and by cron, an upgrade and the way back, a PostgreSQL server. Looks at what the unit keeps Revaer from,
# and kills it once.
# An upgrade is to the same archive again, or to the one that is given: packaging/systemd-test.sh [ARCHIVE]
# Needs root. The base is made by debootstrap from the mirror that apt is set up with. What is missing is told, and the test is
# skipped.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"

skip() {
  echo "systemd-test: skipped, $1" >&2
  exit 0
}

fail() {
  echo "systemd-test: FAILED, $1" >&2
  if [ -n "$init" ]; then
    inside 'journalctl --unit revaer --unit revaer-backup --no-pager --lines 60 --output cat' >&2 || true
  else
    tail -n 20 "$work/boot.log" >&2 || true
  fi
  exit 1
}

say() {
  echo "systemd-test: $1 ($SECONDS s)"
}

[ "$(id -u)" = 0 ] || skip "only root can boot a system"
archive=$(find target -maxdepth 1 -name "revaer-*-linux-$(uname -m).tar.gz" 2> /dev/null | sort | head -n 1) || true
[ -n "$archive" ] || skip "no archive is in target/; make it with packaging/archive.sh"
later=${1:-$archive}
[ -f "$later" ] || { echo "systemd-test: $later is not there" >&2; exit 2; }
for tool in systemd-nspawn debootstrap nsenter; do
  command -v $tool > /dev/null || skip "no $tool is here"
done

work=$(mktemp -d)
root=$work/root
nspawn=
init=
clean_up() {
  if [ -n "$nspawn" ]; then
    # it powers the system off, and kills it when told again
    kill -TERM "$nspawn" 2> /dev/null || true
    for _ in $(seq 100); do
      kill -0 "$nspawn" 2> /dev/null || break
      sleep 0.1
    done
    kill -TERM "$nspawn" 2> /dev/null || true
    wait "$nspawn" 2> /dev/null || true
  fi
  rm -rf "$work"
}
trap clean_up EXIT

# --- the guides --------------------------------------------------------------------------------------------------------------

# A block of a guide, counted from 1 below a heading: block install.md '## As a service of systemd' sh 1
block() {
  awk -v heading="$2" -v kind="$3" -v wanted="$4" '
    $0 == heading { below = 1; next }
    /^## / { below = 0 }
    /^```$/ { inside = 0 }
    inside
    below && $0 == "```" kind { count++; inside = count == wanted }' "$here/docs/$1"
}

# Runs such a block in the system as root, in /root, where the archive lies; what follows are expressions of sed, for what a
# guide leaves to its reader.
guide() {
  local code expressions=() expression
  code=$(block "$1" "$2" sh "$3")
  [ -n "$code" ] || fail "docs/$1 has no block $3 below '$2'"
  for expression in "${@:4}"; do
    expressions+=(--expression "$expression")
  done
  [ $# -lt 4 ] || code=$(sed "${expressions[@]}" <<< "$code")
  inside "$code" > "$work/said" 2>&1 || { cat "$work/said" >&2; fail "the commands of docs/$1, '$2', block $3"; }
}

# --- a system ------------------------------------------------------------------------------------------------------------------

# Runs commands in it as its root does.
inside() {
  nsenter --target "$init" --mount --uts --ipc --net --pid --cgroup --root --wdns=/ \
    env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin bash -euo pipefail -c "cd /root; $1"
}

# Runs Revaer in it as install.md says that its command line is run.
revaer() {
  inside "sudo -u revaer XDG_CONFIG_HOME=/var/lib/revaer/config /opt/revaer/bin/revaer $1"
}

# wait_until SECONDS WHAT COMMAND…
wait_until() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" > /dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || fail "waited in vain: $what"
    sleep 0.3
  done
}

is_ready() {
  inside 'curl -fsS --max-time 5 http://127.0.0.1:7070/readyz'
}

base=$(packaging/debian-base.sh 7zip,ca-certificates,cron,curl,dbus,openssl,postgresql,procps,sudo,systemd,systemd-sysv,unzip 2> "$work/base.log") \
  || skip "there is no base: $(tail -n 1 "$work/base.log")"
say "has a base"
mkdir "$root"
tar --extract --file "$base" --directory "$root"
# of its own, started when its turn comes
rm -f "$root"/etc/systemd/system/multi-user.target.wants/postgresql.service
echo "127.0.0.1 localhost $(uname -n)" > "$root/etc/hosts"
cp "$archive" "$root/root/"
version=$(basename "$archive")

systemd-nspawn --quiet --register=no --keep-unit --boot --private-network --console=pipe --directory "$root" < /dev/null > "$work/boot.log" 2>&1 &
nspawn=$!
has_booted() {
  init=$(pgrep --parent "$nspawn" --newest) && [ -n "$init" ] || return 1
  case $(inside 'systemctl is-system-running' 2> /dev/null || true) in
    running | degraded) ;;
    *) return 1 ;;
  esac
}
for _ in $(seq 200); do
  ! kill -0 "$nspawn" 2> /dev/null || ! has_booted || break
  init=
  sleep 0.3
done
[ -n "$init" ] || skip "systemd does not come up here: $(tail -n 1 "$work/boot.log")"
say "booted $(inside 'systemctl --version | head -n 1')"

# --- install.md ------------------------------------------------------------------------------------------------------------------

service='## As a service of systemd'
guide install.md "$service" 1 "s/revaer-0\.1\.0-linux-x86_64\.tar\.gz/$version/" 's/^journalctl -u revaer -f$/journalctl -u revaer/'
wait_until 180 "it is ready" is_ready
inside "$(grep -o 'sudo -u revaer XDG_CONFIG_HOME=[^`]*' docs/install.md)" > /dev/null || fail "the guide's command for health"
say "installed and ready"

inside 'systemd-analyze verify revaer.service' || fail "systemd finds fault with the unit"
main_pid() {
  inside 'systemctl show --property MainPID --value revaer'
}
confined() { # the kernel's word on the process of the service
  inside "cat /proc/$(main_pid)/status"
}
confined | grep -q '^CapEff:[[:space:]]*0*$' || fail "it has capabilities"
confined | grep -q '^CapBnd:[[:space:]]*0*$' || fail "it could get capabilities"
confined | grep -q '^NoNewPrivs:[[:space:]]*1$' || fail "it could get privileges"
confined | grep -q '^Seccomp:[[:space:]]*2$' || fail "its system calls are not filtered"
in_its_place() { # what its user may do where it runs, by shell
  inside "nsenter --target $(main_pid) --mount -- setpriv --reuid=revaer --regid=revaer --clear-groups sh -c '$1'"
}
in_its_place 'touch /var/lib/revaer/probe && rm /var/lib/revaer/probe' || fail "it cannot write to its own directory"
# as root, so that it is the unit that forbids it, and not the rights of its user
for path in /etc /opt/revaer /srv /home /root /usr/local; do
  ! inside "nsenter --target $(main_pid) --mount -- touch $path/probe" 2> /dev/null || fail "the unit lets it write to $path"
done
inside "nsenter --target $(main_pid) --mount -- touch /var/lib/revaer/probe && rm /var/lib/revaer/probe" || fail "nothing can be tried where it runs"
exposure=$(inside 'systemd-analyze security revaer --no-pager' | sed -n 's/.*exposure level for [^:]*: \([0-9.]* [A-Z]*\).*/\1/p')
say "confined: exposure $exposure, by systemd-analyze"

# --- it works there -------------------------------------------------------------------------------------------------------------

# download WHERE: from a peer, into the library there
download() {
  inside "cd /var/lib/revaer && rm -rf seed && mkfifo -m 666 /srv/end-$$ && (sudo -u revaer /opt/revaer/bin/revaer seed --dir /var/lib/revaer/seed --size-mib 4 --rate-mib 50 \
    < /srv/end-$$ > /root/seed.log 2>&1 &) ; exec 9> /srv/end-$$; rm /srv/end-$$
    for _ in \$(seq 300); do ! grep -q '^magnet ' /root/seed.log || break; sleep 0.2; done
    sudo -u revaer XDG_CONFIG_HOME=/var/lib/revaer/config /opt/revaer/bin/revaer add \"\$(sed -n 's/^magnet //p' /root/seed.log)\" --follow" \
    > "$work/add.log" 2>&1 || { cat "$work/add.log" >&2; fail "the download"; }
  local files=0 sha256 name
  while read -r _ sha256 name; do
    find "$root$1" -name "$(basename "$name")" -type f -exec sha256sum {} + | grep -q "^$sha256 " || fail "$name is not in $1 as it was seeded"
    files=$((files + 1))
  done < <(grep '^file ' "$root/root/seed.log")
  [ "$files" -gt 0 ] || fail "nothing was seeded"
}

has_torrents() {
  [ "$(revaer 'ls --quiet' | grep -c '^[0-9a-f]\{40\}$')" = "$1" ]
}

download /var/lib/revaer/library
say "a download came into the library"

killed=$(main_pid)
inside "kill -9 $killed"
restarted() {
  local now
  now=$(main_pid)
  [ "$now" != 0 ] && [ "$now" != "$killed" ] && is_ready
}
wait_until 90 "it is back after kill -9" restarted
has_torrents 1 || fail "the torrent is gone after kill -9"
reads() {
  inside "journalctl -u revaer --no-pager" | grep -c "read and applied again"
}
before=$(reads || true)
inside "$(grep -o 'systemctl reload revaer' docs/install.md | head -n 1)"
is_read_again() {
  [ "$(reads)" -gt "$before" ]
}
wait_until 20 "it says that it reads its settings again" is_read_again
say "killed and started again by systemd; reloaded"

# what 'systemctl edit' leaves behind, of an editor that types the guide's lines
inside 'install -d -o revaer -g revaer /srv/media'
block install.md "$service" ini 1 > "$root/root/lines"
# shellcheck disable=SC2016
inside 'printf "%s\n" "#!/bin/sh" "sed -i \"/^### Anything between/r /root/lines\" \"\$1\"" > /root/editor && chmod 755 /root/editor
  EDITOR=/root/editor script --quiet --return --command "systemctl edit revaer" /dev/null && systemctl restart revaer'
wait_until 90 "it is ready with another library" is_ready
download /srv/media
in_its_place 'touch /srv/media/probe && rm /srv/media/probe'
say "a download came into another library"

# --- backup.md -------------------------------------------------------------------------------------------------------------------

guide backup.md '## Every night' 1
backup=$(find "$root/var/lib/revaer-backups" -name 'revaer-*.zip')
[ -n "$backup" ] || fail "no backup was taken"
[ "$(stat --format %a "$backup")" = 600 ] || fail "others can read the backup"
grep -q 'revaer-backup.timer' "$work/said" || fail "no next run of the timer is shown"
cp "$backup" "$root/var/lib/revaer/backup.zip"
inside 'chown revaer /var/lib/revaer/backup.zip'
revaer 'restore /var/lib/revaer/backup.zip --dry-run' > "$work/restore.log" 2>&1 || { cat "$work/restore.log" >&2; fail "the backup cannot be given back"; }
say "a backup was taken by the timer's service"

# the guide's line, but for its hour
{
  echo XDG_CONFIG_HOME=/var/lib/revaer/config
  block backup.md '## Every night' cron 1 | sed 's/^17 3 /* * /'
} > "$root/root/crontab"
inside 'crontab -u revaer /root/crontab'
has_backup_of_cron() {
  find "$root/var/lib/revaer/backups" -name 'revaer-*.zip' | grep -q .
}
wait_until 150 "cron has taken a backup" has_backup_of_cron
inside 'crontab -u revaer -r'
say "a backup was taken by cron"

# --- upgrade.md ------------------------------------------------------------------------------------------------------------------

cp "$later" "$root/root/later.tar.gz"
before=$(inside 'cat /opt/revaer/lib/build')
guide upgrade.md '## Upgrade' 2 's/revaer-0\.1\.0-linux-x86_64\.tar\.gz/later.tar.gz/'
wait_until 180 "it is ready after the upgrade" is_ready
guide upgrade.md '## Upgrade' 5 's|^revaer|sudo -u revaer XDG_CONFIG_HOME=/var/lib/revaer/config /opt/revaer/bin/revaer|'
has_torrents 2 || fail "torrents are gone after the upgrade"
guide upgrade.md '## Go back' 1
wait_until 180 "it is ready after the way back" is_ready
has_torrents 2 || fail "torrents are gone after the way back"
inside '[ -d /opt/revaer.new ] && ! [ -e /opt/revaer.old ] && ! [ -e /var/lib/revaer/postgresql.old ]' || fail "the way back left things behind"
[ "$(inside 'cat /opt/revaer/lib/build')" = "$before" ] || fail "the way back did not lead to what was there before"
say "upgraded to $(inside 'cat /opt/revaer.new/lib/build'), and went back to $before"

# --- a PostgreSQL server --------------------------------------------------------------------------------------------------------

inside 'cd / && systemctl start postgresql
  sudo -u postgres psql --quiet --command "CREATE ROLE revaer LOGIN PASSWORD '"'hard to guess'"'" --command "CREATE DATABASE revaer OWNER revaer"'
guide install.md "$service" 2 's|revaer:…@|revaer:hard%20to%20guess@|' "s/^journalctl .*$//"
said_token() {
  inside "journalctl -u revaer --no-pager --since -2min | grep token="
}
wait_until 90 "a token for the setup" said_token
wait_until 30 "it answers" inside 'curl -fsS --max-time 5 http://127.0.0.1:7070/livez'
token=$(said_token | sed -n 's/.*token="\{0,1\}\([A-Za-z0-9_-]*\).*/\1/p' | tail -n 1)
inside 'rm -r /var/lib/revaer/config'
revaer "setup complete --token $token --save" > /dev/null || fail "the setup on a server"
wait_until 30 "it is ready on a server" is_ready
for secret in database-url secret-key; do
  ! inside "sudo -u revaer cat /etc/revaer/$secret" > /dev/null 2>&1 || fail "Revaer's user can read /etc/revaer/$secret"
done
! inside "tr '\\0' '\\n' < /proc/$(main_pid)/environ | grep -q guess" || fail "the password is in the environment"
tables=$(inside "cd / && sudo -u postgres psql --tuples-only --no-align --command \"SELECT count(*) FROM pg_tables WHERE schemaname = 'public'\" revaer")
[ "$tables" -gt 5 ] || fail "it does not use the server"
say "moved to a PostgreSQL server, by credentials that its user cannot read"

inside 'systemctl stop revaer'
[ "$(inside 'systemctl show --property Result --value revaer')" = success ] || fail "it did not end in good order"
! inside 'pgrep --uid revaer' > /dev/null || fail "processes of it are left"
say "stopped, and nothing is left"
echo "systemd-test: passed"
