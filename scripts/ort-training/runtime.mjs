// ONNX Runtime Training 1.19.2 in Node.js. Its package means it for browsers and hides it from Node.js, so it is imported by its path.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { FILES, Session } from "./session.mjs";

const dist = join(import.meta.dirname, "node_modules", "onnxruntime-web", "dist");
const mended = join(dist, "ort.training.mended.mjs");
if (!existsSync(mended)) throw new Error(`${mended} is missing; scripts/ort-training/run.sh makes it`);

export const ort = await import(pathToFileURL(mended));
ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = pathToFileURL(dist + "/").href;

// The session of the artifacts in a folder.
export async function open(folder) {
  const read = ([role, name]) => [role, new Uint8Array(readFileSync(join(folder, name)))];
  return await Session.create(ort, Object.fromEntries(Object.entries(FILES).map(read)));
}
