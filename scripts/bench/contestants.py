"""Who is compared: one run of each on a preset file, as the JSON object that it prints."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "artifacts/bin/Gan.Onnx.Benchmarks/release/Gan.Onnx.Benchmarks.dll"
# These would pin OpenBLAS to kernels other than those that fit the CPU.
PINNED_KERNELS = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


def run(command, environment):
    finished = subprocess.run(command, env=environment, capture_output=True, text=True)
    lines = [line for line in finished.stdout.splitlines() if line.startswith("{")]
    if finished.returncode != 0 or not lines:
        raise SystemExit(f"{' '.join(map(str, command))}\nexit code {finished.returncode}, no result\n{finished.stdout}{finished.stderr}")
    return json.loads(lines[-1])


def options(threads, seconds, data):
    return ["--threads", str(threads), "--seconds", str(seconds), *(["--data", data] if data else [])]


def ours(file, threads, seconds, data):
    return run(["dotnet", BENCHMARKS, "train", "--preset", file, "--json", *options(threads, seconds, data)], dict(os.environ))


def pytorch(file, threads, seconds, data, wait_policy=None):
    environment = {name: value for name, value in os.environ.items() if name not in (*PINNED_KERNELS, "OMP_WAIT_POLICY")}
    environment.update(OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS=str(threads))
    if wait_policy:
        environment["OMP_WAIT_POLICY"] = wait_policy
    return run([sys.executable, ROOT / "scripts/bench/torch_bench.py", file, *options(threads, seconds, data)], environment)


def passive_pytorch(file, threads, seconds, data):
    return pytorch(file, threads, seconds, data, "passive")


# Debian's PyTorch has two pools of threads, OpenMP's and OpenBLAS's. As they come, idle threads of one spin on the cores that
# the other needs; told to wait passively they sleep, which is much faster where there are as many threads as cores.
OURS, PYTORCH, PASSIVE = "ours", "PyTorch", "PyTorch, passive waiting"
CONTESTANTS = {OURS: ours, PYTORCH: pytorch, PASSIVE: passive_pytorch}
