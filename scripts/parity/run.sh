#!/usr/bin/env bash
# Trains every preset, the built-in ones and those in scripts/parity/presets and scripts/bench/presets, for a few steps with
# --dump-steps and recomputes those steps in PyTorch; then spoils the dumps and expects each spoiling to be found.
#   scripts/parity/run.sh [--steps 5] [--data DIR] [NAME|FILE…]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/pytorch/interpreter.sh"
find_python torch "python3-torch libopenblas0-pthread"

steps=5
data=()
presets=()
while [ $# -gt 0 ]; do
    case $1 in
        --steps) steps=$2; shift 2 ;;
        --data) data=(--data "$2"); shift 2 ;;
        -*) echo "unknown option $1; known: --steps N, --data DIR" >&2; exit 2 ;;
        *) presets+=("$1"); shift ;;
    esac
done
if [ ${#presets[@]} -eq 0 ]; then
    for file in "$root"/training/Presets/*.json; do presets+=("$(basename "$file" .json)"); done
    presets+=("$root"/scripts/{parity,bench}/presets/*.json)
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -n "${GAN_ONNX_BUILT:-}" ] || dotnet build --configuration "${CONFIGURATION:-Release}" "$root/training" --verbosity quiet
export GAN_ONNX_BUILT=1

passed=0
failed=0
count() {
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $*"; fi
}

# Where the loss sees differences of D's outputs only, a bias to which real and fake items are alike has gradient 0, and rounding makes it
# a number whose sign is chance: Adam's usual epsilon would make whole steps of that. The gradients themselves are compared as ever.
# Fewer items cross the kink of a LeakyReLU by rounding, which R1 and R2 would see. The presets made for this comparison need neither.
settings_of() {
    echo --set schedule.discriminatorPretraining=0
    if grep -q '"type": "relativistic"' "$root/training/Presets/$1.json" 2>/dev/null; then
        echo --set optimizers.discriminator.epsilon=1e-4 --set data.batch=8
    fi
}

for preset in "${presets[@]}"; do
    name=$(basename "$preset" .json)
    run=$work/$name
    read -ra settings <<<"$(settings_of "$preset" | tr '\n' ' ')"
    if ! "$root/scripts/gan.sh" train --preset "$preset" --steps "$steps" --dump-steps "$steps" --run "$run" --seed 42 "${settings[@]}" ${data[@]+"${data[@]}"} >"$work/$name.log" 2>&1; then
        cat "$work/$name.log"
        echo "FAILED: train --preset $preset"
        failed=$((failed + 1))
        continue
    fi
    dumps=$(find "$run/dump" -name 'step-*.safetensors' 2>/dev/null | wc -l)
    count test "$dumps" -eq "$steps"
    count "$PYTHON" "$root/scripts/parity/parity.py" "$run"
    count "$PYTHON" "$root/scripts/parity/parity.py" "$run" --self-test
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
