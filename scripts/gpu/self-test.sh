#!/usr/bin/env bash
# What can be shown cheaply of the scripts for a GPU box: parts that are missing, damaged or cut are named, whole ones unpack, with xz or
# with Python alone; and the check's parts 0 and 5 pass with the CPU in the GPU's place, with a report that holds them.
#   scripts/gpu/self-test.sh [--help]
# Needs the Release builds of training, serving and tests/Gan.Onnx.Benchmarks; what it cannot do without network and debootstrap is in
# test-bundle.sh. Prints "N passed, M failed" last.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/checks.sh"
only_operands "$@"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A bundle in small: a program of noise, which does not shrink, and parts of 1 MiB.
mkdir -p "$work/gan-onnx/app"
head -c 2500000 /dev/urandom >"$work/gan-onnx/app/Gan.Onnx.Training"
chmod +x "$work/gan-onnx/app/Gan.Onnx.Training"
parts=$work/parts
last=gan-onnx-linux-x64.tar.xz.02
"$root/scripts/gpu/pack.sh" "$work/gan-onnx" "$parts" 1
cp "$parts/$last" "$work/kept"
three_parts() { [[ $(wc -l <"$parts/manifest") -eq 3 && -f $parts/$last ]]; }
unpack() { rm -rf "$work/box" && "$@" sh "$parts/unpack.sh" "$work/box" >"$work/said" 2>&1; }
unpacks() { unpack "$@" && cmp "$work/gan-onnx/app/Gan.Onnx.Training" "$work/box/gan-onnx/app/Gan.Onnx.Training"; }
refuses() { ! unpack env && grep -qF "$last $1" "$work/said"; }
check "2.5 MB of noise are three parts of 1 MiB" three_parts
check "they unpack" unpacks env
rm "$parts/$last"
check "a missing part is named" refuses "is missing"
head -c 1000 "$work/kept" >"$parts/$last"
check "a cut part is named" refuses "has 1000 bytes"
cp "$work/kept" "$parts/$last"
printf 'damage' | dd of="$parts/$last" bs=1 seek=1000 conv=notrunc status=none
check "a damaged part is named" refuses "is damaged"
cp "$work/kept" "$parts/$last"
# A folder of links to what unpack.sh may use, xz and sha256sum not among them.
mkdir "$work/bin"
for tool in sh cat wc tr cut mkdir dirname tar; do ln -s "$(command -v "$tool")" "$work/bin/"; done
printf '#!/bin/sh\nexec %s "$@"\n' "$(python3 -c 'import sys; print(sys.executable)')" >"$work/bin/python3"
chmod +x "$work/bin/python3"
check "they unpack without xz and sha256sum, by Python" unpacks env "PATH=$work/bin"

# Libraries as PyTorch's wheels bring them, but for the driver's: no such path is known to the loader.
packages=$work/packages
mkdir -p "$packages"/nvidia/{cu13,cudnn}/lib
touch "$packages"/nvidia/cu13/lib/{libcudart.so.13,libcublas.so.13,libcublasLt.so.13,libcurand.so.10}
touch "$packages/nvidia/cudnn/lib/libcudnn.so.9"
finds_cuda() {
  local said
  said=$(env -u LD_LIBRARY_PATH "PYTHONPATH=$packages" bash -euo pipefail -c '
    source "$1"
    find_cuda
    echo "$cuda_missing|${LD_LIBRARY_PATH:-}"' - "$root/scripts/gpu/libraries.sh")
  [[ $said == *"|$packages/nvidia/cu13/lib:$packages/nvidia/cudnn/lib" || $said == "|"* ]]
}
check "CUDA's libraries are found within a Python's packages" finds_cuda

results=$work/results
check "parts 0 and 5 of the check pass on the CPU" "$root/scripts/gpu/check.sh" --cpu --minutes 1 --parts 0,5 --output "$results"
says() { grep -qE "$1" "$results/report.$2"; }
check "the report has the server's speeds, from 1 to 100 images" says '^\| cpu \| default \| 100 \| 16 \| [1-9]' md
check "the report has the images of both devices" says '^\| cpu \| 1570560 \| 0 \| 0 \| yes \|' md
check "the report has requests that were turned away" says '"withRetryAfter": [1-9]' json
check "the report has what copies came to" says '"microsecondsToDevice": [0-9.]+' json
report_checks
