"""An ordinary, well-written PyTorch GAN loop for a preset: the yardstick for speed and for sample quality."""

import torch

import datasets
import labels
import latents
import losses
import networks
import optimizers
import penalties


class Trainer:
    """`images`: the training set [count, features], scaled; `rows`: their labels [count, classes], for presets that look at them. `optimizer_options` go to torch.optim as they are."""

    def __init__(self, preset, images, rows=None, **optimizer_options):
        self.preset, self.images, self.rows = preset, images, rows
        self.batch = preset["data"]["batch"]
        self.generator, self.discriminator = (self._network(name) for name in ("generator", "discriminator"))
        self.optimizers = {
            name: optimizers.build(network.parameters(), preset["optimizers"][name], **optimizer_options)
            for name, network in (("generator", self.generator), ("discriminator", self.discriminator))
        }
        self.loss = losses.build(preset["loss"])
        self.mixes_batch = networks.mixes_batch(preset["discriminator"])
        self.reuse_latents = preset["schedule"]["generatorLatents"] == "reuse"

    def _network(self, name):
        network = networks.build(self.preset[name])
        networks.initialize(network, self.preset[name]["initializer"])
        return network

    def epoch(self):
        """Yields one shuffled batch of images after another."""
        order = torch.randperm(len(self.images))
        keep = self.preset["data"].get("lastBatch", "drop") == "keep"
        end = len(order) if keep else len(order) - len(order) % self.batch
        for begin in range(0, end, self.batch):
            items = order[begin : min(begin + self.batch, end)]
            if self.rows is not None:
                rows = self.rows.index_select(0, items)
                # D sees real items and fakes in one pass, a label for each.
                labels.give(rows, self.generator)
                labels.give(torch.cat((rows, rows)), self.discriminator)
            yield self.images.index_select(0, items)

    def forever(self):
        while True:
            yield from self.epoch()

    def step(self, real):
        """One D step and one G step; returns both losses as tensors, without waiting for their values."""
        count = len(real)
        z = latents.draw(self.preset["latent"], count)
        with torch.no_grad():
            fake = self.generator(z)
        if self.mixes_batch:
            real_logits, fake_logits = self.discriminator(real), self.discriminator(fake)
        else:
            # One pass for both halves gives the same sums as two.
            real_logits, fake_logits = self.discriminator(torch.cat((real, fake))).split(count)
        discriminator_loss = sum(self.loss.discriminator(real_logits, fake_logits))
        if self.preset["penalties"]:
            mix = torch.rand(count, *[1] * (real.dim() - 1))
            discriminator_loss = discriminator_loss + sum(penalties.terms(self.preset["penalties"], lambda name, items: self.discriminator(items), real, fake, mix))
        self.optimizers["discriminator"].zero_grad(set_to_none=True)
        discriminator_loss.backward()
        self.optimizers["discriminator"].step()

        if not self.reuse_latents:
            z = latents.draw(self.preset["latent"], count)
        # The G step needs no gradients of D's weights; switching them off saves a third of D's backward pass.
        self.discriminator.requires_grad_(False)
        fake_logits = self.discriminator(self.generator(z))
        real_logits = None
        if self.loss.generator_needs_real:
            with torch.no_grad():
                real_logits = self.discriminator(real)
        generator_loss = sum(self.loss.generator(fake_logits, real_logits))
        self.optimizers["generator"].zero_grad(set_to_none=True)
        generator_loss.backward()
        self.optimizers["generator"].step()
        self.discriminator.requires_grad_(True)
        return discriminator_loss.detach(), generator_loss.detach()


def create(preset, folder, seed, **optimizer_options):
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    return Trainer(preset, datasets.load(preset["data"], folder), **optimizer_options)
