"""Differentiable augmentation as Zhao et al. 2020 write it in PyTorch, with what is random given: {name: feed} of one batch, [N, ...].

Feeds are those of the steps: of `translation` two matrices that pick rows and columns, of `cutout` what stays visible, of `color`
brightness, saturation and contrast.
"""

import torch
from torch.nn import functional


def size_of(data):
    """(channels, side) of a preset's images."""
    return (1, 28) if data["type"] == "mnist" else (data["channels"], data["side"])


def color(x, feed):
    x = x + feed[:, 0:1]
    mean = x.mean(dim=1, keepdim=True)
    x = (x - mean) * feed[:, 1:2] + mean
    mean = x.mean(dim=[1, 2, 3], keepdim=True)
    return (x - mean) * feed[:, 2:3] + mean


def moves(feed):
    """How far each picture's rows and columns are moved, [N] each: found from the matrices, which have a 1 for each pixel that stays in."""
    side = feed.shape[-1]
    places = torch.arange(side, device=feed.device)
    offset = (places[None, :] - places[:, None]).to(feed.dtype)
    rows, columns = feed[:, 0], feed[:, 1].transpose(1, 2)
    return tuple(((matrix * offset).sum((1, 2)) / matrix.sum((1, 2))).round().long() for matrix in (rows, columns))


def translation(x, feed):
    """`rand_translation`: pictures within a border of zeros, read from another corner."""
    count, channels, side = x.shape[0], x.shape[1], x.shape[2]
    down, right = moves(feed)
    item, row, column = torch.meshgrid(torch.arange(count), torch.arange(side), torch.arange(side), indexing="ij")
    row = (row + down[:, None, None] + 1).clamp(0, side + 1)
    column = (column + right[:, None, None] + 1).clamp(0, side + 1)
    padded = functional.pad(x, [1, 1, 1, 1]).permute(0, 2, 3, 1)
    return padded[item, row, column].permute(0, 3, 1, 2)


def cutout(x, feed):
    return x * feed


KINDS = {"color": color, "translation": translation, "cutout": cutout}


def feed_shape(name, side):
    return {"color": [3, 1, 1], "translation": [2, side, side], "cutout": [1, side, side]}[name]


def apply(preset, items, feeds):
    """`items`: flat images; only for presets with `augment`."""
    channels, side = size_of(preset["data"])
    low, high = preset["data"]["range"]
    x = (items.reshape(-1, channels, side, side) - (low + high) / 2) / ((high - low) / 2)
    for transform in preset["augment"]["transforms"]:
        x = KINDS[transform["type"]](x, feeds[transform["type"]])
    return (x * ((high - low) / 2) + (low + high) / 2).reshape(items.shape)


def names(preset):
    return [transform["type"] for transform in (preset.get("augment") or {"transforms": []})["transforms"]]


def is_possible(transform, feed, side):
    """Whether a feed is one that the preset's transform may draw."""
    if transform["type"] == "color":
        reach = torch.tensor([transform["brightness"], transform["saturation"], transform["contrast"]])
        middle = torch.tensor([0.0, 1.0, 1.0])
        return bool(((feed.flatten(1) - middle).abs() <= reach + 1e-6).all())
    if not bool(((feed == 0) | (feed == 1)).all()):
        return False
    if transform["type"] == "cutout":
        hole = int(side * transform["share"] + 0.5)
        return bool(((1 - feed).sum((1, 2, 3)) <= hole**2).all())
    farthest = int(side * transform["share"] + 0.5)
    down, right = moves(feed)
    kept = feed.sum((2, 3)).long()
    return all(bool((move.abs() <= farthest).all()) and torch.equal(kept[:, axis], side - move.abs()) for axis, move in enumerate((down, right)))
