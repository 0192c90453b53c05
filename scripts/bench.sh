#!/usr/bin/env bash
# Training iterations a second (one D step and one G step) of each preset, here and in PyTorch with the same preset file,
# batch and number of threads, in alternation; and how much of an iteration is Gemm. Prints a Markdown table.
#   scripts/bench.sh [--quick] [--threads N] [--pairs 5] [--seconds 5] [--data DIR] [PRESET…]
# Medians of single iterations. PyTorch runs as it comes and with OpenMP told to wait passively. Needs an idle machine.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/scripts/pytorch/interpreter.sh"
find_python torch "python3-torch libopenblas0-pthread"
dotnet build --configuration Release "$root/tests/Gan.Onnx.Benchmarks" --verbosity quiet >&2
exec "$PYTHON" "$root/scripts/bench/compare.py" "$@"
