#!/usr/bin/env bash
# Training iterations (one D step and one G step) here and in PyTorch, with the same preset file, batch and number of threads,
# in alternation. Prints Markdown, a section a question:
#   speed     each preset and a reference DCGAN (scripts/bench/presets) against PyTorch, as it comes and with OpenMP told to wait passively
#   roofline  how much of an iteration is Gemm, and how near its Gemms and the whole come to one large Gemm on the same threads
#   memory    the most memory that our process took
#   batch, channels, threads   how the DCGAN's iteration grows with batch 16 to 512, channels ×1, ×2, ×4, threads 1 and 2
#   scripts/bench.sh [--quick] [--sections speed,threads] [--threads N] [--rounds 3] [--seconds 3] [--data DIR] [--results FILE] [PRESET…]
# Needs an idle machine. Where an iteration's time goes, by operator:
#   dotnet run -c Release --project tests/Gan.Onnx.Benchmarks -- profile --preset mlp
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/scripts/pytorch/interpreter.sh"
find_python torch "python3-torch libopenblas0-pthread"
dotnet build --configuration Release "$root/tests/Gan.Onnx.Benchmarks" --verbosity quiet >&2
exec "$PYTHON" "$root/scripts/bench/compare.py" "$@"
