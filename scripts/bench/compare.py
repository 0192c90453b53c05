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


def pytorch(preset, arguments, wait_policy=None):
    environment = dict(os.environ)
    # Left to itself OpenBLAS uses the kernels that fit the CPU; these two variables would pin it to others.
    environment.pop("OPENBLAS_CORETYPE", None)
    environment.pop("OPENBLAS_L2_SIZE", None)
    environment.update(OMP_NUM_THREADS=str(arguments.threads), OPENBLAS_NUM_THREADS=str(arguments.threads))
    environment.pop("OMP_WAIT_POLICY", None)
    if wait_policy:
        environment["OMP_WAIT_POLICY"] = wait_policy
    command = [sys.executable, ROOT / "scripts/bench/torch_bench.py", ROOT / f"training/Presets/{preset}.json"]
    command += ["--threads", str(arguments.threads), "--seconds", str(arguments.seconds)]
    command += ["--data", arguments.data] if arguments.data else []
    return run(command, environment)


def spread(values, digits):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def rates(results):
    return [result["iterationsPerSecond"] for result in results]


def row(preset, results):
    """`results`: the results of all rounds by contestant, in order."""
    own = results["ours"]
    milliseconds = statistics.median(result["msPerIteration"] for result in own)
    gemm = statistics.median(result["gemmMilliseconds"] for result in own)
    over_gemm = statistics.median(result["msPerIteration"] / result["gemmMilliseconds"] for result in own)
    cells = [f"`{preset}`", spread(rates(own), 0)]
    for name in CONTESTANTS:
        if name != "ours":
            cells += [spread(rates(results[name]), 0), spread([a / b for a, b in zip(rates(own), rates(results[name]))], 2)]
    cells += [f"{milliseconds:.2f}", f"{gemm:.2f}", f"{100 * gemm / milliseconds:.0f} %", f"{over_gemm:.2f}"]
    return f"| {' | '.join(cells)} |"


# Debian's PyTorch has two pools of threads, OpenMP's and OpenBLAS's. As they come, idle threads of one spin on the cores that
# the other needs; told to wait passively they sleep, which is much faster where there are as many threads as cores.
CONTESTANTS = {
    "ours": ours,
    "PyTorch": pytorch,
    "PyTorch, passive waiting": lambda preset, arguments: pytorch(preset, arguments, "passive"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("presets", nargs="*", help="default: every file in training/Presets")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--pairs", type=int, default=5, help="rounds of one run each")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="2 rounds of 2 seconds")
    parser.add_argument("--data", help="folder with MNIST's IDX files, for both; without it PyTorch gets stand-in pixels")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.pairs, arguments.seconds = 2, 2

    presets = arguments.presets or sorted(path.stem for path in (ROOT / "training/Presets").glob("*.json"))
    rows = []
    for preset in presets:
        results = {name: [] for name in CONTESTANTS}
        for pair in range(arguments.pairs):
            for name, contestant in CONTESTANTS.items():
                results[name].append(contestant(preset, arguments))
            print(f"{preset}, round {pair + 1}: " + ", ".join(f"{name} {results[name][-1]['iterationsPerSecond']:.0f}" for name in CONTESTANTS), file=sys.stderr)
        rows.append(row(preset, results))

    torch = results["PyTorch"][-1]
    print(f"{arguments.threads} thread(s), {arguments.pairs} rounds of {arguments.seconds} s in alternation; medians (ranges) of iterations/s; PyTorch {torch['torch']} with {torch['blas']}\n")
    print("| preset | ours | PyTorch | ratio | PyTorch, passive waiting | ratio | ms an iteration | of it Gemm, ms | Gemm's share | iteration ÷ Gemm |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
