"""Networks of PyTorch's own tutorial, of the articles among this project's references, and parts that are networks of their own."""

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import spectral_norm


def initialised(network):
    """The tutorial's first values; what batch normalisation multiplies and adds is moved, so that it shows."""
    for part in network.modules():
        if isinstance(part, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.normal_(part.weight, 0, 0.02)
        if isinstance(part, nn.BatchNorm2d):
            nn.init.normal_(part.weight, 1, 0.02)
            nn.init.normal_(part.bias, 0, 0.1)
            part.running_mean.normal_(0, 0.05)
            part.running_var.uniform_(0.5, 1.5)
    return network


def tutorial_generator(nz=100, ngf=64, nc=3):
    """https://pytorch.org/tutorials/beginner/dcgan_faces_tutorial.html: [N, nz, 1, 1] → [N, nc, 64, 64]."""
    widths, layers = (nz, ngf * 8, ngf * 4, ngf * 2, ngf), []
    for index, (before, now) in enumerate(zip(widths, widths[1:])):
        layers += [nn.ConvTranspose2d(before, now, 4, 2 if index else 1, 1 if index else 0, bias=False), nn.BatchNorm2d(now), nn.ReLU(True)]
    return initialised(nn.Sequential(*layers, nn.ConvTranspose2d(ngf, nc, 4, 2, 1, bias=False), nn.Tanh()))


def tutorial_discriminator(ndf=64, nc=3):
    """The same tutorial's: [N, nc, 64, 64] → [N, 1, 1, 1], a probability."""
    layers = [nn.Conv2d(nc, ndf, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True)]
    for before, now in ((ndf, ndf * 2), (ndf * 2, ndf * 4), (ndf * 4, ndf * 8)):
        layers += [nn.Conv2d(before, now, 4, 2, 1, bias=False), nn.BatchNorm2d(now), nn.LeakyReLU(0.2, inplace=True)]
    return initialised(nn.Sequential(*layers, nn.Conv2d(ndf * 8, 1, 4, 1, 0, bias=False), nn.Sigmoid()))


class FlatImages(nn.Module):
    """The articles give images an axis of channels, and take it away again."""

    def __init__(self, network, gives_images):
        super().__init__()
        self.network, self.gives_images = network, gives_images

    def forward(self, x):
        return self.network(x).view(-1, 1, 28, 28) if self.gives_images else self.network(x.view(x.size(0), -1))


def six_minutes_generator():
    """"Generative Adversarial Networks in 6 mins": the preset `mlp`."""
    layers = (nn.Linear(100, 128), nn.ReLU(), nn.Linear(128, 256), nn.ReLU(), nn.Linear(256, 784), nn.Tanh())
    return FlatImages(nn.Sequential(*layers), True)


def six_minutes_discriminator():
    layers = (nn.Linear(784, 256), nn.LeakyReLU(0.2), nn.Linear(256, 128), nn.LeakyReLU(0.2), nn.Linear(128, 1), nn.Sigmoid())
    return FlatImages(nn.Sequential(*layers), False)


def dropout_network(widths, last):
    layers = []
    for before, now in zip(widths, widths[1:]):
        layers += [nn.Linear(before, now), nn.LeakyReLU(0.2), nn.Dropout(0.3)]
    return nn.Sequential(*layers, *last)


def dropout_generator():
    """"Build and train a GAN to generate fake MNIST digit images": the preset `mlp-dropout`."""
    return FlatImages(dropout_network((100, 32, 64, 128), (nn.Linear(128, 784), nn.Tanh())), True)


def dropout_discriminator():
    return FlatImages(dropout_network((784, 128, 64, 32), (nn.Linear(32, 1),)), False)


class UpBlock(nn.Module):
    """SNGAN's residual block, which enlarges."""

    # What the exporter puts into the convolution before it.
    folded = (("conv1", "second"),)

    def __init__(self, before, now):
        super().__init__()
        self.first, self.second = nn.BatchNorm2d(before), nn.BatchNorm2d(now)
        self.conv1, self.conv2 = nn.Conv2d(before, now, 3, 1, 1), nn.Conv2d(now, now, 3, 1, 1)
        self.shortcut = nn.Conv2d(before, now, 1)

    def forward(self, x):
        h = self.conv1(F.interpolate(F.relu(self.first(x)), scale_factor=2))
        return self.conv2(F.relu(self.second(h))) + self.shortcut(F.interpolate(x, scale_factor=2))


class ResidualGenerator(nn.Module):
    """[N, 32] → [N, 1, 28, 28]."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(32, 16 * 7 * 7)
        self.blocks = nn.Sequential(UpBlock(16, 12), UpBlock(12, 8))
        self.norm, self.last = nn.BatchNorm2d(8), nn.Conv2d(8, 1, 3, 1, 1)

    def forward(self, z):
        h = self.blocks(self.linear(z).view(-1, 16, 7, 7))
        return torch.tanh(self.last(F.relu(self.norm(h))))


class DownBlock(nn.Module):
    """SNGAN's residual block of the discriminator."""

    def __init__(self, before, now):
        super().__init__()
        self.conv1 = spectral_norm(nn.Conv2d(before, now, 3, 1, 1))
        self.conv2 = spectral_norm(nn.Conv2d(now, now, 3, 1, 1))
        self.shortcut = spectral_norm(nn.Conv2d(before, now, 1))

    def forward(self, x):
        h = self.conv2(F.relu(self.conv1(F.relu(x))))
        return F.avg_pool2d(h, 2) + self.shortcut(F.avg_pool2d(x, 2))


class ResidualDiscriminator(nn.Module):
    """[N, 1, 28, 28] → [N, 1]: spectral normalisation, average pooling, and the sum over all pixels."""

    def __init__(self):
        super().__init__()
        self.blocks = nn.Sequential(DownBlock(1, 8), DownBlock(8, 12))
        self.last = spectral_norm(nn.Linear(12, 1))

    def forward(self, x):
        return self.last(F.relu(self.blocks(x)).sum((2, 3)))


MODULES = {
    "tutorial-generator": (tutorial_generator, ((100, 1, 1),)),
    "tutorial-discriminator": (tutorial_discriminator, ((3, 64, 64),)),
    "six-minutes-generator": (six_minutes_generator, ((100,),)),
    "six-minutes-discriminator": (six_minutes_discriminator, ((1, 28, 28),)),
    "dropout-generator": (dropout_generator, ((100,),)),
    "dropout-discriminator": (dropout_discriminator, ((1, 28, 28),)),
    "residual-generator": (lambda: initialised(ResidualGenerator()), ((32,),)),
    "residual-discriminator": (ResidualDiscriminator, ((1, 28, 28),)),
}
