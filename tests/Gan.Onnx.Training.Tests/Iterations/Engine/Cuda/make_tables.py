#!/usr/bin/env python3
"""Writes the two tables of facts that the CUDA coverage test rests on.

    make_tables.py KERNELS.tsv

KERNELS.tsv lists every kernel of ONNX Runtime 1.29's CPU and CUDA providers, with the header
execution_provider, domain, op, since, until, version, type_constraints. From it come

  cuda-kernels.tsv   the CUDA provider's kernels of standard operators, without element types that no GAN step has
  onnx-schemas.tsv   of each such operator: the version that opset 17 means, the versions after it, and the type
                     variables of inputs and outputs, from the onnx package (1.12 or newer)
"""

import csv
import pathlib
import sys

import onnx.defs

OPSET = 17
TYPES = {"bool", "double", "float", "int32", "int64", "uint8"}
HERE = pathlib.Path(__file__).parent


def constraint(text):
    variable, types = text.split("=")
    return f"{variable}={','.join(t for t in types.split(',') if t in TYPES)}"


def formal(parameter):
    mark = {onnx.defs.OpSchema.FormalParameterOption.Optional: "?",
            onnx.defs.OpSchema.FormalParameterOption.Variadic: "*"}.get(parameter.option, "")
    return parameter.typeStr.removeprefix("tensor(").removesuffix(")") + mark


def write(name, header, rows):
    lines = [*(f"# {line}" for line in header), *("\t".join(row).rstrip() for row in rows)]
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["domain"] == ""]
    kernels = [row for row in rows if row["execution_provider"] == "CUDAExecutionProvider"]
    write("cuda-kernels.tsv",
          ["The CUDA execution provider's kernels of standard operators in ONNX Runtime 1.29, from its own list of kernels.",
           "Element types other than " + ", ".join(sorted(TYPES)) + " are left out. Written by make_tables.py.",
           "op\tsince\tuntil (nothing: open)\telement types of the type variables"],
          ([row["op"], row["since"], row["until"], ";".join(constraint(part) for part in row["type_constraints"].split(";") if "=" in part)]
           for row in kernels))

    schemas = []
    for op in sorted({row["op"] for row in kernels}):
        later = sorted({int(row["since"]) for row in rows if row["op"] == op and int(row["since"]) > OPSET})
        if onnx.defs.has(op):
            schema = onnx.defs.get_schema(op, OPSET)
            schemas.append([op, str(schema.since_version), ",".join(map(str, later)),
                            ",".join(map(formal, schema.inputs)), ",".join(map(formal, schema.outputs))])
    write("onnx-schemas.tsv",
          [f"What ONNX's opset {OPSET} means by the operators that have a CUDA kernel. Written by make_tables.py.",
           "Versions after it are those that ONNX Runtime 1.29 has kernels for. ? is optional, * is any number.",
           "op\tversion\tlater versions\ttypes of the inputs\ttypes of the outputs"],
          schemas)


if __name__ == "__main__":
    main(*sys.argv[1:])
