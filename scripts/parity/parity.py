#!/usr/bin/python3
"""Recomputes a run's dumped training steps in PyTorch and compares losses, gradients, updated parameters and moments.

    parity.py RUN_DIR [--tolerance 1e-4] [--double] [--self-test]

RUN_DIR is a run folder written by `train --dump-steps N`. Exit code 1 if anything differs by more than the tolerance.
`after/…` parameters follow from PyTorch's own gradients, unless these are sums that cancel. Moments and `update/…` (after − before) follow from the dump's
gradients: they judge the optimizer alone.
"""

import argparse
import json
import sys
from pathlib import Path

import torch

import safetensors
import self_test
from checks import MEASURE, check_step


def load(run):
    options = run / "options.json"
    if not options.exists():
        raise SystemExit(f"{run}: no options.json; expected a run folder written by `train --dump-steps N`")
    preset = json.loads(options.read_text())["preset"]
    paths = sorted((run / "dump").glob("step-*.safetensors"))
    if not paths:
        raise SystemExit(f"{run}: no dump/step-*.safetensors; train with --dump-steps N")
    steps = []
    for path in paths:
        dump, metadata = safetensors.read(path)
        step = int(path.stem.split("-")[1])
        if metadata.get("step") != str(step):
            raise SystemExit(f"{path}: metadata says step {metadata.get('step')}, the file name {step}")
        steps.append((step, dump))
    return preset, steps


def check_run(preset, steps, tolerance, dtype):
    """Prints a line per step and one per failure; returns the number of failed checks."""
    print(f"{preset['name']}: relative difference = {MEASURE}; tolerance {tolerance:g}, {str(dtype).split('.')[1]}")
    print(f"{'step':>5}  {'D loss':>10} {'PyTorch':>10}  {'G loss':>10} {'PyTorch':>10}  {'checks':>6}  {'worst':>8}  tensor")
    failures = 0
    previous = None
    for step, dump in steps:
        differences, losses = check_step(preset, dump, step, tolerance, dtype, previous[1] if previous and previous[0] == step - 1 else None)
        worst = max(differences, key=lambda difference: (difference.failed, difference.error / max(difference.tolerance, 1e-30)))
        columns = "  ".join("{:10.6f} {:10.6f}".format(*losses.get(name, (float("nan"), float("nan")))) for name in ("discriminator", "generator"))
        print(f"{step:5}  {columns}  {len(differences):6}  {worst.error:8.1e}  {worst.name}")
        widened = [difference for difference in differences if tolerance < difference.tolerance and difference.name in dump and not difference.failed and difference.error > tolerance]
        if widened:
            print(f"       {len(widened)} beyond it, within what rounding does to PyTorch's own; at most {max(difference.error for difference in widened):.1e}")
        for difference in differences:
            if difference.failed:
                failures += 1
                print(f"       FAILED {difference.name}: difference {difference.error:.2e} > {difference.tolerance:.2e}; {difference.detail}")
        previous = (step, dump)
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--tolerance", type=float, default=1e-4)
    parser.add_argument("--double", action="store_true", help="recompute in float64")
    parser.add_argument("--self-test", action="store_true", help="then spoil the dump in known ways and expect each to be found")
    arguments = parser.parse_args()

    preset, steps = load(arguments.run)
    dtype = torch.float64 if arguments.double else torch.float32
    failed = check_run(preset, steps, arguments.tolerance, dtype) > 0
    if arguments.self_test:
        failed |= self_test.run(preset, steps, arguments.tolerance, dtype) != 0
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
