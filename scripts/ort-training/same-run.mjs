// Whether ONNX Runtime Training alone, drawing the same images and latents, made of `mlp` what our engine made of it in as many iterations.
//   node same-run.mjs RUN/checkpoint STATE
// A hundred iterations one after the other carry on what rounding does, so tensors may be 1 % of their length apart. Exit code 1 if not so.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSafetensors } from "./safetensors.mjs";

const LIMIT = 1e-2;

const [checkpoint, statePath] = process.argv.slice(2);
if (!statePath) {
  console.error("usage: node same-run.mjs CHECKPOINT STATE");
  process.exit(2);
}
const run = readSafetensors(join(checkpoint, readdirSync(checkpoint).find((name) => name.endsWith(".safetensors"))));
const state = new Float32Array(new Uint8Array(readFileSync(statePath)).buffer);

// The generator's parameters come first in its state, in the order of its layers.
let at = 0;
let worst = 0;
for (const name of ["0", "2", "4"].flatMap((layer) => [`generator.${layer}.weight`, `generator.${layer}.bias`])) {
  let [apart, length] = [0, 0];
  for (const number of run.get(name).elements) {
    apart += (number - state[at++]) ** 2;
    length += number ** 2;
  }
  worst = Math.max(worst, Math.sqrt(apart / length));
}
console.log(`largest difference of a tensor, relative to its length: ${worst.toExponential(1)}, allowed ${LIMIT}`);
process.exit(worst <= LIMIT ? 0 : 1);
