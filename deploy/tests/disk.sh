#!/usr/bin/env bash
# Full disks: of the database, of the agent, of the engine. A clear word, nothing lost, and service again once there is room.
. "$(dirname "${BASH_SOURCE[0]}")/installation.bash"
export GSTACKS_HTTP_SANDBOX_USUAL_DISK_MIB=8 GSTACKS_AGENT_WORKSPACE_DEFAULT_MIB=8

small_disk() { # DIRECTORY MIB: a disk of its own for it
  local image=$TEST_DIR/${1##*/}.ext4
  truncate -s "$2M" "$image"
  mkfs.ext4 -q -F -m 0 "$image"
  mkdir -p "$1"
  mount -o loop "$image" "$1"
}
fill() {
  cat /dev/zero >"$1/filler" 2>"$TEST_DIR/fill" || true
  sync -f "$1"
}
make_room() { rm "$1/filler"; }
# A new sandbox that fits nowhere: rows, and no container.
write() { create "row-${EPOCHREALTIME/[.,]/}" '' '"tags":["none"],"queue_timeout_seconds":0'; }
newest() { find "$ANSWERS" -name "row-*" | sort | tail -n 1; }
write_fails() { write && ! tail -n 1 "$(newest)" | has 201; }
write_works() { write && tail -n 1 "$(newest)" | has 201; }
newest_says() { has "$1" <"$(newest)"; }
not_ready() { curl -s "$BASE_URL/readyz" | has "$1"; }
all_there() { for id in $(acknowledged '' | ids_of); do sandbox "$id" >/dev/null || return 1; done; }
says() { sandbox "$1" | has "$2"; } # ID TEXT
host_has() { host | has "$1"; }
ready() { is_ready; }

small_disk "$GSTACKS_HOME/server" 300
small_disk "$GSTACKS_HOME/agent" 128
small_disk "$GSTACKS_HOME/docker" 128
check "up" up

echo "The database's disk is full."
fill "$GSTACKS_HOME/server"
check "a write fails sooner or later" eventually 60 write_fails
check "with 503" newest_says 503
check "saying that the disk is full" newest_says '"code":"storage_full"'
check "and that it may work later" newest_says '"retryable":true'
check "the control plane is not ready" eventually 5 not_ready 'the disk of the database is full'
check "but answers" is "$(first)" running
kill_hard "$(postmaster)"
write
check "PostgreSQL killed in this state is no other answer" newest_says '"retryable":true'
make_room "$GSTACKS_HOME/server"
check "with room again, so are writes" eventually 20 write_works
check "the control plane is ready again" eventually 30 ready
check "everything acknowledged is there" all_there
kill_hard "$(server_process)"
kill_hard "$(postmaster)"
check "also after both were killed" start_server
check "everything acknowledged is there" all_there

echo "The agent's disk is full."
fill "$GSTACKS_HOME/agent"
create crowded '?wait=running&timeout_seconds=2' '"queue_timeout_seconds":600'
check "a new sandbox says why it does not run" says "$(id_of crowded)" 'disk'
check "the running one runs" is "$(first)" running
kill_hard "$(agent_process)"
check "an agent starts on a full disk" start_agent
check "and finds its sandbox" eventually 10 is "$(first)" running
make_room "$GSTACKS_HOME/agent"
create roomy '?wait=running&timeout_seconds=30'
check "with room again a new sandbox runs" is "$(id_of roomy)" running
check "and so does the one from before" eventually 30 is "$(id_of crowded)" running

echo "The engine's disk is full."
fill "$GSTACKS_HOME/docker"
create cramped '?wait=running&timeout_seconds=5'
check "a new sandbox says why it does not run" says "$(id_of cramped)" '"code":"disk_full"'
check "the running one runs" is "$(first)" running
make_room "$GSTACKS_HOME/docker"
check "with room again it runs, or can be started" eventually 40 settled "$(id_of cramped)"
check "as it should" api POST "/api/sandboxes/$(id_of cramped)/start?wait=running" '{}'
check "and does" is "$(id_of cramped)" running
finish
