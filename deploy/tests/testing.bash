# shellcheck shell=bash
# The least that a shell test needs. A test sources this file, calls check and refuses, and ends with finish.
# Each runs in a directory of its own, in TEST_DIR, which goes away with it.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PATH=$PATH:/usr/sbin:/sbin
DEPLOY=$ROOT/deploy
PASSED=0 FAILED=0
TEST_DIR=$(mktemp -d "${TMPDIR:-/tmp}/gst.XXXXXX")
# PostgreSQL's user must get through.
chmod 755 "$TEST_DIR"
# What the person who runs the tests has set must not matter.
unset GSTACKS_HOME GSTACKS_HTTP_ADDR GSTACKS_GRPC_ADDR GSTACKS_BASE_URL GSTACKS_API_KEY GSTACKS_DOCKER_DIR SAY_STARTED
export XDG_CONFIG_HOME=$TEST_DIR/config
clean_up() { :; }
trap 'clean_up; rm -rf "$TEST_DIR"' EXIT

pass() {
  PASSED=$((PASSED + 1))
  printf '  ok    %s\n' "$1"
}

fail() {
  FAILED=$((FAILED + 1))
  printf '  FAIL  %s\n' "$1"
  [ ! -s "$TEST_DIR/output" ] || sed 's/^/        /' "$TEST_DIR/output"
}

# check SENTENCE COMMAND...: the command succeeds.
check() {
  local sentence=$1
  shift
  run "$@"
  if [ "$CODE" -eq 0 ]; then pass "$sentence"; else fail "$sentence (exit code $CODE)"; fi
}

# refuses SENTENCE CODE TEXT COMMAND...: the command ends with this code and says this text.
refuses() {
  local sentence=$1 wanted=$2 text=$3
  shift 3
  run "$@"
  if [ "$CODE" -eq "$wanted" ] && { [ -z "$text" ] || output_has "$text"; }; then
    pass "$sentence"
  else
    fail "$sentence (exit code $CODE, wanted $wanted and the text: $text)"
  fi
}

# Sets CODE; the output goes to a file, for output_has. In a subshell, for the command may end it.
run() {
  CODE=0
  if [ "$1" = output_has ]; then
    "$@" || CODE=$?
  else
    ("$@") >"$TEST_DIR/output" 2>&1 || CODE=$?
  fi
}

# output_has TEXT: whether the command before this one printed it.
output_has() { grep -qF -- "$1" "$TEST_DIR/output"; }

free_port() {
  local port
  while :; do
    port=$((10000 + RANDOM % 20000))
    (exec 7<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

# eventually SECONDS COMMAND...
eventually() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

finish() {
  echo "$PASSED passed, $FAILED failed"
  [ "$FAILED" -eq 0 ]
}
