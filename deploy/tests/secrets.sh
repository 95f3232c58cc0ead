#!/usr/bin/env bash
# What a sandbox is given in secret stays in it, and the admin's key with its owner. Both are looked for everywhere.
. "$(dirname "${BASH_SOURCE[0]}")/installation.bash"

random() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }
# Words that are looked for stand in files, so that no command line of this test has them.
for word in given lent open; do
  random >"$TEST_DIR/$word"
  echo >>"$TEST_DIR/$word"
done
body() { # FILE TEXT: the text, with the words in it, in a file that curl reads
  local text=$2 word
  for word in given lent open; do text=${text//"<$word>"/"$(<"$TEST_DIR/$word")"}; done
  printf '%s' "$text" >"$TEST_DIR/$1"
}
is_in() { grep -qasFf "$TEST_DIR/$1" "${@:2}"; } # WORD FILE...
# The file systems of workspaces are the sandboxes' own, sparse, and large to read.
found_in() { grep -rasFf "$TEST_DIR/$1" --files-with-matches --exclude='*.ext4' "${@:2}"; }
nowhere_in() { ! found_in "$@"; }
in_no_command_line() { nowhere_in "$1" /proc/[0-9]*/cmdline; }
command_runs() { is_in lent /proc/[0-9]*/environ; }
events() { admin_header | curl -sN --max-time 3 -H @- -H 'Last-Event-ID: 1-0-0' "$BASE_URL/api/events" || true; }
# Everything of the installation but the engine's own directory, its programs, and the two files that are the key's place.
its_files() { find "$GSTACKS_HOME" -mindepth 1 -maxdepth 1 ! -name docker ! -name build ! -name admin.key ! -name config.json; }

check "up" up
cut -d_ -f3 "$GSTACKS_HOME/admin.key" >"$TEST_DIR/key"
body create '{"name":"keeper","environment":{"GIVEN":"<given>"},"labels":{"open":"<open>"},'"$SMALL}"
api POST '/api/sandboxes?wait=running' "@$TEST_DIR/create" "Idempotency-Key: keeper" >"$ANSWERS/keeper"
id=$(id_of keeper)
check "a sandbox with a secret runs" is "$id" running
body ask '{"command":["sh","-c","echo ${#GIVEN} ${#LENT}"],"environment":{"LENT":"<lent>"}}'
check "a command" api POST "/api/sandboxes/$id/exec" "@$TEST_DIR/ask"
check "sees that one, and its own" output_has '"stdout":"32 32\n"'
body stay '{"command":["sh","-c","sleep 3"],"environment":{"LENT":"<lent>"}}'
api POST "/api/sandboxes/$id/exec" "@$TEST_DIR/stay" >/dev/null &
check "while a command runs" eventually 20 command_runs
for word in given lent key; do check "no command line has the secret ($word)" in_no_command_line "$word"; done
wait
body fail '{"name":"failing","image":"gstacks/none","pull":"never","environment":{"GIVEN":"<given>"},'"$SMALL}"
api POST '/api/sandboxes?wait=running' "@$TEST_DIR/fail" >"$ANSWERS/failing"
check "one that cannot start says why" is "$(id_of failing)" error
check "it stops" api POST "/api/sandboxes/$id/stop?wait=stopped" '{}'
check "and starts" api POST "/api/sandboxes/$id/start?wait=running" '{}'
check "with what it was given" api POST "/api/sandboxes/$id/exec" '{"command":["sh","-c","echo ${#GIVEN}"]}'
check "as before" output_has '"stdout":"32\n"'
check "it is archived" api POST "/api/sandboxes/$id/archive?wait=archived" '{}'

{
  sandbox "$id"
  activity "$id"
  api GET '/api/sandboxes?include_archived=true'
  api GET "/api/hosts/$(of_identity hostId)/logs?tail=2000"
} >"$ANSWERS/records"
events >"$ANSWERS/events"
api GET /metrics >"$ANSWERS/metrics"
check "records show what is open" is_in open "$ANSWERS/records"
check "the events too" is_in open "$ANSWERS/events"
for word in given lent key; do check "no answer shows the secret ($word)" nowhere_in "$word" "$ANSWERS"; done

check "down, so that everything is on disk" "$DEPLOY/down"
mapfile -t files < <(its_files)
check "the database has what is open" found_in open "$GSTACKS_HOME/server/postgres"
for word in given lent key; do check "no file has the secret ($word)" nowhere_in "$word" "${files[@]}"; done
finish
