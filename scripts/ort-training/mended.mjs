// The JavaScript of onnxruntime-web 1.19.2 gives four bytes of its stack back to the heap whenever parameters are read or loaded, which
// sooner or later ends in "memory access out of bounds" or an endless loop. The two calls are taken out; the C++ is as it is.
//   node mended.mjs DIST     writes ort.training.mended.mjs into the package's dist folder
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FREED = "wasm2._free(dimsOffset);";

const [dist] = process.argv.slice(2);
if (!dist) {
  console.error("usage: node mended.mjs DIST");
  process.exit(2);
}
const parts = readFileSync(join(dist, "ort.training.wasm.mjs"), "utf8").split(FREED);
if (parts.length !== 3) throw new Error(`'${FREED}' occurs ${parts.length - 1} times, expected 2: another onnxruntime-web than 1.19.2`);
writeFileSync(join(dist, "ort.training.mended.mjs"), parts.join(""));
