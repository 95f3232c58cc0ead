#!/usr/bin/env bash
# Kills agent, control plane, PostgreSQL, engine and containers at random while sandboxes are made, stopped, started and
# archived; then looks whether what must always hold does hold. The seed makes it the same run again, as far as time allows:
#   FAULTS_SEED=4711 FAULTS_SECONDS=600 deploy/tests/long/faults.sh
. "$(dirname "${BASH_SOURCE[0]}")/../installation.bash"
SEED=${FAULTS_SEED:-$((EPOCHSECONDS % 32768))}
RUN_SECONDS=${FAULTS_SECONDS:-600}
WORKERS=3 MOST_EACH=6
# One file for each sandbox whose create was acknowledged: what it should be.
WANTED=$TEST_DIR/wanted
mkdir "$WANTED"
OVER=$TEST_DIR/over

PIDS=()
clean_up() {
  [ "${#PIDS[@]}" -eq 0 ] || kill "${PIDS[@]}" 2>/dev/null || true
  "$DEPLOY/down" --purge
} >"$TEST_DIR/clean_up" 2>&1

# ---- the users ----

# asked KEY PATH BODY: as a good client, repeats the request under its key until there is an answer; prints it.
asked() {
  local answer status=
  while goes_on; do
    answer=$(CALL_SECONDS=20 call POST "$2" "$3" "Idempotency-Key: $1")
    status=${answer##*$'\n'}
    case $status in
      000 | 5?? | 429) sleep 0.3 ;;
      409) [[ $answer == *request_in_progress* ]] || break && sleep 0.3 ;;
      *) break ;;
    esac
  done
  printf '%s\n' "$answer"
  [[ $status == 2* ]]
}

# Until a minute after the end, for what was asked last wants its answer.
goes_on() { [ ! -e "$OVER" ] || [ $((EPOCHSECONDS - $(stat -c %Y "$OVER"))) -lt 60 ]; }

# live WORKER: those of the worker that are not archived.
live() { grep -LxF archived "$WANTED/$1".* 2>/dev/null || true; }

one_of() { [ $# -eq 0 ] || shuf -n 1 --random-source=<(yes "$RANDOM") -e -- "$@"; }

worker() {
  local me=$1 number=0 mine file action
  RANDOM=$((SEED + me))
  while [ ! -e "$OVER" ]; do
    number=$((number + 1))
    mapfile -t mine < <(live "$me")
    action=$((RANDOM % 10))
    if [ "${#mine[@]}" -lt 2 ] || { [ "$action" -lt 4 ] && [ "${#mine[@]}" -lt "$MOST_EACH" ]; }; then
      make "$me" "$number" || true
    else
      file=$(one_of "${mine[@]}")
      case $action in
        [0-5]) change "$file" "w$me-$number" stop stopped ;;
        [6-7]) change "$file" "w$me-$number" start running ;;
        *) change "$file" "w$me-$number" archive archived ;;
      esac || true
    fi
  done
}

make() {
  local answer
  answer=$(asked "w$1-$2" "/api/sandboxes$(one_of '' '?wait=running&timeout_seconds=10')" "{\"name\":\"w$1-$2\",$SMALL,\"queue_timeout_seconds\":600}") || return 1
  echo running >"$WANTED/$1.$(json_text id <<<"$answer")"
}

change() { # FILE KEY VERB STATUS
  asked "$2" "/api/sandboxes/${1##*.}/$3" '{}' >/dev/null && echo "$4" >"$1"
}

# ---- the faults ----

strike() {
  case $1 in
    agent) pid=$(agent_process) ;;
    server) pid=$(server_process) ;;
    database) pid=$(postmaster) ;;
    engine | engine-term) pid=$(engine_process) ;;
    container) pid=$(docker ps --quiet --no-trunc | shuf -n 1) ;;
  esac || return 0
  [ -n "$pid" ] || return 0
  case $1 in
    container) docker rm --force "$pid" ;;
    engine-term) kill -TERM "$pid" && eventually 30 ended "$pid" ;;
    *) kill_hard "$pid" ;;
  esac || return 0
} >>"$TEST_DIR/strikes" 2>&1

pause() { sleep "$((RANDOM % $1)).$((RANDOM % 10))"; }

strike_until() {
  local faults=(agent server database engine engine-term container) fault count=0
  while [ "$EPOCHSECONDS" -lt "$1" ]; do
    pause 8
    fault=$(one_of "${faults[@]}")
    strike "$fault"
    count=$((count + 1))
    # Now and then another one on top.
    [ $((RANDOM % 3)) -ne 0 ] || { pause 2 && strike "$(one_of "${faults[@]}")" && count=$((count + 1)); }
    pause 4
    "$DEPLOY/up" >"$TEST_DIR/up.$count" 2>&1 || { cat "$TEST_DIR/up.$count" && return 1; }
  done
  echo "        $count faults"
}

