// Reads a NumPy array file (.npy, versions 1 and 2) of float32 in C order.
import { readFileSync } from "node:fs";

export function readNpy(path) {
  const bytes = readFileSync(path);
  if (bytes.toString("latin1", 0, 6) !== "\x93NUMPY") throw new Error(`${path}: not a .npy file`);
  const wide = bytes[6] >= 2;
  const start = wide ? 12 : 10;
  const end = start + (wide ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8));
  const header = bytes.toString("latin1", start, end);
  if (!/'descr':\s*'<f4'/.test(header) || !/'fortran_order':\s*False/.test(header)) {
    throw new Error(`${path}: expected float32 in C order, found ${header.trim()}`);
  }
  const shape = /'shape':\s*\(([^)]*)\)/.exec(header)[1].split(",").filter((size) => size.trim() !== "").map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  if (bytes.length - end !== 4 * count) throw new Error(`${path}: shape ${shape} needs ${4 * count} bytes of data, found ${bytes.length - end}`);
  return { shape, data: new Float32Array(bytes.buffer.slice(bytes.byteOffset + end, bytes.byteOffset + bytes.length)) };
}
