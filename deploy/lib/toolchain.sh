# shellcheck shell=bash
# What gstacks is built and run with: a JDK 25 and Maven. Finds them, else installs them. Sourced, never run.

# Sets and exports JAVA_HOME to a JDK 25: the machine's, else apt's, else a fetched one.
ensure_jdk() {
  local log=$GSTACKS_HOME/log/jdk.log
  if ! find_java25; then
    if offers_package "$log" openjdk-25-jdk-headless; then
      install_packages "$log" openjdk-25-jdk-headless
    else
      fetch_jdk "$log"
    fi
    find_java25 || die "$EXIT_FAILED" "a JDK 25 was installed and yet none is found; see $log"
  fi
  export JAVA_HOME=$java25_home
  say "JDK 25: $JAVA_HOME"
}

fetch_jdk() {
  local log=$1 arch url sha256
  arch=$(uname -m)
  jdk_address "${arch^^}"
  [ -n "$url" ] || die "$EXIT_MISSING" "needs a JDK 25; no address of one for $arch is set: install one, or set GSTACKS_JDK_URL and GSTACKS_JDK_SHA256"
  [ -n "$sha256" ] || die "$EXIT_MISSING" "will not fetch a JDK from $url without its checksum; set GSTACKS_JDK_SHA256"
  ensure_commands "$GSTACKS_HOME/log/packages.log" curl=curl tar=tar gzip=gzip
  ensure_certificates
  quietly "fetching a JDK 25 from $url" "$log" fetch_unpacked "$url" "$sha256" "$GSTACKS_HOME/toolchain/jdk-25" ||
    die "$EXIT_FAILED" "no JDK 25; install one, set JAVA_HOME to one, or set GSTACKS_JDK_URL and GSTACKS_JDK_SHA256"
}

# Sets url and sha256 of the caller. An address by hand takes no checksum but one by hand.
jdk_address() {
  local by_arch_url=GSTACKS_JDK_URL_$1 by_arch_sha256=GSTACKS_JDK_SHA256_$1
  if [ -n "${GSTACKS_JDK_URL:-}" ]; then
    url=$GSTACKS_JDK_URL sha256=${GSTACKS_JDK_SHA256:-}
  else
    url=${!by_arch_url:-} sha256=${!by_arch_sha256:-}
  fi
}

# Sets MVN to a Maven that the build accepts: the machine's, else apt's, else a fetched one.
ensure_maven() {
  local log=$GSTACKS_HOME/log/maven.log fetched=$GSTACKS_HOME/toolchain/maven
  if find_maven; then return 0; fi
  if ! command -v mvn >/dev/null && offers_package "$log" maven && apt_has_new_maven; then
    install_packages "$log" maven
  else
    ensure_commands "$GSTACKS_HOME/log/packages.log" curl=curl tar=tar gzip=gzip
    ensure_certificates
    quietly "fetching Maven from $GSTACKS_MAVEN_URL" "$log" fetch_unpacked "$GSTACKS_MAVEN_URL" "$GSTACKS_MAVEN_SHA256" "$fetched" ||
      die "$EXIT_FAILED" "no Maven 3.8.7 or later; install one, or set GSTACKS_MAVEN_URL and GSTACKS_MAVEN_SHA256"
  fi
  find_maven || die "$EXIT_FAILED" "Maven was installed and yet none is found; see $log"
}

find_maven() {
  local candidate version
  for candidate in "$(command -v mvn || true)" "$GSTACKS_HOME/toolchain/maven/bin/mvn"; do
    [ -x "$candidate" ] || continue
    version=$("$candidate" -v 2>/dev/null | sed -n 's/^.*Apache Maven \([0-9.]*\).*/\1/p')
    is_new_maven "$version" || continue
    MVN=$candidate
    say "Maven $version: $MVN"
    return 0
  done
  return 1
}

is_new_maven() {
  [[ $1 =~ ^3\. ]] && [ "$(printf '%s\n' 3.8.7 "$1" | sort -V | head -n 1)" = 3.8.7 ]
}

apt_has_new_maven() {
  is_new_maven "$(apt-cache policy maven | sed -n 's/^  Candidate: \([0-9.]*\).*/\1/p')"
}

ensure_certificates() {
  [ -s /etc/ssl/certs/ca-certificates.crt ] && return 0
  ! can_install || install_packages "$GSTACKS_HOME/log/packages.log" ca-certificates
}
