#!/usr/bin/env bash
# The Docker Engine: a private one is started and stopped; one that is there already is used and stays up.
. "$(dirname "${BASH_SOURCE[0]}")/testing.bash"
for part in say settings packages process engine purge api; do . "$DEPLOY/lib/$part.sh"; done
load_settings "$DEPLOY/settings.env"
GSTACKS_HOME=$TEST_DIR/h AGENT_HOME=$TEST_DIR/h/agent GSTACKS_DOCKER_DIR=$TEST_DIR/h/docker
mkdir -p "$GSTACKS_HOME"/{run,log}
clean_up() {
  docker ps --all --quiet | xargs -r docker rm --force
  stop_engine
  GSTACKS_HOME=$TEST_DIR/theirs
  stop_engine
  kill "${other:-}"
  # dockerd mounts its data on itself, and a killed one leaves that behind.
  GSTACKS_HOME=$TEST_DIR
  remove_mounts
} >/dev/null 2>&1

is_stopped() { ! engine_answers && ! our_dockerd; }
kill_engine() { kill -KILL "$(our_dockerd)" && eventually 10 is_stopped; }
container_runs() { [ "$(docker inspect --format '{{.State.Running}}' kept)" = true ]; }
# As somebody else would: with a pid file of its own.
start_dockerd_of_others() {
  GSTACKS_HOME=$TEST_DIR/theirs && mkdir -p "$GSTACKS_HOME"/{run,log} && start_dockerd
}
same_pid() { [ "$(our_dockerd)" = "$1" ]; }

refuses "a path too long for a socket" 2 "too long" env GSTACKS_DOCKER_DIR="/$(printf 'x%.0s' {1..70})" \
  bash -c "for p in say settings engine; do . $DEPLOY/lib/\$p.sh; done; point_at_engine"
refuses "a DOCKER_HOST where nothing answers" 3 "no Docker Engine answers at DOCKER_HOST=unix:///nowhere" \
  env -u GSTACKS_DOCKER_DIR DOCKER_HOST=unix:///nowhere GSTACKS_HOME="$GSTACKS_HOME" \
  bash -c "for p in say settings packages process engine; do . $DEPLOY/lib/\$p.sh; done; ensure_engine"

point_at_engine
check "an engine that does not answer is started" ensure_engine
check "it answers" engine_answers
pid=$(our_dockerd)
check "again: it is used as it is" ensure_engine
check "and not started anew" same_pid "$pid"
check "a tiny image is made in it" "$DEPLOY/images/build-busybox"
check "an image that is there stays" "$DEPLOY/images/build-busybox"
check "which is said" output_has "is there"
check "a container runs in it" docker run --detach --name kept --network none gstacks/busybox sleep 600
check "stopping leaves it up for the container" stop_engine
check "which is said" output_has "stays up: 1 containers"
check "it still answers" engine_answers
check "it is killed" kill_engine
check "it comes back over its old pid file" ensure_engine
check "and the container ran on" container_runs
check "the container goes" docker rm --force kept
check "then it is stopped" stop_engine
check "it is gone" is_stopped

sleep 600 &
other=$!
disown
check "an engine of others is started" start_dockerd_of_others
echo "$other" >"$(engine_pidfile)"
check "one that is there is used" ensure_engine
check "it is not stopped, whatever a stale pid file says" stop_engine
check "it still answers" engine_answers
check "nor is the process that has the old pid" kill -0 "$other"
finish
