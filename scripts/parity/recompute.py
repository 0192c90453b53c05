"""Recomputes one training step with torch.autograd and torch.optim, from a dump's inputs and the state before it.

Real and fake images pass the discriminator separately, as in an ordinary PyTorch program. The generator step starts from
the dump's discriminator after its own update, so that an error in one step does not hide in the next.
"""

import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pytorch"))
import augment
import labels
import losses
import networks
import optimizers
import penalties

NETWORKS = ("generator", "discriminator")
CANCELLATION = 1 / 100


class Recomputed:
    """Expected values by the dump's own names.

    `values`: losses, probabilities, gradients, and parameters updated from PyTorch's own gradients where these do not cancel.
    `moments`, `updates` (after − before): what the optimizer makes of the dump's gradients, so that it is judged alone.
    `scales`: for a gradient that is a sum (through real logits, through fake logits, of each penalty), the sum of the parts' norms.
    """

    def __init__(self):
        self.values = {}
        self.moments = {}
        self.updates = {}
        self.scales = {}

    def least(self, name):
        """The least norm that a difference of this value is divided by."""
        return max(1e-12, CANCELLATION * self.scales.get(name, 0.0))

    def cancels(self, name):
        """Whether the parts of this sum cancel so far that it is judged by them."""
        return torch.linalg.vector_norm(self.values[name]).item() < self.least(name)


def idle_biases(network, layers):
    """Biases that batch normalisation takes away again: their gradient is 0 but for rounding."""
    return {f"{network}.{index}.bias" for index, layer in enumerate(layers[:-1]) if layer.get("bias") and layers[index + 1]["type"] == "BatchNorm2d"}


