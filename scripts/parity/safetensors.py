"""Reads a safetensors file: 8 bytes header length, a JSON header, then the tensors' bytes, all little-endian."""

import json
import struct
from pathlib import Path

import torch


def read(path):
    """Returns (tensors by name, metadata). Only float32 is expected here; any other type is refused."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    end_of_last = 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, end = entry["data_offsets"]
        count = 1
        for size in entry["shape"]:
            count *= size
        if entry["dtype"] != "F32" or end - begin != 4 * count or begin != end_of_last:
            raise SystemExit(f"{path}: '{name}' should be F32, 4 bytes an element and start where the last tensor ends ({end_of_last}), found {entry}")
        values = torch.frombuffer(bytearray(data[8 + length + begin : 8 + length + end]), dtype=torch.float32) if count else torch.empty(0)
        tensors[name] = values.reshape(entry["shape"])
        end_of_last = end
    if 8 + length + end_of_last != len(data):
        raise SystemExit(f"{path}: header says {8 + length + end_of_last} bytes, the file has {len(data)}")
    return tensors, metadata
