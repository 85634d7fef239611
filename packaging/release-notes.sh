#!/bin/sh
# Prints what CHANGELOG.md says of a release: packaging/release-notes.sh v0.1.0. Fails if the tag is not of the version that is
# built, or if nothing is said.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$here"

fail() {
  echo "release-notes.sh: $1" >&2
  exit 1
}

[ $# = 1 ] || fail "which tag? (v0.1.0)"
version=${1#v}
built=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' pom.xml)
[ "v$built" = "$1" ] || fail "the tag is $1, but pom.xml has the version $built"
[ -f CHANGELOG.md ] || fail "there is no CHANGELOG.md"

# from the heading of the version to the next one, or to the addresses of links at the end; blank lines around it stay behind
notes=$(awk -v heading="## [$version]" '
  index($0, "## ") == 1 { inside = index($0, heading) == 1; next }
  /^\[[^]]*\]: / { inside = 0 }
  inside && (NF || started) { started = 1; print }
' CHANGELOG.md)
[ -n "$notes" ] || fail "CHANGELOG.md says nothing of $version"
printf '%s\n' "$notes"
