"""Layers that look at labels. Labels are rows [N, classes], 1 at the label and 0 elsewhere, given to every layer before a pass by `give`."""

import torch
from torch import nn
from torch.nn.functional import linear


class Embedding(nn.Module):
    """Appends the label's row of a table to flat items (Mirza & Osindero 2014, section 3.2)."""

    def __init__(self, layer):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(layer["classes"], layer["features"]))
        self.labels = None

    def forward(self, x):
        return torch.cat((x, self.weight[self.labels.argmax(1)]), 1)


class Projection(nn.Module):
    """One logit an item, part of it the product with the label's vector (Miyato & Koyama 2018, equation 3)."""

    def __init__(self, layer):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1, layer["in"]))
        self.bias = nn.Parameter(torch.zeros(1))
        self.embedding = nn.Parameter(torch.zeros(layer["classes"], layer["in"]))
        self.in_features, self.out_features = layer["in"], 1
        self.labels = None

    def forward(self, x):
        return linear(x, self.weight, self.bias) + (x * self.embedding[self.labels.argmax(1)]).sum(1, keepdim=True)


LAYERS = {"Embedding": Embedding, "Projection": Projection}


def give(labels, *sequences):
    """`labels`: None leaves what was given before."""
    if labels is None:
        return
    for module in [module for sequence in sequences for module in sequence]:
        if hasattr(module, "labels"):
            module.labels = labels


def classes(preset):
    """How many classes a preset's layers look at labels of; 0 for none."""
    return max((layer.get("classes") or 0 for network in ("generator", "discriminator") for layer in preset[network]["layers"]), default=0)
