# shellcheck shell=bash
# What deploy/test runs, and how it counts. Sourced, never run.

TOTAL_PASSED=0 TOTAL_FAILED=0 TOTAL_SKIPPED=0

count() {
  TOTAL_PASSED=$((TOTAL_PASSED + $1))
  TOTAL_FAILED=$((TOTAL_FAILED + $2))
  TOTAL_SKIPPED=$((TOTAL_SKIPPED + ${3:-0}))
}

one() { # SENTENCE COMMAND...
  local sentence=$1
  shift
  if "$@"; then
    count 1 0
  else
    count 0 1
    say "FAILED: $sentence"
  fi
}

# ---- Java ----

# Every module, unit and integration tests. The log has everything; here go the lines that tell how it stands.
run_java_tests() {
  local log=$1 code=0
  shift
  say "Java: mvn verify (all of its output: $log)"
  remove_reports
  (cd "$ROOT" && without_settings timeout --kill-after=30 "$GSTACKS_TEST_SECONDS" "$MVN" -B -ntp -fae "$@" verify) 2>&1 8>&- |
    tee "$log" | { grep --line-buffered -E 'Building gstacks|Tests run:|^\[ERROR\]|BUILD|SUCCESS|FAILURE' || true; } || code=$?
  count_reports
  [ "$code" -ne 124 ] && [ "$code" -ne 137 ] || say "mvn verify did not end within ${GSTACKS_TEST_SECONDS}s"
  # A build may fail without a failed test: one that does not compile, or is not formatted.
  [ "$code" -eq 0 ] || [ "$TOTAL_FAILED" -gt 0 ] || one "mvn verify ended with exit code $code; see $log" false
}

# The command with no gstacks setting in its environment: tests of defaults see the defaults.
without_settings() {
  local key unset=()
  while read -r key; do unset+=(-u "$key"); done < <(compgen -e GSTACKS_)
  env "${unset[@]}" "$@"
}

reports() { find "$ROOT" -path '*/target/*-reports/TEST-*.xml' -not -path '*/.git/*'; }
remove_reports() { reports | xargs -r rm -f; }

count_reports() {
  local report tests errors failures skipped
  while read -r report; do
    tests=$(suite_attribute tests "$report")
    errors=$(suite_attribute errors "$report")
    failures=$(suite_attribute failures "$report")
    skipped=$(suite_attribute skipped "$report")
    count $((tests - errors - failures - skipped)) $((errors + failures)) "$skipped"
  done < <(reports)
}

# The suite's own tag may go over several lines, but ends with the first >.
suite_attribute() { tr '\n' ' ' <"$2" | sed -E 's/^.*<testsuite ([^>]*)>.*$/\1/; s/^(.*[[:space:]])?'"$1"'="([0-9]+)".*$/\2/' | grep -E '^[0-9]+$' || echo 0; }

# ---- shell ----

run_shell_tests() {
  local script log passed failed
  for script in "$@"; do
    log=$TEST_HOME/log/$(basename "$script" .sh).log
    say "shell: ${script#"$ROOT"/}"
    timeout --kill-after=30 "$GSTACKS_TEST_SECONDS" "$script" 2>&1 </dev/null 8>&- | tee "$log" | { grep --line-buffered -vE '^  ok |^[0-9]+ passed' || true; } || true
    if [[ $(tail -n 1 "$log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
      say_more "${BASH_REMATCH[1]} passed, ${BASH_REMATCH[2]} failed in ${script##*/}"
      count "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
    else
      one "${script#"$ROOT"/} did not come to its end; see $log" false
    fi
  done
}

# Every script at least parses.
check_syntax() {
  local script
  while read -r script; do
    one "bash -n ${script#"$ROOT"/}" bash -n "$script"
  done < <(shell_scripts)
}

shell_scripts() {
  find "$ROOT/deploy" "$ROOT/.ci" -type f -not -path '*/target/*' -not -path '*/src/*' -print0 | sort -z |
    xargs -0 grep -lE '^#!/usr/bin/env bash|^# shellcheck shell=bash' || true
}
