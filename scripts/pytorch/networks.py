"""Builds torch.nn networks from a preset's layer list; layer k's parameters are `<network>.<k>.weight`, as in torch.nn.Sequential."""

import math

from torch import nn

import exported
import labels
import maps

LAYERS = {
    "Linear": lambda layer: nn.Linear(layer["in"], layer["out"]),
    "ReLU": lambda layer: nn.ReLU(),
    "LeakyReLU": lambda layer: nn.LeakyReLU(layer["negativeSlope"]),
    "Tanh": lambda layer: nn.Tanh(),
    "Sigmoid": lambda layer: nn.Sigmoid(),
    "Softplus": lambda layer: nn.Softplus(),
    "Dropout": lambda layer: nn.Dropout(layer["p"]),
    **labels.LAYERS,
    **maps.LAYERS,
    "OnnxNetwork": exported.build,
}


class MaskedDropout(nn.Module):
    """Dropout by a given mask of 0 and 1/(1-p), so that another program's random draw can be repeated; masks of maps are [N, H, W, C]."""

    def __init__(self, p):
        super().__init__()
        self.p = p
        self.mask = None
        self.shape = None

    def forward(self, x):
        """Without a mask nothing is switched off; either way `shape` says what shape of mask fits."""
        self.shape = [x.shape[0], *x.shape[2:], x.shape[1]] if x.dim() == 4 else list(x.shape)
        if self.mask is None:
            return x
        return x * (self.mask.permute(0, 3, 1, 2) if x.dim() == 4 else self.mask)


def build(network, layers=LAYERS):
    """`network`: the preset's `generator` or `discriminator` object. `layers`: constructors by layer type."""
    layers = {**layers, "Residual": lambda layer: maps.Residual(layer, lambda inner: build({"layers": inner}, layers))}
    modules = []
    for index, layer in enumerate(network["layers"]):
        if layer["type"] not in layers:
            raise SystemExit(f"layer {index}: type '{layer['type']}' is unknown here; add it to LAYERS in {__file__} (known: {', '.join(layers)})")
        modules.append(layers[layer["type"]](layer))
    return nn.Sequential(*modules)


def build_with_masks(network):
    return build(network, {**LAYERS, "Dropout": lambda layer: MaskedDropout(layer["p"])})


def mixes_batch(network):
    """Whether an item's output depends on the rest of its batch. `network`: the preset's object."""
    return any(layer["type"] == "BatchNorm2d" or exported.mixes_batch(layer) or mixes_batch({"layers": layer.get("layers", [])}) for layer in network["layers"])


def parameters(name, network):
    """Parameters by their dotted path, e.g. `generator.0.weight`, in layer order."""
    return {f"{name}.{path}": parameter for path, parameter in network.named_parameters()}


def uniform_fan_in(tensor, fan_in, fan_out, rule):
    bound = 1 / math.sqrt(fan_in)
    nn.init.uniform_(tensor, -bound, bound)


def glorot_uniform(tensor, fan_in, fan_out, rule):
    bound = math.sqrt(6 / (fan_in + fan_out))
    nn.init.uniform_(tensor, -bound, bound)


def normal(tensor, fan_in, fan_out, rule):
    nn.init.normal_(tensor, 0, rule["std"])


def truncated_normal(tensor, fan_in, fan_out, rule):
    nn.init.trunc_normal_(tensor, 0, rule["std"], -2 * rule["std"], 2 * rule["std"])


INITIALIZERS = {
    "constant": lambda tensor, fan_in, fan_out, rule: nn.init.constant_(tensor, rule["value"]),
    "normal": normal,
    "truncatedNormal": truncated_normal,
    "uniformFanIn": uniform_fan_in,
    "glorotUniform": glorot_uniform,
    "zeros": lambda tensor, fan_in, fan_out, rule: nn.init.zeros_(tensor),
}


def initialize(network, rules):
    """`rules`: the preset's `initializer` object, one rule for weights and one for biases."""
    for module in network.modules():
        if isinstance(module, labels.Projection):
            INITIALIZERS[rules["weight"]["type"]](module.embedding, module.in_features, module.out_features, rules["weight"])
        if isinstance(module, (nn.Linear, labels.Projection, maps.Conv2d, maps.ConvTranspose2d)):
            fans = (module.in_features, module.out_features) if hasattr(module, "in_features") else (module.fan_in, module.fan_out)
            for tensor, rule in ((module.weight, rules["weight"]), (module.bias, rules["bias"])):
                if tensor is not None:
                    INITIALIZERS[rule["type"]](tensor, *fans, rule)
