// Reads from an ONNX file what onnxruntime-node does not tell: IR version, opsets and metadata properties.
// Protocol buffers by hand: ModelProto has ir_version = 1, opset_import = 8 {domain = 1, version = 2}, metadata_props = 14 {key = 1, value = 2}.
// The fields of a message: whole numbers, and bytes as views of the same memory.
export function* fields(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(value);
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const kind = tag & 7;
    if (kind === 0) yield { field: tag >> 3, value: varint() };
    else if (kind === 2) {
      const length = varint();
      yield { field: tag >> 3, value: bytes.subarray(at, at + length) };
      at += length;
    } else at += kind === 1 ? 8 : 4;
  }
}

const text = (bytes) => Buffer.from(bytes).toString("utf8");
const pair = (bytes) => Object.fromEntries([...fields(bytes)].map(({ field, value }) => [field, value]));

export function readModelFile(bytes) {
  const model = { irVersion: undefined, opsets: {}, metadata: {} };
  for (const { field, value } of fields(bytes)) {
    if (field === 1) model.irVersion = value;
    if (field === 8) {
      const entry = pair(value);
      model.opsets[entry[1] ? text(entry[1]) : ""] = entry[2];
    }
    if (field === 14) {
      const entry = pair(value);
      model.metadata[text(entry[1])] = text(entry[2] ?? []);
    }
  }
  return model;
}
