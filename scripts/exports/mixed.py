"""Modules that look at other pixels, at the rest of the batch, or at labels: name → (module, what its inputs are)."""

import torch
from torch import nn
from torch.nn import functional as F

MAPS = ((4, 6, 6),)
LABELS = "labels"
CLASSES = 10


class SelfAttention(nn.Module):
    """SAGAN (Zhang et al. 2019, section 3), gamma moved from 0 so that it shows."""

    def __init__(self, channels=8):
        super().__init__()
        self.query, self.key = nn.Conv2d(channels, channels // 4, 1), nn.Conv2d(channels, channels // 4, 1)
        self.value, self.gamma = nn.Conv2d(channels, channels, 1), nn.Parameter(torch.full((1,), 0.7))

    def forward(self, x):
        n, c, h, w = x.size()
        query = self.query(x).view(n, -1, h * w).permute(0, 2, 1)
        attention = torch.softmax(torch.bmm(query, self.key(x).view(n, -1, h * w)), dim=-1)
        return self.gamma * torch.bmm(self.value(x).view(n, -1, h * w), attention.permute(0, 2, 1)).view(n, c, h, w) + x


class EinsumAttention(nn.Module):
    """Several heads, written with einsum."""

    def __init__(self, heads=2):
        super().__init__()
        self.heads, self.maps, self.out = heads, nn.Conv2d(4, 12, 1), nn.Conv2d(4, 4, 1)

    def forward(self, x):
        n, c, h, w = x.shape
        query, key, value = self.maps(x).view(n, 3, self.heads, c // self.heads, h * w).unbind(1)
        attention = torch.einsum("nhci,nhcj->nhij", query, key).div(c**0.5).softmax(-1)
        return self.out(torch.einsum("nhij,nhcj->nhci", attention, value).reshape(n, c, h, w))


class Deviation(nn.Module):
    """Progressive GAN's deviation over the batch as a map of its own."""

    def forward(self, x):
        deviation = torch.sqrt(x.var(0, unbiased=False) + 1e-8).mean().view(1, 1, 1, 1)
        return torch.cat((x, deviation.expand(x.size(0), 1, x.size(2), x.size(3))), 1)


class GroupedDeviation(nn.Module):
    """StyleGAN2's, over groups of 2 items; works for the batch that it was exported with."""

    def forward(self, x):
        n, c, h, w = x.shape
        y = x.reshape(2, -1, 1, c, h, w)
        y = (y - y.mean(0)).square().mean(0)
        y = (y + 1e-8).sqrt().mean([2, 3, 4]).reshape(-1, 1, 1, 1).repeat(2, 1, h, w)
        return torch.cat((x, y), 1)


class StdOverBatch(nn.Module):
    def forward(self, x):
        return torch.cat((x, torch.std(x, dim=0).mean().repeat(x.size(0), 1, x.size(2), x.size(3))), 1)


class MinibatchDiscrimination(nn.Module):
    """Salimans et al. 2016, section 3.2."""

    def __init__(self):
        super().__init__()
        self.table = nn.Parameter(torch.randn(6, 3 * 4) * 0.3)

    def forward(self, x):
        m = x.mm(self.table).view(-1, 3, 4)
        distances = (m.unsqueeze(0) - m.unsqueeze(1)).abs().sum(3)
        return torch.cat((x, torch.exp(-distances).sum(0) - 1), 1)


class EmbeddedLabels(nn.Module):
    """Conditional generator as in most tutorials: an embedding joined with the latent."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(CLASSES, 5)
        self.main = nn.Sequential(nn.Linear(13, 24), nn.LeakyReLU(0.2), nn.BatchNorm1d(24), nn.Linear(24, 16), nn.Tanh())

    def forward(self, z, labels):
        return self.main(torch.cat((self.embedding(labels), z), -1)).view(z.size(0), 1, 4, 4)


class OneHotLabels(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Linear(18, 3)

    def forward(self, z, labels):
        return self.main(torch.cat((z, F.one_hot(labels, CLASSES).float()), 1))


class LabelMap(nn.Module):
    """Conditional discriminator: the embedding is a map beside the image."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(CLASSES, 36)
        self.main = nn.Sequential(nn.Conv2d(5, 6, 4, 2, 1), nn.LeakyReLU(0.2), nn.Flatten(), nn.Linear(54, 1))

    def forward(self, x, labels):
        return self.main(torch.cat((x, self.embedding(labels).view(labels.shape[0], 1, 6, 6)), 1))


class LabelledNorm(nn.Module):
    """Conditional batch normalisation, and a projection."""

    def __init__(self):
        super().__init__()
        self.norm, self.table = nn.BatchNorm2d(4, affine=False), nn.Embedding(CLASSES, 8)
        self.projection, self.last = nn.Embedding(CLASSES, 4), nn.Linear(4, 1)

    def forward(self, x, labels):
        gamma, beta = self.table(labels).chunk(2, 1)
        h = gamma.view(-1, 4, 1, 1) * self.norm(x) + beta.view(-1, 4, 1, 1)
        h = F.relu(h).sum((2, 3))
        return self.last(h) + torch.sum(self.projection(labels) * h, 1, keepdim=True)


class Style(nn.Module):
    """AdaIN, and StyleGAN2's demodulation written for any batch."""

    def __init__(self):
        super().__init__()
        self.affine, self.weight = nn.Linear(6, 8), nn.Parameter(torch.randn(5, 4, 3, 3) * 0.2)

    def forward(self, x, w):
        scale, bias = self.affine(w).view(-1, 2, 4, 1, 1).unbind(1)
        h = (x - x.mean((2, 3), keepdim=True)) / (x.var((2, 3), keepdim=True) + 1e-5).sqrt() * (1 + scale) + bias
        demodulation = (self.weight.square().sum((2, 3))[None] * scale.view(-1, 1, 4).square()).sum(2).add(1e-8).rsqrt()
        return F.conv2d(h * scale, self.weight, padding=1) * demodulation[:, :, None, None]


class Positions(nn.Module):
    """Fourier features of places that depend on the latent, and a learned constant as the first map."""

    def __init__(self):
        super().__init__()
        self.constant, self.frequencies = nn.Parameter(torch.randn(1, 4, 6, 6)), nn.Parameter(torch.randn(2, 4))
        self.conv = nn.Conv2d(12, 3, 1)

    def forward(self, z):
        rows = torch.linspace(-1, 1, 6)
        places = torch.stack(torch.meshgrid(rows, rows, indexing="ij"), -1).to(z.dtype) @ self.frequencies
        waves = torch.cat((places.sin(), places.cos()), -1).permute(2, 0, 1).unsqueeze(0).expand(z.size(0), -1, -1, -1)
        return self.conv(torch.cat((self.constant.repeat(z.shape[0], 1, 1, 1) * z.view(-1, 4, 1, 1), waves), 1))


MODULES = {
    "self-attention": (SelfAttention, ((8, 4, 4),)),
    "einsum-attention": (EinsumAttention, MAPS),
    "batch-deviation": (Deviation, MAPS),
    "batch-deviation-grouped": (GroupedDeviation, MAPS),
    "batch-std": (StdOverBatch, MAPS),
    "minibatch-discrimination": (MinibatchDiscrimination, ((6,),)),
    "labels-embedding": (EmbeddedLabels, ((8,), LABELS)),
    "labels-one-hot": (OneHotLabels, ((8,), LABELS)),
    "labels-map": (LabelMap, ((4, 6, 6), LABELS)),
    "labels-norm": (LabelledNorm, (*MAPS, LABELS)),
    "style": (Style, ((4, 6, 6), (6,))),
    "positions": (Positions, ((4,),)),
    "multihead": (lambda: nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), ((5, 8),)),
}
