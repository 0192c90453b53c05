"""The presets' losses: terms whose sum is the discriminator's loss (from real and fake logits), and the generator's (from fake logits)."""

from torch import full_like
from torch.nn.functional import binary_cross_entropy_with_logits


def cross_entropy(logits, target):
    return binary_cross_entropy_with_logits(logits, full_like(logits, target))


class BceWithLogits:
    """Goodfellow et al. 2014, section 3, non-saturating form, on logits; targets other than 0 and 1 smooth the labels."""

    def __init__(self, loss):
        self.real, self.fake, self.generated = loss["realTarget"], loss["fakeTarget"], loss["generatorTarget"]

    def discriminator(self, real_logits, fake_logits):
        return cross_entropy(real_logits, self.real), cross_entropy(fake_logits, self.fake)

    def generator(self, fake_logits):
        return (cross_entropy(fake_logits, self.generated),)


LOSSES = {"bceWithLogits": BceWithLogits}


def build(loss):
    if loss["type"] not in LOSSES:
        raise SystemExit(f"loss '{loss['type']}' is unknown here; add it to LOSSES in {__file__} (known: {', '.join(LOSSES)})")
    return LOSSES[loss["type"]](loss)
