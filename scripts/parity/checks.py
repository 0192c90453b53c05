"""Compares a dump with what PyTorch computes from it. Every check yields a Difference; one above its tolerance is a failure.

A difference is ‖actual − expected‖₂ / ‖expected‖₂, with PyTorch's value as the expected one. Where a
gradient is a sum (through the real logits, through the fake ones, of each penalty), the denominator is at least 1/100 of the sum
of the parts' norms: the first two nearly cancel in an untrained discriminator's last bias, wholly where the loss sees only the
difference of logits, and what remains carries float32's rounding of the parts.

PyTorch in float32 is itself not always within 1e-4 of PyTorch in float64: of millions of activations some lie within rounding of a
rectifier's kink, and batch normalisation cancels most of an untrained generator's gradient. A tensor that fails may differ by
four times as much as PyTorch differs from itself there: in float64, or when every number that goes in is changed in its last bit (up to
ten times, since which activations cross a kink is chance). An updated parameter by what Adam makes of a gradient within tolerance;
neither by more than 5e-3.
"""

from dataclasses import dataclass

import torch

from recompute import NETWORKS, Step, augment

MEASURE = "‖actual − expected‖₂ / max(‖expected‖₂, 1e-12), expected = PyTorch; for a gradient that is a sum the denominator is at least Σ‖part‖₂ / 100"

OWN_ROUNDING = 4
SHAKES = 10
WIDEST = 5e-3


@dataclass
class Difference:
    name: str
    error: float
    tolerance: float
    detail: str

    @property
    def failed(self):
        return not self.error <= self.tolerance  # also true for NaN


def relative(actual, expected, least=1e-12):
    difference = torch.linalg.vector_norm(actual.double() - expected.double())
    return (difference / torch.linalg.vector_norm(expected.double()).clamp(min=least)).item()


def compare(name, actual, expected, tolerance, least=1e-12):
    error = relative(actual, expected, least)
    worst = (actual.double() - expected.double()).abs().argmax()
    place = "" if actual.dim() == 0 else f" at {list(map(int, unravel(worst, actual.shape)))}"
    detail = f"expected {expected.flatten()[worst].item():.9g}, actual {actual.flatten()[worst].item():.9g}{place}"
    return Difference(name, error, tolerance, detail)


def unravel(index, shape):
    places = []
    for size in reversed(shape):
        places.insert(0, index % size)
        index = index // size
    return places


def exact(name, holds, detail):
    return Difference(name, 0.0 if holds else float("inf"), 0.0, detail)


class Roundings:
    """What PyTorch makes of a step when it rounds otherwise: in float64, then with every number that goes in changed in its last bit.
    Each is computed when it is first asked for, and kept."""

    def __init__(self, preset, dump, step, dtype):
        self.preset, self.dump, self.step, self.dtype = preset, dump, step, dtype
        self.known = []

    def are_of(self, dump):
        """Whether the same tensors go into the step of another dump."""
        return all(dump.get(name) is tensor for name, tensor in self.dump.items() if goes_in(name))

    def __iter__(self):
        for index in range(1 + SHAKES):
            if index == len(self.known):
                in_double = Step(self.preset, self.dump, self.step, torch.float64)
                other = Step(self.preset, self.dump, self.step, self.dtype).shaken(index - 1) if index else in_double
                self.known.append(other.recompute().values)
            yield self.known[index]


def goes_in(name):
    """Whether a step's losses and gradients are computed from this tensor of its dump."""
    if name.startswith(("before/", "after/")):
        return not name.startswith("after/generator.")
    return "/gradient/" not in name and not name.endswith(("/loss", "/penalty", "/real_sign", "_probability"))


def check_step(preset, dump, step, tolerance, dtype, previous=None, asked=None, roundings=None):
    """`previous`: the dump of the step before, if there is one. `asked`: the only names whose verdict counts; all of them if absent.
    `roundings`: those of a dump that may have the same inputs. Returns (differences, losses as {part: (actual, expected)})."""
    recomputation = Step(preset, dump, step, dtype)
    names = check_names(recomputation, dump)
    if any(difference.failed for difference in names):
        return names, {}
    recomputed = recomputation.recompute()
    differences = names + check_inputs(preset, dump, step) + check_continuity(recomputation, dump, previous)
    for name, expected in {**recomputed.values, **recomputed.moments}.items():
        differences.append(compare(name, dump[name], expected, tolerance, recomputed.least(name)))
    if dtype == torch.float32:
        doubtful = [difference for difference in differences if difference.failed and difference.name in recomputed.values and (asked is None or difference.name in asked)]
        same = roundings is not None and roundings.are_of(dump)
        widen(doubtful, recomputation, recomputed, roundings if same else Roundings(preset, dump, step, dtype))
    for path, expected in recomputed.updates.items():
        actual = dump[f"after/{path}"].double() - dump[f"before/{path}"].double()
        # After − before of two float32 numbers carries their rounding, however exact the optimizer is.
        rounding = torch.finfo(torch.float32).eps * (torch.linalg.vector_norm(dump[f"after/{path}"]) / torch.linalg.vector_norm(actual).clamp(min=1e-12)).item()
        differences.append(compare(f"update/{path}", actual, expected, tolerance + rounding))
    return differences, {name: (dump[f"{name}_step/loss"].item(), recomputed.values[f"{name}_step/loss"].item()) for name in NETWORKS}


