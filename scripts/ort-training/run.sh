#!/usr/bin/env bash
# Trains with our engine, recording every iteration, and repeats the same iterations in ONNX Runtime Training's own code
# (onnxruntime-web 1.19.2, WebAssembly in Node.js) from the files of `artifacts`. Then lets every preset's artifacts take a step.
#   scripts/ort-training/run.sh [--steps 20] [--data DIR] [--compare-only] [--help] [NAME|FILE…]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/checks.sh"
source "$here/install.sh"

steps=20
data=()
others=1
presets=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --compare-only) others=; shift; continue ;;
    --steps | --data) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    -*) mistake "unknown option '$1'; known: --steps, --data, --compare-only, --help." ;;
    *) presets+=("$1"); shift; continue ;;
  esac
  case $1 in
    --steps) expect_whole "$1" "$2"; steps=$2 ;;
    --data) data=(--data "$2") ;;
  esac
  shift 2
done
need npm node
if [[ ${#presets[@]} -eq 0 ]]; then
  presets=(vanilla mlp mlp-dropout dcgan-notebook digits)
  presets+=("$here/presets/spectral-norms.json" "$root/scripts/parity/presets/conv-labels-r1-r2.json")
fi

install_runtime
build training
export GAN_ONNX_BUILT=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Runs a check and adds what its last line counts.
count() {
  local counts
  "$@" 2>&1 | tee "$work/check.log" || true
  counts=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$work/check.log")
  read -r p f <<<"${counts:-0 1}"
  passed=$((passed + p))
  failed=$((failed + f))
}

# Both engines add up in different orders. Where a gradient is nothing but rounding (a bias before batch normalisation; D's last bias
# under a relativistic loss), Adam's usual epsilon would make a whole step of that, and 20 iterations one after the other carry it on.
# Fewer items, and smaller steps, cross the kink of a LeakyReLU by rounding, which R1 and R2 would see.
settings_of() {
  case $1 in
    dcgan-notebook) echo --set optimizers.discriminator.epsilon=1e-4 --set optimizers.generator.epsilon=1e-4 ;;
    digits)
      echo --set optimizers.discriminator.epsilon=1e-4 --set optimizers.generator.epsilon=1e-4 --set data.batch=8 \
        --set optimizers.discriminator.learningRate=2e-4 --set optimizers.generator.learningRate=2e-4
      ;;
  esac
}

train() {
  "$root/scripts/gan.sh" train --evaluations 0 ${data[@]+"${data[@]}"} "$@" >"$work/train.log" 2>&1 || { cat "$work/train.log"; exit 1; }
}
artifacts() { "$root/scripts/gan.sh" artifacts "$@" >"$work/artifacts.log" 2>&1 || { cat "$work/artifacts.log"; exit 1; }; }

for preset in "${presets[@]}"; do
  name=$(basename "$preset" .json)
  read -ra settings <<<"$(settings_of "$name")"
  echo "$name: $steps iterations"
  train --preset "$preset" --steps "$steps" --dump-steps "$steps" --run "$work/$name" ${settings[@]+"${settings[@]}"}
  artifacts --preset "$preset" --output "$work/artifacts/$name" ${settings[@]+"${settings[@]}"}
  count node "$here/compare.mjs" "$work/artifacts/$name" "$work/$name/dump"
  # A comparison that cannot fail is none: without D's new weights G trains against an old D.
  if [[ "$preset" = "${presets[0]}" ]]; then
    if node "$here/compare.mjs" "$work/artifacts/$name" "$work/$name/dump" --forget-handover >/dev/null; then
      echo "FAILED  $name: nobody noticed that neither network heard of the other's steps"
      failed=$((failed + 1))
    else
      passed=$((passed + 1))
    fi
  fi
  rm -rf "${work:?}/$name"
done

# Those two with their own settings: beside our engine, beside how far that is from itself.
if [[ -n "$others" ]]; then
  for preset in dcgan-notebook digits; do
    echo "$preset: $steps iterations with its own settings, after a first one"
    train --preset "$preset" --steps 1 --run "$work/run"
    artifacts --preset "$preset" --output "$work/artifacts/own" --from-run "$work/run"
    cp -r "$work/run" "$work/nudged"
    node "$here/nudge.mjs" "$work/nudged/checkpoint"
    for run in run nudged; do train --resume "$work/$run" --steps $((steps + 1)) --dump-steps $((steps + 1)); done
    count node "$here/beside.mjs" "$work/artifacts/own" "$work/run/dump" "$work/nudged/dump"
    rm -rf "$work/run" "$work/nudged" "$work/artifacts/own"
  done

  echo "mlp: from a run of 10 iterations on, with Adam's moments"
  train --preset mlp --steps 10 --run "$work/run"
  artifacts --preset mlp --output "$work/artifacts/resumed" --from-run "$work/run"
  train --resume "$work/run" --steps 15 --dump-steps 15
  count node "$here/compare.mjs" "$work/artifacts/resumed" "$work/run/dump"

  echo "one step of every preset"
  for preset in "$root"/training/Presets/*.json "$root"/scripts/parity/presets/*.json; do
    name=$(basename "$preset" .json)
    [[ -d "$work/artifacts/$name" ]] || artifacts --preset "$preset" --output "$work/artifacts/$name"
  done
  count node "$here/load.mjs" "$work"/artifacts/*
fi

report_checks
