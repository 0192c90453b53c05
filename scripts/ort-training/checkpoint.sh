#!/usr/bin/env bash
# Has our checkpoints for ONNX Runtime Training read, and one that we import written, by Google's flatc (Debian's package
# flatbuffers-compiler) with checkpoint.fbs: no code of ours in between. The runtime in WebAssembly has nothing that writes one.
#   scripts/ort-training/checkpoint.sh [--help] [DATA_DIR]
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the training program is built already, do not build it again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/checks.sh"
source "$here/install.sh"
only_operands "$@"
need dotnet flatc node npm
data=()
[[ $# -eq 0 ]] || data=(--data "$1")

install_runtime
build training
export GAN_ONNX_BUILT=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gan() { "$root/scripts/gan.sh" "$@" >"$work/gan.log" 2>&1 || { cat "$work/gan.log" >&2; exit 1; }; }
# Makes $work/NAME.json of $work/NAME.odtc, and back. (A path with a dot in a folder's name would lead flatc astray.)
to_json() { (cd "$work" && flatc --json --raw-binary --strict-json --defaults-json "$here/checkpoint.fbs" -- "$1.odtc"); }
to_binary() { (cd "$work" && flatc --binary "$here/checkpoint.fbs" "$1.json"); }
agrees() { node "$here/flatc.mjs" "$@" >"$work/quiet.log" || { cat "$work/quiet.log"; return 1; }; }
differs() { ! node "$here/flatc.mjs" "$@" >"$work/quiet.log" && grep -q '^FAILED .* numbers ' "$work/quiet.log"; }

gan train --preset mlp --steps 10 --evaluations 0 --run "$work/run" ${data[@]+"${data[@]}"}
gan artifacts --preset mlp --output "$work/artifacts" --from-run "$work/run"
for network in discriminator generator; do
  cp "$work/artifacts/$network/checkpoint" "$work/$network.odtc"
  to_json "$network"
  check "flatc reads the $network's checkpoint: names, shapes, moments and every number are the run's" \
    agrees read "$work/$network.json" "$work/run/checkpoint"
done

# The middle of the file is among some tensor's numbers: whoever compares must notice.
node -e '
const { readFileSync, writeFileSync } = require("node:fs");
const bytes = readFileSync(process.argv[1]);
bytes[Math.floor(bytes.length / 2)] ^= 1;
writeFileSync(process.argv[2], bytes);
' "$work/generator.odtc" "$work/spoiled.odtc"
to_json spoiled
check "one bit that is wrong is noticed" differs read "$work/spoiled.json" "$work/run/checkpoint"

node "$here/flatc.mjs" other "$work/generator.json" "$work/other.json"
to_binary other
gan artifacts --preset mlp --import "$work/other.odtc" --output "$work/model"
check "a checkpoint that flatc wrote is imported with its numbers" agrees frozen "$work/other.json" "$work/model"
check "and is not what the run's generator has" differs frozen "$work/generator.json" "$work/model"
cp "$work/other.odtc" "$work/artifacts/generator/checkpoint"
check "ONNX Runtime Training takes it too" node "$here/load.mjs" "$work/artifacts"

report_checks
