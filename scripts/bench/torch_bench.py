#!/usr/bin/python3
"""Training iterations a second of a preset in PyTorch, as one JSON line: torch_bench.py PRESET.json --threads 2 --seconds 5

One iteration is a D step and a G step; the median of all is taken. Start it through bench.sh, which sets the BLAS environment.
"""

import argparse
import ctypes
import json
import statistics
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pytorch"))
import training

# Whichever comes first, but one iteration at least.
WARM_UP_ITERATIONS, WARM_UP_SECONDS = 50, 1


def blas_kernels():
    """Which kernels OpenBLAS chose for this CPU, e.g. 'Cooperlake' (AVX-512) or 'Haswell' (AVX2)."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        path = line.split()[-1]
        if "openblas" in path and path.endswith(".so"):
            name = ctypes.CDLL(path).openblas_get_corename
            name.restype = ctypes.c_char_p
            return f"OpenBLAS {name().decode()}"
    return "unknown"


def repeat(trainer, batches, seconds, most=None):
    """Iterates until the time is up or `most` are done, once at least; returns the seconds of each."""
    times = []
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end or not times:
        trainer.step(next(batches))
        times.append(time.perf_counter() - start)
        if len(times) == most:
            break
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("preset", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--data", help="folder with MNIST's IDX files; stand-in pixels without it")
    parser.add_argument("--single-tensor", action="store_true", help="Adam without foreach")
    arguments = parser.parse_args()

    preset = json.loads(arguments.preset.read_text())
    torch.set_num_threads(arguments.threads)
    trainer = training.create(preset, arguments.data, seed=42, foreach=not arguments.single_tensor)
    batches = trainer.forever()
    repeat(trainer, batches, WARM_UP_SECONDS, WARM_UP_ITERATIONS)
    milliseconds = 1000 * statistics.median(repeat(trainer, batches, arguments.seconds))
    print(json.dumps({
        "preset": preset["name"],
        "threads": arguments.threads,
        "iterationsPerSecond": 1000 / milliseconds,
        "msPerIteration": milliseconds,
        "torch": torch.__version__,
        "blas": blas_kernels(),
    }))


if __name__ == "__main__":
    main()
