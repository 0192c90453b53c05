#!/usr/bin/env bash
# Trains, stops and resumes two short runs, and reads their TensorBoard event files with check.py; then flips one bit and expects
# that to be found.
#   scripts/tensorboard/check.sh [--help]
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the training program is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
only_operands "$@"
need dotnet python3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build training
export GAN_ONNX_BUILT=1

train() { "$root/scripts/gan.sh" train "$@" >/dev/null; }
train --preset mlp --steps 600 --run "$work/mlp"
train --resume "$work/mlp" --steps 1000
train --preset gaussian-1d --steps 520 --run "$work/gaussian-1d"
train --resume "$work/gaussian-1d" --steps 1030

mkdir "$work/spoiled"
cp -r "$work/mlp/." "$work/spoiled"
python3 - "$work/spoiled" <<'PY'
import pathlib, sys
path = min(pathlib.Path(sys.argv[1]).glob("events.out.tfevents.*"))
content = bytearray(path.read_bytes())
content[len(content) // 2] ^= 4
path.write_bytes(content)
PY
if python3 "$root/scripts/tensorboard/check.py" "$work/spoiled" >"$work/spoiled.log"; then
  cat "$work/spoiled.log"
  echo "a flipped bit was not found" >&2
  exit 1
fi

python3 "$root/scripts/tensorboard/check.py" "$work/mlp" "$work/gaussian-1d"
