"""Presets as a benchmark varies them: another batch, wider networks."""

import copy


def with_batch(preset, batch):
    varied = copy.deepcopy(preset)
    varied["data"]["batch"] = batch
    return varied


def widened(preset, times):
    """`times` as many channels and features between the layers; what enters and leaves a network stays."""
    varied = copy.deepcopy(preset)
    for network in ("generator", "discriminator"):
        layers = varied[network]["layers"]
        last = max(index for index, layer in enumerate(layers) if "out" in layer)
        factor = 1
        for index, layer in enumerate(layers):
            for field in ("in", "features", "channels"):
                if field in layer:
                    layer[field] *= factor
            if "out" in layer:
                factor = 1 if index == last else times
                layer["out"] *= factor
    return varied
