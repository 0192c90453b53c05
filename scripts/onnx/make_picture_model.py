#!/usr/bin/env python3
"""Makes the model through which training reads pictures.

Run: python3 scripts/onnx/make_picture_model.py    (needs the onnx package, Debian: python3-onnx; the same bytes every time)

read-picture.onnx: file uint8 [n], side int64 [1] -> grey uint8 [side, side]. Decoded by ONNX Runtime Extensions, turned grey by the
weights of Rec. 601, cut to the middle square, resized with antialiasing; compiled into the training program.
"""
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXTENSIONS = "com.microsoft.extensions"


def constant(name, values, dtype):
    return numpy_helper.from_array(np.array(values, dtype), name)


nodes = [
    helper.make_node("DecodeImage", ["file"], ["rgb"], domain=EXTENSIONS, color_space="rgb"),
    helper.make_node("Cast", ["rgb"], ["float"], to=TensorProto.FLOAT),
    helper.make_node("MatMul", ["float", "weights"], ["column"]),  # [H, W, 1]
    # The middle square: m = min(H, W), from (H - m) / 2 and (W - m) / 2.
    helper.make_node("Shape", ["rgb"], ["size"], end=2),
    helper.make_node("ReduceMin", ["size"], ["shorter"], keepdims=1),
    helper.make_node("Sub", ["size", "shorter"], ["rest"]),
    helper.make_node("Div", ["rest", "two"], ["from"]),
    helper.make_node("Add", ["from", "shorter"], ["to"]),
    helper.make_node("Slice", ["column", "from", "to"], ["square"]),
    helper.make_node("Transpose", ["square"], ["plane"], perm=[2, 0, 1]),
    helper.make_node("Unsqueeze", ["plane", "zero"], ["image"]),  # [1, 1, m, m]
    helper.make_node("Concat", ["one", "one", "side", "side"], ["sizes"], axis=0),
    helper.make_node("Resize", ["image", "", "", "sizes"], ["resized"], mode="linear", antialias=1),
    helper.make_node("Round", ["resized"], ["whole"]),
    helper.make_node("Clip", ["whole", "black", "white"], ["clipped"]),
    helper.make_node("Concat", ["side", "side"], ["shape"], axis=0),
    helper.make_node("Reshape", ["clipped", "shape"], ["flat"]),
    helper.make_node("Cast", ["flat"], ["grey"], to=TensorProto.UINT8),
]
graph = helper.make_graph(
    nodes,
    "read-picture",
    [helper.make_tensor_value_info("file", TensorProto.UINT8, ["n"]), helper.make_tensor_value_info("side", TensorProto.INT64, [1])],
    [helper.make_tensor_value_info("grey", TensorProto.UINT8, ["side", "side"])],
    [
        constant("weights", [[0.299], [0.587], [0.114]], np.float32),
        constant("two", [2], np.int64),
        constant("one", [1], np.int64),
        constant("zero", [0], np.int64),
        constant("black", 0, np.float32),
        constant("white", 255, np.float32),
    ],
)
opsets = [helper.make_opsetid("", 18), helper.make_opsetid(EXTENSIONS, 1)]
path = ROOT / "training/Datasets/read-picture.onnx"
onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="make_picture_model.py"), path)
