# shellcheck shell=bash
# Builds the checkout when its sources have changed, and gives the installation a copy of its own: what runs is never
# overwritten by the next build, by a test run or by another installation. Sourced, never run.
. "$ROOT/deploy/lib/aot.sh"

# A digest of everything that the build reads.
source_state() {
  (
    cd "$ROOT" || exit 1
    find . \( -name target -o -name .git -o -name node_modules \) -prune -o -type f \
      \( -name pom.xml -o -path './.mvn/*' -o -path '*/src/main/*' \) -print0 |
      LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16
  )
}

built_state() { cat "$ROOT/target/built" 2>/dev/null || true; }

module_jar() { find "$ROOT/$1/target" -maxdepth 1 -name "$2*.jar" ! -name '*-tests.jar' ! -name '*-sources.jar' -print -quit 2>/dev/null; }
server_jar() { module_jar deploy/server gstacks-server; }
agent_jar() { module_jar host-actor/agent gstacks-host-agent; }
cli_jar() { module_jar http-api/cli gstacks-cli; }

is_built() {
  [ "$(built_state)" = "$1" ] && [ -n "$(server_jar)" ] && [ -n "$(agent_jar)" ] && [ -n "$(cli_jar)" ]
}

# One build at a time in a checkout; the lock is on descriptor 8.
lock_checkout() {
  exec 8<"$ROOT/pom.xml"
  flock -w "$GSTACKS_LOCK_SECONDS" 8 || die "$EXIT_BUSY" "another build still runs in $ROOT"
}

unlock_checkout() { exec 8<&-; }

# Builds if needed, and sets BUILD to the directory that has the installation's copy of it.
ensure_build() {
  local state log=$GSTACKS_HOME/log/build.log
  lock_checkout
  state=$(source_state)
  if is_built "$state"; then
    say "the build is up to date ($state)"
  else
    ensure_maven
    quietly "building (the first time fetches the libraries and takes minutes)" "$log" build_checkout "$state" ||
      die "$EXIT_FAILED" "the build failed; all of it is in $log"
  fi
  BUILD=$GSTACKS_HOME/build/$state
  [ -f "$BUILD/complete" ] || stage_build "$BUILD" "$state"
  ln -sfn "$state" "$GSTACKS_HOME/build/current"
  unlock_checkout
}

build_checkout() {
  local state=$1
  cd "$ROOT" || return 1
  # Libraries of an earlier version would stay beside the new ones.
  rm -rf deploy/server/target/lib host-actor/agent/target/lib
  "$MVN" -B -q -Punchecked -DskipTests package || return 1
  # The command line makes its cache with its first run; after this, every run is fast.
  GSTACKS_CHECKOUT_LOCKED=yes deploy/gstacks version || return 1
  mkdir -p target
  echo "$state" >target/built
}

stage_build() {
  local build=$1
  rm -rf "$build"
  stage_module "$(server_jar)" "$build/server"
  stage_module "$(agent_jar)" "$build/agent"
  ensure_caches "$build" "$2"
  touch "$build/complete"
}

# A module's jar and its libraries, and the class path in a fixed order: the module first.
stage_module() {
  local jar=$1 directory=$2 libraries
  mkdir -p "$directory"
  libraries=$(find "${jar%/*}/lib" -name '*.jar' | LC_ALL=C sort)
  # shellcheck disable=SC2086
  cp --reflink=auto --preserve=timestamps "$jar" $libraries "$directory/"
  { echo "$jar" && echo "$libraries"; } | sed "s|.*/|$directory/|" | paste -sd: >"$directory/classpath"
}

# Copies that nothing runs from any more.
drop_old_builds() {
  local old
  for old in "$GSTACKS_HOME"/build/*/; do
    old=${old%/}
    [ -L "$old" ] || [ "$old" = "$BUILD" ] || runs_from "$old" || rm -rf "$old"
  done
}

runs_from() {
  local pid
  for pid in $(server_process) $(agent_process); do
    ! grep -qa "$1/" "/proc/$pid/cmdline" || return 0
  done
  return 1
}
