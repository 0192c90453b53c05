// What Google's flatc makes of checkpoints and of their JSON, with checkpoint.fbs: a reader and a writer that share no code with ours.
//   node flatc.mjs read JSON RUN/checkpoint      a checkpoint as JSON holds exactly the parameters, moments and steps of the run
//   node flatc.mjs other JSON NEW                the same checkpoint as JSON with other numbers, as another program may write it
//   node flatc.mjs frozen NEW MODEL              the frozen generator has exactly the numbers of NEW
// Exit code 1 on any difference; `read` and `frozen` end with `N passed, N failed`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fields } from "../node/model-file.mjs";
import { readSafetensors } from "./safetensors.mjs";

const [task, jsonPath, otherPath] = process.argv.slice(2);
if (!otherPath || !["read", "other", "frozen"].includes(task)) {
  console.error("usage: node flatc.mjs read|other|frozen JSON PATH");
  process.exit(2);
}

let passed = 0;
let failed = 0;
function check(what, holds) {
  if (holds) passed++;
  else {
    failed++;
    console.log(`FAILED  ${what}`);
  }
}

const MOMENTS = { momentum0: "exp_avg", momentum1: "exp_avg_sq" };
const state = JSON.parse(readFileSync(jsonPath, "utf8"));
const { requires_grad_params: trainable, frozen_params: frozen } = state.module_state;
const floats = (bytes) => new Float32Array(Uint8Array.from(bytes).buffer);
const same = (found, expected) => found.length === expected.length && found.every((number, i) => Object.is(number, expected[i]));

function checkTensor(what, tensor, expected) {
  check(`${what} has shape [${tensor.dims}], expected [${expected?.shape}]`, `${tensor.dims}` === `${expected?.shape}`);
  check(`${what} has data type ${tensor.data_type}, expected 1`, tensor.data_type === 1);
  check(`${what} has the numbers of the run`, expected !== undefined && same(floats(tensor.raw_data), expected.elements));
}

function read(folder) {
  const run = readSafetensors(join(folder, readdirSync(folder).find((name) => name.endsWith(".safetensors"))));
  const { step } = JSON.parse(readFileSync(join(folder, "state.json"), "utf8"));
  const [group] = state.optimizer_groups;
  check(`version ${state.version}, expected 2`, state.version === 2);
  check("the group is group0, after as many steps as the run", group.group_name === "group0" && group.step === step);
  for (const tensor of [...trainable, ...frozen]) checkTensor(tensor.name, tensor, run.get(tensor.name));
  for (const { param_name: name, momentums } of group.optimizer_states) {
    for (const moment of momentums) checkTensor(`${moment.name} of ${name}`, moment, run.get(`${name}.${MOMENTS[moment.name]}`));
  }
  // Both networks, every one once, and both moments of what is trainable.
  const names = [...trainable, ...frozen].map(({ name }) => name).sort();
  const parameters = [...run.keys()].filter((name) => !/\.exp_avg(_sq)?$/.test(name)).sort();
  check("the parameters are those of the run", `${names}` === `${parameters}`);
  const moments = group.optimizer_states.map(({ param_name: name, momentums }) => [name, ...momentums.map((moment) => moment.name)]);
  check("the moments are those of what is trainable", `${moments}` === `${trainable.map(({ name }) => [name, "momentum0", "momentum1"])}`);
}

// No moments, comments beside the tensors, and numbers that tell where they were: exact as floats.
function other(path) {
  for (const [k, tensor] of [...trainable, ...frozen].entries()) {
    const numbers = Float32Array.from({ length: tensor.raw_data.length / 4 }, (_, i) => ((i % 1021) - 510 + k / 32) / 8192);
    tensor.doc_string = `tensor ${k}`;
    tensor.raw_data = [...new Uint8Array(numbers.buffer)];
  }
  delete state.optimizer_groups;
  writeFileSync(path, JSON.stringify(state));
}

// ModelProto.graph = 7, GraphProto.initializer = 5, TensorProto {name = 8, raw_data = 9}.
function compareFrozen(model) {
  const only = (bytes, number) => [...fields(bytes)].filter(({ field }) => field === number).map(({ value }) => value);
  const initializers = new Map(only(only(readFileSync(join(model, "generator.onnx")), 7)[0], 5).map((tensor) => {
    const [name, bytes] = [only(tensor, 8)[0], only(tensor, 9)[0] ?? []];
    return [Buffer.from(name).toString(), bytes];
  }));
  for (const { name, raw_data: bytes } of trainable) {
    check(`the frozen ${name} has the numbers that flatc wrote`, initializers.has(name) && Buffer.from(bytes).equals(initializers.get(name)));
  }
}

if (task === "other") other(otherPath);
else {
  if (task === "read") read(otherPath);
  else compareFrozen(otherPath);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed || !passed ? 1 : 0);
}
