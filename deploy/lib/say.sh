# shellcheck shell=bash
# What the commands of deploy/ say and how they end. Sourced, never run.

# Exit codes: 0 done, 1 it failed, 2 wrong usage, 3 something must be installed by hand, 4 another one is at work.
readonly EXIT_FAILED=1 EXIT_USAGE=2 EXIT_MISSING=3 EXIT_BUSY=4

# Commands that call each other count from the same moment.
export SAY_STARTED=${SAY_STARTED:-${EPOCHREALTIME/[.,]/}}

# A line of progress, after the seconds since the command began.
say() {
  local tenths=$(((${EPOCHREALTIME/[.,]/} - SAY_STARTED) / 100000))
  printf '%5d.%ds  %s\n' $((tenths / 10)) $((tenths % 10)) "$*"
}

# A line that belongs to the one before.
say_more() { printf '          %s\n' "$*"; }

complain() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# die CODE TEXT...
die() {
  local code=$1
  shift
  complain "$*"
  exit "$code"
}

# quietly TEXT LOG COMMAND...: runs the command with its output in the log, and says every 20 s that it
# still runs. When it fails, the end of the log is shown and the log is named. Locks (descriptors 8 and 9) are not
# handed on: something that stays behind would hold them.
quietly() {
  local text=$1 log=$2 ticker code=0
  shift 2
  say "$text ..."
  still_running "$text" 8>&- 9>&- &
  ticker=$!
  "$@" >"$log" 2>&1 </dev/null 8>&- 9>&- || code=$?
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  [ "$code" -eq 0 ] && return 0
  complain "$text: failed (exit code $code). The end of $log:"
  tail -n 20 "$log" | sed 's/^/    /' >&2
  return "$code"
}

still_running() {
  while sleep 20 >/dev/null 2>&1; do say "  still $1"; done
}

# The last lines of a log, indented, on standard error.
show_end_of() {
  [ -s "$1" ] || return 0
  complain "the end of $1:"
  tail -n "${2:-15}" "$1" | cut -c1-400 | sed 's/^/    /' >&2
}
