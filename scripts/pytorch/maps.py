"""Layers on feature maps [N, C, H, W] as the presets describe them.

Weights of convolutions are stored channels last, as this project's checkpoints store them: PyTorch's own order is their
permute(0, 3, 1, 2).
"""

import torch
from torch import nn
from torch.nn import functional


def padding(rule, size, kernel, stride):
    """Zeros before and after an axis of `size`; "same" is TensorFlow's: ceil(size / stride) outputs, the smaller half first."""
    if rule == "valid":
        return 0, 0
    if rule == "same":
        total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        return total // 2, total - total // 2
    return rule, rule


class Conv2d(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.kernel, self.stride, self.rule = layer["kernelSize"], layer["stride"], layer["padding"]
        self.weight = nn.Parameter(torch.empty(layer["out"], self.kernel, self.kernel, layer["in"]))
        self.bias = nn.Parameter(torch.empty(layer["out"])) if layer["bias"] else None
        self.fan_in, self.fan_out = (layer[side] * self.kernel**2 for side in ("in", "out"))

    def forward(self, x):
        rows, columns = (padding(self.rule, size, self.kernel, self.stride) for size in x.shape[2:])
        return functional.conv2d(functional.pad(x, (*columns, *rows)), self.weight.permute(0, 3, 1, 2), self.bias, self.stride)


class ConvTranspose2d(nn.Module):
    """The adjoint of the convolution from `outputSize` to the input's size."""

    def __init__(self, layer):
        super().__init__()
        self.kernel, self.stride, self.size = layer["kernelSize"], layer["stride"], layer["outputSize"]
        self.begin, _ = padding(layer["padding"], self.size, self.kernel, self.stride)
        self.weight = nn.Parameter(torch.empty(layer["in"], self.kernel, self.kernel, layer["out"]))
        self.bias = nn.Parameter(torch.empty(layer["out"])) if layer["bias"] else None
        self.fan_in, self.fan_out = (layer[side] * self.kernel**2 for side in ("out", "in"))

    def forward(self, x):
        painted = functional.conv_transpose2d(x, self.weight.permute(0, 3, 1, 2), None, self.stride)
        painted = painted[:, :, self.begin : self.begin + self.size, self.begin : self.begin + self.size]
        # What no kernel reaches gets the bias alone.
        painted = functional.pad(painted, (0, self.size - painted.shape[3], 0, self.size - painted.shape[2]))
        return painted if self.bias is None else painted + self.bias[:, None, None]


class BatchNorm2d(nn.Module):
    """With the batch's own statistics, as in training."""

    def __init__(self, layer):
        super().__init__()
        self.eps = layer["eps"]
        self.weight = nn.Parameter(torch.ones(layer["features"])) if layer["scale"] else None
        self.bias = nn.Parameter(torch.zeros(layer["features"])) if layer["shift"] else None
        # A shift without a scale has no gradient on a GPU in PyTorch 2.11.
        self.register_buffer("ones", torch.ones(layer["features"]) if layer["shift"] else None, persistent=False)

    def forward(self, x):
        scale = self.ones if self.weight is None else self.weight
        return functional.batch_norm(x, None, None, scale, self.bias, training=True, eps=self.eps)


class Upsample(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.size, self.mode = layer["size"], layer["mode"]

    def forward(self, x):
        if self.mode != "bilinearTensorFlow1":
            return functional.interpolate(x, self.size, mode=self.mode, **({"align_corners": False} if self.mode == "bilinear" else {}))
        for axis in (2, 3):
            x = self.stretch(x, axis)
        return x

    def stretch(self, x, axis):
        """Between the two pixels around i * in / out."""
        count = x.shape[axis]
        places = torch.arange(self.size, dtype=torch.float64, device=x.device) * (count / self.size)
        low = places.floor().long()
        share = (places - low).to(x.dtype).reshape([-1 if other == axis else 1 for other in range(4)])
        return x.index_select(axis, low) * (1 - share) + x.index_select(axis, (low + 1).clamp(max=count - 1)) * share


class Residual(nn.Module):
    """Layers that keep a map's size, beside the identity or, where the number of channels changes, a 1x1 convolution. `build`: makes a Sequential of a list of layers."""

    def __init__(self, layer, build):
        super().__init__()
        self.layers = build(layer["layers"])
        self.shortcut = Conv2d({**layer, "kernelSize": 1, "stride": 1, "padding": 0, "bias": False}) if layer["in"] != layer["out"] else nn.Identity()

    def forward(self, x):
        return self.layers(x) + self.shortcut(x)


LAYERS = {
    "Conv2d": Conv2d,
    "ConvTranspose2d": ConvTranspose2d,
    "BatchNorm2d": BatchNorm2d,
    "Upsample": Upsample,
    "AvgPool2d": lambda layer: nn.AvgPool2d(layer["kernelSize"]),
    "Flatten": lambda layer: nn.Flatten(),
    "Unflatten": lambda layer: nn.Unflatten(1, (layer["channels"], layer["height"], layer["width"])),
}
