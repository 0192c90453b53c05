#!/usr/bin/python3
"""Runs this project's and PyTorch's training benchmarks in alternation and prints a Markdown table. Started by bench.sh."""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(command, environment):
    finished = subprocess.run(command, env=environment, capture_output=True, text=True)
    lines = [line for line in finished.stdout.splitlines() if line.startswith("{")]
    if finished.returncode != 0 or not lines:
        raise SystemExit(f"{' '.join(map(str, command))}\nexit code {finished.returncode}, no result\n{finished.stdout}{finished.stderr}")
    return json.loads(lines[-1])


def ours(preset, arguments):
    command = ["dotnet", "run", "--configuration", "Release", "--no-build", "--project", ROOT / "tests/Gan.Onnx.Benchmarks", "--"]
    command += ["train", "--preset", preset, "--threads", str(arguments.threads), "--seconds", str(arguments.seconds), "--json"]
    command += ["--data", arguments.data] if arguments.data else []
    return run(command, dict(os.environ))


def pytorch(preset, arguments):
    environment = dict(os.environ)
    # Left to itself OpenBLAS uses the kernels that fit the CPU; these two variables would pin it to others.
    environment.pop("OPENBLAS_CORETYPE", None)
    environment.pop("OPENBLAS_L2_SIZE", None)
    environment.update(OMP_NUM_THREADS=str(arguments.threads), OPENBLAS_NUM_THREADS=str(arguments.threads))
    command = [sys.executable, ROOT / "scripts/bench/torch_bench.py", ROOT / f"training/Presets/{preset}.json"]
    command += ["--threads", str(arguments.threads), "--seconds", str(arguments.seconds)]
    command += ["--data", arguments.data] if arguments.data else []
    return run(command, environment)


def spread(values, digits):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def row(preset, own, other):
    """`own` and `other`: the results of all pairs, in order."""
    own_rates, other_rates = ([result["iterationsPerSecond"] for result in results] for results in (own, other))
    ratios = [a / b for a, b in zip(own_rates, other_rates)]
    milliseconds = statistics.median(result["msPerIteration"] for result in own)
    gemm = statistics.median(result["gemmMilliseconds"] for result in own)
    over_gemm = statistics.median(result["msPerIteration"] / result["gemmMilliseconds"] for result in own if result["gemmMilliseconds"] > 0) if gemm > 0 else float("nan")
    return (
        f"| `{preset}` | {spread(own_rates, 0)} | {spread(other_rates, 0)} | {spread(ratios, 2)} "
        f"| {milliseconds:.2f} | {gemm:.2f} | {100 * gemm / milliseconds:.0f} % | {over_gemm:.2f} |"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("presets", nargs="*", help="default: every file in training/Presets")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--quick", action="store_true", help="2 pairs of 2 seconds")
    parser.add_argument("--data", help="folder with MNIST's IDX files, for both; without it PyTorch gets stand-in pixels")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.pairs, arguments.seconds = 2, 2

    presets = arguments.presets or sorted(path.stem for path in (ROOT / "training/Presets").glob("*.json"))
    rows = []
    for preset in presets:
        own, other = [], []
        for pair in range(arguments.pairs):
            own.append(ours(preset, arguments))
            other.append(pytorch(preset, arguments))
            print(f"{preset}, pair {pair + 1}: {own[-1]['iterationsPerSecond']:.0f} and {other[-1]['iterationsPerSecond']:.0f} iterations/s", file=sys.stderr)
        rows.append(row(preset, own, other))

    print(f"{arguments.threads} thread(s), {arguments.pairs} pairs of {arguments.seconds:g} s in alternation; medians (ranges); PyTorch {other[-1]['torch']} with {other[-1]['blas']}\n")
    print("| preset | iterations/s | PyTorch iterations/s | ratio | ms an iteration | of it Gemm, ms | Gemm's share | iteration ÷ Gemm |")
    print("|---|---|---|---|---|---|---|---|")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
