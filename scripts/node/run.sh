#!/usr/bin/env bash
# Checks that a frozen generator runs in onnxruntime-node with the same images as in the C# program; then spoils one pixel
# and expects that to be found.
#   scripts/node/run.sh [--help] [MODEL_DIR]     (default: models/default)
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the training program is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
only_operands "$@"
model=${1:-$root/models/default}
expect_model MODEL_DIR "$model"
model=$(cd "$model" && pwd)
need dotnet node npm

# The packages' install scripts would only fetch CUDA libraries; the CPU library is in the package.
cd "$root/scripts/node"
if [[ ! -d node_modules/onnxruntime-node ]]; then
  npm ci --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
digit=()
if [[ $(node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1])).classes' "$model/manifest.json") -gt 0 ]]; then digit=(7); fi
"$root/scripts/gan.sh" sample --model "$model" --count 16 --seed 7 ${digit[@]+--digit "${digit[@]}"} \
  --output "$work/images.npy" --latents "$work/z.npy"

node -e '
const { readFileSync, writeFileSync } = require("node:fs");
const bytes = readFileSync(process.argv[1]);
bytes.writeFloatLE(bytes.readFloatLE(bytes.length - 400) + 1e-3, bytes.length - 400);
writeFileSync(process.argv[2], bytes);
' "$work/images.npy" "$work/spoiled.npy"
node check.mjs "$model" "$work/z.npy" "$work/spoiled.npy" ${digit[@]+"${digit[@]}"} >"$work/spoiled.log" || true
if ! grep -q '^FAILED  output agrees' "$work/spoiled.log"; then
  cat "$work/spoiled.log"
  echo "a pixel off by 1e-3 was not found" >&2
  exit 1
fi

node check.mjs "$model" "$work/z.npy" "$work/images.npy" ${digit[@]+"${digit[@]}"}
