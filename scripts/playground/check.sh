#!/usr/bin/env bash
# Starts the server with models/default and opens its page in headless Chromium (Debian's package chromium): no complaint on the
# console, no request to elsewhere, every control by pointer and by keyboard, links, errors, a phone's width, light and dark; and once
# more with models of grey, of named and of coloured pictures.
#   scripts/playground/check.sh [--help] [PICTURES_DIR]     (keeps screenshots there; those of the README are in serving/docs/pictures)
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the server is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/server.sh"
only_operands "$@"
need dotnet /usr/bin/chromium

work=$(mktemp -d)
trap 'stop_all; rm -rf "$work"' EXIT
build serving
serve() {
  start_server "$work/$1.log" dotnet "$(program Gan.Onnx.Serving)" --urls http://127.0.0.1:0 "--Model:Path=$root/models/default" "${@:2}"
  processes+=("$server")
}
export PAGE_PICTURES='' PAGE_KEY=the-key-of-the-page-tests
serve open
export PAGE_ADDRESS=$address
serve locked "--Access:ApiKeys=$PAGE_KEY"
export PAGE_LOCKED_ADDRESS=$address
"$root/scripts/playground/models.sh" "$work/models"
serve models "--Models:Folder=$work/models"
export PAGE_MODELS_ADDRESS=$address
if [[ $# -gt 0 ]]; then
  mkdir -p "$1"
  PAGE_PICTURES=$(cd "$1" && pwd)
fi
dotnet test "$root/tests/Gan.Onnx.Browser.Tests" --configuration "$configuration" --filter FullyQualifiedName~Playground
