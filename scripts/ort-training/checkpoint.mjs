// Reads a checkpoint of ONNX Runtime Training, a flatbuffer, by hand: independent of the program that wrote it.
// Fields of a table are numbered in the order of the format's schema: Checkpoint {version, module_state, optimizer_groups},
// ModuleState {requires_grad_params, frozen_params, is_nominal_state, has_external_data}, OptimizerGroup {group_name, step,
// initial_learning_rate, optimizer_states}, ParameterOptimizerState {param_name, momentums}, Tensor {name, doc_string, dims,
// data_type, raw_data}.
export function readCheckpoint(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const identifier = new TextDecoder().decode(bytes.subarray(4, 8));
  if (identifier !== "ODTC") throw new Error(`expected the identifier ODTC, found ${identifier}`);

  const follow = (at) => at + view.getUint32(at, true);
  // Where field `slot` of the table lies, or undefined.
  const field = (table, slot) => {
    const fields = table - view.getInt32(table, true);
    const entry = 4 + 2 * slot;
    const offset = entry < view.getUint16(fields, true) ? view.getUint16(fields + entry, true) : 0;
    return offset ? table + offset : undefined;
  };
  const text = (table, slot) => {
    const at = follow(field(table, slot));
    return new TextDecoder().decode(bytes.subarray(at + 4, at + 4 + view.getUint32(at, true)));
  };
  const list = (table, slot, size, read) => {
    const place = field(table, slot);
    if (place === undefined) return undefined;
    const at = follow(place);
    return Array.from({ length: view.getUint32(at, true) }, (_, i) => read(at + 4 + size * i));
  };
  const tables = (table, slot, read) => list(table, slot, 4, (at) => read(follow(at)));

  const tensor = (table) => {
    const type = view.getInt32(field(table, 3), true);
    const name = text(table, 0);
    if (type !== 1) throw new Error(`tensor ${name} has data type ${type}, expected 1`);
    const at = follow(field(table, 4));
    const length = view.getUint32(at, true);
    const elements = new Float32Array(bytes.slice(at + 4, at + 4 + length).buffer);
    const shape = list(table, 2, 8, (place) => Number(view.getBigInt64(place, true))) ?? [];
    const size = shape.reduce((product, n) => product * n, 1);
    if (size !== elements.length) throw new Error(`tensor ${name} [${shape}] has ${elements.length} elements`);
    return { name, shape, elements };
  };
  const group = (table) => ({
    name: text(table, 0),
    step: Number(field(table, 1) === undefined ? 0n : view.getBigInt64(field(table, 1), true)),
    learningRate: view.getFloat32(field(table, 2), true),
    moments: new Map(tables(table, 3, (state) => [text(state, 0), tables(state, 1, tensor)])),
  });

  const root = follow(0);
  const module = follow(field(root, 1));
  return {
    version: view.getInt32(field(root, 0), true),
    trainable: tables(module, 0, tensor),
    frozen: tables(module, 1, tensor),
    groups: tables(root, 2, group) ?? [],
  };
}