# ---- what must hold ----

wanted_files() { find "$WANTED" -type f -name "*.sbx_*"; }
not_there() { wanted_files | while read -r file; do sandbox "${file##*.}" >/dev/null 2>&1 || echo "${file##*.} is lost"; done; }
as_wanted() { # ID WANTED; one that could not be placed says so, and is nowhere
  local record
  record=$(sandbox "$1") || return 1
  has "\"status\":\"$2\"" <<<"$record" || { [ "$2" = running ] && has '"status":"error"' <<<"$record" && ! has '"reason":null' <<<"$record"; }
}
not_as_wanted() { wanted_files | while read -r file; do as_wanted "${file##*.}" "$(<"$file")" || echo "${file##*.} should be $(<"$file"): $(sandbox "${file##*.}")"; done; }
all_as_wanted() { [ -z "$(not_as_wanted)" ]; }
all_pages() { # one record a line
  local cursor=
  while :; do
    record "/api/sandboxes?limit=200${cursor:+&cursor=$cursor}" >"$TEST_DIR/page" || return 1
    json_records <"$TEST_DIR/page"
    cursor=$(sed -n 's/.*"next_cursor":"\([^"]*\)".*/\1/p' "$TEST_DIR/page")
    [ -n "$cursor" ] || return 0
  done
}
reserved_cpu() { host | sed 's/.*"reserved":{"cpu_millis":\([0-9]*\).*/\1/'; }
seated_cpu() { all_pages | grep -v '"host_id":null' | grep -vE '"status":"(archived|error)"' | sed 's/.*"resources":{"cpu_millis":\([0-9]*\).*/\1/' | awk '{sum += $1} END {print sum + 0}'; }
reservations_fit() { [ "$(reserved_cpu)" = "$(seated_cpu)" ]; }
# Containers that run, and whose sandbox should not.
unwanted() {
  docker ps --format '{{.Label "dev.gstacks.sandbox_id"}}' | while read -r id; do
    is "$id" running || echo "$id runs and is $(sandbox "$id")"
  done
}
says_nothing() { local said && said=$("$@") && [ -z "$said" ] || { echo "$said" && return 1; }; }
archived_stay() { wanted_files | while read -r file; do [ "$(<"$file")" != archived ] || is "${file##*.}" archived || echo "${file##*.} is archived no more"; done; }
archive_all() { all_pages | json_text_of_each id | while read -r id; do api POST "/api/sandboxes/$id/archive" '{}' >/dev/null || return 1; done; }
json_text_of_each() { while read -r line; do json_text "$1" <<<"$line"; done; }
its_processes() { # a path of the installation stands on their command lines
  local entry words
  for entry in /proc/[0-9]*; do
    { mapfile -d '' -t words <"$entry/cmdline"; } 2>/dev/null || continue
    [[ "${words[*]}" != *"$GSTACKS_HOME/"* ]] || echo "${entry#/proc/}: ${words[*]}"
  done
}
nothing_reserved() { [ "$(reserved_cpu)" = 0 ]; }

RANDOM=$SEED
echo "        FAULTS_SEED=$SEED FAULTS_SECONDS=$RUN_SECONDS"
check "up" up
for number in $(seq "$WORKERS"); do
  worker "$number" 2>>"$TEST_DIR/workers" &
  PIDS+=($!)
done
check "after each fault deploy/up brings it back" strike_until $((EPOCHSECONDS + RUN_SECONDS))
output_has faults && cat "$TEST_DIR/output"
touch "$OVER"
wait
check "up once more" up
echo "        $(wanted_files | wc -l) sandboxes, $(wanted_files | xargs grep -lxF archived | wc -l) of them archived"
check "there were some" test "$(wanted_files | wc -l)" -gt 10
check "every acknowledged create is there (I3)" says_nothing not_there
eventually 120 all_as_wanted || true
check "everything is as it was wanted" says_nothing not_as_wanted
check "no sandbox has two containers (I1)" says_nothing twins
check "none runs that should not" says_nothing unwanted
check "archived ones stay archived (I7)" says_nothing archived_stay
eventually 60 reservations_fit || true
check "what is reserved is what sandboxes hold (I2, I4)" test "$(reserved_cpu)" = "$(seated_cpu)"
check "all are archived" archive_all
check "then nothing is reserved (I4)" eventually 90 nothing_reserved
check "and no container is left" eventually 30 says_nothing docker ps --all --quiet
check "down, and away with it" "$DEPLOY/down" --purge
check "no process is left" says_nothing its_processes
check "no disk is held" test -z "$(losetup --list --noheadings --output BACK-FILE | grep -F "$TEST_DIR/" || true)"
finish
