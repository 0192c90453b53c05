// ONNX Runtime Training 1.19.2 in Node.js. Its package means it for browsers and hides it from Node.js, so it is imported by its path.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readCheckpoint } from "./checkpoint.mjs";

const dist = join(import.meta.dirname, "node_modules", "onnxruntime-web", "dist");

// Its JavaScript gives four bytes of the stack back to the heap whenever parameters are read or loaded, which sooner or later ends in
// "memory access out of bounds" or an endless loop. The two calls are taken out; its C++ is as it is.
function mended() {
  const FREED = "wasm2._free(dimsOffset);";
  const parts = readFileSync(join(dist, "ort.training.wasm.mjs"), "utf8").split(FREED);
  if (parts.length !== 3) throw new Error(`'${FREED}' occurs ${parts.length - 1} times, expected 2: another onnxruntime-web than 1.19.2`);
  const path = join(dist, "ort.training.mended.mjs");
  writeFileSync(path, parts.join(""));
  return path;
}

export const ort = await import(pathToFileURL(mended()));
ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = pathToFileURL(dist + "/").href;

const FILES = {
  checkpointState: "checkpoint",
  trainModel: "training_model.onnx",
  evalModel: "eval_model.onnx",
  optimizerModel: "optimizer_model.onnx",
};

// One network's training session, and its parameters by name.
export class Session {
  static async open(folder) {
    const session = new Session();
    const files = Object.fromEntries(Object.entries(FILES).map(([role, name]) => [role, new Uint8Array(readFileSync(join(folder, name)))]));
    session.state = readCheckpoint(files.checkpointState);
    session.tensors = [...session.state.trainable, ...session.state.frozen];
    session.ort = await ort.TrainingSession.create(files);
    session.inputs = session.ort.trainingInputNames;
    session.outputs = session.ort.trainingOutputNames;
    return session;
  }

  // One update; what the layers carry on is written back by whoever calls.
  async step(feeds) {
    await this.ort.lazyResetGrad();
    const results = await this.ort.runTrainStep(feeds);
    await this.ort.runOptimizerStep();
    return results;
  }

  async evaluate(feeds) {
    return await this.ort.runEvalStep(feeds);
  }

  // All parameters by name, in the checkpoint's order.
  async parameters() {
    const bytes = await this.ort.getContiguousParameters(false);
    const numbers = bytes.data ?? bytes;
    const parameters = new Map();
    let at = 0;
    for (const { name, elements } of this.tensors) {
      parameters.set(name, numbers.subarray(at, at + elements.length));
      at += elements.length;
    }
    if (at !== numbers.length) throw new Error(`the checkpoint has ${at} numbers, the runtime ${numbers.length}`);
    return parameters;
  }

  // Those that this session trains, and what their layers carry: what the other network's session is to hear of.
  async own() {
    const network = this.tensors[0].name.split(".")[0];
    return new Map([...(await this.parameters())].filter(([name]) => name.startsWith(`${network}.`)));
  }

  // Replaces some parameters; the others stay as they are.
  async load(replaced) {
    const parameters = await this.parameters();
    const numbers = new Float32Array(this.tensors.reduce((sum, { elements }) => sum + elements.length, 0));
    let at = 0;
    for (const { name, elements } of this.tensors) {
      numbers.set(replaced.get(name) ?? parameters.get(name), at);
      at += elements.length;
    }
    await this.ort.loadParametersBuffer(new Uint8Array(numbers.buffer), false);
  }
}
