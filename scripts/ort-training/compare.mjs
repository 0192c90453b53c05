// Repeats a run's recorded iterations in ONNX Runtime Training, from the artifacts, and compares every one with what our engine recorded:
// losses to 1e-4, each parameter tensor to 1e-3 of its length.
//   node compare.mjs ARTIFACTS RUN/dump [--forget-handover]
// Exit code 1 on any difference; ends with `N passed, N failed`.
import { join } from "node:path";
import { difference, recordsOf, replay } from "./replay.mjs";
import { open } from "./runtime.mjs";
import { readSafetensors } from "./safetensors.mjs";

const LOSS = 1e-4;
const PARAMETER = 1e-3;
const NETWORKS = ["discriminator", "generator"];

const [artifacts, dump, option] = process.argv.slice(2);
if (!dump || (option && option !== "--forget-handover")) {
  console.error("usage: node compare.mjs ARTIFACTS DUMP [--forget-handover]");
  process.exit(2);
}

let passed = 0;
let failed = 0;
const worst = { loss: 0, parameter: 0 };
function check(what, apart, limit) {
  if (apart <= limit) passed++;
  else {
    failed++;
    console.log(`FAILED  ${what}: ${apart}, allowed ${limit}`);
  }
}

const sessions = {};
for (const network of NETWORKS) sessions[network] = await open(join(artifacts, network));

const files = recordsOf(dump);
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

for await (const { file, record, network, loss, expected, parameters } of replay(sessions, dump, !option)) {
  worst.loss = Math.max(worst.loss, Math.abs(loss - expected));
  check(`${file} ${network}'s loss`, Math.abs(loss - expected), LOSS);
  for (const [name, elements] of [...parameters].filter(([name]) => name.startsWith(`${network}.`))) {
    const apart = difference(elements, record.get(`after/${name}`).elements);
    worst.parameter = Math.max(worst.parameter, apart);
    check(`${file} ${name}`, apart, PARAMETER);
  }
}

const [loss, parameter] = [worst.loss.toExponential(1), worst.parameter.toExponential(1)];
console.log(`${files.length} iterations; largest difference of a loss ${loss}, of a parameter ${parameter}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
