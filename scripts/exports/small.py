"""Small modules with what people put into GANs, one kind each: name → (module, what its inputs are)."""

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import parametrizations, spectral_norm, weight_norm

MAPS = ((4, 6, 6),)


class Apply(nn.Module):
    """A function without parameters behind a convolution, so that gradients run through both."""

    def __init__(self, function, channels=4):
        super().__init__()
        self.conv = nn.Conv2d(4, channels, 3, 1, 1)
        self.function = function

    def forward(self, x):
        return self.function(self.conv(x))


def after(*layers, channels=4):
    return nn.Sequential(nn.Conv2d(4, channels, 3, 1, 1), *layers)


class PixelNorm(nn.Module):
    def forward(self, x):
        return x * torch.rsqrt(torch.mean(x**2, dim=1, keepdim=True) + 1e-8)


class Noise(nn.Module):
    """StyleGAN's noise, fed from outside, times a learned strength."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3, 1, 1)
        self.strength = nn.Parameter(torch.full((1, 4, 1, 1), 0.3))

    def forward(self, x, noise):
        return F.leaky_relu(self.conv(x) + noise * self.strength, 0.2)


class Equalised(nn.Module):
    """Progressive GAN's equalised learning rate."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(5, 4, 3, 3))
        self.bias = nn.Parameter(torch.zeros(5))
        self.scale = (2 / (4 * 9)) ** 0.5

    def forward(self, x):
        return F.conv2d(x, self.weight * self.scale, self.bias, padding=1)


class Blur(nn.Module):
    """StyleGAN's filter: each channel of an enlarged map by the same kernel."""

    def __init__(self):
        super().__init__()
        taps = torch.tensor([1.0, 3.0, 3.0, 1.0])
        self.register_buffer("kernel", (taps[:, None] * taps[None, :] / 64).repeat(4, 1, 1, 1))

    def forward(self, x):
        n, c, h, w = x.shape
        x = F.pad(x.reshape(n, c, h, 1, w, 1), (0, 1, 0, 0, 0, 1)).reshape(n, c, h * 2, w * 2)
        return F.conv2d(F.pad(x, (2, 1, 2, 1)), self.kernel, groups=c)


class Viewed(nn.Module):
    """Shapes that depend on the batch, in three ways of writing them."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(16, 32)

    def forward(self, z):
        maps = self.linear(z).view(z.size(0), 8, 2, 2)
        return maps.view(-1, 4, 2, 4).permute(0, 2, 3, 1).reshape(z.shape[0], -1)


class Pyramid(nn.Module):
    """A U-Net's skip: what is enlarged again is joined with what was there before."""

    def __init__(self):
        super().__init__()
        self.down, self.up = nn.Conv2d(4, 6, 4, 2, 1), nn.Conv2d(6, 4, 3, 1, 1)

    def forward(self, x):
        small = F.leaky_relu(self.down(x), 0.2)
        return torch.cat((self.up(F.interpolate(small, scale_factor=2)), x), 1)


def doubled(x):
    return F.interpolate(x, size=(x.shape[2] * 2, x.shape[3] * 2), mode="bilinear")


def indexed(x):
    return torch.stack((x[:, 0], x[:, -1], x[:, 1:3].sum(1)), 1) * x[:, :, ::2, 1:].mean((1, 2, 3), keepdim=True)


def multiplied(x):
    flat = x.flatten(2)
    return torch.matmul(x.transpose(2, 3), x) + torch.bmm(flat, flat.transpose(1, 2)).sum((1, 2)).view(-1, 1, 1, 1)


