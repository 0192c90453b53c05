#!/usr/bin/env bash
# The whole path in under a minute: train a few steps, export, serve, fetch one image.
#   scripts/smoke.sh [--help]
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: built already, do not build again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/server.sh"
source "$root/scripts/shell/png.sh"
only_operands "$@"
need dotnet curl od awk

work=$(mktemp -d)
trap 'stop_all; rm -rf "$work"' EXIT

fetch() { curl -sS --max-time 20 -o "$work/$1" -w '%{http_code} %{content_type}' "$address$2"; }
is_ready() { [[ $(fetch ready /healthz/ready) == 200\ * ]]; }
differ() { ! cmp -s "$1" "$2"; }

build training serving
export GAN_ONNX_BUILT=1

"$root/scripts/gan.sh" train --preset mlp --steps 20 --run "$work/run" --seed 42
"$root/scripts/gan.sh" export --run "$work/run" --output "$work/model/generator.onnx"
check "export writes the generator and its manifest" test -s "$work/model/generator.onnx" -a -s "$work/model/manifest.json"

start_server "$work/server.log" dotnet "$(program Gan.Onnx.Serving)" --urls http://127.0.0.1:0 "--Model:Path=$work/model"
processes=("$server")

check "the server is ready" is_ready
check "four digits come as image/png" test "$(fetch a.png '/digits?count=4&columns=2&scale=1&seed=1')" = "200 image/png"
check "the answer is a PNG" is_png "$work/a.png"
check "two by two digits are 56 pixels wide and high" has_size "$work/a.png" 56x56
fetch b.png '/digits?count=4&columns=2&scale=1&seed=1' >/dev/null
check "the same seed gives the same bytes" cmp -s "$work/a.png" "$work/b.png"
fetch c.png '/digits?count=4&columns=2&scale=1&seed=2' >/dev/null
check "another seed gives another image" differ "$work/a.png" "$work/c.png"
check "a count out of range is refused" test "$(fetch problem '/digits?count=0')" = "400 application/problem+json"
check "the server stops cleanly" stop_server
processes=()

report_checks
