# shellcheck shell=bash
# Debian packages: installs what is missing as root, or says what to install. Sourced, never run.

is_root() { [ "$(id -u)" -eq 0 ]; }

has_apt() {
  command -v apt-get >/dev/null && [ -r /etc/os-release ] && grep -qE '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release
}

can_install() { is_root && has_apt; }

# ensure_commands LOG COMMAND=PACKAGE...: installs the packages of the commands that are not there.
ensure_commands() {
  local log=$1 pair missing=()
  shift
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  can_install || die "$EXIT_MISSING" "$(advice "${missing[@]}")"
  install_packages "$log" "${missing[@]}"
}

# One line that says what to install by hand.
advice() {
  if has_apt; then
    echo "needs ${*}; run: sudo apt-get install -y $*"
  else
    echo "needs the programs of these Debian packages: $*; install them and try again"
  fi
}

install_packages() {
  local log=$1
  shift
  quietly "installing $*" "$log" apt_install "$@" || die "$EXIT_FAILED" "apt could not install $*; see $log"
}

# The lists are fetched when they lack a package: a fresh machine has none.
apt_install() {
  local package
  for package in "$@"; do
    if ! has_candidate "$package"; then
      apt_get update
      break
    fi
  done
  apt_get install -y --no-install-recommends "$@"
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
    apt-get -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@"
}

# Whether apt has the package, by the lists that it has now. No pipe into grep -q: that ends at its first find, and
# what then still writes to it fails.
has_candidate() {
  grep -qE '^  Candidate: [^(]' <<<"$(apt-cache policy "$1" 2>/dev/null)"
}

# Whether apt has the package; asks the archive when the lists on this machine do not know.
offers_package() {
  local log=$1 package=$2
  can_install || return 1
  has_candidate "$package" && return 0
  [ "${APT_LISTS_FRESH:-}" ] || quietly "asking apt for $package" "$log" apt_get update || return 1
  APT_LISTS_FRESH=yes
  has_candidate "$package"
}
