# shellcheck shell=bash
# The few calls of the HTTP API that a start needs, before anybody has set up the CLI. Sourced, never run.
# Keys go to curl on its standard input: nothing secret is ever on a command line.

# api METHOD PATH [BODY [HEADER...]]: prints the answer's body; on a refusal, says it and fails.
api() {
  local method=$1 path=$2 body=${3:-} answer status header options=()
  for header in "${@:4}"; do options+=(-H "$header"); done
  [ -z "$body" ] || options+=(-H 'Content-Type: application/json' --data-binary "$body")
  answer=$(admin_header | curl -sS --max-time 120 -X "$method" -H @- "${options[@]}" -w '\n%{http_code}' "$BASE_URL$path") || return 1
  status=${answer##*$'\n'} answer=${answer%$'\n'*}
  case $status in
    2??) printf '%s\n' "$answer" ;;
    *)
      complain "$method $path was refused ($status): $(json_text message <<<"$answer" || echo "$answer" | head -c 300)"
      return 1
      ;;
  esac
}

admin_header() { printf 'Authorization: Bearer %s\n' "$(<"$GSTACKS_HOME/admin.key")"; }

# json_text NAME: the first text value of that name in the JSON on standard input.
json_text() {
  local json form="\"$1\"[[:space:]]*:[[:space:]]*\"(([^\"\\]|\\.)*)\""
  json=$(cat)
  [[ $json =~ $form ]] && printf '%s\n' "${BASH_REMATCH[1]}"
}

# Each record of a collection on a line of its own: those lines hold {"id" once, at their start.
json_records() { tr -d '\n' | sed -E 's/"[[:space:]]*:[[:space:]]*/":/g; s/\{[[:space:]]*"id":/\n{"id":/g' | grep '^{"id":' || true; }

is_ready() { curl -sf --max-time 5 -o /dev/null "$BASE_URL/readyz"; }

# of_identity NAME: what the agent was given when it enrolled.
of_identity() { [ -s "$AGENT_HOME/identity.json" ] && json_text "$1" <"$AGENT_HOME/identity.json"; }
