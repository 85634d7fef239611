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

heading=$(grep -E '^## ' CHANGELOG.md | tr -d '[]' | grep -F "## $version - ") || fail "CHANGELOG.md has no section of $version"
case $heading in
  *' - '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) ;;
  *) fail "CHANGELOG.md has no date for $version: $heading" ;;
esac
# from its heading to the next one, or to the addresses of links at the end; blank lines around it stay behind
notes=$(awk -v heading="$heading" '
  index($0, "## ") == 1 { plain = $0; gsub(/[][]/, "", plain); inside = plain == heading; next }
  /^\[[^]]*\]: / { inside = 0 }
  inside && (NF || started) { started = 1; print }
' CHANGELOG.md)
[ -n "$notes" ] || fail "CHANGELOG.md says nothing of $version"
printf '%s\n' "$notes"