def widen(failed, recomputation, recomputed, roundings):
    """Allows the failed ones what rounding does to PyTorch's own values; looks for it only as long as one may still be allowed."""
    others = iter(roundings)
    while any(difference.failed and difference.error <= WIDEST for difference in failed):
        values = next(others, None)
        if values is None:
            break
        for difference in failed:
            if difference.failed and difference.name in values:
                own = OWN_ROUNDING * relative(recomputed.values[difference.name], values[difference.name], recomputed.least(difference.name))
                allow(difference, own)
            if difference.failed and difference.name.startswith("after/"):
                allow(difference, steps_apart(difference, recomputation, recomputed))


def allow(difference, own):
    difference.tolerance = max(difference.tolerance, min(own, WIDEST))


def steps_apart(difference, recomputation, recomputed):
    """Adam makes whole steps of elements that are next to 0, whose sign a gradient within tolerance may change."""
    path = difference.name.removeprefix("after/")
    network = path.split(".")[0]
    gradient = recomputed.values[f"{network}_step/gradient/{path}"]
    shaken = gradient - difference.tolerance * gradient.square().mean().sqrt() * gradient.sign()
    return difference.tolerance + relative(recomputation.optimize(network, {path: shaken})[path], recomputed.values[difference.name])


def check_names(recomputation, dump):
    shapes = recomputation.expected_names()
    differences = [exact(f"names/{name}", False, "expected by the preset, missing in the dump") for name in shapes.keys() - dump.keys()]
    differences += [exact(f"names/{name}", False, "in the dump, but the preset has no such tensor") for name in dump.keys() - shapes.keys()]
    for name in sorted(shapes.keys() & dump.keys()):
        differences.append(exact(f"names/{name}", list(dump[name].shape) == shapes[name], f"expected shape {shapes[name]}, actual {list(dump[name].shape)}"))
    return differences


def check_inputs(preset, dump, step):
    differences = []
    for name, tensor in dump.items():
        if name == "discriminator_step/mix":
            differences.append(exact(f"values/{name}", bool(((tensor >= 0) & (tensor < 1)).all()) and len(tensor.unique()) > len(tensor) / 2, f"expected a number in [0, 1) for each item, found {tensor.flatten()[:3].tolist()}"))
        if name == "discriminator_step/labels":
            differences.append(exact(f"values/{name}", bool(((tensor == 0) | (tensor == 1)).all() and (tensor.sum(1) == 1).all()), "expected rows of zeros with a single 1"))
        if name == "generator_step/labels":
            differences.append(exact(f"values/{name}", torch.equal(tensor, dump["discriminator_step/labels"]), "differs from the discriminator step's labels"))
        if name == "generator_step/images":
            differences.append(exact(f"values/{name}", torch.equal(tensor, dump["discriminator_step/images"]), "differs from the discriminator step's real items"))
        if "/augment/" in name:
            transform = next(transform for transform in preset["augment"]["transforms"] if transform["type"] == name.split("/")[-1])
            possible = augment.is_possible(transform, tensor, augment.size_of(preset["data"])[1])
            differences.append(exact(f"values/{name}", possible, "no change that the preset draws"))
        if "/mask/" in name:
            network, index = name.split("/")[-1].split(".")
            kept = torch.tensor(1 / (1 - preset[network]["layers"][int(index)]["p"]), dtype=tensor.dtype)
            odd = tensor[(tensor != 0) & ((tensor - kept).abs() > 1e-6 * kept)].flatten()
            differences.append(exact(f"values/{name}", len(odd) == 0, f"expected 0 or {kept.item():.9g}, found {odd[:3].tolist()}"))
    same = torch.equal(dump["discriminator_step/z"], dump["generator_step/z"])
    latents = preset["schedule"]["generatorLatents"]
    differences.append(exact("values/generator_step/z", same == (latents == "reuse"), f"generatorLatents is '{latents}', but z of the two steps is {'the same' if same else 'not the same'}"))
    return differences


def check_continuity(recomputation, dump, previous):
    differences = []
    for name in NETWORKS:
        for path in recomputation.parameters[name]:
            for state in recomputation.state_parts(name, path):
                if previous is not None:
                    differences.append(exact(f"before/{state}", torch.equal(dump[f"before/{state}"], previous[f"after/{state}"]), "differs from `after` of the step before"))
                elif recomputation.step == 1 and state.endswith(".ema"):
                    differences.append(exact(f"before/{state}", torch.equal(dump[f"before/{state}"], dump[f"before/{path}"]), "the average must be the parameter itself before step 1"))
                elif recomputation.step == 1 and state != path:
                    differences.append(exact(f"before/{state}", not dump[f"before/{state}"].any(), "moments must be zero before step 1"))
    return differences
