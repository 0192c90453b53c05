#!/usr/bin/env bash
# Starts the server with models/default and opens its page in headless Chromium (Debian's package chromium): no complaint on the
# console, no request to elsewhere, every control by pointer and by keyboard, links, errors, a phone's width, light and dark.
#   scripts/page/check.sh [PICTURES_DIR]     (keeps screenshots there; those of the README are in serving/docs/pictures)
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the server is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/serving/start.sh"
[ -x /usr/bin/chromium ] || { echo "/usr/bin/chromium does not exist, and the page is opened in it. Install Debian's package: apt-get install chromium" >&2; exit 2; }
configuration=${CONFIGURATION:-Release}
export DOTNET_CLI_TELEMETRY_OPTOUT=1

work=$(mktemp -d)
servers=()
finish() {
    kill ${servers[@]+"${servers[@]}"} 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
build_serving
start_server "$work/server.log" dotnet "$(serving_program)" --urls http://127.0.0.1:0 "--Model:Path=$root/models/default"
servers+=("$server")
export PAGE_ADDRESS=$address PAGE_PICTURES= PAGE_KEY=the-key-of-the-page-tests
start_server "$work/locked.log" dotnet "$(serving_program)" --urls http://127.0.0.1:0 "--Model:Path=$root/models/default" "--Access:ApiKeys=$PAGE_KEY"
servers+=("$server")
export PAGE_LOCKED_ADDRESS=$address
if [ $# -gt 0 ]; then
    mkdir -p "$1"
    PAGE_PICTURES=$(cd "$1" && pwd)
fi
dotnet test "$root/tests/Gan.Onnx.Browser.Tests" --configuration "$configuration" --filter FullyQualifiedName~Playground
