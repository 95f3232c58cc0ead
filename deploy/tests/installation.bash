# shellcheck shell=bash
# A whole installation of the test's own, on an engine of its own, whose parts are killed and started one at a time.
# A test sources this file instead of testing.bash, begins with up, and ends with finish.
. "$(dirname "${BASH_SOURCE[0]}")/testing.bash"
for part in say settings java process engine jvm api bootstrap; do
  # shellcheck disable=SC1090
  . "$DEPLOY/lib/$part.sh"
done
export GSTACKS_HOME=$TEST_DIR/h GSTACKS_DOCKER_DIR=$TEST_DIR/h/docker GSTACKS_HTTP_SANDBOX_IMAGE=gstacks/busybox:latest
GSTACKS_HTTP_ADDR=127.0.0.1:$(free_port) GSTACKS_GRPC_ADDR=127.0.0.1:$(free_port)
settle "$ROOT"
point_at_engine
ANSWERS=$TEST_DIR/answers
mkdir "$ANSWERS"
# So little that many fit on any machine.
SMALL='"resources":{"cpu_millis":10,"memory_mib":16,"disk_mib":8}'
clean_up() { "$DEPLOY/down" --purge; } >"$TEST_DIR/clean_up" 2>&1

up() { "$DEPLOY/up"; }
gstacks() { "$DEPLOY/gstacks" --config-file "$GSTACKS_HOME/config.json" "$@"; }
first() { cat "$GSTACKS_HOME/first-sandbox"; }
millis() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }

# within SENTENCE MOST FROM: the milliseconds since FROM are at most so many; prints them.
within() {
  local took=$(($(millis) - $3))
  check "$1: $took ms, at most $2" test "$took" -le "$2"
}

# ---- its parts, one at a time, as deploy/up starts them ----

with_build() {
  BUILD=$(realpath "$GSTACKS_HOME/build/current")
  find_java25
  export JAVA_HOME=$java25_home
  "$@"
}

start_server() { (with_build ensure_server); }
start_agent() { (with_build ensure_agent); }
engine_process() { our_dockerd; }
postmaster() { head -n 1 "$GSTACKS_HOME/server/postgres/postmaster.pid"; }

# kill_hard PID: at once and without a word, as when memory runs out. Returns when it is gone.
kill_hard() {
  kill -KILL "$1"
  eventually 10 ended "$1"
}

ended() { ! lives "$1"; }

# ---- the API ----

# call METHOD PATH [BODY [HEADER...]]: prints the answer's body, then its status on a line of its own; 000 without one.
call() {
  local header options=()
  for header in "${@:4}"; do options+=(-H "$header"); done
  [ -z "${3:-}" ] || options+=(-H 'Content-Type: application/json' --data-binary "$3")
  admin_header | curl -s --max-time "${CALL_SECONDS:-100}" -X "$1" -H @- "${options[@]}" -w '\n%{http_code}\n' "$BASE_URL$2" || true
}

# rejected SENTENCE STATUS CODE CALL...: the API answers with this status and this code.
rejected() {
  local sentence=$1 status=$2 code=$3
  shift 3
  run call "$@"
  if [ "$(tail -n 1 "$TEST_DIR/output")" = "$status" ] && [ "$(json_text code <"$TEST_DIR/output")" = "$code" ]; then
    pass "$sentence ($status $code)"
  else
    fail "$sentence (wanted $status $code)"
  fi
}

# create KEY [QUERY [MEMBERS]]: a small sandbox named as its Idempotency-Key; the answer goes to ANSWERS/KEY.
create() {
  local answer
  answer=$(call POST "/api/sandboxes${2:-}" "{\"name\":\"$1\",$SMALL${3:+,$3}}" "Idempotency-Key: $1")
  printf '%s\n' "$answer" >"$ANSWERS/$1.new"
  mv "$ANSWERS/$1.new" "$ANSWERS/$1"
}

# create_in_turn QUERY KEY...
create_in_turn() {
  local query=$1 key
  shift
  for key in "$@"; do create "$key" "$query"; done
}

answers() { find "$ANSWERS" -type f -name "$1*" ! -name '*.new' -printf '%f\n'; } # PREFIX
answered() { [ "$(answers "$1" | wc -l)" -ge "$2" ]; }                           # PREFIX COUNT
acknowledged() { answers "$1" | while read -r key; do ! grep -qxE '2[0-9][0-9]' "$ANSWERS/$key" || echo "$key"; done; }
id_of() { json_text id <"$ANSWERS/$1"; }
ids_of() { while read -r key; do id_of "$key"; done; }

# In one line, and without blanks around its colons.
record() { api GET "$1" | tr -d '\n' | sed -E 's/"[[:space:]]*:[[:space:]]*/":/g'; }
sandbox() { record "/api/sandboxes/$1"; }
host() { record "/api/hosts/$(of_identity hostId)"; }
activity() { record "/api/sandboxes/$1/activity?limit=200"; }
has() { grep -qF -- "$1"; }

is() { sandbox "$1" 2>/dev/null | has "\"status\":\"$2\""; } # ID STATUS
all_are() {                                                  # STATUS ID...
  local status=$1 id
  shift
  for id in "$@"; do is "$id" "$status" || return 1; done
}
settled() { # ID...
  local id
  for id in "$@"; do is "$id" running || { is "$id" error && ! sandbox "$id" | has '"reason":null'; } || return 1; done
}

containers() { docker ps --all --quiet --no-trunc --filter "label=dev.gstacks.sandbox_id=$1"; } # ID
container_process() { docker inspect --format '{{.State.Pid}}' "$(containers "$1")"; }          # ID
# The sandboxes that have more than one container.
twins() { docker ps --all --format '{{.Label "dev.gstacks.sandbox_id"}}' | sort | uniq -d; }
