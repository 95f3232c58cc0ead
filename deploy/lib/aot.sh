# shellcheck shell=bash
# Fast starts: the JVM keeps what it found out about the classes in a cache, made by a trial run of each program. A cache
# holds for one build and one JDK, and is kept with the build for the next installation. Without one everything works, only
# slower. Sourced, never run.
for part in jvm api bootstrap; do
  # shellcheck disable=SC1090
  . "$ROOT/deploy/lib/$part.sh"
done

TRIAL_HOSTS=4 TRIAL_CREATES=800

# ensure_caches BUILD STATE
ensure_caches() {
  local build=$1 kept
  [ "${GSTACKS_AOT:-on}" = on ] || return 0
  kept=$ROOT/target/aot/$2-$(sha256sum "$JAVA_HOME/release" "$ROOT/deploy/lib/jvm.sh" | sha256sum | cut -c1-16)
  if [ ! -f "$kept/complete" ]; then
    quietly "preparing fast starts (a trial run, once after each build)" "$GSTACKS_HOME/log/trial.log" make_caches "$build" "$kept" || {
      say_more "going on without: programs start slower"
      return 0
    }
  fi
  cp --reflink=auto "$kept/server.aot" "$build/server/classes.aot"
  cp --reflink=auto "$kept/agent.aot" "$build/agent/classes.aot"
}

make_caches() {
  local build=$1 kept=$2 code=0
  rm -rf "$ROOT/target/aot" "$build/trial"
  mkdir -p "$kept"
  (try_programs "$build" "$kept") || code=$?
  tail -n 20 "$build"/trial/log/*.log
  rm -rf "$build/trial"
  [ "$code" -eq 0 ] && starts_with "$kept/server.aot" jvm_of_server "$build" &&
    starts_with "$kept/agent.aot" jvm_of_agent "$build" && touch "$kept/complete"
}

# Whether the JVM comes up with the cache: one that it cannot use ends it at once, before any program.
starts_with() { # CACHE JVM_OF BUILD
  [ -s "$1" ] || return 1
  "$2" "$3"
  "${JVM[0]}" "-XX:AOTCache=$1" "${JVM[@]:1:${#JVM[@]}-3}" -version
}

# A control plane and an agent in a directory of their own. The caches are written when they end: with the classes that
# were loaded, and with what the JVM learned of the methods that were busy.
try_programs() {
  local build=$1 kept=$2
  GSTACKS_HOME=$build/trial AGENT_HOME=$build/trial/agent
  GSTACKS_HTTP_ADDR=$(free_address) GSTACKS_GRPC_ADDR=$(free_address)
  BASE_URL=http://$GSTACKS_HTTP_ADDR
  mkdir -p "$GSTACKS_HOME"/{run,log}
  trap end_trial EXIT
  jvm_of_server "$build"
  start_process server "${JVM[0]}" "-XX:AOTCacheOutput=$kept/server.aot" "${JVM[@]:1}" "$GSTACKS_HOME"
  wait_until "$GSTACKS_START_SECONDS" ready_or_gone $! && is_ready || return 1
  make_token "$GSTACKS_HOME/run/token" "$(default_cluster)" 1 || return 1
  jvm_of_agent "$build"
  start_process agent "${JVM[0]}" "-XX:AOTCacheOutput=$kept/agent.aot" "${JVM[@]:1}" \
    run --home "$AGENT_HOME" --server "$GSTACKS_GRPC_ADDR" --token-file "$GSTACKS_HOME/run/token"
  await_agent $! && busy_server
}

# What a control plane does all day, on simulated hosts: without it the first hundreds of creates take twice as long.
busy_server() {
  local cluster
  cluster=$(api POST /api/clusters '{"name":"trial"}' | json_text id) || return 1
  make_token "$GSTACKS_HOME/run/fleet-token" "$cluster" "$TRIAL_HOSTS" || return 1
  start_process fleet "${JVM[@]}" fleet --hosts "$TRIAL_HOSTS" --home "$GSTACKS_HOME/fleet" \
    --server "$GSTACKS_GRPC_ADDR" --token-file "$GSTACKS_HOME/run/fleet-token"
  wait_until "$GSTACKS_START_SECONDS" fleet_is_connected "$cluster" || return 1
  repeat_request POST "/api/sandboxes?wait=running" "$TRIAL_CREATES" \
    '{"cluster_id":"'"$cluster"'","image":"trial","resources":{"cpu_millis":10,"memory_mib":16,"disk_mib":16}}' || return 1
  repeat_request GET "/api/sandboxes?limit=20" 50
}

fleet_is_connected() {
  [ "$(api GET "/api/hosts?cluster_id=$1&status=connected&limit=200" | json_records | wc -l)" -eq "$TRIAL_HOSTS" ]
}

# repeat_request METHOD PATH TIMES [BODY]: a few at a time. The fragment, which is not sent, makes curl repeat it.
repeat_request() {
  local options=()
  [ -z "${4:-}" ] || options=(-H 'Content-Type: application/json' --data-binary "$4")
  admin_header | curl -sSf --max-time 120 --parallel --parallel-max 4 -o /dev/null -X "$1" -H @- "${options[@]}" \
    "$BASE_URL$2#[1-$3]"
}

end_trial() {
  local pid
  local fleet=(gstacks-agent fleet --hosts "$TRIAL_HOSTS" --home "$GSTACKS_HOME/fleet")
  if pid=$(find_process "$GSTACKS_HOME/run/fleet.pid" "${fleet[@]}"); then
    stop_process fleet "$pid" 60 "${fleet[@]}"
  fi
  if pid=$(agent_process); then
    stop_process agent "$pid" 60 gstacks-agent run --home "$AGENT_HOME"
  fi
  if pid=$(server_process); then
    stop_process server "$pid" 60 gstacks-server "$GSTACKS_HOME"
  fi
}
