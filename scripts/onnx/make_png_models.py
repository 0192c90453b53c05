#!/usr/bin/env python3
"""Makes the tiny model through which ONNX Runtime Extensions writes PNG.

Run: python3 scripts/onnx/make_png_models.py    (needs the onnx package, Debian: python3-onnx; the same bytes every time)

encode-png.onnx: grey uint8 [H, W, 1] -> png uint8 [n]; compiled into both programs.
"""
import pathlib

import onnx
from onnx import TensorProto, helper

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXTENSIONS = "com.microsoft.extensions"


def save(path, nodes, input_name, input_shape, output_name, output_shape):
    graph = helper.make_graph(
        nodes,
        path.stem,
        [helper.make_tensor_value_info(input_name, TensorProto.UINT8, input_shape)],
        [helper.make_tensor_value_info(output_name, TensorProto.UINT8, output_shape)],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(EXTENSIONS, 1)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="make_png_models.py"), path)


save(
    ROOT / "serving/Generation/Pictures/encode-png.onnx",
    [
        helper.make_node("Concat", ["grey", "grey", "grey"], ["rgb"], axis=2),
        helper.make_node("EncodeImage", ["rgb"], ["png"], domain=EXTENSIONS, format="png", color_space="rgb"),
    ],
    "grey", ["H", "W", 1], "png", ["n"],
)
