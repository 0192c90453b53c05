#!/usr/bin/python3
"""Exports PyTorch modules as ONNX files, each with inputs and with PyTorch's own outputs and gradients for them.

    export.py DIR [NAME…]     writes DIR/NAME.onnx and DIR/NAME.safetensors

NAME.safetensors holds `input/…`, `output/…`, `arriving/…` (what arrives at the output when its gradient is asked for) and `gradient/…`
of all inputs of floating-point numbers and of the file's initializers, as double-precision PyTorch computes them. A file's initializer is
a parameter by its name or, where the exporter renamed or transposed it, by its values.
"""

import json
import struct
import sys
import warnings
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

import mixed
import networks
import small

SEED = 1
BATCH, EXPORTED = 4, 2
# Exported for one batch, since their shapes hold no other.
ONE_BATCH = ["batch-deviation-grouped"]
# Exported for any batch; read here for one at a time, since a free axis would not stay the first, or take part in arithmetic.
FIXED = [*ONE_BATCH, "batch-std", "minibatch-discrimination", "multihead", "batch-deviation"]
OPSETS = (13, 14, 15, 16, 17)
LABELLED = [name for name in mixed.MODULES if name.startswith("labels")]
NORMALISED = ["tutorial-generator", "tutorial-discriminator", "residual-generator", "batch-norm", "batch-norm-flat"]
TRAINING = [*NORMALISED, *LABELLED]
# Read for another batch than the only one that they were exported for, as networks of a preset.
UNNAMED = [*networks.MODULES, "self-attention", "repeat", "view", "labels-embedding", "labels-map", "pixel-shuffle"]
FOLDED = [*NORMALISED, *networks.MODULES, "labels-embedding", "self-attention"]


def variables(kinds, batch):
    """Random numbers of each input's shape, [batch, …]; every other class as labels."""
    return [torch.arange(batch) * 2 % 10 if kind == mixed.LABELS else torch.randn(batch, *kind) for kind in kinds]


def fused(module):
    """The same with batch normalisation inside the convolution before it, as the exporter does it."""
    for part in module.modules():
        names = list(part._modules) if isinstance(part, nn.Sequential) else []
        for first, second in (*zip(names, names[1:]), *getattr(part, "folded", ())):
            convolution, norm = getattr(part, first), getattr(part, second)
            if isinstance(convolution, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
                setattr(part, first, fuse_conv_bn_eval(convolution, norm))
                setattr(part, second, nn.Identity())
    return module


def moved(module):
    """The same with parameters of which no two are alike: the exporter stores equal ones once, under one name."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.add_(torch.randn_like(parameter), alpha=0.01)
    return module


def owner(name, values, parameters):
    """The parameter that an initializer is, and whether it lies transposed in the file; None for what is no parameter."""
    if name in parameters:
        return parameters[name], False
    for parameter in parameters.values():
        if parameter.shape == values.shape and torch.allclose(parameter.float(), values, 1e-5, 1e-6):
            return parameter, False
        if values.dim() == 2 and parameter.shape == values.T.shape and torch.allclose(parameter.float().T, values, 1e-5, 1e-6):
            return parameter, True
    return None


def apart(name, folded):
    """With constants folded the matrix that sigma comes from is a tensor of its own, so the weight's gradient is not PyTorch's."""
    return folded and name.endswith("weight_orig")


def export(name, module, kinds, path, opset, folded, training, free):
    names = ["x", "labels" if mixed.LABELS in kinds else "w"][: len(kinds)]
    dynamic = {} if name in ONE_BATCH or not free else {key: {0: "batch"} for key in [*names, "y"]}
    mode = torch.onnx.TrainingMode
    torch.onnx.export(
        module.train(training),
        tuple(variables(kinds, BATCH if name in ONE_BATCH else EXPORTED)),
        str(path),
        opset_version=opset,
        training=mode.TRAINING if training else mode.EVAL if folded else mode.PRESERVE,
        do_constant_folding=folded,
        input_names=names,
        output_names=["y"],
        dynamic_axes=dynamic,
    )
    return names


def reference(module, names, inputs, path, folded, training):
    """What PyTorch says, by the names under which it is stored."""
    module = module.double().train(training)
    for part in module.modules():
        if isinstance(part, nn.Dropout):
            part.eval()
        if training and hasattr(part, "weight_u"):
            part.eval()
    tensors = dict(zip((f"input/{name}" for name in names), inputs))
    doubles = [value.double().requires_grad_() if value.is_floating_point() else value for value in inputs]
    output = module(*doubles)
    arriving = torch.randn(output.shape)
    (output * arriving).sum().backward()
    tensors.update({"output/y": output.detach(), "arriving/y": arriving})
    tensors.update({f"gradient/{name}": value.grad for name, value in zip(names, doubles) if value.is_floating_point()})
    parameters = dict(module.named_parameters())
    claimed = set()
    for initializer in onnx.load(path).graph.initializer:
        values = torch.from_numpy(numpy_helper.to_array(initializer).copy())
        if apart(initializer.name, folded):
            continue
        if values.is_floating_point() and values.dim() > 0 and (found := owner(initializer.name, values, parameters)):
            parameter, transposed = found
            claimed.add(id(parameter))
            tensors[f"gradient/{initializer.name}"] = parameter.grad.T if transposed else parameter.grad
    missing = [key for key, parameter in parameters.items() if id(parameter) not in claimed and not apart(key, folded)]
    return tensors, missing


def write(path, tensors, metadata):
    header, data = {"__metadata__": metadata}, bytearray()
    for key, value in tensors.items():
        raw = value.detach().float().contiguous().numpy().tobytes()
        header[key] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def cases():
    """(name of the files, module's name, folded, training, with a free batch), in order."""
    for name in (*networks.MODULES, *small.MODULES, *mixed.MODULES):
        yield name, name, False, False, True
        if name in FOLDED:
            yield f"{name}-folded", name, True, False, True
        if name in TRAINING:
            yield f"{name}-training", name, False, True, True
        if name in UNNAMED:
            yield f"{name}-one-batch", name, False, False, False


def main():
    folder, wanted = Path(sys.argv[1]), sys.argv[2:]
    warnings.filterwarnings("ignore")
    modules = {**networks.MODULES, **small.MODULES, **mixed.MODULES}
    for index, (file, name, folded, training, free) in enumerate(cases()):
        if wanted and file not in wanted:
            continue
        torch.manual_seed(SEED)
        construct, kinds = modules[name]
        module = moved(construct())
        path = folder / f"{file}.onnx"
        names = export(name, module, kinds, path, OPSETS[index % len(OPSETS)], folded, training, free)
        if folded:
            module = fused(module.eval())
        tensors, missing = reference(module, names, variables(kinds, BATCH), path, folded, training)
        fixed = str(BATCH) if training or name in FIXED else ""
        metadata = {"batchStatistics": str(training).lower(), "fixedBatch": fixed, "freeBatch": str(free).lower()}
        write(folder / f"{file}.safetensors", tensors, metadata)
        if missing:
            raise SystemExit(f"{file}: no initializer is {', '.join(missing)}")


if __name__ == "__main__":
    main()
