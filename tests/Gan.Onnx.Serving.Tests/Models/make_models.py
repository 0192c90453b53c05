#!/usr/bin/env python3
"""Makes the small models of these tests: one good generator and its spoilt relatives.

Run: python3 make_models.py    (needs the onnx package, Debian: python3-onnx; writes beside itself, the same bytes every time)

The good one: images[n, 0, y, x] = sigmoid((z[n] . rows[:, y]) * (z[n] . columns[:, x])), z [N, 4].
"""
import pathlib

import onnx
from onnx import TensorProto, helper

FOLDER = pathlib.Path(__file__).resolve().parent
LATENT, SIDE = 4, 28
METADATA = {
    "preset": "fixture", "latentSize": "4", "latentDistribution": "normal(mean=0,std=1)", "classes": "0", "imageShape": "1,28,28",
}


def weights(name, step, length=SIDE):
    values = [((i * step) % 101 - 50) / 25 for i in range(LATENT * length)]
    return helper.make_tensor(name, TensorProto.FLOAT, [LATENT, length], values)


def axes(name, values):
    return helper.make_tensor(name, TensorProto.INT64, [len(values)], values)


def save(name, last_nodes, batch="N", latent_input="z", output="images", output_shape=(1, SIDE, SIDE), extra=(), classes=0):
    """The product of the two projections, of the output's last two sides, is the value 'field'; last_nodes turn it into the output."""
    height, width = output_shape[-2:] if len(output_shape) == 3 else (SIDE, SIDE)
    nodes = [
        helper.make_node("MatMul", [latent_input, "rows"], ["row"]),
        helper.make_node("MatMul", [latent_input, "columns"], ["column"]),
        helper.make_node("Unsqueeze", ["row", "row_axes"], ["row4"]),
        helper.make_node("Unsqueeze", ["column", "column_axes"], ["column4"]),
        helper.make_node("Mul", ["row4", "column4"], ["field"]),
        *last_nodes,
    ]
    initializers = [weights("rows", 37, height), weights("columns", 59, width), axes("row_axes", [1, 3]), axes("column_axes", [1, 2]), *extra]
    graph = helper.make_graph(
        nodes,
        name,
        [
            helper.make_tensor_value_info(latent_input, TensorProto.FLOAT, [batch, LATENT]),
            *([helper.make_tensor_value_info("labels", TensorProto.INT64, [batch])] if classes else []),
        ],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, [batch, *output_shape])],
        initializers,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="make_models.py")
    image_shape = ",".join(str(size) for size in output_shape) if len(output_shape) == 3 else METADATA["imageShape"]
    helper.set_model_props(model, {**METADATA, "classes": str(classes), "imageShape": image_shape})
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, FOLDER / f"{name}.onnx")


def sigmoid(source="field", target="images"):
    return helper.make_node("Sigmoid", [source], [target])


minus_two = helper.make_tensor("minus_two", TensorProto.FLOAT, [], [-2.0])
save("good", [sigmoid()])
save("nan", [sigmoid(target="unit"), helper.make_node("Add", ["unit", "minus_two"], ["negative"]), helper.make_node("Log", ["negative"], ["images"])], extra=[minus_two])
save("out-of-range", [helper.make_node("Tanh", ["field"], ["images"])])
save("batch-dependent", [helper.make_node("ReduceMean", ["field"], ["mean"], axes=[0]), helper.make_node("Sub", ["field", "mean"], ["centred"]), sigmoid("centred")])
# Class k of ten is k + 1 tenths as bright as the good model's image.
tenths = helper.make_tensor("tenths", TensorProto.FLOAT, [10, 1, 1, 1], [(k + 1) / 10 for k in range(10)])
save("conditional", [sigmoid(target="bright"), helper.make_node("Gather", ["tenths", "labels"], ["tenth"]), helper.make_node("Mul", ["bright", "tenth"], ["images"])], extra=[tenths], classes=10)
# The same with classes 0 to 4 only.
fifths = helper.make_tensor("fifths", TensorProto.FLOAT, [5, 1, 1, 1], [(k + 1) / 5 for k in range(5)])
save("five-classes", [sigmoid(target="bright"), helper.make_node("Gather", ["fifths", "labels"], ["fifth"]), helper.make_node("Mul", ["bright", "fifth"], ["images"])], extra=[fifths], classes=5)
# Three classes in colour, 20 rows of 32 pixels: class k is the grey picture in its own red, green and blue.
inks = helper.make_tensor("inks", TensorProto.FLOAT, [3, 3, 1, 1], [1.0, 0.5, 0.25, 0.25, 1.0, 0.5, 0.5, 0.25, 1.0])
save("colour", [sigmoid(target="bright"), helper.make_node("Gather", ["inks", "labels"], ["ink"]), helper.make_node("Mul", ["bright", "ink"], ["images"])], extra=[inks], output_shape=(3, 20, 32), classes=3)
# The good model's images, unless a latent starts with 10 or more: then there is no such row of ones, and the whole run fails.
ones = helper.make_tensor("ones", TensorProto.FLOAT, [20, 1, 1], [1.0] * 20)
save(
    "fragile",
    [
        helper.make_node("Gather", ["z", "first"], ["start"], axis=1),
        helper.make_node("Cast", ["start"], ["row_number"], to=TensorProto.INT64),
        helper.make_node("Add", ["row_number", "ten"], ["place"]),
        helper.make_node("Gather", ["ones", "place"], ["one"]),
        helper.make_node("Mul", ["field", "one"], ["same_field"]),
        sigmoid("same_field"),
    ],
    extra=[axes("first", [0]), axes("ten", [10]), ones],
)
save("fixed-batch", [sigmoid()], batch=1)
save("wrong-input", [sigmoid()], latent_input="noise")
save("flat", [sigmoid(target="square"), helper.make_node("Flatten", ["square"], ["images"], axis=1)], output_shape=(SIDE * SIDE,))
save("gaussian", [helper.make_node("ReduceMean", ["field"], ["mean"], axes=[2, 3], keepdims=0), helper.make_node("Identity", ["mean"], ["samples"])], output="samples", output_shape=(1,))
# The good model's images after a detour: CHAIN products of a wide matrix, whose result counts for nothing but takes time. The matrix is
# made when the model is loaded, so that the file stays small.
WIDE, CHAIN = 2048, 24
save(
    "slow",
    [
        helper.make_node("ConstantOfShape", ["square_shape"], ["square"], value=helper.make_tensor("part", TensorProto.FLOAT, [1], [1 / WIDE])),
        helper.make_node("ConstantOfShape", ["entry_shape"], ["entry"], value=helper.make_tensor("one", TensorProto.FLOAT, [1], [1.0])),
        helper.make_node("MatMul", ["z", "entry"], ["wide0"]),
        *(helper.make_node("MatMul", [f"wide{i}", "square"], [f"wide{i + 1}"]) for i in range(CHAIN)),
        helper.make_node("ReduceMean", [f"wide{CHAIN}"], ["mean"], axes=[1], keepdims=0),
        helper.make_node("Mul", ["mean", "nothing"], ["no_change"]),
        helper.make_node("Unsqueeze", ["no_change", "image_axes"], ["no_change4"]),
        helper.make_node("Add", ["field", "no_change4"], ["same_field"]),
        sigmoid("same_field"),
    ],
    extra=[
        axes("square_shape", [WIDE, WIDE]), axes("entry_shape", [LATENT, WIDE]), axes("image_axes", [1, 2, 3]),
        helper.make_tensor("nothing", TensorProto.FLOAT, [], [0.0]),
    ],
)
