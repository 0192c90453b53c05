"""The presets' training data as one float tensor in memory, [count, features]."""

import gzip
from pathlib import Path

import torch

MNIST_FILES = ("train-images-idx3-ubyte", "train-images.idx3-ubyte")
MNIST_LABELS = ("train-labels-idx1-ubyte", "train-labels.idx1-ubyte")


def read_idx_images(folder):
    """MNIST's 60,000 training images, uint8 [60000, 784], from the IDX file, plain or gzipped."""
    for name in MNIST_FILES:
        for path in (Path(folder) / name, Path(folder) / f"{name}.gz"):
            if path.exists():
                data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
                magic, count, height, width = (int.from_bytes(data[i : i + 4], "big") for i in range(0, 16, 4))
                if magic != 0x803 or len(data) != 16 + count * height * width:
                    raise SystemExit(f"{path}: expected an IDX file of uint8 images (magic 0x803), found magic {magic:#x} and {len(data)} bytes")
                return torch.frombuffer(bytearray(data), dtype=torch.uint8, offset=16).reshape(count, height * width)
    raise SystemExit(f"{folder}: no {MNIST_FILES[0]} (or .gz) in it")


def load_labels(folder, classes):
    """The labels of MNIST's training images as rows [60000, classes], 1 at the label and 0 elsewhere; `folder` None: labels drawn at random."""
    if folder is None:
        return torch.eye(classes)[torch.randint(classes, (60000,))]
    for name in MNIST_LABELS:
        for path in (Path(folder) / name, Path(folder) / f"{name}.gz"):
            if path.exists():
                data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
                if int.from_bytes(data[:4], "big") != 0x801:
                    raise SystemExit(f"{path}: expected an IDX file of uint8 labels (magic 0x801)")
                return torch.eye(classes)[torch.frombuffer(bytearray(data), dtype=torch.uint8, offset=8).long()]
    raise SystemExit(f"{folder}: no {MNIST_LABELS[0]} (or .gz) in it")


def load(data, folder):
    """`data`: the preset's `data` object; `folder`: where MNIST's files lie, None for stand-in pixels of the same shape and share of ink."""
    if data["type"] == "gaussian":
        return torch.empty(data["samplesPerEpoch"], 1).normal_(data["mean"], data["std"])
    if data["type"] != "mnist":
        raise SystemExit(f"data '{data['type']}' is unknown here (known: mnist, gaussian)")
    low, high = data["range"]
    if folder is None:
        pixels = 255 * (torch.rand(60000, 784) < 0.19)
    else:
        pixels = read_idx_images(folder)
    return pixels.float().mul_((high - low) / 255).add_(low)
