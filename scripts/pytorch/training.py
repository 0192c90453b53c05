"""An ordinary, well-written PyTorch GAN loop for a preset: the yardstick for speed and for sample quality."""

import torch
from torch import nn

import datasets
import labels
import latents
import losses
import networks
import optimizers
import penalties


class Trainer:
    """`images`: the training set [count, features], scaled, on the device to train on; `rows`: their labels [count, classes], for presets that look at them. `optimizer_options` go to torch.optim as they are."""

    def __init__(self, preset, images, rows=None, **optimizer_options):
        self.preset, self.images, self.rows, self.labels = preset, images, rows, None
        self.batch = preset["data"]["batch"]
        self.generator, self.discriminator = (self._network(name) for name in ("generator", "discriminator"))
        self.optimizers = {
            name: optimizers.build(network.parameters(), preset["optimizers"][name], **optimizer_options)
            for name, network in (("generator", self.generator), ("discriminator", self.discriminator))
        }
        self.schedulers = {name: optimizers.scheduler(built, preset["optimizers"][name]) for name, built in self.optimizers.items()}
        self.loss = losses.build(preset["loss"])
        self.mixes_batch = networks.mixes_batch(preset["discriminator"])
        self.reuse_latents = preset["schedule"]["generatorLatents"] == "reuse"
        self.shares_pass = not self.mixes_batch and all(penalty["type"] in (*penalties.OF_SQUARES, "wrongLabels") for penalty in preset["penalties"])
        # D in two parts where a penalty asks for other labels: what comes before them is computed once.
        first = next((index for index, module in enumerate(self.discriminator) if hasattr(module, "labels")), 0)
        self.parts = [self.discriminator[:first], self.discriminator[first:]] if any(penalty["type"] == "wrongLabels" for penalty in preset["penalties"]) else [nn.Identity(), self.discriminator]
        self.average = [parameter.detach().clone() for parameter in self.generator.parameters()] if preset["ema"] else None
        self.updates = 0

    def _network(self, name):
        network = networks.build(self.preset[name])
        networks.initialize(network, self.preset[name]["initializer"])
        return network.to(self.images.device)

    def epoch(self):
        """Yields one shuffled batch of images after another."""
        order = torch.randperm(len(self.images), device=self.images.device)
        keep = self.preset["data"].get("lastBatch", "drop") == "keep"
        end = len(order) if keep else len(order) - len(order) % self.batch
        for begin in range(0, end, self.batch):
            items = order[begin : min(begin + self.batch, end)]
            if self.rows is not None:
                self.labels = self.rows.index_select(0, items)
            yield self.images.index_select(0, items)

    def forever(self):
        while True:
            yield from self.epoch()

    def step(self, real):
        """One D step and one G step; returns both losses as tensors, without waiting for their values."""
        count = len(real)
        z = latents.draw(self.preset["latent"], count, real.device)
        labels.give(self.labels, self.generator)
        with torch.no_grad():
            fake = self.generator(z)
        if self.mixes_batch:
            real_logits, fake_logits = self._judge(real), self._judge(fake)
        else:
            # One pass for both halves gives the same sums as two.
            items = torch.cat((real, fake))
            items.requires_grad_(self.shares_pass and bool(self.preset["penalties"]))
            features = self.parts[0](items)
            logits = self._judge(features, self.parts[1])
            real_logits, fake_logits = logits.split(count)
        discriminator_loss = sum(self.loss.discriminator(real_logits, fake_logits))
        if self.preset["penalties"]:
            terms = self._shared_penalties(items, features, logits) if self.shares_pass else self._penalties(real, fake)
            discriminator_loss = discriminator_loss + sum(terms)
        self._update("discriminator", discriminator_loss)

        if not self.reuse_latents:
            z = latents.draw(self.preset["latent"], count, real.device)
        # The G step needs no gradients of D's weights; switching them off saves a third of D's backward pass.
        self.discriminator.requires_grad_(False)
        fake_logits = self._judge(self.generator(z))
        real_logits = None
        if self.loss.generator_needs_real:
            with torch.no_grad():
                real_logits = self._judge(real)
        generator_loss = sum(self.loss.generator(fake_logits, real_logits))
        self._update("generator", generator_loss)
        self.discriminator.requires_grad_(True)
        self.updates += 1
        if self.average:
            gain = optimizers.average_gain(self.preset["ema"], self.batch, self.updates)
            torch._foreach_mul_(self.average, 1 - gain)
            torch._foreach_add_(self.average, [parameter.detach() for parameter in self.generator.parameters()], alpha=gain)
        return discriminator_loss.detach(), generator_loss.detach()

    def _update(self, name, loss):
        self.optimizers[name].zero_grad(set_to_none=True)
        loss.backward()
        self.optimizers[name].step()
        if self.schedulers[name]:
            self.schedulers[name].step()

    def _judge(self, items, part=None, rows=None):
        """D's logits, or what `part` of it makes; for presets that look at labels `items` are one batch, or two of the same labels. `rows`: labels in place of the batch's own."""
        part = self.discriminator if part is None else part
        if self.labels is not None:
            rows = self.labels if rows is None else rows
            labels.give(rows if len(items) == len(rows) else torch.cat((rows, rows)), part)
        return part(items)

    def _penalties(self, real, fake):
        mix = torch.rand(len(real), *[1] * (real.dim() - 1), device=real.device)
        judge = lambda name, items: self._judge(items, rows=self.labels.roll(-1, 0) if name == "next" else None)
        return penalties.terms(self.preset["penalties"], judge, real, fake, mix)

    def _shared_penalties(self, items, features, logits):
        """From the pass that was made anyway: the slopes at real and at fake items, and what D makes of real items before it looks at labels."""
        chosen, count, squares = self.preset["penalties"], len(items) // 2, None
        if any(penalty["type"] in penalties.OF_SQUARES for penalty in chosen):
            (slopes,) = torch.autograd.grad(logits.sum(), items, create_graph=True)
            squares = slopes.flatten(1).square().sum(1)

        def judge(name, items):
            return self._judge(features[:count], self.parts[1], self.labels.roll(-1, 0)) if name == "next" else logits[:count]

        return [
            penalties.of_squares(penalty, squares, items) if penalty["type"] in penalties.OF_SQUARES else penalties.terms([penalty], judge, items[:count], None)[0]
            for penalty in chosen
        ]


def create(preset, folder, seed, device=None, **optimizer_options):
    """`folder`: where MNIST's files lie, None for stand-ins. All data are kept on `device`."""
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    classes = labels.classes(preset)
    rows = datasets.load_labels(folder, classes).to(device) if classes else None
    return Trainer(preset, datasets.load(preset["data"], folder).to(device), rows, **optimizer_options)
