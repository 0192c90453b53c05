#!/usr/bin/env bash
# The whole path in under a minute: train a few steps, export, serve, fetch one image.
#   scripts/smoke.sh
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: built already, do not build again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
source scripts/serving/start.sh
configuration=${CONFIGURATION:-Release}
for tool in curl od; do
  command -v "$tool" >/dev/null || { echo "$tool is needed and was not found." >&2; exit 2; }
done

work=$(mktemp -d)
server=
finish() {
  if [[ -n $server ]]; then kill "$server" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT

passed=0 failed=0
check() {
  local what=$1
  shift
  if "$@"; then passed=$((passed + 1)); echo "ok      $what"; else failed=$((failed + 1)); echo "FAILED  $what"; fi
}

# Bytes 0-7 are the PNG signature, 16-23 width and height.
is_png() { [[ $(od -An -tx1 -N8 "$1" | tr -d ' ') == 89504e470d0a1a0a ]]; }
png_size() { od -An -tu1 -j16 -N8 "$1" | awk '{print $3 * 256 + $4 "x" $7 * 256 + $8}'; }
fetch() { curl -sS --max-time 20 -o "$work/$1" -w '%{http_code} %{content_type}' "$address$2"; }
has_size() { [[ $(png_size "$1") == "$2" ]]; }
is_ready() { [[ $(fetch ready /healthz/ready) == 200\ * ]]; }
differ() { ! cmp -s "$1" "$2"; }

if [[ -z ${GAN_ONNX_BUILT:-} ]]; then
  for project in training serving; do dotnet build "$project" --configuration "$configuration" --nologo --verbosity quiet -clp:NoSummary; done
  export GAN_ONNX_BUILT=1
fi

scripts/gan.sh train --preset mlp --steps 20 --run "$work/run" --seed 42
scripts/gan.sh export --run "$work/run" --output "$work/model/generator.onnx"
check "export writes the generator and its manifest" test -s "$work/model/generator.onnx" -a -s "$work/model/manifest.json"

start_server "$work/server.log" dotnet "$(serving_program)" --urls http://127.0.0.1:0 "--Model:Path=$work/model"

check "the server is ready" is_ready
check "four digits come as image/png" test "$(fetch a.png '/digits?count=4&columns=2&scale=1&seed=1')" = "200 image/png"
check "the answer is a PNG" is_png "$work/a.png"
check "two by two digits are 56 pixels wide and high" has_size "$work/a.png" 56x56
fetch b.png '/digits?count=4&columns=2&scale=1&seed=1' >/dev/null
check "the same seed gives the same bytes" cmp -s "$work/a.png" "$work/b.png"
fetch c.png '/digits?count=4&columns=2&scale=1&seed=2' >/dev/null
check "another seed gives another image" differ "$work/a.png" "$work/c.png"
check "a count out of range is refused" test "$(fetch problem '/digits?count=0')" = "400 application/problem+json"
kill -TERM "$server"
check "the server stops cleanly" wait "$server"
server=

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