class Step:
    def __init__(self, preset, dump, step, dtype):
        self.preset, self.step, self.dtype = preset, step, dtype
        self.dump = {name: tensor.to(dtype) for name, tensor in dump.items()}
        self.networks = {name: networks.build_with_masks(preset[name]).to(dtype) for name in NETWORKS}
        self.parameters = {name: networks.parameters(name, self.networks[name]) for name in NETWORKS}
        self.loss = losses.build(preset["loss"])
        self.mixes_batch = networks.mixes_batch(preset["discriminator"])
        self.idle = {name: idle_biases(name, preset[name]["layers"]) for name in NETWORKS}

    def shaken(self, seed):
        """The same step with each number that goes in changed by about its last bit."""
        generator = torch.Generator().manual_seed(seed)
        epsilon = torch.finfo(self.dtype).eps
        shake = lambda tensor: tensor * (1 + epsilon * torch.randn(tensor.shape, generator=generator, dtype=tensor.dtype))
        dump = {name: shake(tensor) if name.startswith("before/") or name.endswith(("/images", "/z")) else tensor for name, tensor in self.dump.items()}
        return Step(self.preset, dump, self.step, self.dtype)

    def expected_names(self):
        """Every name a dump of this step must hold, and no others, with its shape."""
        shapes = {}
        images = self.dump["discriminator_step/images"].shape[0]
        item = [1] if self.preset["data"]["type"] == "gaussian" else [augment.size_of(self.preset["data"])[0] * augment.size_of(self.preset["data"])[1] ** 2]
        types = [penalty["type"] for penalty in self.preset["penalties"]]
        # What D is applied to in each step, by the name of the pass ("" is the one that has none), with the number of items.
        apart = self.mixes_batch
        passes = {"discriminator_step": {"real/": images, "fake/": images} if apart else {"": 2 * images}, "generator_step": {"": images}}
        classes = labels.classes(self.preset)
        labels.give(torch.eye(max(classes, 1), dtype=self.dtype)[:1].repeat(2, 1), *self.networks.values())
        if "gradientPenalty" in types:
            passes["discriminator_step"]["penalty/"] = images
            shapes["discriminator_step/mix"] = [images, *[1 for _ in item]]
        if self.loss.generator_needs_real:
            passes["generator_step"]["real/"] = images
            shapes["generator_step/images"] = [images, *item]
        if types:
            shapes["discriminator_step/penalty"] = []
        if augment.names(self.preset) and self.preset["augment"]["adaptive"]:
            shapes["discriminator_step/real_sign"] = []
        for kind in augment.names(self.preset):
            for part, prefixes in passes.items():
                for prefix, rows in prefixes.items():
                    shapes[f"{part}/augment/{prefix}{kind}"] = [rows, *augment.feed_shape(kind, augment.size_of(self.preset["data"])[1])]
        masks = {"generator": self._mask_shapes("generator", [self.preset["latent"]["size"]]), "discriminator": self._mask_shapes("discriminator", item)}
        for part in passes:
            shapes[f"{part}/loss"] = []
            shapes[f"{part}/fake_probability"] = []
            if classes:
                shapes[f"{part}/labels"] = [images, classes]
            shapes[f"{part}/z"] = [images, self.preset["latent"]["size"]]
            for name in NETWORKS:
                for index, shape in masks[name].items():
                    for prefix, rows in passes[part].items() if name == "discriminator" else [("", images)]:
                        shapes[f"{part}/mask/{prefix}{name}.{index}"] = [rows, *shape]
        shapes["discriminator_step/real_probability"] = []
        shapes["discriminator_step/images"] = [images, *item]
        for name in NETWORKS:
            for path, parameter in self.parameters[name].items():
                shapes[f"{name}_step/gradient/{path}"] = list(parameter.shape)
                for when in ("before", "after"):
                    for state in self.state_parts(name, path):
                        shapes[f"{when}/{state}"] = list(parameter.shape)
        return shapes

    def state_parts(self, network, path):
        """A parameter and what belongs to it, by their names."""
        averaged = [f"{path}.ema"] if network == "generator" and self.preset["ema"] else []
        return [path, f"{path}.exp_avg", f"{path}.exp_avg_sq", *averaged]

    def _mask_shapes(self, network, item):
        """By the dropout layer's index, without the axis of the batch."""
        with torch.no_grad():
            self.networks[network](torch.zeros(2, *item, dtype=self.dtype))
        return {index: module.shape[1:] for index, module in enumerate(self.networks[network]) if isinstance(module, networks.MaskedDropout)}

    def recompute(self):
        recomputed = Recomputed()
        labels.give(self.dump.get("discriminator_step/labels"), *self.networks.values())
        with torch.no_grad():
            for name in NETWORKS:
                for path, parameter in self.parameters[name].items():
                    parameter.copy_(self.dump[f"before/{path}"])
        self._run("discriminator", self._discriminator_loss, recomputed)
        with torch.no_grad():
            for path, parameter in self.parameters["discriminator"].items():
                parameter.copy_(self.dump[f"after/{path}"])
        self._run("generator", self._generator_loss, recomputed)
        return recomputed

    def _forward(self, network, part, x, rows=slice(None), prefix=""):
        for index, module in enumerate(self.networks[network]):
            if isinstance(module, networks.MaskedDropout):
                module.mask = self.dump[f"{part}/mask/{prefix}{network}.{index}"][rows]
        if network == "discriminator" and augment.names(self.preset):
            x = augment.apply(self.preset, x, {kind: self.dump[f"{part}/augment/{prefix}{kind}"][rows] for kind in augment.names(self.preset)})
        return self.networks[network](x)

    def _discriminator_loss(self):
        part = "discriminator_step"
        real = self.dump[f"{part}/images"]
        fake = self._forward("generator", part, self.dump[f"{part}/z"]).detach()
        rows = {"real": slice(0, len(real)), "fake": slice(len(real), None)}

        def judge(name, items):
            if name == "next":
                own = self.dump[f"{part}/labels"]
                labels.give(own.roll(-1, 0), *self.networks.values())
                logits = judge("real", items)
                labels.give(own, *self.networks.values())
                return logits
            if name == "penalty" or self.mixes_batch:
                return self._forward("discriminator", part, items, prefix=f"{name}/")
            return self._forward("discriminator", part, items, rows[name])

        real_logits, fake_logits = judge("real", real), judge("fake", fake)
        penalty_terms = penalties.terms(self.preset["penalties"], judge, real, fake, self.dump.get(f"{part}/mix"))
        return self.loss.discriminator(real_logits, fake_logits), penalty_terms, {"real": real_logits, "fake": fake_logits}

    def _generator_loss(self):
        part = "generator_step"
        fake = self._forward("generator", part, self.dump[f"{part}/z"])
        fake_logits = self._forward("discriminator", part, fake)
        real_logits = None
        if self.loss.generator_needs_real:
            real_logits = self._forward("discriminator", part, self.dump[f"{part}/images"], prefix="real/")
        return self.loss.generator(fake_logits, real_logits), [], {"fake": fake_logits}

    def _run(self, network, loss_of, recomputed):
        part = f"{network}_step"
        for parameters in self.parameters.values():
            for parameter in parameters.values():
                parameter.grad = None
        loss_terms, penalty_terms, logits = loss_of()
        loss = sum([*loss_terms, *penalty_terms])
        trained = self.parameters[network]
        # What a sum's gradient is made of: what reaches D through the real logits, through the fake ones, and each penalty's.
        parts = [(values, torch.autograd.grad(sum(loss_terms), values, retain_graph=True)[0]) for values in logits.values()]
        parts += [(term, None) for term in penalty_terms]
        if len(parts) > 1:
            for root, arriving in parts:
                # No penalty depends on the last bias.
                for path, gradient in zip(trained, torch.autograd.grad(root, list(trained.values()), arriving, retain_graph=True, allow_unused=True)):
                    if gradient is not None:
                        name = f"{part}/gradient/{path}"
                        recomputed.scales[name] = recomputed.scales.get(name, 0.0) + torch.linalg.vector_norm(gradient).item()
        if penalty_terms:
            recomputed.values[f"{part}/penalty"] = sum(penalty_terms).detach()
        loss.backward()
        recomputed.values[f"{part}/loss"] = loss.detach()
        if f"{part}/real_sign" in self.dump:
            lead = logits["real"] - logits["fake"] if self.loss.generator_needs_real else logits["real"]
            recomputed.values[f"{part}/real_sign"] = lead.detach().sign().mean()
        for kind, values in logits.items():
            recomputed.values[f"{part}/{kind}_probability"] = torch.sigmoid(values.detach()).mean()
        for path, parameter in trained.items():
            recomputed.values[f"{part}/gradient/{path}"] = parameter.grad.clone()
            if path in self.idle[network]:
                weight = trained[path.replace(".bias", ".weight")].grad
                recomputed.scales[f"{part}/gradient/{path}"] = 100 * torch.linalg.vector_norm(weight).item()

        after = self.optimize(network, {path: parameter.grad for path, parameter in trained.items()})
        # Adam makes whole steps of a gradient that is nearly all rounding, as that of an idle bias: no two programs agree on them.
        recomputed.values.update({f"after/{path}": after[path] for path in trained if not recomputed.cancels(f"{part}/gradient/{path}")})

        after = self.optimize(network, {path: self.dump[f"{part}/gradient/{path}"] for path in trained})
        for path in trained:
            recomputed.updates[path] = after.pop(path) - self.dump[f"before/{path}"]
        recomputed.moments.update({f"after/{name}": tensor for name, tensor in after.items()})
        if network == "generator" and self.preset["ema"]:
            gain = optimizers.average_gain(self.preset["ema"], self.preset["data"]["batch"], self.step)
            recomputed.moments.update({f"after/{path}.ema": torch.lerp(self.dump[f"before/{path}.ema"], self.dump[f"after/{path}"], gain) for path in trained})

    def optimize(self, network, gradients):
        """Parameters and moments after one torch.optim step from the dump's state before, by name."""
        copies = {}
        for path, gradient in gradients.items():
            copies[path] = torch.nn.Parameter(self.dump[f"before/{path}"].clone())
            copies[path].grad = gradient.clone()
        settings = self.preset["optimizers"][network]
        optimizer = optimizers.build(list(copies.values()), {**settings, "learningRate": optimizers.rate(settings, self.step)})
        for path, parameter in copies.items():
            optimizer.state[parameter] = {
                "step": torch.tensor(float(self.step - 1)),
                "exp_avg": self.dump[f"before/{path}.exp_avg"].clone(),
                "exp_avg_sq": self.dump[f"before/{path}.exp_avg_sq"].clone(),
            }
        optimizer.step()
        after = {}
        for path, parameter in copies.items():
            after[path] = parameter.detach()
            after[f"{path}.exp_avg"] = optimizer.state[parameter]["exp_avg"]
            after[f"{path}.exp_avg_sq"] = optimizer.state[parameter]["exp_avg_sq"]
        return after
