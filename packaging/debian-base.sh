#!/usr/bin/env bash
# Prints where a tar of a small Debian 12 lies that has these packages besides: packaging/debian-base.sh PACKAGE[,PACKAGE…]
# Made by debootstrap from the mirror that apt is set up with, which needs root, and kept for the next time. Says on standard
# error why there is none.
set -euo pipefail

packages=$1
base=${XDG_CACHE_HOME:-$HOME/.cache}/revaer/base-bookworm-$(printf %s "$packages" | cksum | cut -d ' ' -f 1).tar
if [ ! -f "$base" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  # shellcheck disable=SC2016
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' 2> /dev/null | head -n 1) || true
  if ! debootstrap --variant=minbase --include="$packages" bookworm "$work/base" ${mirror:+"$mirror"} > "$work/log" 2>&1; then
    tail -n 1 "$work/log" >&2
    exit 1
  fi
  rm -rf "$work"/base/var/cache/apt/archives/*.deb
  mkdir -p "$(dirname "$base")"
  tar --create --file "$base.$$" --directory "$work/base" .
  mv "$base.$$" "$base"
fi
echo "$base"
