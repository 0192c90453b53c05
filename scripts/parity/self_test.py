"""Spoils a good dump in known ways; each must be reported, under the name of the tensor spoiled."""

import torch

from checks import Roundings, check_step
from recompute import Step, augment, optimizers


def scale(name, factor):
    def spoil(preset, dump, step):
        dump[name] = dump[name] * factor

    return spoil


def disturb(name):
    """Not by a factor alone, which batch normalisation would take away again."""

    def spoil(preset, dump, step):
        dump[name] = 0.99 * dump[name] + 0.01

    return spoil


def readjust(network, change, corrected=True):
    """Recomputes a network's update from the dump's gradients with other hyperparameters, or without bias correction."""

    def spoil(preset, dump, step):
        optimizer = {**preset["optimizers"][network], **change}
        for name in [key.removeprefix("before/") for key in dump if key.startswith(f"before/{network}.") and not key.endswith(("exp_avg", "exp_avg_sq", "ema"))]:
            first, second = dump[f"after/{name}.exp_avg"], dump[f"after/{name}.exp_avg_sq"]
            if corrected:
                first, second = first / (1 - optimizer["beta1"] ** step), second / (1 - optimizer["beta2"] ** step)
            dump[f"after/{name}"] = dump[f"before/{name}"] - optimizers.rate(optimizer, step) * first / (second.sqrt() + optimizer["epsilon"])

    return spoil


def swap_masks(preset, dump, step):
    for name in [key for key in dump if key.startswith("discriminator_step/mask/discriminator.")]:
        real, fake = dump[name].chunk(2)
        dump[name] = torch.cat([fake, real])
    for name in [key for key in dump if key.startswith("discriminator_step/mask/real/")]:
        other = name.replace("/real/", "/fake/")
        dump[name], dump[other] = dump[other], dump[name]


def mirror(name):
    def spoil(preset, dump, step):
        dump[name] = 1 - dump[name]

    return spoil


def roll(name):
    """Each item gets the next one's."""

    def spoil(preset, dump, step):
        dump[name] = dump[name].roll(1, 0)

    return spoil


def penalize(index, field, factor):
    """Another weight of one penalty: its value and its gradients change, and the parts of the dump they appear in."""

    def spoil(preset, dump, step):
        change = recomputed_penalty(preset, dump, step, index)
        dump["discriminator_step/penalty"] = dump["discriminator_step/penalty"] + (factor - 1) * change[0]
        for path, gradient in change[1].items():
            dump[f"discriminator_step/gradient/{path}"] = dump[f"discriminator_step/gradient/{path}"] + (factor - 1) * gradient

    return spoil


def undifferentiated(index):
    """As if one penalty were a constant: its gradients are missing from the sum."""

    def spoil(preset, dump, step):
        for path, gradient in recomputed_penalty(preset, dump, step, index)[1].items():
            dump[f"discriminator_step/gradient/{path}"] = dump[f"discriminator_step/gradient/{path}"] - gradient

    return spoil


def noticeable(preset, dump, step, index):
    """Whether a penalty is a part of some gradient that the tolerance does not hide; neither is, in the first steps of a discriminator that starts with small weights."""
    prefix = "discriminator_step/gradient/"
    gradients = recomputed_penalty(preset, dump, step, index)[1]
    return any(torch.linalg.vector_norm(gradient) > 1e-3 * torch.linalg.vector_norm(dump[prefix + path]) for path, gradient in gradients.items())


def recomputed_penalty(preset, dump, step, index):
    """One penalty alone: its value and its gradients by parameter."""
    with_it, without = (Step({**preset, "penalties": penalties}, dump, step, torch.float64).recompute().values for penalties in (preset["penalties"], preset["penalties"][:index] + preset["penalties"][index + 1 :]))
    prefix = "discriminator_step/gradient/"
    gradients = {name.removeprefix(prefix): (with_it[name] - without[name]).float() for name in with_it if name.startswith(prefix)}
    return (with_it["discriminator_step/loss"] - without["discriminator_step/loss"]).float(), gradients


def weights(preset, network, dump):
    """Of every weight, what stands between the network's name and `.weight`: an index, and for an ONNX file the name within."""
    stems = []
    for index, layer in enumerate(preset[network]["layers"]):
        if layer["type"] in ("Linear", "Conv2d", "ConvTranspose2d"):
            stems.append(str(index))
        elif layer["type"] == "OnnxNetwork":
            start, end = f"after/{network}.", ".weight"
            inside = (name for name, tensor in dump.items() if name.startswith(f"{start}{index}.") and tensor.dim() > 1)
            stems += [name[len(start) : -len(end)] for name in inside if name.endswith(end)]
    return stems


