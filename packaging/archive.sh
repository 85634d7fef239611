#!/bin/sh
# Makes target/revaer-<version>-linux-<machine>.tar.gz of what 'mvn package' has built: Revaer with a Java of its own, which
# runs wherever it is unpacked. The same commit gives the same bytes, see reproducible.sh.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$here"

fail() {
  echo "archive.sh: $1" >&2
  exit 1
}

# The JDK that the archive's Java is taken from.
find_jdk() {
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -x "$home/bin/jlink" ] && grep -q '^JAVA_VERSION="25' "$home/release" 2> /dev/null; then
      echo "$home"
      return
    fi
  done
  fail "no JDK 25 with jlink in JAVA_HOME or /usr/lib/jvm"
}

sbom=packaging/target/revaer.cdx.json
notices=packaging/target/THIRD-PARTY.txt
for file in app/target/revaer-app.jar cli/target/revaer-cli.jar "$sbom" "$notices"; do
  [ -f "$file" ] || fail "$file is not there; run 'mvn -pl packaging -am -DskipTests package' first"
done
jdk=$(find_jdk)
version=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' pom.xml)
machine=$(uname -m)
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct)}"
export SOURCE_DATE_EPOCH
name=revaer-$version-linux-$machine
work=$here/target/archive
root=$work/$name
rm -rf "$work"
mkdir -p "$root/bin" "$root/lib/lib" "$root/lib/preload" "$root/share"

# Libraries of the service and of the command line are of one build, so those of one name are one file. Natives for other
# machines stay behind.
cp app/target/revaer-app.jar cli/target/revaer-cli.jar "$root/lib/"
cp app/target/lib/*.jar "$root/lib/lib/"
cp cli/target/lib/*.jar "$root/lib/lib/"
rm -f "$root"/lib/lib/*-osx-* "$root"/lib/lib/*-windows-*
case $machine in
  x86_64) rm -f "$root"/lib/lib/*-linux-aarch_64.jar ;;
  aarch64) rm -f "$root"/lib/lib/*-linux-x86_64.jar ;;
esac
# Whatever is shipped is in the bill of materials, as it is; but for the native that was built here. Maven makes no such bill
# offline, so there may be one of an earlier build.
for jar in "$root"/lib/*.jar "$root"/lib/lib/*.jar; do
  case $machine/${jar##*/} in
    aarch64/libtorrent4j-linux-*.jar) continue ;;
  esac
  grep -q "$(sha256sum "$jar" | cut -c 1-64)" "$sbom" || fail "${jar##*/} is not in $sbom; build it online, without -o"
done

# What the code needs, and what nothing but its use tells: old encodings of names in archives, and jcmd to look into a
# service that is in trouble.
modules=$("$jdk/bin/jdeps" --print-module-deps --ignore-missing-deps --recursive --multi-release 25 \
  --class-path "$root/lib/lib/*" "$root/lib/revaer-app.jar" "$root/lib/revaer-cli.jar")
case $modules in
  *[!a-z0-9.,]* | '') fail "jdeps says: $modules" ;;
esac
"$jdk/bin/jlink" --add-modules "$modules,jdk.charsets,jdk.crypto.ec,jdk.jcmd,jdk.zipfs" --output "$root/runtime" \
  --compress zip-0 --no-header-files --no-man-pages --generate-cds-archive
cp "$root/runtime/lib/libjsig.so" "$root/lib/preload/"
"$root/runtime/bin/java" -version 2> /dev/null || fail "the Java that jlink made does not start"

cp packaging/launcher "$root/bin/revaer"
cp docs/install.md packaging/revaer.service packaging/revaer.sysusers packaging/revaer-postgresql.conf "$sbom" "$notices" "$root/share/"
mkdir -p "$root/share/man/man1" "$root/share/bash-completion/completions" "$root/share/zsh/site-functions" "$root/share/fish/vendor_completions.d"
cp cli/target/man/*.1 "$root/share/man/man1/"
completion() {
  "$root/runtime/bin/java" -jar "$root/lib/revaer-cli.jar" completion "$1"
}
completion bash > "$root/share/bash-completion/completions/revaer"
completion zsh > "$root/share/zsh/site-functions/_revaer"
completion fish > "$root/share/fish/vendor_completions.d/revaer.fish"
# the guides, what they name, and the licence
cp docs/*.md packaging/revaer-backup.service packaging/revaer-backup.timer "$root/share/"
cp -R docs/monitoring "$root/share/"
cp LICENSE "$root/"
# Tells builds apart, so that none starts from what the JVM learnt of another.
echo "$version-$(cd "$root" && cat lib/*.jar lib/lib/*.jar runtime/release | sha256sum | cut -c 1-12)" > "$root/lib/build"

find "$root" -type d -exec chmod 755 {} +
find "$root" -type f -exec chmod go-w,a+r {} +
chmod 755 "$root/bin/revaer"
tar --create --directory "$work" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
  --format=posix --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime "$name" \
  | gzip --no-name --best > "target/$name.tar.gz"
rm -rf "$work"
(cd target && sha256sum "$name.tar.gz" | tee "$name.tar.gz.sha256")
