#!/usr/bin/env bash
# Prepares the page that trains `mlp` in a browser (page.sh), trains in headless Chromium (Debian's package chromium), and holds the
# result against what the same artifacts become in Node.js; missing files, keyboard, a phone's width, light and dark.
#   scripts/ort-training/check-page.sh [--help] [PICTURES_DIR]     (keeps screenshots there)
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the training program is built already, do not build it again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/server.sh"
only_operands "$@"
need dotnet node npm /usr/bin/chromium

work=$(mktemp -d)
trap 'stop_all; rm -rf "$work"' EXIT
"$here/page.sh" "$work/page"

export TRAINING_ITERATIONS=200 TRAINING_STATE=$work/state TRAINING_PICTURES=''
node "$here/train.mjs" "$work/page/artifacts" "$work/page/data/train-images-idx3-ubyte.gz" "$TRAINING_STATE" "$TRAINING_ITERATIONS" |
  tee "$work/train.log"
TRAINING_FIGURES=$(sed -nE 's/^.*D loss ([0-9.]+), G loss ([0-9.]+), ink ([0-9.]+)$/\1 \2 \3/p' "$work/train.log" | tail -n 1)
export TRAINING_FIGURES

start_server "$work/server.log" node "$here/serve.mjs" "$work/page" 0
processes+=("$server")
export TRAINING_ADDRESS=$address
if [[ $# -gt 0 ]]; then
  mkdir -p "$1"
  TRAINING_PICTURES=$(cd "$1" && pwd)
fi
dotnet test "$root/tests/Gan.Onnx.Browser.Tests" --configuration "$configuration" \
  --filter "FullyQualifiedName~TrainingPage|FullyQualifiedName~TrainedPage"
