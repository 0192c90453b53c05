// Trains `mlp` in ONNX Runtime Training alone, from its artifacts, on MNIST, and writes the generator's state for `artifacts --import`.
//   node train.mjs ARTIFACTS IMAGES STATE [ITERATIONS]
// IMAGES is MNIST's train-images-idx3-ubyte, plain or .gz. The loop of any other preset differs in its inputs only.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ort, Session } from "./runtime.mjs";

const [artifacts, imagesPath, statePath, iterations = "500"] = process.argv.slice(2);
if (!statePath) {
  console.error("usage: node train.mjs ARTIFACTS IMAGES STATE [ITERATIONS]");
  process.exit(2);
}

const [BATCH, LATENTS, PIXELS, HEADER] = [128, 100, 784, 16];
const file = readFileSync(imagesPath);
const pixels = (file[0] === 0x1f ? gunzipSync(file) : file).subarray(HEADER);
const count = pixels.length / PIXELS;

// A small generator of random numbers, so that equal runs are equal (mulberry32).
let seed = 1;
function uniform() {
  seed = (seed + 0x6d2b79f5) | 0;
  let x = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
  return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
}
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

function latents() {
  return new ort.Tensor("float32", Float32Array.from({ length: BATCH * LATENTS }, normal), [BATCH, LATENTS]);
}
function images() {
  const batch = new Float32Array(BATCH * PIXELS);
  for (let k = 0; k < BATCH; k++) {
    const start = Math.floor(uniform() * count) * PIXELS;
    for (let i = 0; i < PIXELS; i++) batch[k * PIXELS + i] = pixels[start + i] / 127.5 - 1;
  }
  return new ort.Tensor("float32", batch, [BATCH, PIXELS]);
}

const discriminator = await Session.open(join(artifacts, "discriminator"));
const generator = await Session.open(join(artifacts, "generator"));
for (let step = 1; step <= Number(iterations); step++) {
  const d = await discriminator.step({ images: images(), z: latents() });
  await generator.load(await discriminator.own());
  const g = await generator.step({ z: latents() });
  await discriminator.load(await generator.own());
  if (step % 100 === 0 || step === Number(iterations)) {
    console.log(`step ${step}: D loss ${d.loss.data[0].toFixed(4)}, G loss ${g.loss.data[0].toFixed(4)}`);
  }
}

const state = [...(await generator.parameters()).values()];
writeFileSync(statePath, Buffer.concat(state.map((numbers) => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength))));
process.exit(0);
