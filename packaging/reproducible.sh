#!/bin/sh
# Builds the commit that is checked out twice, in two clean clones in two places, and compares the archives byte by byte.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for place in one another/place; do
  echo "building in $place" >&2
  git clone --quiet --local "$here" "$work/$place"
  (
    cd "$work/$place"
    mvn --batch-mode --quiet -pl packaging -am -DskipTests -Dspotless.check.skip -Djacoco.skip package
    packaging/archive.sh
  )
done
cmp "$work"/one/target/revaer-*.tar.gz "$work"/another/place/target/revaer-*.tar.gz
echo "the same bytes twice"
