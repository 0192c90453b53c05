#!/usr/bin/python3
"""Two networks whose ONNX files PyTorch itself has exported, for presets that train on ONNX files.

    exported.py DIR     writes DIR/generator.onnx and DIR/discriminator.onnx, weights included

The generator is that of PyTorch's DCGAN tutorial (https://pytorch.org/tutorials/beginner/dcgan_faces_tutorial.html), smaller; the
discriminator has a residual block. Both take and give flat items.
"""

import sys
from pathlib import Path

import torch
from torch import nn

OPSET = 13
SEED = 1
LATENT = 16


class Generator(nn.Module):
    """[N, 16] → [N, 784]."""

    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(
            nn.ConvTranspose2d(LATENT, 24, 7, 1, 0, bias=False),
            nn.BatchNorm2d(24),
            nn.ReLU(True),
            nn.ConvTranspose2d(24, 12, 4, 2, 1, bias=False),
            nn.BatchNorm2d(12),
            nn.ReLU(True),
            nn.ConvTranspose2d(12, 1, 4, 2, 1, bias=False),
            nn.Tanh(),
        )

    def forward(self, z):
        return self.main(z.view(z.size(0), LATENT, 1, 1)).flatten(1)


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.norm = nn.InstanceNorm2d(channels, affine=True)
        self.slope = nn.PReLU(channels)
        self.second = nn.Conv2d(channels, channels, 3, 1, 1)

    def forward(self, x):
        return x + self.second(self.slope(self.norm(self.first(x))))


class Discriminator(nn.Module):
    """[N, 784] → [N, 1]."""

    def __init__(self):
        super().__init__()
        self.front = nn.Sequential(
            nn.Conv2d(1, 8, 4, 2, 1),
            nn.LeakyReLU(0.2),
            Residual(8),
            nn.AvgPool2d(2),
            nn.Conv2d(8, 12, 3, 2, 1),
            nn.ELU(),
        )
        self.head = nn.Linear(12, 1)

    def forward(self, x):
        maps = self.front(x.view(x.size(0), 1, 28, 28))
        return self.head(nn.functional.adaptive_avg_pool2d(maps, 1).flatten(1))


MODULES = {"generator.onnx": Generator, "discriminator.onnx": Discriminator}


def build(layer):
    """The module that a preset's OnnxNetwork layer was exported from. `layer`: the preset's object."""
    module = MODULES[Path(layer["file"]).name]()
    normalizes = any(isinstance(part, nn.BatchNorm2d) for part in module.modules())
    return module.train(bool(layer.get("trainBatchNormalization"))) if normalizes else module


def mixes_batch(layer):
    return layer["type"] == "OnnxNetwork" and any(isinstance(part, nn.BatchNorm2d) and part.training for part in build(layer).modules())


def export(folder):
    torch.manual_seed(SEED)
    for (name, constructor), features in zip(MODULES.items(), (LATENT, 784)):
        module = constructor().eval()
        # Otherwise the exporter would fold batch normalisation into the convolutions, and weights would lose their names.
        torch.onnx.export(
            module,
            torch.zeros(2, features),
            str(folder / name),
            opset_version=OPSET,
            training=torch.onnx.TrainingMode.PRESERVE,
            do_constant_folding=False,
            input_names=["x"],
            output_names=["y"],
            dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}},
        )


if __name__ == "__main__":
    export(Path(sys.argv[1]))
