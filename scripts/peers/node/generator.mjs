// A frozen generator in onnxruntime-node: one session on one thread. Its run() occupies the event loop's own thread.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ort from "onnxruntime-node";

export async function loadGenerator(folder) {
  const { latentSize, latentDistribution, classes, imageShape } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  if (latentDistribution.type !== "normal" || imageShape.length !== 3) {
    throw new Error(`${folder}: expected a generator of images from normal latents, found ${latentDistribution.type} latents and shape [${imageShape}]`);
  }
  const session = await ort.InferenceSession.create(join(folder, "generator.onnx"), {
    executionProviders: ["cpu"],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    logSeverityLevel: 3,
    extra: { session: { set_denormal_as_zero: "1", intra_op: { allow_spinning: "0" } } },
  });
  const { mean, std } = latentDistribution;
  const [, height, width] = imageShape;

  // Resolves to [count, height, width], 0 black to 1 white.
  async function generate(count) {
    const feeds = { z: new ort.Tensor("float32", normal(count * latentSize, mean, std), [count, latentSize]) };
    if (classes > 0) feeds.labels = new ort.Tensor("int64", uniform(count, classes), [count]);
    return (await session.run(feeds)).images.data;
  }
  return { generate, height, width };
}

// Box and Muller, "A note on the generation of random normal deviates", 1958: two numbers from two.
function normal(length, mean, std) {
  const numbers = new Float32Array(length);
  for (let i = 0; i < length; i += 2) {
    const radius = std * Math.sqrt(-2 * Math.log(1 - Math.random()));
    const angle = 2 * Math.PI * Math.random();
    numbers[i] = mean + radius * Math.cos(angle);
    if (i + 1 < length) numbers[i + 1] = mean + radius * Math.sin(angle);
  }
  return numbers;
}

function uniform(length, classes) {
  const labels = new BigInt64Array(length);
  for (let i = 0; i < length; i++) labels[i] = BigInt(Math.floor(Math.random() * classes));
  return labels;
}
