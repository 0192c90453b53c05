// Copies a model folder with slightly other weights: another version of the same generator, with the SHA-256 that belongs to it.
//   node variant.mjs MODEL_DIR TARGET_DIR
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fields } from "../node/model-file.mjs";

const FACTOR = 1.1;
// Protocol buffers: ModelProto.graph, GraphProto.initializer, TensorProto.raw_data.
const [GRAPH, INITIALIZER, RAW_DATA] = [7, 5, 9];

const all = (bytes, wanted) => [...fields(bytes)].filter(({ field }) => field === wanted).map(({ value }) => value);

const [source, target] = process.argv.slice(2);
if (!target) {
  console.error("usage: node variant.mjs MODEL_DIR TARGET_DIR");
  process.exit(2);
}

const model = readFileSync(join(source, "generator.onnx"));
const tensors = all(model, GRAPH).flatMap((graph) => all(graph, INITIALIZER)).flatMap((initializer) => all(initializer, RAW_DATA));
if (tensors.length === 0) throw new Error(`${source}: expected weights as raw data in generator.onnx, found none`);
const largest = tensors.reduce((a, b) => (b.length > a.length ? b : a));
const weights = new DataView(largest.buffer, largest.byteOffset, largest.byteLength);
for (let at = 0; at + 4 <= weights.byteLength; at += 4) weights.setFloat32(at, weights.getFloat32(at, true) * FACTOR, true);

const manifest = JSON.parse(readFileSync(join(source, "manifest.json"), "utf8"));
manifest.sha256 = createHash("sha256").update(model).digest("hex");
mkdirSync(target, { recursive: true });
writeFileSync(join(target, "generator.onnx"), model);
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
