"""The presets' optimizers as torch.optim's."""

import torch


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
