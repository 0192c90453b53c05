"""The presets' latent distributions."""

import torch


def draw(latent, count, device=None):
    """`latent`: the preset's `latent` object. Returns [count, size], drawn on `device`."""
    distribution = latent["distribution"]
    z = torch.empty(count, latent["size"], device=device)
    if distribution["type"] == "normal":
        return z.normal_(distribution["mean"], distribution["std"])
    if distribution["type"] == "uniform":
        return z.uniform_(distribution["low"], distribution["high"])
    raise SystemExit(f"latent distribution '{distribution['type']}' is unknown here (known: normal, uniform)")
