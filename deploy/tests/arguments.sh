#!/usr/bin/env bash
# The commands' words: help, wrong usage, directories that are not ours, two at once.
. "$(dirname "${BASH_SOURCE[0]}")/testing.bash"

for command in up down test images/build-base images/build-busybox; do
  check "deploy/$command --help" "$DEPLOY/$command" --help
  check "  has examples" output_has deploy/
  refuses "deploy/$command --nonsense" 2 "unknown argument: --nonsense" "$DEPLOY/$command" --nonsense
done

export GSTACKS_HOME=$TEST_DIR/home
refuses "up with a bad address" 2 "GSTACKS_HTTP_ADDR must be HOST:PORT" env GSTACKS_HTTP_ADDR=nowhere "$DEPLOY/up"
check "and nothing was made" test ! -e "$GSTACKS_HOME"
check "down without an installation is fine" "$DEPLOY/down"
check "purge too" "$DEPLOY/down" --purge

mkdir -p "$TEST_DIR/theirs"
touch "$TEST_DIR/theirs/thesis.tex"
refuses "up in a directory of other things" 2 "holds other things" env GSTACKS_HOME="$TEST_DIR/theirs" "$DEPLOY/up"
refuses "purge of a directory of other things" 2 "is not purged" env GSTACKS_HOME="$TEST_DIR/theirs" "$DEPLOY/down" --purge
check "it is untouched" test -e "$TEST_DIR/theirs/thesis.tex"
refuses "purge of /" 2 "is not purged" env GSTACKS_HOME=/ "$DEPLOY/down" --purge
refuses "purge of the checkout" 2 "is not purged" env GSTACKS_HOME="$ROOT" "$DEPLOY/down" --purge

mkdir -p "$GSTACKS_HOME/run" "$GSTACKS_HOME/log"
touch "$GSTACKS_HOME/.gstacks"
exec 5>>"$GSTACKS_HOME/run/lock"
flock 5
refuses "a second up gives up after its time" 4 "still works on" env GSTACKS_LOCK_SECONDS=1 "$DEPLOY/up"
check "having said that it waits" output_has "waiting for it, at most 1s"
refuses "down as well" 4 "still works on" env GSTACKS_LOCK_SECONDS=1 "$DEPLOY/down"
exec 5>&-
check "purge of an installation that never ran" "$DEPLOY/down" --purge
check "leaves nothing" test ! -e "$GSTACKS_HOME"

if [ "$(id -u)" -eq 0 ]; then
  mkdir -p "$TEST_DIR/closed/home"
  chmod 700 "$TEST_DIR/closed"
  refuses "as root, a place that PostgreSQL's user cannot enter" 2 "chmod o+x $TEST_DIR/closed" env GSTACKS_HOME="$TEST_DIR/closed/home" "$DEPLOY/up"
fi
finish
