#!/usr/bin/env bash
# Checks that a frozen generator runs in onnxruntime-node with the same images as in the C# program; then spoils one pixel
# and expects that to be found.
#   scripts/node/run.sh [MODEL_DIR]     (default: models/default)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
model=${1:-$root/models/default}
[ -f "$model/generator.onnx" ] && [ -f "$model/manifest.json" ] || { echo "$model: expected a model folder with generator.onnx and manifest.json" >&2; exit 2; }
model=$(cd "$model" && pwd)
# ONNX Runtime's official Linux builds report usage unless told not to.
export ORT_DISABLE_TELEMETRY=1

# The packages' install scripts would only fetch CUDA libraries; the CPU library is in the package.
[ -d "$here/node_modules/onnxruntime-node" ] || (cd "$here" && npm ci --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
digit=$(node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1])).classes > 0 ? 7 : ""' "$model/manifest.json")
"$root/scripts/gan.sh" sample --model "$model" --count 16 --seed 7 ${digit:+--digit $digit} --output "$work/images.npy" --latents "$work/z.npy"

node -e '
const { readFileSync, writeFileSync } = require("node:fs");
const bytes = readFileSync(process.argv[1]);
bytes.writeFloatLE(bytes.readFloatLE(bytes.length - 400) + 1e-3, bytes.length - 400);
writeFileSync(process.argv[2], bytes);
' "$work/images.npy" "$work/spoiled.npy"
(cd "$here" && node check.mjs "$model" "$work/z.npy" "$work/spoiled.npy" $digit) >"$work/spoiled.log" || true
if ! grep -q '^FAILED  output agrees' "$work/spoiled.log"; then
    cat "$work/spoiled.log"
    echo "a pixel off by 1e-3 was not found" >&2
    exit 1
fi

cd "$here" && node check.mjs "$model" "$work/z.npy" "$work/images.npy" $digit
