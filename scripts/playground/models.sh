#!/usr/bin/env bash
# Makes small model folders of the tests' ONNX files, to be served side by side: 'plain' draws grey pictures of no class, 'fashion' grey
# ones of ten classes with names, and 'pets' coloured ones, 32 by 20 pixels, of three classes with names.
#   scripts/playground/models.sh [--help] FOLDER
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
only_operands "$@"
folder=${1:?FOLDER is missing}

# make_model NAME FILE CLASSES SHAPE [NAMES]: the last two as JSON lists.
make_model() {
  mkdir -p "$folder/$1"
  cp "$root/tests/Gan.Onnx.Serving.Tests/Models/$2.onnx" "$folder/$1/generator.onnx"
  local sum names=''
  sum=$(sha256sum "$folder/$1/generator.onnx" | cut -d ' ' -f 1)
  if [[ -n ${5:-} ]]; then names=", \"classNames\": $5"; fi
  cat >"$folder/$1/manifest.json" <<MANIFEST
{ "sha256": "$sum", "preset": "fixture", "latentSize": 4, "latentDistribution": { "type": "normal", "mean": 0, "std": 1 },
  "classes": $3, "imageShape": $4$names }
MANIFEST
}

make_model plain good 0 '[1, 28, 28]'
make_model fashion conditional 10 '[1, 28, 28]' \
  '["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]'
make_model pets colour 3 '[3, 20, 32]' '["cat", "dog, brown", "2"]'
