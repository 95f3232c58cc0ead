# shellcheck shell=bash
# Fetches an archive of a pinned checksum and unpacks it. Sourced, never run.

# fetch_unpacked URL SHA256 DIRECTORY: fills the directory with what is in the archive's one top directory.
# Nothing of an archive is unpacked before its checksum is right, and the directory appears whole or not at all.
fetch_unpacked() {
  local url=$1 sha256=$2 directory=$3 work actual
  [[ $sha256 =~ ^[0-9a-f]{64}$ ]] || {
    echo "no SHA-256 is set for $url"
    return 1
  }
  mkdir -p "${directory%/*}"
  work=$(mktemp -d "${directory%/*}/.fetch.XXXXXX")
  if ! curl -fsSL --proto '=http,https' --retry 3 --connect-timeout 20 --max-time "$GSTACKS_FETCH_SECONDS" -o "$work/archive" "$url"; then
    rm -rf "$work"
    echo "could not fetch $url"
    return 1
  fi
  actual=$(sha256sum "$work/archive")
  if [ "${actual%% *}" != "$sha256" ]; then
    rm -rf "$work"
    echo "wrong checksum: $url has SHA-256 ${actual%% *}, and $sha256 is asked for"
    return 1
  fi
  mkdir "$work/unpacked"
  if ! tar -xzf "$work/archive" -C "$work/unpacked" --strip-components=1 --no-same-owner; then
    rm -rf "$work"
    echo "could not unpack $url"
    return 1
  fi
  rm -rf "$directory"
  mv "$work/unpacked" "$directory"
  rm -rf "$work"
}
