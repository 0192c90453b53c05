#!/usr/bin/env bash
# A folder of pictures that is larger than memory: it is decoded, trained on, stopped and gone on with.
#   scripts/pictures/large.sh [--pictures N] [--megabytes N] [--steps N] [--work DIR] [--help]
#
#   --pictures N    of 256×256 grey pixels and 66 kB each (default 48000, which are 3.1 GB as files and once more when decoded)
#   --megabytes N   memory, of 1024 kB times 1024 (default 1024)
#   --steps N       iterations on 16 pictures each (default 600)
#   --work DIR      where pictures and cache go, which are removed at the end (default a new folder for temporary files)
#   --help          this text
#
# The limit is that of a control group (version 2 or 1, as root); else the managed heap is limited and memory is measured, which it says.
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the program is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/build.sh"

pictures=48000 megabytes=1024 steps=600 work=''
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --pictures | --megabytes | --steps | --work) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    *) mistake "unknown option '$1'; known: --pictures, --megabytes, --steps, --work, --help." ;;
  esac
  case $1 in
    --pictures) expect_whole "$1" "$2"; pictures=$2 ;;
    --megabytes) expect_whole "$1" "$2"; megabytes=$2 ;;
    --steps) expect_whole "$1" "$2"; steps=$2 ;;
    --work) work=$2 ;;
  esac
  shift 2
done
limit=$((megabytes * 1024 * 1024))
need dotnet awk

mkdir -p "${work:-${TMPDIR:-/tmp}}"
work=$(mktemp -d -p "${work:-${TMPDIR:-/tmp}}")
group=''
finish() {
  [[ -z $group ]] || rmdir "$group" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

build training
maker=$(csharp_program scripts/pictures/make.cs)
program=$(program Gan.Onnx.Training)
dotnet "$maker" "$work/pictures" "$pictures" 256
# Training has to read what the system has not kept of writing it.
echo 3 >/proc/sys/vm/drop_caches 2>/dev/null || true
echo "$pictures pictures, $(du -sm "$work/pictures" | cut -f 1) MB."

cat >"$work/large.json" <<'P'
{
  "name": "large", "description": "Small networks for large pictures.", "source": "scripts/pictures/large.sh",
  "data": {
    "type": "images", "side": 256, "labelClasses": 1, "channels": 1, "range": [-1, 1], "batch": 16, "lastBatch": "drop", "holdOut": 0
  },
  "latent": { "size": 8, "distribution": { "type": "normal", "mean": 0, "std": 1 } },
  "generator": {
    "initializer": { "weight": { "type": "normal", "std": 0.02 }, "bias": { "type": "zeros" } },
    "layers": [{ "type": "Linear", "in": 8, "out": 65536 }, { "type": "Tanh" }]
  },
  "discriminator": {
    "initializer": { "weight": { "type": "normal", "std": 0.02 }, "bias": { "type": "zeros" } },
    "layers": [
      { "type": "Linear", "in": 65536, "out": 8 }, { "type": "LeakyReLU", "negativeSlope": 0.2 }, { "type": "Linear", "in": 8, "out": 1 }
    ]
  },
  "loss": { "type": "hinge" },
  "penalties": [],
  "optimizers": {
    "generator": { "type": "adam", "learningRate": 0.0002, "beta1": 0.5, "beta2": 0.999, "epsilon": 1e-8 },
    "discriminator": { "type": "adam", "learningRate": 0.0002, "beta1": 0.5, "beta2": 0.999, "epsilon": 1e-8 }
  },
  "schedule": { "epochs": 1, "seed": 1, "discriminatorPretraining": 0, "generatorLatents": "fresh" },
  "ema": null,
  "shortcuts": {}
}
P

own_group() { awk -F: '$2 == "memory" { print $3 }' /proc/self/cgroup; }
start=(env)
if [[ -f /sys/fs/cgroup/cgroup.controllers ]] && mkdir "/sys/fs/cgroup/gan-onnx-large-$$" 2>/dev/null; then
  group=/sys/fs/cgroup/gan-onnx-large-$$
  echo "$limit" >"$group/memory.max"
  echo "Enforced by a version 2 control group: $megabytes MB, file cache included."
elif [[ -d /sys/fs/cgroup/memory ]] && mkdir "/sys/fs/cgroup/memory$(own_group)/gan-onnx-large-$$" 2>/dev/null; then
  group=/sys/fs/cgroup/memory$(own_group)/gan-onnx-large-$$
  echo "$limit" >"$group/memory.limit_in_bytes"
  echo "Enforced by a version 1 control group: $megabytes MB, file cache included."
else
  start=(env "DOTNET_GCHeapHardLimit=$(printf '0x%x' $((limit * 3 / 4)))")
  echo "The managed heap alone is limited: no control group can be made here, so memory is measured."
fi

# train NAME WORDS…: its output goes to NAME.log, the most memory that it had of its own, in kB, to 'most'.
most=0
train() {
  local name=$1 own status=0
  shift
  (
    [[ -z $group ]] || echo "$BASHPID" >"$group/cgroup.procs"
    GAN_ONNX_CACHE=$work/cache exec "${start[@]}" dotnet "$program" train --evaluations 0 --threads 2 "$@"
  ) >"$work/$name.log" 2>&1 &
  while kill -0 $! 2>/dev/null; do
    own=$(awk '/^RssAnon/ { print $2 }' "/proc/$!/status" 2>/dev/null || true)
    most=$((${own:-0} > most ? ${own:-0} : most))
    sleep 0.5
  done
  wait $! || status=$?
  grep -vE '^epoch' "$work/$name.log" | tail -n 4
  return "$status"
}
half=(--preset "$work/large.json" --data "$work/pictures" --run "$work/half" --steps "$((steps / 2))")
rest=(--resume "$work/half" --steps "$steps")
whole=(--preset "$work/large.json" --data "$work/pictures" --run "$work/whole" --steps "$steps")
check "pictures that are not kept in memory are decoded, and trained on" train half "${half[@]}"
grep -E 'decoded|decoding' "$work/half.log" | tail -n 2
check "the run goes on" train rest "${rest[@]}"
check "they are not decoded again" test "$(grep -cE 'decoding' "$work/rest.log" || true)" -eq 0
check "a run without a stop" train whole "${whole[@]}"
check "gives the same generator, to the byte" cmp "$work/half/generator.onnx" "$work/whole/generator.onnx"
tail -n 1 "$work/whole/metrics.jsonl"
echo "At most $((most / 1024)) MB were the process's own; the cache has $(du -sm "$work/cache" | cut -f 1) MB."
check "of its own the process had less than $megabytes MB" test "$most" -lt "$((limit / 1024))"
report_checks
