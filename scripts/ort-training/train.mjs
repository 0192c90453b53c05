// Trains `mlp` in ONNX Runtime Training alone, from its artifacts, on MNIST, and writes the generator's state for `artifacts --import`.
//   node train.mjs ARTIFACTS IMAGES STATE [ITERATIONS]
// IMAGES is MNIST's train-images-idx3-ubyte, plain or .gz.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { inkOf, MlpTraining, pixelsOf } from "./mlp.mjs";
import { open, ort } from "./runtime.mjs";

const [artifacts, imagesPath, statePath, iterations = "500"] = process.argv.slice(2);
if (!statePath) {
  console.error("usage: node train.mjs ARTIFACTS IMAGES STATE [ITERATIONS]");
  process.exit(2);
}

const file = readFileSync(imagesPath);
const pixels = pixelsOf(file[0] === 0x1f ? gunzipSync(file) : file);
const [discriminator, generator] = [await open(join(artifacts, "discriminator")), await open(join(artifacts, "generator"))];
const training = new MlpTraining(ort, discriminator, generator, pixels);
while (training.iterations < Number(iterations)) {
  const losses = await training.iterate();
  if (training.iterations % 100 === 0 || training.iterations === Number(iterations)) {
    const ink = inkOf(await training.samples()).toFixed(4);
    const [d, g] = [losses.discriminator.toFixed(4), losses.generator.toFixed(4)];
    console.log(`iteration ${training.iterations}: D loss ${d}, G loss ${g}, ink ${ink}`);
  }
}

const state = await generator.numbers();
writeFileSync(statePath, Buffer.from(state.buffer, state.byteOffset, state.byteLength));
process.exit(0);
