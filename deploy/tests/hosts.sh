#!/usr/bin/env bash
# Two hosts, with an engine each. One of them falls away while it starts sandboxes: none of them may run twice, not for a
# moment, though a host is free. For real.
. "$(dirname "${BASH_SOURCE[0]}")/installation.bash"
OTHER=$TEST_DIR/o

# ---- the other host ----

on_other() { (GSTACKS_HOME=$OTHER GSTACKS_DOCKER_DIR=$OTHER/docker AGENT_HOME=$OTHER/agent && point_at_engine && "$@"); }
host_of() { sandbox "$1" | json_text host_id; }
connected() { record "/api/hosts/$1" | has '"status":"connected"'; }
images_to_other() { docker save gstacks/busybox:latest | on_other docker load; }

start_other_agent() {
  local options=(run --home "$AGENT_HOME" --server "$(reachable "$GSTACKS_GRPC_ADDR")")
  [ ! -s "$OTHER/run/bootstrap-token" ] || options+=(--token-file "$OTHER/run/bootstrap-token")
  jvm_of_agent "$BUILD"
  start_process agent "${JVM[@]}" "${options[@]}"
}

add_other() {
  mkdir -p "$OTHER"/{run,log}
  touch "$OTHER/.gstacks"
  make_token "$OTHER/run/bootstrap-token" "$(default_cluster)" 1
  on_other start_dockerd && images_to_other && with_build on_other start_other_agent
}

clean_up() {
  on_other "$DEPLOY/down" --purge || true
  "$DEPLOY/down" --purge
} >"$TEST_DIR/clean_up" 2>&1

# ---- what runs, whether an engine answers or not ----

# The sandbox of each container with a process, by the kernel's word for what runs and the engine's files for whose it is.
sandboxes_alive() {
  local container file
  cat /proc/[0-9]*/cgroup 2>/dev/null | grep -oE '/[0-9a-f]{64}$' | sort -u | while read -r container; do
    for file in "$GSTACKS_DOCKER_DIR/data/containers$container" "$OTHER/docker/data/containers$container"; do
      [ ! -e "$file/config.v2.json" ] || json_text dev.gstacks.sandbox_id <"$file/config.v2.json"
    done
  done
}

alive_twice() { sandboxes_alive | sort | uniq -d; }

# watch_for_twins FILE: looks again and again until FILE.over is there; what it finds stands in FILE.
watch_for_twins() {
  while [ ! -e "$1.over" ]; do
    alive_twice >>"$1" || true
    sleep 0.1
  done
}

other_runs() { # KEYS
  local id
  for id in $(acknowledged "$1" | ids_of); do ! is "$id" running || [ "$(host_of "$id")" != "$other" ] || return 0; done
  return 1
}

# falls_away KEYS KILL START: three users make sandboxes; when some are taken, a part of the first host is killed.
falls_away() {
  local user users=() ids
  for user in a b c; do
    create_in_turn '' "$1-$user"{1..8} &
    users+=($!)
  done
  check "some are taken" eventually 60 answered "$1" 6
  "$2"
  check "meanwhile some run on the other" eventually 60 other_runs "$1"
  check "it starts again" "$3"
  wait "${users[@]}"
  mapfile -t ids < <(acknowledged "$1" | ids_of)
  check "all ${#ids[@]} run" eventually 60 all_are running "${ids[@]}"
}

kill_engine() { kill_hard "$(engine_process)"; }
kill_agent() { kill_hard "$(agent_process)"; }

check "up" up
check "another host comes" add_other
check "it enrols" eventually 30 test -s "$OTHER/agent/identity.json"
other=$(AGENT_HOME=$OTHER/agent && of_identity hostId)
rm -f "$OTHER/run/bootstrap-token"
check "it is connected" eventually 30 connected "$other"

for turn in 1 2; do
  twins=$TEST_DIR/twins-$turn
  : >"$twins"
  watch_for_twins "$twins" &
  watcher=$!
  echo "The engine of one is killed while it starts sandboxes ($turn)."
  falls_away "engine$turn" kill_engine start_dockerd
  echo "The agent of one is killed while it starts sandboxes ($turn)."
  falls_away "agent$turn" kill_agent start_agent
  touch "$twins.over"
  wait "$watcher"
  check "none ran twice at any time" test ! -s "$twins"
done
mapfile -t ids < <(acknowledged '' | ids_of)
check "both hosts have some" test "$(for id in "${ids[@]}"; do host_of "$id"; done | sort -u | wc -l)" -eq 2
check "and each runs once" test "$(sandboxes_alive | sort -u | wc -l)" -eq "$(sandboxes_alive | wc -l)"
finish
