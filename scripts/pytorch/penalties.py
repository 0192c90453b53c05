"""The presets' penalties, those on the discriminator's gradients by torch.autograd with create_graph.

A penalty is a function (preset's object, judge, real, fake, mix) of which each term is added to D's loss. `judge(name, items)`
gives D's logits for `real`, `fake`, `next` (real items, each under the label of the one behind it) or, under the name `penalty`, for
other items; `mix` is [N, 1, ...] in [0, 1).
"""

import torch
from torch.nn.functional import softplus


def slopes(judge, name, items):
    """The gradient of every item's logit with respect to the item, [N, features]."""
    items = items.detach().requires_grad_(True)
    (gradient,) = torch.autograd.grad(judge(name, items).sum(), items, create_graph=True)
    return gradient.flatten(1)


def half_gamma(penalty, items):
    """gamma / 2; in proportion to the values of an item where these are more than the penalty's `values`."""
    values = items[0].numel()
    return penalty["gamma"] / 2 * max(1.0, values / penalty.get("values", values))


def r1(penalty, judge, real, fake, mix):
    """Mescheder et al. 2018, equation 9."""
    return half_gamma(penalty, real) * slopes(judge, "real", real).square().sum(1).mean()


def r2(penalty, judge, real, fake, mix):
    """Mescheder et al. 2018, equation 10."""
    return half_gamma(penalty, fake) * slopes(judge, "fake", fake).square().sum(1).mean()


def gradient_penalty(penalty, judge, real, fake, mix):
    """Gulrajani et al. 2017, equation 3."""
    return penalty["weight"] * (slopes(judge, "penalty", mix * real + (1 - mix) * fake).norm(2, dim=1) - 1).square().mean()


def wrong_labels(penalty, judge, real, fake, mix):
    """Reed et al. 2016, section 4.1, in pairs."""
    return penalty["weight"] * softplus(judge("next", real) - judge("real", real)).mean()


OF_SQUARES = ("r1", "r2")


def of_squares(penalty, squares, items):
    """The term of r1 or r2. `squares`: [2 * count], the squared norms of the slopes at `items`, real ones and then fakes, from one pass."""
    count = len(items) // 2
    return half_gamma(penalty, items) * (squares[:count] if penalty["type"] == "r1" else squares[count:]).mean()


PENALTIES = {"r1": r1, "r2": r2, "gradientPenalty": gradient_penalty, "wrongLabels": wrong_labels}


def terms(penalties, judge, real, fake, mix=None):
    """One scalar a penalty of the preset's list."""
    for penalty in penalties:
        if penalty["type"] not in PENALTIES:
            raise SystemExit(f"penalty '{penalty['type']}' is unknown here; add it to PENALTIES in {__file__} (known: {', '.join(PENALTIES)})")
    return [PENALTIES[penalty["type"]](penalty, judge, real, fake, mix) for penalty in penalties]
