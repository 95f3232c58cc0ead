# shellcheck shell=bash
# Sourced. Finds a JDK 25 without starting one: every JDK says what it is in its file "release".

# is_java25 DIR: whether DIR is the home of a JDK 25.
is_java25() {
  local line
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 1
  while IFS= read -r line; do
    [[ $line == 'JAVA_VERSION="25'[.+\"-]* ]] && return 0
  done <"$1/release"
  return 1
}

# Where deploy/up puts the tools that a machine lacks.
toolchain_directory() {
  local home=${HOME:-/}/.local/share/gstacks
  ((EUID != 0)) || home=/var/lib/gstacks
  echo "${GSTACKS_HOME:-$home}/toolchain"
}

# find_java25: sets java25_home to the first JDK 25 of JAVA_HOME, PATH, the usual JVM directories and
# what deploy/up fetched; returns 1 when there is none.
find_java25() {
  local on_path fetched candidate
  on_path=$(type -P javac || true)
  [[ -z $on_path ]] || on_path=$(readlink -f "$on_path")
  fetched=$(toolchain_directory)
  for candidate in "${JAVA_HOME:-}" "${on_path%/bin/javac}" /usr/lib/jvm/* /opt/* \
    "$fetched" "$fetched"/*; do
    if [[ -n $candidate ]] && is_java25 "$candidate"; then
      # shellcheck disable=SC2034 # for the one who sources this
      java25_home=$candidate
      return 0
    fi
  done
  return 1
}