MODULES = {
    "pixel-shuffle": (lambda: after(nn.PixelShuffle(2), channels=8), MAPS),
    "pixel-unshuffle": (lambda: after(nn.PixelUnshuffle(2)), MAPS),
    "upsample-nearest": (lambda: after(nn.Upsample(scale_factor=2)), MAPS),
    "upsample-bilinear": (lambda: after(nn.Upsample(scale_factor=2, mode="bilinear")), MAPS),
    "upsample-bilinear-aligned": (lambda: after(nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)), MAPS),
    "upsample-bicubic": (lambda: after(nn.Upsample(scale_factor=2, mode="bicubic")), MAPS),
    "interpolate-size": (lambda: Apply(lambda x: F.interpolate(x, size=(9, 11), mode="nearest")), MAPS),
    "interpolate-down": (lambda: Apply(lambda x: F.interpolate(x, scale_factor=0.5, mode="bilinear")), MAPS),
    "interpolate-other-size": (lambda: Apply(doubled), MAPS),
    "instance-norm": (lambda: after(nn.InstanceNorm2d(4)), MAPS),
    "instance-norm-affine": (lambda: after(nn.InstanceNorm2d(4, affine=True)), MAPS),
    "group-norm": (lambda: after(nn.GroupNorm(2, 4)), MAPS),
    "layer-norm": (lambda: after(nn.LayerNorm([4, 6, 6])), MAPS),
    "batch-norm": (lambda: after(nn.BatchNorm2d(4), nn.ReLU()), MAPS),
    "batch-norm-flat": (lambda: nn.Sequential(nn.Linear(6, 5), nn.BatchNorm1d(5), nn.LeakyReLU(0.2)), ((6,),)),
    "prelu": (lambda: after(nn.PReLU(4)), MAPS),
    "prelu-one": (lambda: after(nn.PReLU()), MAPS),
    "silu": (lambda: after(nn.SiLU()), MAPS),
    "mish": (lambda: after(nn.Mish()), MAPS),
    "gelu": (lambda: after(nn.GELU()), MAPS),
    "gelu-tanh": (lambda: Apply(lambda x: F.gelu(x, approximate="tanh")), MAPS),
    "softplus": (lambda: after(nn.Softplus()), MAPS),
    "softplus-beta": (lambda: after(nn.Softplus(beta=2)), MAPS),
    "elu-selu-celu": (lambda: after(nn.ELU(), nn.SELU(), nn.CELU(0.7)), MAPS),
    "hard-activations": (lambda: after(nn.Hardswish(), nn.Hardsigmoid(), nn.Hardtanh(), nn.ReLU6()), MAPS),
    "log-sigmoid": (lambda: after(nn.LogSigmoid()), MAPS),
    "adaptive-average": (lambda: after(nn.AdaptiveAvgPool2d(1), nn.Flatten()), MAPS),
    "adaptive-average-3": (lambda: after(nn.AdaptiveAvgPool2d(3)), MAPS),
    "adaptive-max": (lambda: after(nn.AdaptiveMaxPool2d(1), nn.Flatten()), MAPS),
    "average-ceil": (lambda: after(nn.AvgPool2d(3, 2, 1, ceil_mode=True)), MAPS),
    "average-exclusive": (lambda: after(nn.AvgPool2d(3, 2, 1, count_include_pad=False)), MAPS),
    "average-ceil-exclusive": (lambda: after(nn.AvgPool2d(3, 2, 1, ceil_mode=True, count_include_pad=False)), MAPS),
    "average-ceil-plain": (lambda: after(nn.AvgPool2d(4, 3, ceil_mode=True)), MAPS),
    "max-pool": (lambda: after(nn.MaxPool2d(3, 2, 1, ceil_mode=True)), MAPS),
    "pad-reflection": (lambda: nn.Sequential(nn.ReflectionPad2d(1), nn.Conv2d(4, 4, 3)), MAPS),
    "pad-replication": (lambda: nn.Sequential(nn.ReplicationPad2d((1, 2, 0, 1)), nn.Conv2d(4, 4, 3)), MAPS),
    "pad-zero": (lambda: nn.Sequential(nn.ZeroPad2d((1, 2, 0, 1)), nn.Conv2d(4, 4, 3)), MAPS),
    "conv-padding-mode": (lambda: nn.Conv2d(4, 4, 3, padding=1, padding_mode="reflect"), MAPS),
    "view": (Viewed, ((16,),)),
    "conv-groups": (lambda: nn.Sequential(nn.Conv2d(4, 8, 3, 1, 1, groups=2), nn.Conv2d(8, 8, 3, (2, 1), (2, 1), 2, groups=8)), MAPS),
    "conv-transpose": (lambda: nn.Sequential(nn.ConvTranspose2d(4, 6, 3, 2, 1, output_padding=1), nn.ConvTranspose2d(6, 2, 5, 3, 2)), MAPS),
    "conv-transpose-groups": (lambda: nn.ConvTranspose2d(4, 6, 4, 2, 1, groups=2, dilation=2), MAPS),
    "conv-1d": (lambda: nn.Sequential(nn.Conv1d(3, 5, 5, 2, 2), nn.LeakyReLU(0.2), nn.ConvTranspose1d(5, 2, 4, 2, 1)), ((3, 12),)),
    "pixel-norm": (lambda: after(PixelNorm()), MAPS),
    "noise": (Noise, ((4, 6, 6), (1, 6, 6))),
    "weight-norm": (lambda: weight_norm(nn.Conv2d(4, 5, 3)), MAPS),
    "spectral-norm": (lambda: nn.Sequential(spectral_norm(nn.Conv2d(4, 5, 3)), nn.Flatten(), spectral_norm(nn.Linear(80, 2))), MAPS),
    "spectral-norm-parametrized": (lambda: nn.Sequential(parametrizations.spectral_norm(nn.Conv2d(4, 5, 3)), nn.ReLU()), MAPS),
    "glu": (lambda: after(nn.GLU(1), channels=8), MAPS),
    "chunk": (lambda: Apply(lambda x: (lambda a, b: torch.tanh(a) * torch.sigmoid(b))(*x.chunk(2, 1))), MAPS),
    "split": (lambda: Apply(lambda x: (lambda a, b: torch.cat((b, a * 2), 1))(*torch.split(x, [1, 3], 1))), MAPS),
    "skip": (Pyramid, MAPS),
    "blur": (lambda: after(Blur()), MAPS),
    "equalised": (Equalised, MAPS),
    "dropout": (lambda: after(nn.Dropout2d(0.3), nn.Dropout(0.5)), MAPS),
    "normalize": (lambda: Apply(lambda x: F.normalize(x.flatten(1), dim=1)), MAPS),
    "norm": (lambda: Apply(lambda x: x.flatten(1).norm(2, 1, True) + torch.linalg.norm(x, dim=(2, 3)).sum(1, keepdim=True)), MAPS),
    "std-var": (lambda: Apply(lambda x: torch.cat((x.std((2, 3)), x.var(dim=(2, 3), unbiased=False)), 1)), MAPS),
    "clamp": (lambda: Apply(lambda x: x.clamp(-0.4, 0.4) + x.clamp(min=0.1)), MAPS),
    "softmax": (lambda: Apply(lambda x: x.flatten(2).softmax(-1) + x.flatten(2).log_softmax(1)), MAPS),
    "maximum": (lambda: Apply(lambda x: torch.maximum(x, x.mean(1, True)) + torch.minimum(x, x * 0.5) + x.amax(1, True)), MAPS),
    "where": (lambda: Apply(lambda x: torch.where(x > 0, x * 2, x.abs().sqrt())), MAPS),
    "flip-roll": (lambda: Apply(lambda x: x.flip(3) + torch.roll(x, 1, 2)), MAPS),
    "repeat": (lambda: Apply(lambda x: x.repeat(1, 2, 1, 1) * x.repeat_interleave(2, 1)), MAPS),
    "stack-index": (lambda: Apply(indexed), MAPS),
    "power": (lambda: Apply(lambda x: x.abs().pow(1.5) + x**3 + 2.0**x + x.exp().log1p()), MAPS),
    "addcmul-lerp": (lambda: Apply(lambda x: torch.lerp(x, x * x, 0.3) + torch.addcmul(x, x, x, value=0.5)), MAPS),
    "square-prod": (lambda: Apply(lambda x: x.square().logsumexp(1, True) * x.mean((2, 3), True).prod(1, True)), MAPS),
    "matrix-products": (lambda: Apply(multiplied), MAPS),
    "unfold": (lambda: Apply(lambda x: F.unfold(x, 3, padding=1)), MAPS),
    "cumsum": (lambda: Apply(lambda x: x.cumsum(1)), MAPS),
}
