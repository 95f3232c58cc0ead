#!/usr/bin/env bash
# Settings: where they come from, what is refused, what counts as an installation.
. "$(dirname "${BASH_SOURCE[0]}")/testing.bash"
for part in say settings; do . "$DEPLOY/lib/$part.sh"; done

value_of() { (
  load_settings "$TEST_DIR/a.env"
  echo "${!1}"
); }
is() { [ "$("${@:2}")" = "$1" ] || { "${@:2}"; return 1; }; }

printf '%s\n' '# words' '' 'GSTACKS_A=plain' 'GSTACKS_B="with blanks" ' "export GSTACKS_C='quoted'" 'GSTACKS_D=$(touch '"$TEST_DIR"'/executed)' >"$TEST_DIR/a.env"
check "a plain value" is plain value_of GSTACKS_A
check "quotes around a value are removed" is 'with blanks' value_of GSTACKS_B
check "export before a setting is fine" is quoted value_of GSTACKS_C
check "a value is never executed" is "\$(touch $TEST_DIR/executed)" value_of GSTACKS_D
check "and was not" test ! -e "$TEST_DIR/executed"
check "the environment wins over the file" is mine env GSTACKS_A=mine bash -c ". $DEPLOY/lib/say.sh; . $DEPLOY/lib/settings.sh; load_settings $TEST_DIR/a.env; echo \$GSTACKS_A"
echo 'not a setting' >"$TEST_DIR/bad.env"
refuses "a line that is no setting is refused" 2 "not KEY=VALUE: not a setting" load_settings "$TEST_DIR/bad.env"

check "host and port" check_address X 127.0.0.1:8080
check "a name and port" check_address X localhost:1
check "IPv6 and port" check_address X '[::1]:65535'
for bad in 8080 127.0.0.1 127.0.0.1: 127.0.0.1:0 127.0.0.1:65536 '::1:80' 'a b:1' ''; do
  refuses "no address: '$bad'" 2 "GSTACKS_HTTP_ADDR must be HOST:PORT" check_address GSTACKS_HTTP_ADDR "$bad"
done
check "every address is reached at loopback" is 127.0.0.1:80 reachable 0.0.0.0:80
check "every IPv6 address too" is '[::1]:80' reachable '[::]:80'
check "others are reached as they are" is 10.0.0.1:80 reachable 10.0.0.1:80

mkdir -p "$TEST_DIR"/{empty,ours/server,theirs}
touch "$TEST_DIR"/ours/{.gstacks,admin.key} "$TEST_DIR/theirs/report.doc"
check "a directory that is not there may become one" only_our_entries "$TEST_DIR/none"
check "an empty one too" only_our_entries "$TEST_DIR/empty"
check "an installation is one" is_installation "$TEST_DIR/ours"
refuses "an empty directory is no installation" 1 "" is_installation "$TEST_DIR/empty"
refuses "a directory with other things is none" 1 "" is_installation "$TEST_DIR/theirs"
touch "$TEST_DIR/ours/.hidden"
refuses "nor is one with hidden other things" 1 "" is_installation "$TEST_DIR/ours"

GSTACKS_HOME=$TEST_DIR/remembers
remember_setting GSTACKS_HTTP_ADDR 127.0.0.1:1
remember_setting GSTACKS_GRPC_ADDR 127.0.0.1:2
remember_setting GSTACKS_HTTP_ADDR 127.0.0.1:3
check "a setting is remembered once, the newest" is $'GSTACKS_GRPC_ADDR=127.0.0.1:2\nGSTACKS_HTTP_ADDR=127.0.0.1:3' cat "$GSTACKS_HOME/server/settings.env"
finish
