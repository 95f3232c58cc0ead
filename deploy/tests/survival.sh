#!/usr/bin/env bash
# What dies and what lives on: agent, control plane, database, engine and a container, killed at work. For real.
. "$(dirname "${BASH_SOURCE[0]}")/installation.bash"

processes() { for id in "${RUNNING[@]}"; do container_process "$id"; done; }
all_live() { for pid in $1; do lives "$pid" || return 1; done; }
none_lives() { for pid in $1; do ! lives "$pid" || return 1; done; }
children() { cat "/proc/$1/task/$1/children"; }
named_once() { [ "$(api GET "/api/sandboxes?name=$1" | json_records | wc -l)" -eq 1 ]; }
all_named_once() { for key in "$@"; do named_once "$key" || return 1; done; }
host_has() { host | has "$1"; }
# A request that came into the outage may take its time; what counts is a new one.
writes() { local key=probe-${EPOCHREALTIME/[.,]/} && CALL_SECONDS=1 create "$key" && acknowledged "$key" | has "$key"; }
cli_shows() { gstacks host info "$(of_identity hostId)" | has "$1"; }
stopped_because() { sandbox "$1" | has "\"status\":\"stopped\",\"wanted\":\"running\",\"reason\":{\"code\":\"$2\""; }
activity_says() { activity "$1" | tee /dev/stderr | grep -qE "\"event\":\"sandbox.interrupted\"[^{]*\{[^}]*\"code\":\"$2\""; }

# The same answer again, to the letter.
repeats() {
  local key=$1 first
  first=$(cat "$ANSWERS/$key")
  create "$key" "$2"
  [ "$(cat "$ANSWERS/$key")" = "$first" ]
}
all_repeat() { # QUERY PREFIX
  local key
  for key in $(acknowledged "$2"); do repeats "$key" "$1" || return 1; done
}

check "up" up
create one '?wait=running'
create two '?wait=running'
RUNNING=("$(first)" "$(id_of one)" "$(id_of two)")
check "three sandboxes run" all_are running "${RUNNING[@]}"
before=$(processes)

echo "The agent is killed."
kill_hard "$(agent_process)"
check "its sandboxes are unreachable" eventually 5 all_are unreachable "${RUNNING[@]}"
check "and go on" all_live "$before"
start_agent >"$TEST_DIR/agent" 2>&1 &
check "after its start they are running again, under the same ids" eventually 20 all_are running "${RUNNING[@]}"
within "since its start" 5000 "$(date -r "$GSTACKS_HOME/run/agent.pid" +%s%3N)"
wait $!
check "in the same processes" test "$(processes)" = "$before"

echo "The control plane is killed while it makes sandboxes."
database=$(postmaster)
create_in_turn '' plain-{1..6} &
create_in_turn '?wait=running' waiting-a{1..3} &
create_in_turn '?wait=running' waiting-b{1..3} &
check "some are answered, and more are on their way" eventually 30 answered '' 6
kill_hard "$(server_process)"
wait
mapfile -t acknowledged < <(acknowledged '')
mapfile -t ids < <(acknowledged '' | ids_of)
check "not all were acknowledged" test "${#acknowledged[@]}" -lt 14
check "the control plane starts again" start_server
check "on the same PostgreSQL" test "$(postmaster)" = "$database"
check "each acknowledged sandbox (${#ids[@]}) runs, or says why not" eventually 40 settled "${ids[@]}"
check "none has two containers" test -z "$(twins)"
check "a repeat gets the same answer" all_repeat '' plain
check "also one that waited" all_repeat '?wait=running' waiting
rejected "another request under its key is refused" 422 idempotency_key_reused POST /api/sandboxes '{"name":"other"}' "Idempotency-Key: one"
create_in_turn '' plain-{1..6}
create_in_turn '?wait=running' waiting-{a,b}{1..3}
check "repeats of those that got no answer are acknowledged" test "$(acknowledged '' | wc -l)" -eq 14
check "every one is there, and once" all_named_once plain-{1..6} waiting-{a,b}{1..3}
mapfile -t ids < <(acknowledged '' | ids_of)
check "all run" eventually 40 all_are running "${ids[@]}"
check "none has two containers" test -z "$(twins)"

echo "PostgreSQL is killed while sandboxes are made."
helpers=$(children "$database")
create_in_turn '' journal-a{1..4} &
create_in_turn '?wait=running' journal-b{1..4} &
check "some are answered" eventually 30 answered journal 3
kill_hard "$database"
killed=$(millis)
check "its helpers end too" eventually 10 none_lives "$helpers"
check "new sandboxes are taken again" eventually 20 writes
within "since the kill" 5000 "$killed"
wait
check "another PostgreSQL runs" test "$(postmaster)" != "$database"
mapfile -t ids < <(acknowledged '' | ids_of)
check "each acknowledged sandbox (${#ids[@]}) runs" eventually 40 all_are running "${ids[@]}"
check "none has two containers" test -z "$(twins)"

echo "The engine stops."
stopped=$(id_of waiting-a1)
gone=$(id_of waiting-a2)
before=$(processes)
kill -TERM "$(engine_process)"
check "it ends" eventually 20 ended "$(cat "$GSTACKS_HOME/run/dockerd.pid")"
check "the host shows it" eventually 5 host_has '"eligible":false,"eligibility_reason":"runtime_unhealthy"'
check "the command line too" cli_shows 'healthy=false reason=the Docker Engine does not answer'
create impatient '?wait=running' '"queue_timeout_seconds":0'
check "nothing is placed on it" is "$(id_of impatient)" error
check "and the filters are counted" has '"details":{"filters":{"runtime_unhealthy":1}}' <"$ANSWERS/impatient"
create patient '' '"queue_timeout_seconds":600'
check "the containers go on" all_live "$before"
check "the engine starts again" start_dockerd
check "the sandboxes run" eventually 20 all_are running "${RUNNING[@]}"
check "in the same processes" test "$(processes)" = "$before"
check "and so does the one that waited" eventually 20 is "$(id_of patient)" running

echo "The engine is killed; meanwhile a sandbox dies and another is to be stopped."
pid=$(container_process "$gone")
kill_hard "$(engine_process)"
check "the host shows it" eventually 5 host_has '"eligibility_reason":"runtime_unhealthy"'
check "the containers go on" all_live "$before"
kill_hard "$pid"
check "a stop is taken" api POST "/api/sandboxes/$stopped/stop"
check "the engine starts again" start_dockerd
check "the host is well" eventually 20 host_has '"eligible":true'
check "the one is stopped" eventually 20 is "$stopped" stopped
check "the other runs again" eventually 20 is "$gone" running
check "in a new process" test "$(container_process "$gone")" != "$pid"
check "the rest runs" eventually 20 all_are running "${RUNNING[@]}"
check "in the same processes" test "$(processes)" = "$before"

echo "A container is removed behind the agent's back."
container=$(containers "$(first)")
check "removed" docker rm --force "$container"
check "the sandbox is stopped, and says why" eventually 10 stopped_because "$(first)" removed
check "it runs again" eventually 20 is "$(first)" running
check "in another container" test "$(containers "$(first)")" != "$container"
check "its activity tells" activity_says "$(first)" removed
finish
