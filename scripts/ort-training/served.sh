#!/usr/bin/env bash
# Trains `mlp` in ONNX Runtime Training alone (onnxruntime-web 1.19.2 in Node.js): 100 iterations beside the same ones of our engine, then
# 500 that are imported, frozen, measured and served, with one picture fetched.
#   scripts/ort-training/served.sh [--data DIR] [--help] [PICTURE]     (keeps the picture there)
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: both programs are built already, do not build them again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/server.sh"
source "$root/scripts/shell/png.sh"
source "$here/install.sh"

data=() picture=
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --data) [[ $# -ge 2 ]] || mistake "$1 needs a value."; data=(--data "$2"); shift ;;
    -*) mistake "unknown option '$1'; known: --data, --help." ;;
    *) [[ -z $picture ]] || mistake "one picture is expected, found '$picture' and '$1'."; picture=$1 ;;
  esac
  shift
done
need dotnet node npm curl od awk

install_runtime
build training serving
export GAN_ONNX_BUILT=1
work=$(mktemp -d)
trap 'stop_all; rm -rf "$work"' EXIT
gan() { "$root/scripts/gan.sh" "$@" >"$work/gan.log" 2>&1 || { cat "$work/gan.log" >&2; exit 1; }; }

gan data ${data[@]+"${data[@]}"}
images=$(find "$(sed -n 's/^MNIST is complete in //p' "$work/gan.log")" -name 'train-images-idx3-ubyte*' | head -n 1)
gan artifacts --preset mlp --output "$work/artifacts"

gan train --preset mlp --steps 100 --evaluations 0 --run "$work/run" ${data[@]+"${data[@]}"}
node "$here/train.mjs" "$work/artifacts" "$images" "$work/state100" 100
agrees() { node "$here/same-run.mjs" "$work/run/checkpoint" "$1"; }
differs() { ! agrees "$1"; }
check "100 iterations make the same generator as our engine's" agrees "$work/state100"

node "$here/train.mjs" "$work/artifacts" "$images" "$work/state" 500
check "500 iterations do not" differs "$work/state"
gan artifacts --preset mlp --import "$work/state" --output "$work/trained"
gan artifacts --preset mlp --import "$work/artifacts/generator/checkpoint" --output "$work/untrained"

# How far 1,000 images are from MNIST's, in the distance between as many real ones (Fréchet, random features). Measured: untrained 307,
# after 500 iterations of ONNX Runtime Training 156, of our engine 108 to 206, as the seed falls.
distance_of() {
  gan evaluate --model "$work/$1" --samples 1000 --no-train-on-fake --json "$work/$1.json" ${data[@]+"${data[@]}"}
  node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1])).metrics.fdRandom1kRatio.toFixed(1)' "$work/$1.json"
}
is_near() { awk -v distance="$1" 'BEGIN { exit !(distance > 0 && distance < 200) }'; }
is_far() { awk -v distance="$1" 'BEGIN { exit !(distance > 250) }'; }
trained=$(distance_of trained)
untrained=$(distance_of untrained)
check "what was trained is at $trained from MNIST, below 200" is_near "$trained"
check "what was not is at $untrained, above 250" is_far "$untrained"

start_server "$work/server.log" dotnet "$(program Gan.Onnx.Serving)" --urls http://127.0.0.1:0 "--Model:Path=$work/trained"
processes+=("$server")
fetch() { curl -sS --max-time 20 -o "$work/$1" -w '%{http_code} %{content_type}' "$address$2"; }
check "it is served: /digits is image/png" test "$(fetch digits.png '/digits?count=64&columns=8&scale=1&seed=1')" = "200 image/png"
check "the answer is a PNG" is_png "$work/digits.png"
check "eight by eight digits are 224 pixels wide and high" has_size "$work/digits.png" 224x224
[[ -z $picture ]] || cp "$work/digits.png" "$picture"

report_checks
