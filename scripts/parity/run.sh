#!/usr/bin/env bash
# Trains every preset, the built-in ones and those in scripts/parity/presets and scripts/bench/presets, for a few steps with
# --dump-steps and recomputes those steps in PyTorch; then spoils the dumps and expects each spoiling to be found.
#   scripts/parity/run.sh [--steps N] [--data DIR] [--help] [PRESET…]
#
#   PRESET        names or files (default: all of these)
#   --steps N     how many steps (default 5)
#   --data DIR    a folder with the official MNIST files (default: fetched once and cached)
#   --help        this text
#
# Needs PyTorch: on Debian, apt-get install python3-torch libopenblas0-pthread.
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the training program is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/python.sh"

steps=5 data=() presets=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --steps | --data) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    -*) mistake "unknown option '$1'; known: --steps, --data, --help." ;;
    *) presets+=("$1"); shift; continue ;;
  esac
  case $1 in
    --steps) expect_whole "$1" "$2"; steps=$2 ;;
    --data) data=(--data "$2") ;;
  esac
  shift 2
done
if [[ ${#presets[@]} -eq 0 ]]; then
  for file in "$root"/training/Presets/*.json; do
    # One for pictures of the user's own takes none of the data here; two of scripts/parity/presets are of its kind.
    grep -q '"type": "images"' "$file" || presets+=("$(basename "$file" .json)")
  done
  presets+=("$root"/scripts/{parity,bench}/presets/*.json)
fi
need dotnet
find_python torch "python3-torch libopenblas0-pthread"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build training
export GAN_ONNX_BUILT=1

# Where the loss sees differences of D's outputs only, a bias to which real and fake items are alike has gradient 0, and rounding makes it
# a number whose sign is chance: Adam's usual epsilon would make whole steps of that. The gradients themselves are compared as ever.
# Fewer items cross the kink of a LeakyReLU by rounding, which R1 and R2 would see. The presets made for this comparison need neither.
settings_of() {
  echo --set schedule.discriminatorPretraining=0
  if grep -q '"type": "relativistic"' "$root/training/Presets/$1.json" 2>/dev/null; then
    echo --set optimizers.discriminator.epsilon=1e-4 --set data.batch=8
  fi
}

# Small pictures in colour with labels, for presets that train on files in MNIST's format.
pictures=$work/pictures
mkdir "$pictures"
"$PYTHON" - "$pictures" <<'PICTURES'
import random, struct, sys
from pathlib import Path
folder, count, side = Path(sys.argv[1]), 64, 20
random.seed(1)
pixels = random.randbytes(count * 3 * side * side)
(folder / "train-images-idx3-ubyte").write_bytes(struct.pack(">HBB4I", 0, 8, 4, count, 3, side, side) + pixels)
(folder / "train-labels-idx1-ubyte").write_bytes(struct.pack(">HBBI", 0, 8, 1, count) + bytes(i % 3 for i in range(count)))
PICTURES
data_of() {
  if grep -q '"type": "idx"' "$1" 2>/dev/null; then echo --data "$pictures"; else echo ${data[@]+"${data[@]}"}; fi
}

train() {
  local settings folder
  read -ra folder <<<"$(data_of "$1")"
  read -ra settings <<<"$(settings_of "$1" | tr '\n' ' ')"
  "$root/scripts/gan.sh" train --preset "$1" --steps "$steps" --dump-steps "$steps" --evaluations 0 --run "$2" --seed 42 \
    "${settings[@]}" ${folder[@]+"${folder[@]}"} >"$2.train" 2>&1 && return
  cat "$2.train"
  return 1
}
has_dumps() { [[ $(find "$1/dump" -name 'step-*.safetensors' 2>/dev/null | wc -l) -eq $steps ]]; }

# In a process of its own, so that there is one for each core; PyTorch shares them out badly among the small networks of most presets.
compare() {
  local preset=$1 name
  name=$(basename "$preset" .json)
  if train "$preset" "$work/$name"; then
    check "$name: $steps steps were dumped" has_dumps "$work/$name"
    check "$name: PyTorch computes the same, and every spoiling is found" \
      "$PYTHON" "$root/scripts/parity/parity.py" "$work/$name" --self-test
  else
    check "$name: training" false
  fi
  rm -rf "${work:?}/$name"
  echo "$passed $failed" >"$work/$name.count"
}

# The data are fetched once.
"$root/scripts/gan.sh" data ${data[@]+"${data[@]}"} >/dev/null
cores=$(getconf _NPROCESSORS_ONLN)
export OMP_NUM_THREADS=1
for preset in "${presets[@]}"; do
  while [[ $(jobs -rp | wc -l) -ge $cores ]]; do wait -n || true; done
  compare "$preset" >"$work/$(basename "$preset" .json).log" 2>&1 &
done
wait || true

for preset in "${presets[@]}"; do
  name=$(basename "$preset" .json)
  cat "$work/$name.log"
  read -r p f <"$work/$name.count" 2>/dev/null || { echo "FAILED  $name: the comparison broke off"; p=0 f=1; }
  passed=$((passed + p)) failed=$((failed + f))
done
report_checks
