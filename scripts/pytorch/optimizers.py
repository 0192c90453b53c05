"""The presets' optimizers as torch.optim's."""

import math

import torch


def share(decay, update):
    """What is left of the learning rate for an update, which counts from 1."""
    way = min(max((update - 1 - decay["after"]) / decay["over"], 0), 1)
    return decay["to"] + (1 - decay["to"]) * (1 + math.cos(math.pi * way)) / 2


def rate(optimizer, update):
    """The learning rate of an update, which counts from 1."""
    return optimizer["learningRate"] * (share(optimizer["decay"], update) if optimizer.get("decay") else 1)


def adam(parameters, optimizer, **options):
    return torch.optim.Adam(
        parameters,
        lr=optimizer["learningRate"],
        betas=(float(optimizer["beta1"]), float(optimizer["beta2"])),
        eps=optimizer["epsilon"],
        **options,
    )


OPTIMIZERS = {"adam": adam}


def build(parameters, optimizer, **options):
    if optimizer["type"] not in OPTIMIZERS:
        raise SystemExit(f"optimizer '{optimizer['type']}' is unknown here; add it to OPTIMIZERS in {__file__} (known: {', '.join(OPTIMIZERS)})")
    return OPTIMIZERS[optimizer["type"]](parameters, optimizer, **options)


def average_gain(ema, batch, update):
    """What a new weight counts in the moving average after an update, which counts from 1."""
    half_life = ema["halfLifeImages"]
    if ema.get("rampup"):
        half_life = min(half_life, ema["rampup"] * update * batch)
    return 1 - 0.5 ** (batch / half_life)


def scheduler(built, optimizer):
    """What changes a built optimizer's learning rate after every update, or None."""
    if not optimizer.get("decay"):
        return None
    return torch.optim.lr_scheduler.LambdaLR(built, lambda done: share(optimizer["decay"], done + 1))
