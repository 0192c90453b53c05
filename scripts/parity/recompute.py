"""Recomputes one training step with torch.autograd and torch.optim, from a dump's inputs and the state before it.

Real and fake images pass the discriminator separately, as in an ordinary PyTorch program. The generator step starts from
the dump's discriminator after its own update, so that an error in one step does not hide in the next.
"""

import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pytorch"))
import losses
import networks
import optimizers

NETWORKS = ("generator", "discriminator")


class Recomputed:
    """Expected values by the dump's own names.

    `values`: losses, probabilities, gradients, and parameters updated from PyTorch's own gradients.
    `moments`, `updates` (after − before): what the optimizer makes of the dump's gradients, so that it is judged alone.
    `scales`: for a gradient that is the sum of several loss terms' gradients, the sum of their norms.
    """

    def __init__(self):
        self.values = {}
        self.moments = {}
        self.updates = {}
        self.scales = {}


def state_parts(parameter_name):
    return [parameter_name, f"{parameter_name}.exp_avg", f"{parameter_name}.exp_avg_sq"]


class Step:
    def __init__(self, preset, dump, step, dtype):
        self.preset, self.step, self.dtype = preset, step, dtype
        self.dump = {name: tensor.to(dtype) for name, tensor in dump.items()}
        self.networks = {name: networks.build_with_masks(preset[name]).to(dtype) for name in NETWORKS}
        self.parameters = {name: networks.parameters(name, self.networks[name]) for name in NETWORKS}
        self.loss = losses.build(preset["loss"])

    def expected_names(self):
        """Every name a dump of this step must hold, and no others, with its shape."""
        shapes = {}
        images = self.dump["discriminator_step/images"].shape[0]
        for part, rows in (("discriminator_step", 2 * images), ("generator_step", images)):
            shapes[f"{part}/loss"] = []
            shapes[f"{part}/fake_probability"] = []
            shapes[f"{part}/z"] = [images, self.preset["latent"]["size"]]
            for name in NETWORKS:
                width = None
                for index, layer in enumerate(self.preset[name]["layers"]):
                    width = layer.get("out", width)
                    if layer["type"] == "Dropout":
                        shapes[f"{part}/mask/{name}.{index}"] = [rows if name == "discriminator" else images, width]
        shapes["discriminator_step/real_probability"] = []
        shapes["discriminator_step/images"] = [images, self.preset["discriminator"]["layers"][0]["in"]]
        for name in NETWORKS:
            for path, parameter in self.parameters[name].items():
                shapes[f"{name}_step/gradient/{path}"] = list(parameter.shape)
                for when in ("before", "after"):
                    for state in state_parts(path):
                        shapes[f"{when}/{state}"] = list(parameter.shape)
        return shapes

    def recompute(self):
        recomputed = Recomputed()
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

    def _forward(self, network, part, x, rows=slice(None)):
        for index, module in enumerate(self.networks[network]):
            if isinstance(module, networks.MaskedDropout):
                module.mask = self.dump[f"{part}/mask/{network}.{index}"][rows]
        return self.networks[network](x)

    def _discriminator_loss(self):
        part = "discriminator_step"
        real = self.dump[f"{part}/images"]
        fake = self._forward("generator", part, self.dump[f"{part}/z"]).detach()
        real_logits = self._forward("discriminator", part, real, slice(0, len(real)))
        fake_logits = self._forward("discriminator", part, fake, slice(len(real), None))
        return self.loss.discriminator(real_logits, fake_logits), {"real": real_logits, "fake": fake_logits}

    def _generator_loss(self):
        part = "generator_step"
        fake = self._forward("generator", part, self.dump[f"{part}/z"])
        fake_logits = self._forward("discriminator", part, fake)
        return self.loss.generator(fake_logits), {"fake": fake_logits}

    def _run(self, network, loss_of, recomputed):
        part = f"{network}_step"
        for parameters in self.parameters.values():
            for parameter in parameters.values():
                parameter.grad = None
        terms, logits = loss_of()
        trained = self.parameters[network]
        if len(terms) > 1:
            for term in terms:
                for path, gradient in zip(trained, torch.autograd.grad(term, list(trained.values()), retain_graph=True)):
                    name = f"{part}/gradient/{path}"
                    recomputed.scales[name] = recomputed.scales.get(name, 0.0) + torch.linalg.vector_norm(gradient).item()
        loss = sum(terms)
        loss.backward()
        recomputed.values[f"{part}/loss"] = loss.detach()
        for kind, values in logits.items():
            recomputed.values[f"{part}/{kind}_probability"] = torch.sigmoid(values.detach()).mean()
        for path, parameter in trained.items():
            recomputed.values[f"{part}/gradient/{path}"] = parameter.grad.clone()

        after = self._optimize(network, {path: parameter.grad for path, parameter in trained.items()})
        recomputed.values.update({f"after/{path}": after[path] for path in trained})

        after = self._optimize(network, {path: self.dump[f"{part}/gradient/{path}"] for path in trained})
        for path in trained:
            recomputed.updates[path] = after.pop(path) - self.dump[f"before/{path}"]
        recomputed.moments.update({f"after/{name}": tensor for name, tensor in after.items()})

    def _optimize(self, network, gradients):
        """Parameters and moments after one torch.optim step from the dump's state before, by name."""
        copies = {}
        for path, gradient in gradients.items():
            copies[path] = torch.nn.Parameter(self.dump[f"before/{path}"].clone())
            copies[path].grad = gradient.clone()
        optimizer = optimizers.build(list(copies.values()), self.preset["optimizers"][network])
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
