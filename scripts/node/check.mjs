// Runs a frozen generator in onnxruntime-node and compares it with what the C# program made of the same latents.
//   node check.mjs MODEL_DIR LATENTS.npy IMAGES.npy [DIGIT]
// DIGIT is the class of all images, for a generator that has classes.
// Images may differ by 1e-5 on the [0, 1] scale. Exit code 1 on any failure; ends with `N passed, N failed`.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { readModelFile } from "./model-file.mjs";
import { readNpy } from "./npy.mjs";

const TOLERANCE = 1e-5;
const BATCHES = [1, 7, 64];

const [folder, latentsPath, imagesPath, digit] = process.argv.slice(2);
if (!imagesPath) {
  console.error("usage: node check.mjs MODEL_DIR LATENTS.npy IMAGES.npy [DIGIT]");
  process.exit(2);
}

let passed = 0;
let failed = 0;
function check(what, holds, found) {
  if (holds) passed++;
  else failed++;
  console.log(`${holds ? "ok     " : "FAILED "} ${what}${found === undefined ? "" : `: ${found}`}`);
}
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const bytes = readFileSync(join(folder, "generator.onnx"));
const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
if ((manifest.classes > 0) !== (digit !== undefined)) throw new Error(`${folder}: manifest has ${manifest.classes} classes; a DIGIT must be given if there are any, and only then`);
const { latentSize, imageShape } = manifest;
const outputName = imageShape.length === 3 ? "images" : "samples";
const pixels = imageShape.reduce((product, size) => product * size, 1);

const sha256 = createHash("sha256").update(bytes).digest("hex");
check("manifest's sha256 is the file's", manifest.sha256 === sha256, sha256);

const file = readModelFile(bytes);
check("IR version is 8, opset 17 of ONNX's own domain alone", file.irVersion === 8 && same(file.opsets, { "": 17 }), `IR version ${file.irVersion}, opsets ${JSON.stringify(file.opsets)}`);

const { type, ...numbers } = manifest.latentDistribution;
const expectedMetadata = {
  preset: manifest.preset,
  latentSize: String(latentSize),
  latentDistribution: `${type}(${Object.entries(numbers).map(([name, value]) => `${name}=${value}`).join(",")})`,
  classes: String(manifest.classes),
  imageShape: imageShape.join(","),
  steps: String(manifest.training.steps),
  images: String(manifest.training.images),
  seed: String(manifest.training.seed),
  trainingDataSha256: manifest.training.dataSha256,
  toolVersion: manifest.training.toolVersion,
};
for (const [name, expected] of Object.entries(expectedMetadata)) {
  check(`metadata '${name}' is the manifest's`, file.metadata[name] === expected, `expected ${expected}, found ${file.metadata[name]}`);
}

const session = await ort.InferenceSession.create(bytes, { executionProviders: ["cpu"], logSeverityLevel: 3 });
const describe = (values) => values.map(({ name, type, shape }) => `${name} ${type} [${shape}]`).join("; ");
const dynamicFirst = (shape, rest) => typeof shape?.[0] === "string" && same(shape.slice(1), rest);
const [input, output] = [session.inputMetadata, session.outputMetadata];
check(`input z float32 [N, ${latentSize}]`, input.length === (manifest.classes > 0 ? 2 : 1) && input[0].name === "z" && input[0].type === "float32" && dynamicFirst(input[0].shape, [latentSize]), describe(input));
if (manifest.classes > 0) {
  check("input labels int64 [N]", input[1].name === "labels" && input[1].type === "int64" && dynamicFirst(input[1].shape, []), describe(input));
}
check(`one output, ${outputName} float32 [N, ${imageShape.join(", ")}]`, output.length === 1 && output[0].name === outputName && output[0].type === "float32" && dynamicFirst(output[0].shape, imageShape), describe(output));

async function generate(latents, label = digit) {
  const count = latents.length / latentSize;
  const inputs = { z: new ort.Tensor("float32", latents, [count, latentSize]) };
  if (label !== undefined) inputs.labels = new ort.Tensor("int64", new BigInt64Array(count).fill(BigInt(label)), [count]);
  const result = (await session.run(inputs))[outputName];
  return { data: result.data, shape: [...result.dims] };
}
function largestDifference(a, b) {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    if (!(difference <= largest)) largest = difference; // also keeps NaN
  }
  return largest;
}

const z = readNpy(latentsPath);
const images = readNpy(imagesPath);
const count = z.shape[0];
check(`latents are [n, ${latentSize}], images [n, ${imageShape.join(", ")}]`, count > 1 && same(z.shape, [count, latentSize]) && same(images.shape, [count, ...imageShape]), `${z.shape.join("×")}, ${images.shape.join("×")}`);

const ours = await generate(z.data);
const difference = largestDifference(ours.data, images.data);
check(`output agrees to ${TOLERANCE}`, difference <= TOLERANCE, `largest difference ${difference}`);
if (outputName === "images") {
  const low = Math.min(...ours.data);
  const high = Math.max(...ours.data);
  check("pixels lie in [0, 1] and span most of it", low >= 0 && high <= 1 && high - low > 0.5, `${low} to ${high}`);
}
const first = ours.data.subarray(0, pixels);
const second = ours.data.subarray(pixels, 2 * pixels);
check("different latents give different images", largestDifference(first, second) > 0.01, `largest difference of the first two ${largestDifference(first, second)}`);

if (digit !== undefined) {
  const other = await generate(z.data, (Number(digit) + 1) % manifest.classes);
  check("another digit gives other images", largestDifference(other.data, ours.data) > 0.1, `largest difference ${largestDifference(other.data, ours.data)}`);
}

for (const batch of BATCHES) {
  // Image 0 of each batch is image 0 of the file; the rest of the batch is shifted by one more each time.
  const latents = new Float32Array(batch * latentSize);
  for (let k = 0; k < batch; k++) {
    const source = k === 0 ? 0 : (k + batch) % count;
    latents.set(z.data.subarray(source * latentSize, (source + 1) * latentSize), k * latentSize);
  }
  const result = await generate(latents);
  check(`batch of ${batch} gives [${batch}, ${imageShape.join(", ")}]`, same(result.shape, [batch, ...imageShape]), `[${result.shape}]`);
  const apart = largestDifference(result.data.subarray(0, pixels), first);
  check(`image 0 does not depend on the other ${batch - 1} of its batch`, apart <= 1e-6, `largest difference ${apart}`);
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
