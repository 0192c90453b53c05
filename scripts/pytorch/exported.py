#!/usr/bin/python3
"""Networks whose ONNX files PyTorch itself has exported, for presets that train on ONNX files.

    exported.py DIR [NAME…]     writes the files of MODULES, or those named, weights included

The generator is that of PyTorch's DCGAN tutorial (https://pytorch.org/tutorials/beginner/dcgan_faces_tutorial.html), smaller; the
discriminator has a residual block. The labelled ones look at labels by embeddings. All take and give flat items.
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


class Labelled(nn.Module):
    """`labels`: rows [N, classes], for passes that give items alone; the exporter gives indices."""

    classes = 10
    labels = None

    def indices(self, labels):
        return self.labels.argmax(1) if labels is None else labels


class LabelledGenerator(Labelled):
    """[N, 16] and labels [N] → [N, 784]."""

    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(nn.Linear(LATENT + 6, 24), nn.LeakyReLU(0.2), nn.Linear(24, 784), nn.Tanh())
        self.embedding = nn.Embedding(self.classes, 6)

    def forward(self, z, labels=None):
        return self.main(torch.cat((z, self.embedding(self.indices(labels))), 1))


class LabelledDiscriminator(Labelled):
    """[N, 784] and labels [N] → [N, 1]: an embedding is a map of its own."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(self.classes, 49)
        self.front, self.back = nn.Conv2d(1, 6, 4, 4), nn.Conv2d(7, 8, 3, 2, 1)
        self.head = nn.Linear(128, 1)

    def forward(self, x, labels=None):
        maps = nn.functional.leaky_relu(self.front(x.view(x.size(0), 1, 28, 28)), 0.2)
        label = self.embedding(self.indices(labels)).view(x.size(0), 1, 7, 7)
        return self.head(nn.functional.leaky_relu(self.back(torch.cat((maps, label), 1)), 0.2).flatten(1))


MODULES = {
    "generator.onnx": Generator,
    "discriminator.onnx": Discriminator,
    "labelled-generator.onnx": LabelledGenerator,
    "labelled-discriminator.onnx": LabelledDiscriminator,
}


def build(layer):
    """The module that a preset's OnnxNetwork layer was exported from. `layer`: the preset's object."""
    module = MODULES[Path(layer["file"]).name]()
    normalizes = any(isinstance(part, nn.BatchNorm2d) for part in module.modules())
    return module.train(bool(layer.get("trainBatchNormalization"))) if normalizes else module


def mixes_batch(layer):
    return layer["type"] == "OnnxNetwork" and any(isinstance(part, nn.BatchNorm2d) and part.training for part in build(layer).modules())


def export(folder, names):
    for name in names or MODULES:
        torch.manual_seed(SEED)
        module = MODULES[name]().eval()
        inputs = {"x": torch.zeros(2, LATENT if "generator" in name else 784)}
        if isinstance(module, Labelled):
            inputs["labels"] = torch.arange(2)
        # Otherwise the exporter would fold batch normalisation into the convolutions, and weights would lose their names.
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(folder / name),
            opset_version=OPSET,
            training=torch.onnx.TrainingMode.PRESERVE,
            do_constant_folding=False,
            input_names=list(inputs),
            output_names=["y"],
            dynamic_axes={key: {0: "batch"} for key in (*inputs, "y")},
        )


if __name__ == "__main__":
    export(Path(sys.argv[1]), sys.argv[2:])
