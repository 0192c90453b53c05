// Loads artifacts in ONNX Runtime Training and takes one step and one evaluation of each network, on random numbers.
//   node load.mjs ARTIFACTS...
// Exit code 1 on any failure; ends with `N passed, N failed`.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fields } from "../node/model-file.mjs";
import { open, ort } from "./runtime.mjs";

let passed = 0;
let failed = 0;
function check(what, holds) {
  if (holds) passed++;
  else {
    failed++;
    console.log(`FAILED  ${what}`);
  }
}

// ModelProto.graph = 7, GraphProto.input = 11 {name = 1, type = 2 {tensor_type = 1 {shape = 2 {dim = 1 {dim_value = 1}}}}}.
const only = (bytes, number) => [...fields(bytes)].filter(({ field }) => field === number).map(({ value }) => value);
function inputsOf(path) {
  const [graph] = only(readFileSync(path), 7);
  return only(graph, 11).map((input) => {
    const [tensor] = only(only(input, 2)[0], 1);
    const dimensions = only(only(tensor, 2)[0] ?? [], 1);
    return { name: Buffer.from(only(input, 1)[0]).toString(), shape: dimensions.map((dimension) => only(dimension, 1)[0] ?? 0) };
  });
}

function feedsOf(path, names) {
  const feeds = {};
  for (const { name, shape } of inputsOf(path).filter(({ name }) => names.includes(name))) {
    const size = shape.reduce((product, n) => product * n, 1);
    // Each label is one class, drawn at random; everything else is between 0 and 1.
    const elements = Float32Array.from({ length: size }, () => (name === "labels" ? 0 : Math.random()));
    if (name === "labels") for (let row = 0; row < shape[0]; row++) elements[row * shape[1] + Math.floor(Math.random() * shape[1])] = 1;
    feeds[name] = new ort.Tensor("float32", elements, shape);
  }
  return feeds;
}

for (const artifacts of process.argv.slice(2)) {
  for (const network of ["discriminator", "generator"]) {
    const what = `${basename(artifacts)}'s ${network}`;
    const folder = join(artifacts, network);
    try {
      const session = await open(folder);
      const before = new Map([...(await session.parameters())].map(([name, numbers]) => [name, numbers.slice()]));
      const results = await session.step(feedsOf(join(folder, "training_model.onnx"), session.inputs));
      check(`${what}: the loss is finite`, Number.isFinite(results.loss.data[0]));
      const after = await session.parameters();
      const same = (name) => after.get(name).every((number, i) => number === before.get(name)[i]);
      check(`${what}: a step changes its parameters`, session.state.trainable.some(({ name }) => !same(name)));
      check(`${what}: a step leaves frozen parameters alone`, session.state.frozen.every(({ name }) => same(name)));
      check(`${what}: all numbers are finite`, [...after.values()].every((numbers) => numbers.every(Number.isFinite)));
      const evaluated = await session.evaluate(feedsOf(join(folder, "eval_model.onnx"), session.ort.evalInputNames));
      check(`${what}: an evaluation's loss is finite`, Number.isFinite(evaluated.loss.data[0]));
      await session.ort.release();
    } catch (error) {
      check(`${what}: ${error.message ?? error}`, false);
    }
  }
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
