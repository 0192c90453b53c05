#!/usr/bin/python3
"""Runs this project's and PyTorch's training benchmarks in alternation and prints Markdown. Started by bench.sh."""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import tables
from contestants import CONTESTANTS, OURS, PASSIVE, ROOT
from variants import widened, with_batch

REFERENCE = ROOT / "scripts/bench/presets/dcgan.json"
BATCHES = (16, 32, 64, 128, 256, 512)
WIDTHS = (1, 2, 4)
SECTIONS = ("speed", "roofline", "memory", "batch", "channels", "threads")
# The tables of these sections come from the same runs.
BY_PRESET = ("speed", "roofline", "memory")


class Plan:
    """Runs to make, in order, and what they gave: `results(key)` is runs by contestant."""

    def __init__(self, folder, seconds, data):
        self.folder, self.seconds, self.data = Path(folder), seconds, data
        self.planned, self.done = [], {}

    def add(self, key, preset, threads, contestants, rounds):
        """`preset`: the object; everybody reads the same file."""
        file = self.folder / f"{len(self.planned)}.json"
        file.write_text(json.dumps(preset))
        self.planned += [(key, name, file, threads) for _ in range(rounds) for name in contestants]

    def alternate(self, variants, contestants, rounds):
        """Round by round through all variants (key, preset, threads), so that whatever else the machine does hits all of them alike."""
        for _ in range(rounds):
            for key, preset, threads in variants:
                self.add(key, preset, threads, contestants, 1)

    def run(self):
        start = time.monotonic()
        for number, (key, name, file, threads) in enumerate(self.planned, 1):
            result = CONTESTANTS[name](file, threads, self.seconds, self.data)
            self.done.setdefault(key, {}).setdefault(name, []).append(result)
            elapsed = time.monotonic() - start
            left = elapsed / number * (len(self.planned) - number)
            print(f"{number}/{len(self.planned)}, {elapsed:.0f} s, about {left:.0f} s left: {' '.join(map(str, key))}, {name}: {result['msPerIteration']:.2f} ms an iteration", file=sys.stderr, flush=True)

    def results(self, kind):
        """By the rest of the key, for keys that start with `kind`."""
        return {key[1]: runs for key, runs in self.done.items() if key[0] == kind}


def find(name):
    """A preset by name, built-in or the benchmark's own, or by path."""
    for file in (Path(name), ROOT / f"training/Presets/{name}.json", ROOT / f"scripts/bench/presets/{name}.json"):
        if file.suffix == ".json" and file.exists():
            return json.loads(file.read_text())
    raise SystemExit(f"preset '{name}' is neither built in nor in scripts/bench/presets, and no file ends in .json by that name")


def sections(text):
    chosen = text.split(",")
    unknown = [name for name in chosen if name not in SECTIONS]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}; known: {', '.join(SECTIONS)}")
    return chosen


def parse():
    parser = argparse.ArgumentParser(prog="bench.sh", description=__doc__)
    parser.add_argument("presets", nargs="*", help="names or files, for speed, roofline and memory; default: all built-in ones and the reference DCGAN")
    parser.add_argument("--sections", type=sections, default=list(SECTIONS), help=f"some of {','.join(SECTIONS)}; batch, channels and threads vary the reference DCGAN")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="default: one a core")
    parser.add_argument("--rounds", type=int, default=3, help="a run of every contestant each")
    parser.add_argument("--seconds", type=float, default=3, help="of each run, warm-up not counted")
    parser.add_argument("--quick", action="store_true", help="one round of one second: to see that everything works")
    parser.add_argument("--data", help="folder with MNIST's IDX files, for both; without it PyTorch gets stand-in pixels")
    parser.add_argument("--results", type=Path, help="a file for the results of all runs, as JSON")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.rounds, arguments.seconds = 1, 1
    return arguments


def plan_all(plan, arguments):
    names = arguments.presets or [*sorted(path.stem for path in (ROOT / "training/Presets").glob("*.json")), REFERENCE.stem]
    if any(name in BY_PRESET for name in arguments.sections):
        contestants = list(CONTESTANTS) if "speed" in arguments.sections else [OURS]
        for preset in map(find, names):
            plan.add(("preset", preset["name"]), preset, arguments.threads, contestants, arguments.rounds)
    reference = json.loads(REFERENCE.read_text())
    both = [OURS, PASSIVE]
    if "batch" in arguments.sections:
        plan.alternate([(("batch", batch), with_batch(reference, batch), arguments.threads) for batch in BATCHES], both, 1)
    if "channels" in arguments.sections:
        plan.alternate([(("channels", times), widened(reference, times), arguments.threads) for times in WIDTHS], both, 1)
    if "threads" in arguments.sections:
        plan.alternate([(("threads", count), reference, count) for count in (1, 2)], both, arguments.rounds)


def report(plan, arguments):
    name, batch = REFERENCE.stem, json.loads(REFERENCE.read_text())["data"]["batch"]
    presets = plan.results("preset")
    parts = {
        "speed": lambda: ("Iterations a second", tables.speed(presets)),
        "roofline": lambda: ("Gemm and its roof", tables.roofline(presets)),
        "memory": lambda: ("Most resident memory of our process", tables.memory(presets)),
        "batch": lambda: (f"`{name}` by batch", tables.growth("batch", plan.results("batch"), {size: size for size in BATCHES})),
        "channels": lambda: (f"`{name}` by channels, batch {batch}", tables.growth("channels ×", plan.results("channels"), dict.fromkeys(WIDTHS, batch))),
        "threads": lambda: (f"`{name}` by threads, batch {batch}", tables.threads(plan.results("threads"))),
    }
    torch = next((run for runs in plan.done.values() for name in runs if name != OURS for run in runs[name]), None)
    against = f"; PyTorch {torch['torch']} with {torch['blas']}" if torch else ""
    print(f"{arguments.threads} thread(s), {arguments.rounds} round(s) of {arguments.seconds:g} s in alternation (batch and channels: one); medians of single iterations, medians (ranges) of rounds{against}")
    for section in SECTIONS:
        if section in arguments.sections:
            heading, table = parts[section]()
            print(f"\n### {heading}\n\n{table}")


def main():
    arguments = parse()
    with tempfile.TemporaryDirectory(prefix="gan-onnx-bench-") as folder:
        plan = Plan(folder, arguments.seconds, arguments.data)
        plan_all(plan, arguments)
        plan.run()
    if arguments.results:
        arguments.results.write_text(json.dumps([{"key": key, "runs": runs} for key, runs in plan.done.items()], indent=1))
    report(plan, arguments)


if __name__ == "__main__":
    main()
