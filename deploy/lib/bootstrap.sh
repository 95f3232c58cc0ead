# shellcheck shell=bash
# From nothing to a sandbox that answers: control plane, login of the CLI, agent, first sandbox. Sourced, never run.
# Every step looks first whether it is done, so that an interrupted start is simply begun again.

ensure_server() {
  local pid
  if pid=$(server_process); then
    check_addresses_of_server
    say "the control plane runs (pid $pid)"
  else
    refuse_taken_port GSTACKS_HTTP_ADDR "$GSTACKS_HTTP_ADDR"
    refuse_taken_port GSTACKS_GRPC_ADDR "$GSTACKS_GRPC_ADDR"
    say "starting the control plane on $GSTACKS_HTTP_ADDR (API) and $GSTACKS_GRPC_ADDR (agents) ..."
    echo "$GSTACKS_HTTP_ADDR $GSTACKS_GRPC_ADDR" >"$GSTACKS_HOME/run/server.addresses"
    jvm_of_server "$BUILD"
    start_process server "${JVM[@]}" "$GSTACKS_HOME"
    pid=$!
  fi
  wait_until "$GSTACKS_START_SECONDS" ready_or_gone "$pid" || true
  if ! is_ready; then
    show_end_of "$GSTACKS_HOME/log/server.log"
    die "$EXIT_FAILED" "the control plane is not ready; see $GSTACKS_HOME/log/server.log"
  fi
  [ -s "$GSTACKS_HOME/admin.key" ] || die "$EXIT_FAILED" "the control plane left no admin key at $GSTACKS_HOME/admin.key"
  say "the control plane is ready: $BASE_URL"
}

ready_or_gone() { is_ready || ! lives "$1"; }

# A control plane that runs stays where it is; moving it is for people to decide.
check_addresses_of_server() {
  local now
  now=$(cat "$GSTACKS_HOME/run/server.addresses" 2>/dev/null) || return 0
  [ "$now" = "$GSTACKS_HTTP_ADDR $GSTACKS_GRPC_ADDR" ] ||
    die "$EXIT_USAGE" "the control plane runs on ${now/ / and }; to move it to $GSTACKS_HTTP_ADDR and $GSTACKS_GRPC_ADDR, run deploy/down first"
}

refuse_taken_port() {
  ! port_is_taken "$(reachable "$2")" ||
    die "$EXIT_FAILED" "$2 is taken by another program; choose another address with $1, for example $1=${2%:*}:$((${2##*:} % 65535 + 1))"
}

# ---- the CLI's login ----

