"""The presets' losses: terms whose sum is the discriminator's loss, and those of the generator's.

`generator(fake_logits, real_logits)` uses the real logits only where `generator_needs_real`; otherwise they may be None.
"""

from torch import full_like
from torch.nn.functional import binary_cross_entropy_with_logits, mse_loss, relu, softplus


def cross_entropy(logits, target):
    return binary_cross_entropy_with_logits(logits, full_like(logits, target))


class BceWithLogits:
    """Goodfellow et al. 2014, section 3, non-saturating form, on logits; targets other than 0 and 1 smooth the labels."""

    generator_needs_real = False

    def __init__(self, loss):
        self.real, self.fake, self.generated = loss["realTarget"], loss["fakeTarget"], loss["generatorTarget"]

    def discriminator(self, real_logits, fake_logits):
        return cross_entropy(real_logits, self.real), cross_entropy(fake_logits, self.fake)

    def generator(self, fake_logits, real_logits=None):
        return (cross_entropy(fake_logits, self.generated),)


class Hinge:
    """Lim & Ye 2017, section 3; Miyato et al. 2018, equations 16 and 17."""

    generator_needs_real = False

    def __init__(self, loss):
        pass

    def discriminator(self, real_logits, fake_logits):
        return relu(1 - real_logits).mean(), relu(1 + fake_logits).mean()

    def generator(self, fake_logits, real_logits=None):
        return (-fake_logits.mean(),)


class LeastSquares:
    """Mao et al. 2017, equation 2."""

    generator_needs_real = False

    def __init__(self, loss):
        self.real, self.fake, self.generated = loss["realTarget"], loss["fakeTarget"], loss["generatorTarget"]

    def discriminator(self, real_logits, fake_logits):
        return half_square(real_logits, self.real), half_square(fake_logits, self.fake)

    def generator(self, fake_logits, real_logits=None):
        return (half_square(fake_logits, self.generated),)


def half_square(logits, target):
    return mse_loss(logits, full_like(logits, target)) / 2


class Relativistic:
    """Jolicoeur-Martineau 2018, section 4.1; Huang et al. 2024, section 2."""

    generator_needs_real = True

    def __init__(self, loss):
        pass

    def discriminator(self, real_logits, fake_logits):
        return (softplus(-(real_logits - fake_logits)).mean(),)

    def generator(self, fake_logits, real_logits=None):
        return (softplus(-(fake_logits - real_logits)).mean(),)


class Wasserstein:
    """Arjovsky et al. 2017, section 3."""

    generator_needs_real = False

    def __init__(self, loss):
        pass

    def discriminator(self, real_logits, fake_logits):
        return -real_logits.mean(), fake_logits.mean()

    def generator(self, fake_logits, real_logits=None):
        return (-fake_logits.mean(),)


LOSSES = {"bceWithLogits": BceWithLogits, "hinge": Hinge, "leastSquares": LeastSquares, "relativistic": Relativistic, "wasserstein": Wasserstein}


def build(loss):
    if loss["type"] not in LOSSES:
        raise SystemExit(f"loss '{loss['type']}' is unknown here; add it to LOSSES in {__file__} (known: {', '.join(LOSSES)})")
    return LOSSES[loss["type"]](loss)
