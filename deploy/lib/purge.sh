# shellcheck shell=bash
# Removes what an installation left on the machine: containers, mounts, files. Sourced, never run.

installation_id() {
  cat "$GSTACKS_HOME/installation" 2>/dev/null || of_identity installationId 2>/dev/null
}

# containers_of_installation [FILTER...]: their ids, by the label that every workload carries.
containers_of_installation() {
  local id
  id=$(installation_id) && [ -n "$id" ] || return 0
  timeout 60 docker ps -q --no-trunc --filter "label=dev.gstacks.installation_id=$id" "$@"
}

remove_containers() {
  local containers=()
  if [[ ${GSTACKS_DOCKER_DIR:-} == "$GSTACKS_HOME"/* ]]; then
    # The engine goes too: nothing may live on in it.
    mapfile -t containers < <(timeout 60 docker ps --all --quiet --no-trunc)
  else
    mapfile -t containers < <(containers_of_installation --all)
  fi
  [ ${#containers[@]} -eq 0 ] && return 0
  say "removing ${#containers[@]} containers ..."
  docker rm --force --volumes "${containers[@]}" >/dev/null || die "$EXIT_FAILED" "some containers could not be removed"
}

# An engine that is killed while it starts a container forgets the process that was to become it, and that one holds the
# workspace for ever. Once our own engine has ended, nothing that belonged to it may be left.
end_forgotten_containers() {
  local entry pid child
  [ -n "${GSTACKS_DOCKER_DIR:-}" ] && ! engine_answers || return 0
  for entry in /proc/[0-9]*; do
    pid=${entry#/proc/}
    has_arguments "$pid" -address "$GSTACKS_DOCKER_DIR/exec/containerd/containerd.sock" || continue
    say "ending a container that the engine forgot (pid $pid)"
    for child in $(cat "/proc/$pid/task/$pid/children" 2>/dev/null); do kill -KILL "$child" 2>/dev/null || true; done
    kill -KILL "$pid" 2>/dev/null || true
    wait_until 10 process_is_gone "$pid" -address || true
  done
}

# Workspaces are file systems in files, mounted below the installation's directory.
remove_mounts() {
  local mount device
  while read -r mount; do
    say "unmounting $mount"
    umount "$mount" || umount --lazy "$mount" || die "$EXIT_FAILED" "could not unmount $mount"
  done < <(mounts_below "$GSTACKS_HOME")
  command -v losetup >/dev/null || return 0
  while read -r device; do
    losetup --detach "$device" || die "$EXIT_FAILED" "could not detach $device"
  done < <(losetup --list --noheadings --output NAME,BACK-FILE 2>/dev/null | awk -v home="$GSTACKS_HOME/" 'index($2, home) == 1 {print $1}')
}

# The innermost first. In mountinfo a blank in a path is \040.
mounts_below() { awk '{print $5}' /proc/self/mountinfo | sed 's/\\040/ /g' | grep -F "$1/" | grep "^$1/" | LC_ALL=C sort -r; }

# The CLI's login goes with the installation whose key it holds.
remove_login() {
  local file
  file=$(login_file)
  if [ -f "$file" ] && cmp -s "$file" "$GSTACKS_HOME/config.json"; then
    say "removing the CLI's login in $file"
    rm -f "$file"
  fi
}

# Only what an installation may have, by name; the directory itself when nothing else is in it.
remove_files() {
  local entry
  say "removing $GSTACKS_HOME"
  for entry in "${HOME_ENTRIES[@]}"; do
    [ "$entry" = .gstacks ] || [ "$entry" = run ] || rm -rf --one-file-system "${GSTACKS_HOME:?}/$entry"
  done
  # The lock and the mark go last, so that an interrupted purge can be repeated.
  rm -rf --one-file-system "${GSTACKS_HOME:?}/run" "${GSTACKS_HOME:?}/.gstacks"
  rmdir "$GSTACKS_HOME" 2>/dev/null || say "$GSTACKS_HOME itself stays: something else is in it, or it may not be removed"
}
