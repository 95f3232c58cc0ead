# shellcheck shell=bash
# What the image builders share. Sourced, never run.

# image_present IMAGE VERSION: whether the engine has it; says so when the recipe has changed since.
image_present() {
  local image=$1 version=$2 have
  have=$(docker image inspect --format '{{index .Config.Labels "org.opencontainers.image.version"}}' "$image" 2>/dev/null) || return 1
  if [ "$have" = "$version" ]; then
    say "$image is there (version $version)"
  else
    say "$image is there (version ${have:-unknown}; the recipe is at $version: build again with --force)"
  fi
}

# import_image IMAGE VERSION TAR [CHANGE...]: a file system made an image, with what all our images have.
import_image() {
  local image=$1 version=$2 tar=$3 change options=() before
  before=$(docker image inspect --format '{{.Id}}' "$image" 2>/dev/null) || before=
  shift 3
  for change in \
    "USER sandbox" \
    "WORKDIR /home/sandbox" \
    "ENV HOME=/home/sandbox" \
    "ENV LANG=C.UTF-8" \
    "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
    "LABEL org.opencontainers.image.title=${image%%:*}" \
    "LABEL org.opencontainers.image.version=$version" \
    "LABEL dev.gstacks.recipe=$(basename "$0")" \
    "$@"; do
    options+=(--change "$change")
  done
  docker import "${options[@]}" "$tar" "$image" >/dev/null
  # The one that it replaces, unless a container still uses it.
  [ -z "$before" ] || docker image rm "$before" >/dev/null 2>&1 || true
}

# parse_image_options USAGE ARGUMENT...: sets FORCE; answers --help.
parse_image_options() {
  local usage=$1
  shift
  FORCE=
  while [ $# -gt 0 ]; do
    case $1 in
      --force) FORCE=yes ;;
      -h | --help)
        echo "$usage"
        exit 0
        ;;
      *) die "$EXIT_USAGE" "unknown argument: $1 (see --help)" ;;
    esac
    shift
  done
}
