// Repeats a run's recorded iterations in ONNX Runtime Training.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ort } from "./runtime.mjs";
import { readSafetensors } from "./safetensors.mjs";

const STEPS = { discriminator: "discriminator_step", generator: "generator_step" };

// The files of a run's dump, in the order of its iterations.
export function recordsOf(dump) {
  const files = readdirSync(dump).filter((name) => name.endsWith(".safetensors")).sort();
  if (files.length === 0) throw new Error(`${dump} holds no recorded iterations`);
  return files;
}

// One update after the other, with the recorded inputs: { file, record, network, loss, expected, parameters }, where `loss` is the
// runtime's, `expected` the record's, and `parameters` what the runtime's session of that network holds afterwards. `sessions` are those
// of both networks by name; without `handover` neither hears of the other's steps.
export async function* replay(sessions, dump, handover = true) {
  for (const file of recordsOf(dump)) {
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

      // What layers carry from step to step comes out of the step, and goes back in.
      const renewed = session.tensors.map(({ name }) => [name, results[`new/${name}`]?.data]);
      const carried = new Map(renewed.filter(([, elements]) => elements));
      if (carried.size > 0) await session.load(carried);
      const parameters = await session.parameters();
      const [loss, expected] = [results.loss.data[0], record.get(`${step}/loss`).elements[0]];
      yield { file, record, network, loss, expected, parameters };
      if (handover) await sessions[network === "generator" ? "discriminator" : "generator"].load(await session.own());
    }
  }
}

// The length of the difference relative to that of what is expected. (Adam divides a gradient by its own size: where it is nothing but
// rounding, a single element may go astray by a whole learning rate, and means nothing.) Elements are taken for 1e-3 at least, a few
// updates: a tensor whose gradient is 0 but for rounding, such as D's last bias under a relativistic loss, is nothing but that.
export function difference(found, expected) {
  if (found.length !== expected.length) return Infinity;
  let [apart, length] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    apart += (found[i] - expected[i]) ** 2;
    length += expected[i] ** 2;
  }
  return apart === 0 ? 0 : Math.sqrt(apart / Math.max(length, expected.length * 1e-6));
}
