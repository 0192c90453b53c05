#!/usr/bin/python3
"""Trains a preset in PyTorch and writes a 4×4 grid of samples, to set beside this project's own grids.

    torch_samples.py PRESET.json --data DIR --epochs 20 --output grid.png [--seed 42] [--threads 1] [--loss-log losses.jsonl]

DIR holds MNIST's IDX files. The 16 latents are drawn before training; samples are made in evaluation mode, dropout off.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pytorch"))
import latents
import png
import training


def grid_rows(images, low, high, columns=4):
    """`images`: [16, 784] in [low, high]; rows of the grid as bytes, 28×28 tiles."""
    pixels = ((images - low) / (high - low)).clamp(0, 1).mul(255).round().to(torch.uint8)
    tiles = pixels.reshape(-1, columns, 28, 28).permute(0, 2, 1, 3).reshape(-1, columns * 28)
    return [bytes(row.tolist()) for row in tiles]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("preset", type=Path)
    parser.add_argument("--data", required=True)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--loss-log", type=Path)
    arguments = parser.parse_args()

    preset = json.loads(arguments.preset.read_text())
    torch.set_num_threads(arguments.threads)
    trainer = training.create(preset, arguments.data, arguments.seed, foreach=True)
    fixed = latents.draw(preset["latent"], 16)
    log = arguments.loss_log.open("w") if arguments.loss_log else None
    seconds = 0.0
    for epoch in range(1, arguments.epochs + 1):
        start = time.perf_counter()
        losses = torch.stack([torch.stack(trainer.step(real)) for real in trainer.epoch()]).mean(0).tolist()
        seconds += time.perf_counter() - start
        line = {"epoch": epoch, "discriminatorLoss": losses[0], "generatorLoss": losses[1], "seconds": round(seconds, 1)}
        print(json.dumps(line), flush=True)
        if log:
            log.write(json.dumps(line) + "\n")
    trainer.generator.eval()
    with torch.no_grad():
        images = trainer.generator(fixed)
    png.write(arguments.output, grid_rows(images, *preset["data"]["range"]))
    print(f"{preset['name']}: {arguments.epochs} epochs in {seconds:.1f} s, {arguments.threads} thread(s); samples in {arguments.output}")


if __name__ == "__main__":
    main()
