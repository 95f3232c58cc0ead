# shellcheck shell=bash
# Where an installation lives and how it is set. Sourced, never run.
# The environment wins over <GSTACKS_HOME>/server/settings.env, which wins over deploy/settings.env.

# Everything that an installation may have in its directory. A directory with anything else in it is not
# one: it is neither used nor purged.
HOME_ENTRIES=(.gstacks admin.key agent build config.json docker first-sandbox installation log run server toolchain)

default_home() {
  if [ "$(id -u)" -eq 0 ]; then echo /var/lib/gstacks; else echo "$HOME/.local/share/gstacks"; fi
}

# Reads KEY=VALUE lines (values as they stand, quotes around them removed) and exports those that the
# environment does not have. Nothing in the file is executed.
load_settings() {
  local file=$1 line key value
  [ -f "$file" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    [[ $line =~ ^[[:space:]]*(#|$) ]] && continue
    [[ $line =~ ^[[:space:]]*(export[[:space:]]+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]] ||
      die "$EXIT_USAGE" "$file: not KEY=VALUE: $line"
    key=${BASH_REMATCH[2]} value=${BASH_REMATCH[3]}
    value=${value%"${value##*[![:space:]]}"}
    [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]] && value=${BASH_REMATCH[1]}
    [ -n "${!key+set}" ] || export "$key=$value"
  done <"$file"
}

# Writes a setting into the installation's own file, so that the next command needs no environment.
remember_setting() {
  local file=$GSTACKS_HOME/server/settings.env key=$1 value=$2
  grep -qxF "$key=$value" "$file" 2>/dev/null && return 0
  mkdir -p "${file%/*}"
  {
    [ ! -f "$file" ] || grep -v "^$key=" "$file" || true
    echo "$key=$value"
  } >"$file.new"
  mv "$file.new" "$file"
}

# Settles GSTACKS_HOME and all settings. $1 is the checkout.
settle() {
  GSTACKS_HOME=$(realpath -m "${GSTACKS_HOME:-$(default_home)}")
  local given_http=${GSTACKS_HTTP_ADDR:-} given_grpc=${GSTACKS_GRPC_ADDR:-} given_engine=${GSTACKS_DOCKER_DIR:-}
  load_settings "$GSTACKS_HOME/server/settings.env"
  load_settings "$1/deploy/settings.env"
  check_address GSTACKS_HTTP_ADDR "$GSTACKS_HTTP_ADDR"
  check_address GSTACKS_GRPC_ADDR "$GSTACKS_GRPC_ADDR"
  GIVEN=("GSTACKS_HTTP_ADDR=$given_http" "GSTACKS_GRPC_ADDR=$given_grpc" "GSTACKS_DOCKER_DIR=$given_engine")
  BASE_URL=http://$(reachable "$GSTACKS_HTTP_ADDR")
  AGENT_HOME=$GSTACKS_HOME/agent
  export GSTACKS_HOME GSTACKS_HTTP_ADDR GSTACKS_GRPC_ADDR
}

# What was given by hand for this installation stays with it.
remember_given() {
  local entry
  for entry in "${GIVEN[@]}"; do
    [ -z "${entry#*=}" ] || remember_setting "${entry%%=*}" "${entry#*=}"
  done
}

check_address() {
  [[ $2 =~ ^([^:[:space:]]+|\[[0-9a-fA-F:]+\]):([0-9]{1,5})$ && ${BASH_REMATCH[2]} -ge 1 && ${BASH_REMATCH[2]} -le 65535 ]] ||
    die "$EXIT_USAGE" "$1 must be HOST:PORT, for example 127.0.0.1:8080; it is '$2'"
}

# The address at which a listener on $1 is reached from this machine.
reachable() {
  case $1 in
    0.0.0.0:*) echo "127.0.0.1:${1##*:}" ;;
    '[::]':*) echo "[::1]:${1##*:}" ;;
    *) echo "$1" ;;
  esac
}

# Whether the directory is one of ours, or empty, or not there: only known names in it.
only_our_entries() {
  local path name
  [ -e "$1" ] || return 0
  [ -d "$1" ] || return 1
  for path in "$1"/* "$1"/.[!.]*; do
    [ -e "$path" ] || [ -L "$path" ] || continue
    name=${path##*/}
    [[ " ${HOME_ENTRIES[*]} " == *" $name "* ]] || return 1
  done
}

is_installation() { [ -f "$1/.gstacks" ] && only_our_entries "$1"; }

make_home() {
  only_our_entries "$GSTACKS_HOME" ||
    die "$EXIT_USAGE" "GSTACKS_HOME=$GSTACKS_HOME holds other things than a gstacks installation; name an empty or new directory"
  mkdir -p "$GSTACKS_HOME"/{run,log,build} || die "$EXIT_FAILED" "cannot write to GSTACKS_HOME=$GSTACKS_HOME"
  [ -f "$GSTACKS_HOME/.gstacks" ] || echo "A gstacks installation: deploy/README.md, GSTACKS_HOME." >"$GSTACKS_HOME/.gstacks"
  [ "$(id -u)" -ne 0 ] || check_reachable_by_others "$GSTACKS_HOME"
}

# PostgreSQL refuses to run as root, so as root it runs as another user, who must get to its files.
check_reachable_by_others() {
  local path=$1 mode
  while [ "$path" != / ]; do
    mode=$(stat -c %a "$path")
    if (((8#$mode & 1) == 0)); then
      die "$EXIT_USAGE" "PostgreSQL does not run as root, and other users cannot enter $path, above its data; chmod o+x $path, or choose another GSTACKS_HOME"
    fi
    path=$(dirname "$path")
  done
}

# One command at a time works on an installation. Waits for the other one, then gives up. The lock is on
# descriptor 9, which nothing that is started here may inherit.
lock_home() {
  exec 9>>"$GSTACKS_HOME/run/lock"
  if ! flock -n 9; then
    say "another deploy/up or deploy/down works on $GSTACKS_HOME; waiting for it, at most ${GSTACKS_LOCK_SECONDS}s"
    flock -w "$GSTACKS_LOCK_SECONDS" 9 ||
      die "$EXIT_BUSY" "another deploy/up or deploy/down still works on $GSTACKS_HOME"
  fi
}
