# shellcheck shell=bash
# Processes of an installation: known by their command line, started detached, stopped within a time.
# A pid file only says where to look first: a pid may have been given to another process since. Sourced, never run.

# has_arguments PID ARGUMENT...: whether these stand side by side on the process's command line.
has_arguments() {
  local pid=$1 words=() wanted line
  shift
  { mapfile -d '' -t words <"/proc/$pid/cmdline"; } 2>/dev/null || return 1
  printf -v wanted '\x1f%s' "$@"
  printf -v line '\x1f%s' "${words[@]}"
  [[ $line$'\x1f' == *"$wanted"$'\x1f'* ]]
}

# find_process PIDFILE ARGUMENT...: prints the pid of the process with these arguments, if one runs.
find_process() {
  local pidfile=$1 pid entry
  shift
  if pid=$(cat "$pidfile" 2>/dev/null) && [[ $pid =~ ^[0-9]+$ ]] && has_arguments "$pid" "$@"; then
    echo "$pid"
    return 0
  fi
  for entry in /proc/[0-9]*; do
    pid=${entry#/proc/}
    if has_arguments "$pid" "$@" && is_java "$pid"; then
      echo "$pid"
      return 0
    fi
  done
  return 1
}

# A shell or an editor may have the same words on its command line.
is_java() { [ "$(cat "/proc/$1/comm" 2>/dev/null)" = java ]; }

# Whether a process has not ended. One that was just started does not have its command line yet.
lives() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null && [[ ${stat##*)} != " Z"* ]]
}

server_process() { find_process "$GSTACKS_HOME/run/server.pid" gstacks-server "$GSTACKS_HOME"; }
agent_process() { find_process "$GSTACKS_HOME/run/agent.pid" gstacks-agent run --home "$AGENT_HOME"; }

# start_process NAME COMMAND...: detached from this terminal, output to log/NAME.log, pid in run/NAME.pid.
start_process() {
  local name=$1 log=$GSTACKS_HOME/log/$1.log
  shift
  keep_log_small "$log"
  # shellcheck disable=SC2094
  (
    cd "$GSTACKS_HOME" || exit 1
    exec 8>&- 9>&-
    exec setsid nohup "$@" </dev/null >>"$log" 2>&1
  ) &
  echo $! >"$GSTACKS_HOME/run/$name.pid"
  disown $!
}

keep_log_small() {
  [ ! -f "$1" ] || [ "$(stat -c %s "$1")" -lt $((50 * 1024 * 1024)) ] || mv "$1" "$1.1"
}

# stop_process NAME PID SECONDS ARGUMENT...: SIGTERM, a bounded wait, then SIGKILL if the pid is still ours.
stop_process() {
  local name=$1 pid=$2 seconds=$3
  shift 3
  say "stopping $name (pid $pid) ..."
  kill -TERM "$pid" 2>/dev/null || true
  if ! wait_until "$seconds" process_is_gone "$pid" "$@"; then
    say_more "$name did not end within ${seconds}s: killing it"
    kill -KILL "$pid" 2>/dev/null || true
    wait_until 10 process_is_gone "$pid" "$@" || die "$EXIT_FAILED" "$name (pid $pid) cannot be killed"
  fi
  rm -f "$GSTACKS_HOME/run/$name.pid"
}

process_is_gone() { ! has_arguments "$@"; }

# wait_until SECONDS COMMAND...: whether the command comes true within the time; asked ten times a second.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

# port_is_taken HOST:PORT
port_is_taken() {
  local host=${1%:*} port=${1##*:}
  host=${host#[} host=${host%]}
  (exec 7<>"/dev/tcp/$host/$port") 2>/dev/null
}

# An address of this machine that nothing listens on, below the ports that the kernel gives to outgoing connections.
free_address() {
  local address
  while :; do
    address=127.0.0.1:$((10000 + RANDOM % 20000))
    port_is_taken "$address" || break
  done
  echo "$address"
}