login_file() {
  case ${XDG_CONFIG_HOME:-} in
    /*) echo "$XDG_CONFIG_HOME/gstacks/config.json" ;;
    *) echo "$HOME/.config/gstacks/config.json" ;;
  esac
}

write_login() {
  local file=$1 directory
  directory=${file%/*}
  [ -d "$directory" ] || (umask 077 && mkdir -p "$directory")
  (umask 077 && printf '{\n  "base_url" : "%s",\n  "api_key" : "%s"\n}\n' "$BASE_URL" "$(<"$GSTACKS_HOME/admin.key")" >"$file.new")
  mv "$file.new" "$file"
}

# Sets CLI to how a person calls the CLI for this installation. A login that points elsewhere is left alone.
ensure_login() {
  local file stored
  api GET /api/whoami >/dev/null || die "$EXIT_FAILED" "the control plane does not accept the admin key in $GSTACKS_HOME/admin.key"
  file=$(login_file)
  CLI="deploy/gstacks"
  # The installation's own copy serves the scripts, and people when the standard place is taken.
  write_login "$GSTACKS_HOME/config.json"
  stored=
  [ ! -s "$file" ] || stored=$(json_text base_url <"$file" || true)
  if [ ! -e "$file" ] || [ "$stored" = "$BASE_URL" ]; then
    cmp -s "$file" "$GSTACKS_HOME/config.json" || write_login "$file"
    say "the CLI is logged in ($file)"
  else
    CLI="deploy/gstacks --config-file $GSTACKS_HOME/config.json"
    say "$file belongs to ${stored:-something else} and stays; for this installation:"
    say_more "$CLI ..."
    say_more "or: export GSTACKS_BASE_URL=$BASE_URL GSTACKS_API_KEY=\"\$(cat $GSTACKS_HOME/admin.key)\""
  fi
}

# ---- the agent of this machine ----

ensure_agent() {
  local pid options=(run --home "$AGENT_HOME" --server "$(reachable "$GSTACKS_GRPC_ADDR")") token_file=$GSTACKS_HOME/run/bootstrap-token
  # shellcheck disable=SC2064
  trap "rm -f '$token_file'" EXIT
  if pid=$(agent_process); then
    say "the agent runs (pid $pid)"
  else
    if [ ! -s "$AGENT_HOME/identity.json" ]; then
      say "enrolling this machine in the cluster default ..."
      make_token "$token_file" "$(default_cluster)" 1
      options+=(--token-file "$token_file")
    fi
    say "starting the agent ..."
    jvm_of_agent "$BUILD"
    MALLOC_ARENA_MAX=2 start_process agent "${JVM[@]}" "${options[@]}"
    pid=$!
  fi
  await_agent "$pid" || {
    show_end_of "$GSTACKS_HOME/log/agent.log"
    die "$EXIT_FAILED" "the agent is not connected${HOST_STATUS:+ (the control plane says: $HOST_STATUS)}; see $GSTACKS_HOME/log/agent.log"
  }
  rm -f "$token_file"
  of_identity installationId >"$GSTACKS_HOME/installation"
  say "this machine is connected as $(of_identity hostId) (pid $pid)"
}

default_cluster() {
  api GET '/api/clusters?limit=200' | json_records | grep '"name":"default"' | json_text id ||
    die "$EXIT_FAILED" "the control plane has no cluster named default"
}

# make_token FILE CLUSTER HOSTS: good for ten minutes, read by the agent from a file that only its owner can read.
make_token() {
  local file=$1 cluster=$2 hosts=$3 token
  token=$(api POST "/api/clusters/$cluster/tokens" '{"name":"deploy-up","ttl_seconds":600,"max_uses":'"$hosts"'}' | json_text token) ||
    die "$EXIT_FAILED" "the control plane gave no bootstrap token"
  (umask 077 && printf '%s\n' "$token" >"$file")
}

await_agent() {
  HOST_STATUS=
  wait_until "$GSTACKS_START_SECONDS" connected_or_gone "$1" && [ "$HOST_STATUS" = connected ]
}

connected_or_gone() {
  local host
  lives "$1" || return 0
  host=$(of_identity hostId 2>/dev/null) || return 1
  HOST_STATUS=$(api GET "/api/hosts/$host" 2>/dev/null | json_text status) || return 1
  [ "$HOST_STATUS" = connected ]
}

# ---- the first sandbox ----

# Made once. The key makes a repeat after an interruption the same request; the file remembers it for ever.
ensure_first_sandbox() {
  local answer id status file=$GSTACKS_HOME/first-sandbox
  if [ -s "$file" ]; then
    await_sandboxes
    return 0
  fi
  say "creating the sandbox first ..."
  answer=$(api POST '/api/sandboxes?wait=running&timeout_seconds=60' '{"name":"first"}' "Idempotency-Key: deploy-up-first-sandbox") ||
    die "$EXIT_FAILED" "no sandbox could be created"
  id=$(json_text id <<<"$answer")
  status=$(json_text status <<<"$answer")
  echo "$id" >"$file"
  [ "$status" = running ] || die "$EXIT_FAILED" "the sandbox $id is $status: $(json_text message <<<"$answer" || true); see: $CLI sandbox events $id"
  say "$id is running. A command in it:"
  show_first_command "$id"
}

show_first_command() {
  local id=$1 command='echo "Hello from $(hostname), $(uname -sm)"; id'
  say_more "\$ $CLI sandbox exec first -- sh -c '$command'"
  "$ROOT/deploy/gstacks" --config-file "$GSTACKS_HOME/config.json" sandbox exec "$id" -- sh -c "$command" | sed 's/^/          /' ||
    die "$EXIT_FAILED" "the command did not run in the sandbox $id"
}

# After a start every sandbox returns to its wanted status; that takes the control plane a moment.
await_sandboxes() {
  if wait_until "$GSTACKS_SETTLE_SECONDS" sandboxes_settled; then
    say "sandboxes on this machine: $(count_sandboxes running) running, $(count_sandboxes stopped) stopped"
  else
    say "some sandboxes are not yet as they should be; see: $CLI sandbox list"
  fi
}

sandboxes_here() {
  api GET "/api/sandboxes?limit=200&host_id=$(of_identity hostId)" | json_records
}

sandboxes_settled() {
  local records
  records=$(sandboxes_here | grep '"wanted":"running"' || true)
  ! grep -vE '^$|"status":"(running|error)"' <<<"$records" >/dev/null
}

count_sandboxes() { sandboxes_here | grep -c "\"status\":\"$1\"" || true; }
