#!/usr/bin/env bash
# What must not get in: requests that cannot be, and agents without a good token. Each has its own answer, and no effect.
. "$(dirname "${BASH_SOURCE[0]}")/installation.bash"

sandboxes() { api GET '/api/sandboxes?limit=200&include_archived=true&include_deleted=true' | json_records | wc -l; }
hosts() { api GET '/api/hosts?limit=200' | json_records | wc -l; }
containers_in_all() { docker ps --all --quiet | wc -l; }
refused() { rejected "$1" "$2" "$3" POST /api/sandboxes "$4"; } # SENTENCE STATUS CODE BODY
cluster() { api GET '/api/clusters?name=default' | json_records | json_text id; }
fresh_token() { api POST "/api/clusters/$(cluster)/tokens" "{\"max_uses\":1}"; }
# Another token of the same form: its secret, or its authority's fingerprint, is not the one that it was.
forged() { sed -E 's/_[0-9a-f]{64}_/_'"$(printf '0%.0s' {1..64})"'_/' <<<"$1"; }
of_another_authority() { sed -E 's/_[0-9a-f]{64}$/_'"$(printf 'f%.0s' {1..64})"'/' <<<"$1"; }

# An agent of its own directory, as it would be run on another machine.
agent() { # NAME TOKEN
  (umask 077 && printf '%s\n' "$2" >"$TEST_DIR/token")
  with_build agent_run --home "$TEST_DIR/$1" --server "$GSTACKS_GRPC_ADDR" --token-file "$TEST_DIR/token"
}
agent_run() { jvm_of_agent "$BUILD" && timeout 60 "${JVM[@]}" run "$@"; }
# Uses a token up: for one simulated host, which comes and goes.
spend() {
  (umask 077 && printf '%s\n' "$1" >"$TEST_DIR/token")
  with_build fleet_of_one --home "$TEST_DIR/fleet" --server "$GSTACKS_GRPC_ADDR" --token-file "$TEST_DIR/token"
}
fleet_of_one() {
  jvm_of_agent "$BUILD"
  "${JVM[@]}" fleet --hosts 1 "$@" &
  eventually 30 has_hosts 2
  kill -TERM $!
  eventually 20 ended $!
}
has_hosts() { [ "$(hosts)" -eq "$1" ]; }
as_tenant() { # KEY CALL...: as somebody else
  admin_header() { printf 'Authorization: Bearer %s\n' "$KEY"; }
  local KEY=$1
  shift
  call "$@"
}

check "up" up
before=$(sandboxes)

echo "Requests that cannot be."
refused "an image and a blueprint together" 400 image_and_blueprint '{"image":"gstacks/busybox","blueprint":"bpr_1"}'
refused "a host that nobody knows" 404 host_not_found '{"host_id":"hst_01kd4x7a9bqv3m5n6p8r0s2t4w"}'
refused "negative resources" 400 invalid_resources '{"resources":{"memory_mib":-1}}'
refused "absurd resources" 400 invalid_resources '{"resources":{"cpu_millis":2000000000}}'
refused "more than a number holds" 400 invalid_resources '{"resources":{"disk_mib":99999999999999999999}}'
refused "what is no JSON" 400 malformed_json '{"name":"half'
refused "a field that is not known" 400 unknown_field '{"resources":{"cpus":1}}'
head -c 1100000 /dev/zero | tr '\0' a >"$TEST_DIR/large"
refused "a body over the limit" 413 body_too_large "@$TEST_DIR/large"
api POST /api/tenants '{"name":"other"}' >"$TEST_DIR/other"
other=$(grep -oE 'gsk_[0-9a-z]{26}_[0-9a-f]{64}' "$TEST_DIR/other")
check "another tenant's key is one" as_tenant "$other" GET /api/whoami
check "of that tenant" output_has '"name":"other"'
check "the host of a tenant, for another" as_tenant "$other" POST /api/sandboxes "{\"host_id\":\"$(of_identity hostId)\"}"
check "is one that nobody knows" output_has '"code":"host_not_found"'
check "to look at as well" as_tenant "$other" GET "/api/hosts/$(of_identity hostId)"
check "is not found" output_has '"code":"not_found"'
check "nothing came of all that" test "$(sandboxes) $(containers_in_all)" = "$before 1"

echo "Sandboxes that fit nowhere."
create tagged '?wait=running' '"tags":["gpu"],"queue_timeout_seconds":0'
check "a tag that no host has is counted" has '"code":"no_eligible_host"' <"$ANSWERS/tagged"
check "by its filter" has '"filters":{"tags":1}' <"$ANSWERS/tagged"
create trusted '?wait=running' '"traits":["trusted"],"queue_timeout_seconds":0'
check "a trait that no host has is counted" has '"filters":{"traits":1}' <"$ANSWERS/trusted"
call POST '/api/sandboxes?wait=running' '{"resources":{"memory_mib":16000000},"queue_timeout_seconds":0}' >"$ANSWERS/vast"
check "and what no host has room for" grep -qE '"filters":\{"(memory|resources)":1\}' "$ANSWERS/vast"
check "no container was made for them" test "$(containers_in_all)" -eq 1

echo "Agents that may not come in."
token=$(fresh_token)
refuses "a forged token" 5 "the token is not valid" agent forged "$(forged "$(json_text token <<<"$token")")"
refuses "a server that the token does not pin" 5 "ca_mismatch" agent foreign "$(of_another_authority "$(json_text token <<<"$token")")"
check "a revoked token is revoked" api DELETE "/api/tokens/$(json_text id <<<"$token")"
refuses "a revoked token" 5 "the token was revoked" agent revoked "$(json_text token <<<"$token")"
token=$(fresh_token | json_text token)
check "a token for one host is used by one" spend "$token"
refuses "by another, it is spent" 5 "has been used 1 times" agent spent "$token"
check "no host came of the others" has_hosts 2
check "nor an identity" test -z "$(find "$TEST_DIR"/{forged,foreign,revoked,spent} -name identity.json)"
finish
