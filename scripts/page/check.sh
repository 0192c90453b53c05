#!/usr/bin/env bash
# Starts the server with models/default and opens its page in headless Chromium (Debian's package chromium): no complaint on the
# console, no request to elsewhere, every control by pointer and by keyboard, links, errors, a phone's width, light and dark.
#   scripts/page/check.sh [PICTURES_DIR]     (keeps screenshots there; those of the README are in serving/docs/pictures)
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the server is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ -x /usr/bin/chromium ] || { echo "/usr/bin/chromium does not exist, and the page is opened in it. Install Debian's package: apt-get install chromium" >&2; exit 2; }
configuration=${CONFIGURATION:-Release}
export DOTNET_CLI_TELEMETRY_OPTOUT=1

work=$(mktemp -d)
server=
finish() {
    if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap finish EXIT
[ -n "${GAN_ONNX_BUILT:-}" ] || dotnet build --configuration "$configuration" "$root/serving" --verbosity quiet

# Started directly: the process to stop is then the server itself.
dotnet "$root/artifacts/bin/Gan.Onnx.Serving/${configuration,,}/Gan.Onnx.Serving.dll" \
    --urls http://127.0.0.1:0 "--Model:Path=$root/models/default" >"$work/server.log" 2>&1 &
server=$!
PAGE_ADDRESS=
for _ in $(seq 150); do
    PAGE_ADDRESS=$(sed -n 's/^.*Now listening on: //p' "$work/server.log")
    [ -z "$PAGE_ADDRESS" ] && kill -0 "$server" 2>/dev/null || break
    sleep 0.2
done
[ -n "$PAGE_ADDRESS" ] || { cat "$work/server.log" >&2; echo "the server did not start" >&2; exit 1; }

export PAGE_ADDRESS PAGE_PICTURES=
if [ $# -gt 0 ]; then
    mkdir -p "$1"
    PAGE_PICTURES=$(cd "$1" && pwd)
fi
dotnet test "$root/tests/Gan.Onnx.Browser.Tests" --configuration "$configuration" --filter FullyQualifiedName~PlaygroundPageTests
