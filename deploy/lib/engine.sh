# shellcheck shell=bash
# The Docker Engine: uses the one that answers, else installs and starts one. Sourced, never run.
# What this installation started is known by its pid file (or, under systemd, by a mark): only that is stopped.

engine_pidfile() { echo "$GSTACKS_HOME/run/dockerd.pid"; }
engine_mark() { echo "$GSTACKS_HOME/run/dockerd.systemd"; }
has_systemd() { [ -d /run/systemd/system ]; }

# Everything that is started here talks to the same engine: the one that DOCKER_HOST names, or the installation's own,
# which has its socket in GSTACKS_DOCKER_DIR; else the machine's.
point_at_engine() {
  [ -z "${GSTACKS_DOCKER_DIR:-}" ] || point_at_own_engine
  [ -z "${DOCKER_HOST:-}" ] || export GSTACKS_AGENT_DOCKER_HOST=$DOCKER_HOST
}

point_at_own_engine() {
  GSTACKS_DOCKER_DIR=$(realpath -m "$GSTACKS_DOCKER_DIR")
  export DOCKER_HOST=unix://$GSTACKS_DOCKER_DIR/docker.sock
  # A Unix socket's path has room for 107 bytes, and containerd's is the longest below it.
  [ ${#GSTACKS_DOCKER_DIR} -le 60 ] || die "$EXIT_USAGE" "GSTACKS_DOCKER_DIR is too long for a socket's path; at most 60 characters"
}

engine_version() { timeout 15 docker version --format '{{.Server.Version}}' 2>/dev/null; }
engine_answers() { command -v docker >/dev/null && engine_version >/dev/null; }

ensure_engine() {
  point_at_engine
  if ! engine_answers; then
    if [ -n "${DOCKER_HOST:-}" ] && [ -z "${GSTACKS_DOCKER_DIR:-}" ]; then
      die "$EXIT_MISSING" "no Docker Engine answers at DOCKER_HOST=$DOCKER_HOST; start it, or unset DOCKER_HOST"
    fi
    is_root || die "$EXIT_MISSING" "$(engine_advice)"
    install_engine
    with_engine_lock start_engine || exit
  fi
  say "Docker Engine $(engine_version) answers${DOCKER_HOST:+ at $DOCKER_HOST}"
}

engine_advice() {
  if [ -S /var/run/docker.sock ] && ! [ -w /var/run/docker.sock ]; then
    echo "you may not use the Docker Engine of this machine; run: sudo usermod -aG docker $(id -un), log in again and try again"
  elif has_apt; then
    echo "no Docker Engine answers; run: sudo apt-get install -y docker.io && sudo usermod -aG docker $(id -un), log in again and try again"
  else
    echo "no Docker Engine answers; install and start one (https://docs.docker.com/engine/install/) and try again"
  fi
}

install_engine() {
  local log=$GSTACKS_HOME/log/packages.log
  if ! command -v dockerd >/dev/null; then
    has_apt || die "$EXIT_MISSING" "$(engine_advice)"
    keep_containers_over_restarts
    install_packages "$log" docker.io
    ! has_systemd || touch "$(engine_mark)"
  fi
  # Newer releases have the client in a package of its own.
  command -v docker >/dev/null || install_packages "$log" docker-cli
  command -v docker >/dev/null || die "$EXIT_MISSING" "needs the docker command"
}

# Where systemd starts the engine, the flag must stand in its file; one that is there is not ours to change.
keep_containers_over_restarts() {
  has_systemd && [ ! -e /etc/docker/daemon.json ] || return 0
  mkdir -p /etc/docker
  echo '{"live-restore": true}' >/etc/docker/daemon.json
}

# Two installations must not start the machine's engine at once.
with_engine_lock() {
  (
    flock -w "$GSTACKS_LOCK_SECONDS" 6 || die "$EXIT_BUSY" "another installation still starts a Docker Engine"
    "$@"
  ) 6>/run/gstacks-engine.lock
}

start_engine() {
  engine_answers && return 0
  if has_systemd && [ -z "${GSTACKS_DOCKER_DIR:-}" ]; then
    say "starting the Docker Engine (systemctl start docker) ..."
    systemctl start docker || die "$EXIT_FAILED" "systemctl could not start docker; see: journalctl -u docker"
    touch "$(engine_mark)"
    wait_until "$GSTACKS_ENGINE_SECONDS" engine_answers || die "$EXIT_FAILED" "the Docker Engine does not answer; see: journalctl -u docker"
    return 0
  fi
  start_dockerd || start_dockerd_without_network ||
    die "$EXIT_FAILED" "the Docker Engine does not start; see $GSTACKS_HOME/log/dockerd.log"
}

# Sandboxes use no Docker network, so an engine without one serves where the kernel lacks what bridges need.
start_dockerd_without_network() {
  [ -z "${GSTACKS_DOCKER_DIR:-}" ] || return 1
  grep -qiE 'network controller|iptables|bridge' <<<"$(tail -n 5 "$GSTACKS_HOME/log/dockerd.log")" || return 1
  say_more "its networks do not work here: starting it without any (sandboxes use none)"
  start_dockerd --bridge=none --iptables=false --ip6tables=false
}

start_dockerd() {
  local log=$GSTACKS_HOME/log/dockerd.log pidfile options=(--live-restore "$@")
  pidfile=$(engine_pidfile)
  if [ -n "${GSTACKS_DOCKER_DIR:-}" ]; then
    mkdir -p "$GSTACKS_DOCKER_DIR"
    options+=(--host "$DOCKER_HOST" --data-root "$GSTACKS_DOCKER_DIR/data" --exec-root "$GSTACKS_DOCKER_DIR/exec"
      --bridge=none --iptables=false --ip6tables=false)
  fi
  say "starting the Docker Engine ..."
  keep_log_small "$log"
  # dockerd refuses to start over a pid file whose pid lives, whoever has that pid now.
  rm -f "$pidfile"
  drop_stale_containerd "${GSTACKS_DOCKER_DIR:+$GSTACKS_DOCKER_DIR/exec}"
  (
    exec 6>&- 8>&- 9>&-
    exec setsid nohup dockerd --pidfile "$pidfile" "${options[@]}" </dev/null >>"$log" 2>&1
  ) &
  local pid=$!
  disown "$pid"
  wait_until "$GSTACKS_ENGINE_SECONDS" engine_settled "$pid" && engine_answers && return 0
  kill -TERM "$pid" 2>/dev/null || true
  show_end_of "$log" 8
  return 1
}

# A killed dockerd takes its containerd along. As long as nobody has reaped that one, the next dockerd counts it as
# alive, waits for it and gives up.
drop_stale_containerd() {
  local file=${1:-/var/run/docker}/containerd/containerd.pid pid
  pid=$(cat "$file" 2>/dev/null) || return 0
  # The command line of a zombie is empty.
  grep -qa containerd "/proc/$pid/cmdline" 2>/dev/null || rm -f "$file"
}

# It answers, or it has ended.
engine_settled() { engine_answers || ! kill -0 "$1" 2>/dev/null; }

our_dockerd() {
  local pid
  pid=$(cat "$(engine_pidfile)" 2>/dev/null) && has_arguments "$pid" --pidfile "$(engine_pidfile)" && echo "$pid"
}

# Whether the engine is one that this installation started, alive or not.
engine_is_ours() { [ -e "$(engine_pidfile)" ] || [ -e "$(engine_mark)" ]; }

# Stops the engine if it is ours and nobody else needs it.
stop_engine() {
  local pid others
  engine_is_ours || return 0
  if others=$(needed_by_others); then
    say "the Docker Engine stays up: $others"
    return 0
  fi
  if [ -e "$(engine_mark)" ]; then
    say "stopping the Docker Engine (systemctl stop docker) ..."
    systemctl stop docker.socket docker || die "$EXIT_FAILED" "systemctl could not stop docker"
    rm -f "$(engine_mark)"
  elif pid=$(our_dockerd); then
    stop_process dockerd "$pid" "$GSTACKS_ENGINE_SECONDS" --pidfile "$(engine_pidfile)"
  fi
  rm -f "$(engine_pidfile)"
}

needed_by_others() {
  local running entry
  running=$(timeout 15 docker ps -q 2>/dev/null | wc -l)
  if [ "$running" -gt 0 ]; then
    echo "$running containers that are not of this installation run in it"
    return 0
  fi
  [ -z "${GSTACKS_DOCKER_DIR:-}" ] || return 1
  for entry in /proc/[0-9]*; do
    if has_arguments "${entry#/proc/}" gstacks-agent run && is_java "${entry#/proc/}"; then
      echo "the agent of another installation uses it"
      return 0
    fi
  done
  return 1
}
