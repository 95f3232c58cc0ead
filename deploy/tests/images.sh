#!/usr/bin/env bash
# The images hold what a sandbox needs, and work as hardened as sandboxes are.
. "$(dirname "${BASH_SOURCE[0]}")/testing.bash"
hardened() { timeout 60 docker run --rm --network none --read-only --cap-drop ALL --security-opt no-new-privileges "$@"; }
label_of() { docker image inspect --format "{{index .Config.Labels \"$2\"}}" "$1"; }

for image in gstacks/busybox:latest gstacks/base:latest; do
  builder=$DEPLOY/images/build-${image#gstacks/}
  builder=${builder%:latest}
  check "$image is made" "$builder"
  before=$(docker image inspect --format '{{.Id}}' "$image")
  check "$image, being there, stays" "$builder"
  check "$image is the same as before" test "$(docker image inspect --format '{{.Id}}' "$image")" = "$before"
  check "$image has a version" test -n "$(label_of "$image" org.opencontainers.image.version)"
  check "$image runs as sandbox in its home" hardened "$image" sh -c '[ "$(id -u):$(id -un):$PWD:$HOME" = 1000:sandbox:/home/sandbox:/home/sandbox ]'
  check "$image has the workspace's two places, owned by sandbox" hardened "$image" sh -c '[ -O /home/sandbox ] && [ -O /workspace ] && [ -d /tmp ] && [ -d /run ]'
done

for program in bash ls git curl python3 ps ss; do
  check "gstacks/base has $program" hardened gstacks/base:latest sh -c "command -v $program"
done
check "gstacks/base has certificate authorities" hardened gstacks/base:latest test -s /etc/ssl/certs/ca-certificates.crt
check "gstacks/base has no package lists" hardened gstacks/base:latest sh -c '! ls /var/lib/apt/lists/*_Packages*'
check "gstacks/busybox has applets" hardened gstacks/busybox:latest sh -c 'echo a | sed s/a/b/ | grep -q b && vi --help'

before=$(docker image inspect --format '{{.Id}}' gstacks/busybox:latest)
check "gstacks/busybox is made anew with --force" "$DEPLOY/images/build-busybox" --force
check "and is another then" test "$(docker image inspect --format '{{.Id}}' gstacks/busybox:latest)" != "$before"
finish
