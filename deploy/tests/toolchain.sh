#!/usr/bin/env bash
# The JDK and Maven: fetched from a local server by checksum, or refused with a reason.
. "$(dirname "${BASH_SOURCE[0]}")/testing.bash"
for part in say settings packages fetch java process toolchain; do . "$DEPLOY/lib/$part.sh"; done
load_settings "$DEPLOY/settings.env"
GSTACKS_HOME=$TEST_DIR/home
mkdir -p "$GSTACKS_HOME/log"
clean_up() { kill "${server:-}" 2>/dev/null || true; }

# A JDK as far as anybody asks it: a directory, a release file, programs that say 25.
make_archive() {
  local top=$TEST_DIR/made/jdk-25.0.3+9 program
  mkdir -p "$top/bin"
  echo 'JAVA_VERSION="25.0.3"' >"$top/release"
  for program in java javac; do
    printf '#!/bin/sh\necho "%s 25.0.3 2026-04-21" && echo "openjdk version \\"25.0.3\\"" >&2\n' "$program" >"$top/bin/$program"
  done
  chmod +x "$top"/bin/*
  tar -czf "$TEST_DIR/www/jdk.tar.gz" -C "$TEST_DIR/made" jdk-25.0.3+9
}

mkdir "$TEST_DIR/www"
make_archive
echo 'no archive' >"$TEST_DIR/www/broken.tar.gz"
sha256_of() { sha256sum "$TEST_DIR/www/$1" | cut -d' ' -f1; }
port=$(free_port)
busybox httpd -f -p "127.0.0.1:$port" -h "$TEST_DIR/www" &
server=$!
disown
eventually 5 port_is_taken "127.0.0.1:$port"
www=http://127.0.0.1:$port
jdk=$GSTACKS_HOME/toolchain/jdk-25
log=$GSTACKS_HOME/log/jdk.log
nothing_left() { [ -z "$(ls -A "$GSTACKS_HOME/toolchain" 2>/dev/null)" ]; }
with_jdk_at() { (export GSTACKS_JDK_URL=$1 GSTACKS_JDK_SHA256=$2 && shift 2 && "$@"); }

wrong=$(printf '0%.0s' {1..64})
refuses "a wrong checksum" 1 "wrong checksum: $www/jdk.tar.gz has SHA-256 $(sha256_of jdk.tar.gz), and $wrong is asked for" with_jdk_at "$www/jdk.tar.gz" "$wrong" fetch_jdk "$log"
check "nothing of it stays" nothing_left
refuses "no checksum" 3 "will not fetch a JDK from $www/jdk.tar.gz without its checksum; set GSTACKS_JDK_SHA256" with_jdk_at "$www/jdk.tar.gz" "" fetch_jdk "$log"
refuses "something that is no checksum" 1 "no SHA-256 is set" with_jdk_at "$www/jdk.tar.gz" "latest" fetch_jdk "$log"
refuses "an address with nothing there" 1 "could not fetch $www/none.tar.gz" with_jdk_at "$www/none.tar.gz" "$wrong" fetch_jdk "$log"
refuses "what is no archive" 1 "could not unpack" with_jdk_at "$www/broken.tar.gz" "$(sha256_of broken.tar.gz)" fetch_jdk "$log"
refuses "a file of this machine" 1 "could not fetch" with_jdk_at "file://$TEST_DIR/www/jdk.tar.gz" "$(sha256_of jdk.tar.gz)" fetch_jdk "$log"
check "nothing stays of any" nothing_left

check "the right one is fetched" with_jdk_at "$www/jdk.tar.gz" "$(sha256_of jdk.tar.gz)" fetch_jdk "$log"
check "and unpacked" test -x "$jdk/bin/javac"
found_by() { JAVA_HOME=$1 find_java25 && [ "$java25_home" = "$2" ]; }
check "and found by JAVA_HOME" found_by "$jdk" "$jdk"
touch "$jdk/leftover"
check "it can be fetched again" with_jdk_at "$www/jdk.tar.gz" "$(sha256_of jdk.tar.gz)" fetch_jdk "$log"
check "whole and new" test ! -e "$jdk/leftover"

address_for() { jdk_address "$1" && [[ $url == https://*"$2"* && $sha256 =~ ^[0-9a-f]{64}$ ]]; }
check "an address and checksum are pinned for x86_64" address_for X86_64 x64_linux
check "and for aarch64" address_for AARCH64 aarch64_linux
refuses "not for other machines" 1 "" address_for SPARC ""

check "Maven 3.8.7 is new enough" is_new_maven 3.8.7
check "3.9.11 too" is_new_maven 3.9.11
for old in 3.6.3 3.8.6 4.0.0 ''; do refuses "Maven '$old' is not" 1 "" is_new_maven "$old"; done

# apt has more to say of a package than its candidate, and says it after that.
apt-cache() { printf 'maven:\n  Candidate: 3.8.7-1\n' && yes '  500 a mirror' | head -n 100000 2>/dev/null; }
check "a package that apt has is found" has_candidate maven
check "and its version" apt_has_new_maven
finish
