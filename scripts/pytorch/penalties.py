"""The presets' penalties on the discriminator's gradients, by torch.autograd with create_graph.

A penalty is a function (preset's object, judge, real, fake, mix) of which each term is added to D's loss. `judge(name, items)`
gives D's logits for `real`, `fake` or, under the name `penalty`, for other items; `mix` is [N, 1, ...] in [0, 1).
"""

import torch


def slopes(judge, name, items):
    """The gradient of every item's logit with respect to the item, [N, features]."""
    items = items.detach().requires_grad_(True)
    (gradient,) = torch.autograd.grad(judge(name, items).sum(), items, create_graph=True)
    return gradient.flatten(1)


def r1(penalty, judge, real, fake, mix):
    """Mescheder et al. 2018, equation 9."""
    return penalty["gamma"] / 2 * slopes(judge, "real", real).square().sum(1).mean()


def r2(penalty, judge, real, fake, mix):
    """Mescheder et al. 2018, equation 10."""
    return penalty["gamma"] / 2 * slopes(judge, "fake", fake).square().sum(1).mean()


def gradient_penalty(penalty, judge, real, fake, mix):
    """Gulrajani et al. 2017, equation 3."""
    return penalty["weight"] * (slopes(judge, "penalty", mix * real + (1 - mix) * fake).norm(2, dim=1) - 1).square().mean()


def of_squares(penalties, squares, count):
    """Terms of penalties that are all r1 or r2. `squares`: [2 * count], the squared norms of the slopes at real and at fake items, from one pass."""
    return [penalty["gamma"] / 2 * (squares[:count] if penalty["type"] == "r1" else squares[count:]).mean() for penalty in penalties]


PENALTIES = {"r1": r1, "r2": r2, "gradientPenalty": gradient_penalty}


def terms(penalties, judge, real, fake, mix=None):
    """One scalar a penalty of the preset's list."""
    for penalty in penalties:
        if penalty["type"] not in PENALTIES:
            raise SystemExit(f"penalty '{penalty['type']}' is unknown here; add it to PENALTIES in {__file__} (known: {', '.join(PENALTIES)})")
    return [PENALTIES[penalty["type"]](penalty, judge, real, fake, mix) for penalty in penalties]
