"""Prints the golden values of SpectralNormTests: one training pass of PyTorch's spectral_norm from a given u, in double precision.

Weights and inputs are small integers; sums of the output times 1, 2, 3 … give the gradient. Run with any Python that has torch.
"""
import torch
from torch import nn
from torch.nn.utils import spectral_norm


def integers(*shape):
    count = torch.Size(shape).numel()
    return (torch.arange(count, dtype=torch.float64) * 7 % 11 - 5).reshape(shape)


def show(name, layer, dim, x, maps):
    with torch.no_grad():
        layer.weight.copy_(integers(*layer.weight.shape))
    layer = spectral_norm(layer, n_power_iterations=1, dim=dim)
    u = torch.zeros_like(layer.weight_u)
    u[0], u[1] = 0.6, 0.8
    layer.weight_u.copy_(u)
    y = layer(x)
    weights = torch.arange(1, y.numel() + 1, dtype=torch.float64).reshape(y.shape)
    (y * weights).sum().backward()
    gradient = layer.weight_orig.grad
    if maps:  # stored channels last
        gradient = gradient.permute(0, 2, 3, 1)
    print(name)
    for label, tensor in (("y", y), ("u", layer.weight_u), ("gradient", gradient)):
        print(f"  {label}:", ", ".join(f"{number:.12g}" for number in tensor.detach().flatten().tolist()))


show("Linear", nn.Linear(3, 2, bias=False).double(), 0, integers(2, 3), maps=False)
show("Conv2d", nn.Conv2d(2, 2, 2, bias=False).double(), 0, integers(1, 2, 2, 3), maps=True)
show("ConvTranspose2d", nn.ConvTranspose2d(2, 3, 2, bias=False).double(), 1, integers(1, 2, 2, 2), maps=True)
