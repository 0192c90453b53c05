// Reads a safetensors file of float32: name → { shape, elements }.
import { readFileSync } from "node:fs";

export function readSafetensors(path) {
  const bytes = readFileSync(path);
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString("utf8", 8, 8 + length));
  const tensors = new Map();
  delete header.__metadata__;
  for (const [name, { dtype, shape, data_offsets: [begin, end] }] of Object.entries(header)) {
    if (dtype !== "F32") throw new Error(`${path}: tensor ${name} is ${dtype}, expected F32`);
    const start = bytes.byteOffset + 8 + length;
    tensors.set(name, { shape, elements: new Float32Array(bytes.buffer.slice(start + begin, start + end)) });
  }
  return tensors;
}
