#!/usr/bin/env bash
# Files of a sandbox over a whole installation: in, out, listed, moved, watched; and what a hostile sandbox prepares.
. "$(dirname "${BASH_SOURCE[0]}")/installation.bash"

FILES=
files() { call "$1" "/api/sandboxes/$FILES/files$2" "${@:3}"; } # METHOD BELOW [BODY]
upload() { admin_header | curl -s --max-time 100 -T "$2" -H @- -w '\n%{http_code}\n' "$BASE_URL/api/sandboxes/$FILES/files$1"; } # BELOW FILE
in_sandbox() { gstacks sandbox exec files -- sh -c "$1"; }
same() { cmp "$1" "$2"; }
resident() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$1/status"; }
watching() { admin_header | curl -sN --max-time 60 -H @- "$BASE_URL/api/sandboxes/$FILES/files/watch?path=watched&recursive=true"; }
told() { has "$1" <"$TEST_DIR/events"; }

check "up" up
check "a sandbox" gstacks sandbox create --name files --wait --json
FILES=$(gstacks sandbox list --name files -q)

echo "In and out."
head -c 3000000 /dev/urandom >"$TEST_DIR/random"
check "a file goes in" gstacks sandbox cp "$TEST_DIR/random" files:/workspace/
check "the sandbox has it as its own" test "$(in_sandbox 'stat -c "%u %a" /home/sandbox/random')" = "1000 644"
check "it comes out" gstacks sandbox cp files:random "$TEST_DIR/again"
check "as it was" same "$TEST_DIR/random" "$TEST_DIR/again"
check "its name may be any" upload '?path=f%C3%BCr%20dich' "$TEST_DIR/random"
mkdir -p "$TEST_DIR/tree/sub"
echo deep >"$TEST_DIR/tree/sub/für"
ln -s sub/für "$TEST_DIR/tree/link"
check "a directory goes in" gstacks sandbox cp -r "$TEST_DIR/tree" files:
check "and out" gstacks sandbox cp -r files:tree "$TEST_DIR/back"
check "with what is in it" test "$(cat "$TEST_DIR/back/link")" = deep
check "a listing names it" gstacks sandbox files ls files tree
check "with its link" output_has "link -> sub/für"
check "a directory is made" gstacks sandbox files mkdir files -p made/deep
check "moved" gstacks sandbox files mv files made/deep made/deeper
check "and removed" gstacks sandbox files rm files -r made
refuses "what is gone is not found" 3 file_not_found gstacks sandbox files stat files made

echo "A hostile sandbox."
echo secret-of-the-host >"$TEST_DIR/secret"
in_sandbox "ln -s $TEST_DIR/secret planted; ln -s / top; ln -s /proc/1/root magic; mkfifo fifo"
for path in planted "top$TEST_DIR/secret" "magic$TEST_DIR/secret" "../../../../..$TEST_DIR/secret"; do
  run files GET "?path=$path"
  check "$path does not lead to the host" test -z "$(grep secret-of-the-host "$TEST_DIR/output")"
done
rejected "a FIFO is no file" 409 not_a_file GET "/api/sandboxes/$FILES/files?path=fifo"
rejected "nor is the host's log" 409 not_a_file GET "/api/sandboxes/$FILES/files?path=/proc/kmsg"
rejected "the image is read-only" 403 read_only DELETE "/api/sandboxes/$FILES/files?path=/bin/sh"

echo "Much."
before=$(resident "$(agent_process)")
head -c 300M /dev/zero >"$TEST_DIR/much"
check "300 MiB go in" gstacks sandbox cp "$TEST_DIR/much" files:much
check "and come out" gstacks sandbox cp files:much "$TEST_DIR/much.back"
check "as they were" same "$TEST_DIR/much" "$TEST_DIR/much.back"
check "the agent grew by less than 100 MiB" test $(($(resident "$(agent_process)") - before)) -lt 100
check "more than there is room for is refused" upload '?path=/run/full' "$TEST_DIR/much"
check "as a full disk" output_has '"code":"disk_full"'

echo "What happens is told."
in_sandbox "mkdir watched"
: >"$TEST_DIR/events"
watching >"$TEST_DIR/events" &
eventually 10 told "event: watching"
in_sandbox "mkdir watched/new; echo a >watched/new/a"
check "a new file in a new directory" eventually 10 told '"path":"new/a"'
check "a sandbox that stops is stopped" gstacks sandbox stop files --wait
check "and ends its watch" eventually 10 told "event: error"
rejected "its files are not to be had then" 409 sandbox_not_running GET "/api/sandboxes/$FILES/files?path=random"
finish
