#!/usr/bin/env bash
# Processes: known by their command line, stopped in time, never mistaken for others.
. "$(dirname "${BASH_SOURCE[0]}")/testing.bash"
for part in say settings process; do . "$DEPLOY/lib/$part.sh"; done
GSTACKS_HOME=$TEST_DIR/home AGENT_HOME=$TEST_DIR/home/agent
mkdir -p "$GSTACKS_HOME"/{run,log}
# A program that is called java and has a server's command line.
cp "$(command -v bash)" "$TEST_DIR/java"
PIDS=()
clean_up() { [ ${#PIDS[@]} -eq 0 ] || kill -KILL "${PIDS[@]}" 2>/dev/null || true; }

start_fake() { # SCRIPT HOME
  start_process server "$TEST_DIR/java" -c "$1; while :; do sleep 0.1; done" -- gstacks-server "$2"
  PIDS+=("$!")
  PID=$!
}
is_up() { has_arguments "$PID" gstacks-server "$1"; }
is_gone() { ! is_up "$GSTACKS_HOME"; }
leads_its_session() { [ "$(cut -d' ' -f6 "/proc/$PID/stat")" = "$PID" ]; }
server_is() { [ "$(server_process)" = "$1" ]; }

start_fake 'echo started; echo trouble >&2' "$GSTACKS_HOME"
check "a process starts" eventually 5 is_up "$GSTACKS_HOME"
check "its pid is in its file" grep -qx "$PID" "$GSTACKS_HOME/run/server.pid"
check "its output is in its log" eventually 5 grep -q trouble "$GSTACKS_HOME/log/server.log"
check "it is in a session of its own" leads_its_session
check "it is found" server_is "$PID"
rm "$GSTACKS_HOME/run/server.pid"
check "without its pid file too" server_is "$PID"
echo $$ >"$GSTACKS_HOME/run/server.pid"
check "a pid file with another's pid misleads nobody" server_is "$PID"
refuses "the server of a directory with a longer name is another" 1 "" has_arguments "$PID" gstacks-server "${GSTACKS_HOME%e}"
check "it stops at SIGTERM" stop_process server "$PID" 5 gstacks-server "$GSTACKS_HOME"
check "it is gone" is_gone
check "and so is its pid file" test ! -e "$GSTACKS_HOME/run/server.pid"
refuses "then there is none" 1 "" server_process

start_fake 'trap "" TERM; echo armed' "$GSTACKS_HOME"
check "a stubborn one starts" eventually 5 grep -q armed "$GSTACKS_HOME/log/server.log"
check "it is killed after its time" stop_process server "$PID" 1 gstacks-server "$GSTACKS_HOME"
check "which is said" output_has "killing it"
check "it is gone" is_gone

start_fake : "$TEST_DIR/other"
check "the server of another directory starts" eventually 5 is_up "$TEST_DIR/other"
refuses "it is not ours" 1 "" server_process
refuses "waiting has an end" 1 "" wait_until 1 false

port=$(free_port)
refuses "a free port is free" 1 "" port_is_taken "127.0.0.1:$port"
busybox httpd -f -p "127.0.0.1:$port" -h "$TEST_DIR" &
PIDS+=("$!")
disown
check "a port that is listened on is taken" eventually 5 port_is_taken "127.0.0.1:$port"
finish
