#!/usr/bin/env bash
# The whole: up, a sandbox, again, kills, down, up, a second installation beside it, purge. For real, on an engine of its own.
. "$(dirname "${BASH_SOURCE[0]}")/testing.bash"
. "$DEPLOY/lib/process.sh"
export GSTACKS_HOME=$TEST_DIR/h GSTACKS_DOCKER_DIR=$TEST_DIR/h/docker GSTACKS_HTTP_SANDBOX_IMAGE=gstacks/busybox:latest
export GSTACKS_HTTP_ADDR=127.0.0.1:$(free_port) GSTACKS_GRPC_ADDR=127.0.0.1:$(free_port)
FIRST=(GSTACKS_HOME="$GSTACKS_HOME" GSTACKS_HTTP_ADDR="$GSTACKS_HTTP_ADDR" GSTACKS_GRPC_ADDR="$GSTACKS_GRPC_ADDR")
SECOND=(GSTACKS_HOME="$TEST_DIR/h2" GSTACKS_HTTP_ADDR=127.0.0.1:"$(free_port)" GSTACKS_GRPC_ADDR=127.0.0.1:"$(free_port)")
AGENT_HOME=$GSTACKS_HOME/agent
clean_up() {
  env "${SECOND[@]}" GSTACKS_DOCKER_DIR="$GSTACKS_DOCKER_DIR" "$DEPLOY/down" --purge
  env "${FIRST[@]}" "$DEPLOY/down" --purge
} >"$TEST_DIR/clean_up" 2>&1

gstacks() { "$DEPLOY/gstacks" --config-file "$GSTACKS_HOME/config.json" "$@"; }
engine() { DOCKER_HOST=unix://$GSTACKS_DOCKER_DIR/docker.sock docker "$@"; }
first() { cat "$GSTACKS_HOME/first-sandbox"; }
container() { engine ps --quiet --no-trunc --filter "label=dev.gstacks.sandbox_id=$(first)"; }
mode_is() { [ "$(stat -c %a "$1")" = "$2" ]; }
pids() { echo "$(server_process) $(agent_process) $(cat "$GSTACKS_HOME/run/dockerd.pid")"; }
first_is() { gstacks sandbox get "$(first)" --json | grep -qE "\"status\" ?: ?\"$1\""; }
sandboxes() { gstacks sandbox list --json | grep -oE '"id" ?: ?"sbx_' | wc -l; }
nothing_runs() { ! server_process && ! agent_process && ! processes_of_home; }

# Those with a path of the installation on their command line: PostgreSQL and the engine too.
processes_of_home() {
  local entry words found=1
  for entry in /proc/[0-9]*; do
    { mapfile -d '' -t words <"$entry/cmdline"; } 2>/dev/null || continue
    [[ " ${words[*]}" != *"$GSTACKS_HOME/"* ]] || { found=0 && echo "${entry#/proc/}: ${words[*]}"; }
  done
  return "$found"
}

secret_is_hidden() {
  local key
  key=$(cut -d_ -f3 "$GSTACKS_HOME/admin.key")
  [ ${#key} -eq 64 ] || return 1
  ! grep -qs "$key" "$TEST_DIR"/up.* "$GSTACKS_HOME"/log/*.log /proc/[0-9]*/cmdline
}

up() { "$DEPLOY/up" 2>&1 | tee "$TEST_DIR/up.$1"; }

check "up, from nothing" up 1
check "says so" output_has "gstacks is up."
check "the first sandbox answered" output_has "Hello from"
check "the admin key is only its owner's" mode_is "$GSTACKS_HOME/admin.key" 600
check "so is the CLI's login" mode_is "$XDG_CONFIG_HOME/gstacks/config.json" 600
check "which the CLI finds" "$DEPLOY/gstacks" whoami
check "a command runs in the sandbox" gstacks sandbox exec "$(first)" -- sh -c 'echo kept >/home/sandbox/note && cat /workspace/note'
check "its output comes" output_has kept
check "the key is in no output, log or command line" secret_is_hidden
before=$(pids)
here=$(container)
check "the sandbox has a container" test -n "$here"

check "up again" up 2
check "starts nothing" test "$(pids)" = "$before"
check "makes no other sandbox" test "$(sandboxes)" = 1
refuses "an address for a control plane that runs elsewhere" 2 "run deploy/down first" env GSTACKS_HTTP_ADDR="127.0.0.1:$(free_port)" "$DEPLOY/up"
refuses "an address that is taken" 1 "choose another address with GSTACKS_HTTP_ADDR" env "${SECOND[@]}" GSTACKS_HTTP_ADDR="$GSTACKS_HTTP_ADDR" "$DEPLOY/up"

kill -KILL "$(agent_process)"
check "up after the agent was killed" up 3
check "the sandbox is running" eventually 10 first_is running
check "in the same container" test "$(container)" = "$here"
kill -KILL "$(server_process)"
check "up after the control plane was killed" up 4
check "the sandbox is running" eventually 10 first_is running
check "in the same container" test "$(container)" = "$here"

check "a second installation beside it" env "${SECOND[@]}" "$DEPLOY/up"
check "is another installation" test "$(engine ps --quiet | wc -l)" -eq 2
check "its purge" env "${SECOND[@]}" "$DEPLOY/down" --purge
check "leaves the first one's container alone" test "$(container)" = "$here"
check "and nothing of its own" test ! -e "$TEST_DIR/h2"
check "the first one's engine stays" test -n "$(engine ps --quiet)"

check "down" "$DEPLOY/down"
check "nothing runs" nothing_runs
check "down again is fine" "$DEPLOY/down"
check "up after down" up 5
check "the sandbox is running again" eventually 20 first_is running
check "with its workspace" gstacks sandbox exec "$(first)" -- cat /home/sandbox/note
check "as it was" output_has kept
check "there is still one sandbox" test "$(sandboxes)" = 1

check "down once more" "$DEPLOY/down"
check "purge of what is down" "$DEPLOY/down" --purge
check "nothing runs" nothing_runs
check "nothing is left" test ! -e "$GSTACKS_HOME"
check "nothing is mounted" test -z "$(grep -F "$TEST_DIR" /proc/self/mountinfo || true)"
check "the CLI is logged out" test ! -e "$XDG_CONFIG_HOME/gstacks/config.json"
finish
