// Repeats a run's recorded iterations in ONNX Runtime Training, from the artifacts, and compares every one with what our engine recorded:
// losses to 1e-4, each parameter tensor to 1e-3 of its length.
//   node compare.mjs ARTIFACTS RUN/dump [--forget-handover]
// Exit code 1 on any difference; ends with `N passed, N failed`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { open, ort } from "./runtime.mjs";
import { readSafetensors } from "./safetensors.mjs";

const LOSS = 1e-4;
const PARAMETER = 1e-3;
const STEPS = { discriminator: "discriminator_step", generator: "generator_step" };

const [artifacts, dump, option] = process.argv.slice(2);
if (!dump || (option && option !== "--forget-handover")) {
  console.error("usage: node compare.mjs ARTIFACTS DUMP [--forget-handover]");
  process.exit(2);
}

let passed = 0;
let failed = 0;
const worst = { loss: 0, parameter: 0 };
function check(what, difference, limit) {
  if (difference <= limit) passed++;
  else {
    failed++;
    console.log(`FAILED  ${what}: ${difference}, allowed ${limit}`);
  }
}

// The length of the difference relative to that of what is expected. (Adam divides a gradient by its own size: where it is nothing but
// rounding, a single element may go astray by a whole learning rate, and means nothing.) Elements are taken for 1e-3 at least, a few
// updates: a tensor whose gradient is 0 but for rounding, such as D's last bias under a relativistic loss, is nothing but that.
function difference(found, expected) {
  if (found.length !== expected.length) return Infinity;
  let [apart, length] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    apart += (found[i] - expected[i]) ** 2;
    length += expected[i] ** 2;
  }
  return apart === 0 ? 0 : Math.sqrt(apart / Math.max(length, expected.length * 1e-6));
}

const sessions = {};
for (const network of Object.keys(STEPS)) sessions[network] = await open(join(artifacts, network));

const files = readdirSync(dump).filter((name) => name.endsWith(".safetensors")).sort();
if (files.length === 0) throw new Error(`${dump} holds no recorded iterations`);
const first = readSafetensors(join(dump, files[0]));
for (const [network, session] of Object.entries(sessions)) {
  const began = (name) => first.get(`before/${name}`).elements;
  const begins = (what, elements, name) =>
    check(`${network}'s checkpoint: ${what} is what the run began with`, difference(elements, began(name)), 0);
  for (const { name, elements } of session.tensors) begins(name, elements, name);
  for (const { name } of session.state.trainable) {
    const moments = session.state.groups[0].moments.get(name);
    for (const [i, state] of ["exp_avg", "exp_avg_sq"].entries()) {
      begins(`${moments[i].name} of ${name}`, moments[i].elements, `${name}.${state}`);
    }
  }
}

for (const file of files) {
  const record = readSafetensors(join(dump, file));
  for (const [network, session] of Object.entries(sessions)) {
    const step = STEPS[network];
    if (!record.has(`${step}/loss`)) continue; // only the discriminator is trained at first, if the preset says so
    const feeds = {};
    for (const name of session.inputs) {
      const { shape, elements } = record.get(`${step}/${name}`);
      feeds[name] = new ort.Tensor("float32", elements, shape);
    }
    const results = await session.step(feeds);
    const [loss, expected] = [results.loss.data[0], record.get(`${step}/loss`).elements[0]];
    worst.loss = Math.max(worst.loss, Math.abs(loss - expected));
    check(`${file} ${network}'s loss`, Math.abs(loss - expected), LOSS);

    // What layers carry from step to step comes out of the step, and goes back in.
    const renewed = session.tensors.map(({ name }) => [name, results[`new/${name}`]?.data]);
    const carried = new Map(renewed.filter(([, elements]) => elements));
    if (carried.size > 0) await session.load(carried);
    const parameters = await session.parameters();
    for (const { name } of session.tensors.filter(({ name }) => name.startsWith(`${network}.`))) {
      const apart = difference(parameters.get(name), record.get(`after/${name}`).elements);
      worst.parameter = Math.max(worst.parameter, apart);
      check(`${file} ${name}`, apart, PARAMETER);
    }
    if (!option) {
      const other = sessions[network === "generator" ? "discriminator" : "generator"];
      await other.load(await session.own());
    }
  }
}

const [loss, parameter] = [worst.loss.toExponential(1), worst.parameter.toExponential(1)];
console.log(`${files.length} iterations; largest difference of a loss ${loss}, of a parameter ${parameter}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