def cases(preset, dump, step):
    """(what is wrong, how to spoil the dump, names of which at least one must be reported)."""
    first = {network: weights(preset, network, dump)[0] for network in ("generator", "discriminator")}
    last = f"generator.{weights(preset, 'generator', dump)[-1]}"
    last += ".bias" if f"after/{last}.bias" in dump else ".weight"
    rate = {network: preset["optimizers"][network]["learningRate"] for network in ("generator", "discriminator")}
    yield "discriminator loss off by 0.1%", scale("discriminator_step/loss", 1.001), ["discriminator_step/loss"]
    yield "generator loss off by 0.1%", scale("generator_step/loss", 1.001), ["generator_step/loss"]
    for part, name in (("discriminator_step", f"discriminator.{first['discriminator']}.weight"), ("generator_step", last)):
        yield f"gradient of {name} off by 1%", scale(f"{part}/gradient/{name}", 1.01), [f"{part}/gradient/{name}"]
    for network, name in (("discriminator", f"discriminator.{first['discriminator']}.weight"), ("generator", f"generator.{first['generator']}.weight")):
        yield f"{network} without bias correction", readjust(network, {}, corrected=False), [f"update/{name}"]
        yield f"{network} learning rate off by 1%", readjust(network, {"learningRate": 1.01 * rate[network]}), [f"update/{name}"]
    for index, penalty in enumerate(preset["penalties"]):
        field = "gamma" if "gamma" in penalty else "weight"
        gradient = f"discriminator_step/gradient/discriminator.{first['discriminator']}.weight"
        # A small penalty beside a large one shows in the gradients only.
        yield f"{penalty['type']} with {field} off by 1%", penalize(index, field, 1.01), ["discriminator_step/penalty", gradient]
        if noticeable(preset, dump, step, index):
            yield f"{penalty['type']} not differentiated", undifferentiated(index), [gradient]
        if penalty["type"] == "gradientPenalty":
            yield "other mixtures", mirror("discriminator_step/mix"), ["discriminator_step/penalty"]
    if "generator_step/images" in dump:
        yield "other real items in the generator's step", scale("generator_step/images", 0.99), ["values/generator_step/images"]
    yield "first moment off by 1%", scale(f"after/generator.{first['generator']}.weight.exp_avg", 1.01), [f"after/generator.{first['generator']}.weight.exp_avg"]
    yield "second moment off by 1%", scale(f"after/discriminator.{first['discriminator']}.weight.exp_avg_sq", 1.01), [f"after/discriminator.{first['discriminator']}.weight.exp_avg_sq"]
    if preset["ema"]:
        yield "average off by 1%", scale(f"after/generator.{first['generator']}.weight.ema", 1.01), [f"after/generator.{first['generator']}.weight.ema"]
    yield "other images", disturb("discriminator_step/images"), [f"discriminator_step/gradient/discriminator.{first['discriminator']}.weight"]
    yield "other latents", disturb("generator_step/z"), [f"generator_step/gradient/generator.{first['generator']}.weight"]
    yield "a tensor missing", lambda preset, dump, step: dump.pop(f"after/generator.{first['generator']}.weight"), [f"names/after/generator.{first['generator']}.weight"]
    yield "a loss that is not a number", scale("generator_step/loss", float("nan")), ["generator_step/loss"]
    for kind in augment.names(preset):
        yield f"changes of {kind} of other pictures", roll(f"discriminator_step/augment/{kind}"), [f"discriminator_step/gradient/discriminator.{first['discriminator']}.weight"]
        yield f"impossible changes of {kind}", scale(f"generator_step/augment/{kind}", 2.5), [f"values/generator_step/augment/{kind}"]
    dropouts = [index for index, layer in enumerate(preset["discriminator"]["layers"]) if layer["type"] == "Dropout"]
    if dropouts:
        yield "masks of real and fake swapped", swap_masks, [f"discriminator_step/gradient/discriminator.{first['discriminator']}.weight"]
        yield "a mask scaled wrongly", scale(f"generator_step/mask/discriminator.{dropouts[0]}", 0.9), [f"values/generator_step/mask/discriminator.{dropouts[0]}"]


def run(preset, steps, tolerance, dtype):
    """Prints a line per case and the totals; returns the exit code."""
    step, good = steps[0]
    roundings = Roundings(preset, good, step, dtype)
    differences, _ = check_step(preset, good, step, tolerance, dtype, roundings=roundings)
    if any(difference.failed for difference in differences):
        print("self-test: the unspoiled dump must pass first; what differs stands above")
        return 1
    passed = failed = 0
    for what, spoil, names in cases(preset, good, step):
        dump = dict(good)
        spoil(preset, dump, step)
        found = [difference.name for difference in check_step(preset, dump, step, tolerance, dtype, asked=names, roundings=roundings)[0] if difference.failed]
        noticed = any(name in found for name in names)
        passed, failed = passed + noticed, failed + (not noticed)
        print(f"{'found' if noticed else 'NOT FOUND'}: {preset['name']}: {what}" + ("" if noticed else f" (expected a failure of {' or '.join(names)}, found {found or 'none'})"))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
