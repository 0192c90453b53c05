#!/usr/bin/python3
"""Checks ONNX files with onnx.checker in full and with strict shape inference: check.py FILE…

Independent of the program that wrote them. Exit code 1 if any file fails; ends with `N passed, N failed`.
"""

import sys
from pathlib import Path

import onnx
from onnx import shape_inference

OPSETS = {"": 17}
IR_VERSION = 8


def problems(path):
    try:
        onnx.checker.check_model(str(path), full_check=True)
        model = onnx.load(str(path))
        inferred = shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    except Exception as error:  # the checker's, protobuf's and the reader's errors have no common class
        return [str(error).strip()]
    found = []
    if {entry.domain: entry.version for entry in model.opset_import} != OPSETS:
        found.append(f"expected opset_import {OPSETS}, found {[(entry.domain, entry.version) for entry in model.opset_import]}")
    if model.ir_version != IR_VERSION:
        found.append(f"expected IR version {IR_VERSION}, found {model.ir_version}")
    for value in model.graph.output:
        declared, concluded = (shape_of(value) for value in (value, next(v for v in inferred.graph.output if v.name == value.name)))
        if declared is None or declared != concluded:
            found.append(f"output '{value.name}': declared shape {declared}, inferred {concluded}")
    return found


def shape_of(value):
    if not value.type.tensor_type.HasField("shape"):
        return None
    return [dimension.dim_param or dimension.dim_value for dimension in value.type.tensor_type.shape.dim]


def summary(path):
    graph = onnx.load(str(path)).graph
    return f"{len(graph.node)} nodes of {len({node.op_type for node in graph.node})} operators, {len(graph.initializer)} initializers"


def main():
    paths = [Path(argument) for argument in sys.argv[1:]]
    if not paths:
        raise SystemExit(__doc__)
    passed = failed = 0
    for path in paths:
        found = problems(path)
        passed, failed = passed + (not found), failed + bool(found)
        print(f"ok      {path}: {summary(path)}" if not found else f"FAILED  {path}: " + "; ".join(found))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
