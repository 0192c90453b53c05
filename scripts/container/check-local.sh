#!/usr/bin/env bash
# Runs the serving image that build-local.sh made, as its own user and with its own entry point, and asks it for digits.
#   scripts/container/check-local.sh [--help]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/checks.sh"
only_operands "$@"
need buildah curl od pgrep
image=gan-onnx-serving
port=8080
buildah() { command buildah --storage-driver vfs "$@"; }
# In place of the shell that starts it, so that a signal reaches buildah and through it the program in the container.
run_in_container() { exec buildah --storage-driver vfs run --isolation chroot "$container" -- "$@"; }

work=$(mktemp -d)
container=$(buildah from "$image")
runner=''
finish() {
  if [[ -n $runner ]]; then kill "$runner" 2>/dev/null || true; wait "$runner" 2>/dev/null || true; fi
  buildah rm "$container" >/dev/null
  rm -rf "$work"
}
trap finish EXIT

of_image() { buildah inspect --type image --format "{{$1}}" "$image"; }
is_healthy() { (run_in_container dotnet Gan.Onnx.Serving.dll --healthcheck 2>/dev/null); }
is_unhealthy() { ! is_healthy; }
is_png() { [[ $(od -An -tx1 -N8 "$1" | tr -d ' ') == 89504e470d0a1a0a ]]; }
runs_as() { pgrep -u "$1" -f 'dotnet Gan.Onnx.Serving.dll' >/dev/null; }

check "the image runs as a user without rights" test "$(of_image .Docker.Config.User)" = 1654
check "the image turns telemetry off" grep -q 'ORT_DISABLE_TELEMETRY=1' <<<"$(of_image .Docker.Config.Env)"
check "the image has a health check" grep -q -- '--healthcheck' <<<"$(of_image .Docker.Config.Healthcheck.Test)"
check "the health check fails while nothing serves" is_unhealthy

# buildah does not start a container's entry point by itself.
read -ra entry <<<"$(of_image 'range .Docker.Config.Entrypoint}}{{.}} {{end')"
run_in_container "${entry[@]}" >"$work/server.log" 2>&1 &
runner=$!
for _ in $(seq 60); do
  curl -sf -o "$work/ready" "http://localhost:$port/healthz/ready" && break
  sleep 0.5
done
check "the server is ready" test -s "$work/ready"
check "it runs as that user" runs_as 1654
check "the health check passes" is_healthy
curl -sS -o "$work/digits.png" "http://localhost:$port/digits?count=16&seed=1" || true
check "it answers /digits with a PNG" is_png "$work/digits.png"

if [[ $failed -gt 0 ]]; then cat "$work/server.log"; fi
report_checks
