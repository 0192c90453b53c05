// With a preset's own settings: how far ONNX Runtime Training is from our engine, beside how far our engine is from itself if it begins
// with parameters one unit in the last place apart (nudge.mjs). Where a gradient is nothing but rounding, Adam makes a whole step of it,
// so that single tensors go astray in both; all others, and the losses, may not.
//   node beside.mjs ARTIFACTS RUN/dump NUDGED/dump
// Fails where a loss is further off than 1e-4, or half of the tensors are by more than 1e-3 of their length, and than twice what the nudge
// does to them: it is one draw of rounding, and ONNX Runtime Training another.
// Exit code 1 on any failure; ends with `N passed, N failed`.
import { join } from "node:path";
import { difference, replay } from "./replay.mjs";
import { open } from "./runtime.mjs";
import { readSafetensors } from "./safetensors.mjs";

const LOSS = 1e-4;
const PARAMETER = 1e-3;

const [artifacts, dump, nudgedDump] = process.argv.slice(2);
if (!nudgedDump) {
  console.error("usage: node beside.mjs ARTIFACTS DUMP NUDGED_DUMP");
  process.exit(2);
}

class Differences {
  loss = 0;
  tensors = new Map();

  add(loss, name, apart) {
    this.loss = Math.max(this.loss, Math.abs(loss));
    this.tensors.set(name, Math.max(this.tensors.get(name) ?? 0, apart));
  }

  get sorted() {
    return [...this.tensors.values()].sort((a, b) => a - b);
  }

  get median() {
    return this.sorted[Math.floor(this.tensors.size / 2)];
  }

  toString() {
    const beyond = this.sorted.filter((apart) => apart > PARAMETER).length;
    const [loss, median, worst] = [this.loss, this.median, this.sorted.at(-1)].map((number) => number.toExponential(1));
    return `loss ${loss}, tensors: median ${median}, largest ${worst}, ${beyond} of ${this.tensors.size} beyond ${PARAMETER}`;
  }
}

const [theirs, own] = [new Differences(), new Differences()];
const sessions = {};
for (const network of ["discriminator", "generator"]) sessions[network] = await open(join(artifacts, network));
for await (const { file, record, network, loss, expected, parameters } of replay(sessions, dump)) {
  const nudged = readSafetensors(join(nudgedDump, file));
  const nudgedLoss = nudged.get(`${network}_step/loss`).elements[0];
  for (const [name, elements] of [...parameters].filter(([name]) => name.startsWith(`${network}.`))) {
    const { elements: wanted } = record.get(`after/${name}`);
    theirs.add(loss - expected, name, difference(elements, wanted));
    own.add(nudgedLoss - expected, name, difference(nudged.get(`after/${name}`).elements, wanted));
  }
}

console.log(`ONNX Runtime Training beside our engine: ${theirs}`);
console.log(`our engine beside itself, nudged:        ${own}`);
const held = [theirs.loss <= Math.max(LOSS, 2 * own.loss), theirs.median <= Math.max(PARAMETER, 2 * own.median)];
const passed = held.filter(Boolean).length;
console.log(`${passed} passed, ${held.length - passed} failed`);
process.exit(passed === held.length ? 0 : 1);
