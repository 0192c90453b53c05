// One network's training session in ONNX Runtime Training 1.19.2, in Node.js as in browsers.
import { readCheckpoint } from "./checkpoint.mjs";

// What a network's artifacts are, by what the runtime calls them.
export const FILES = {
  checkpointState: "checkpoint",
  trainModel: "training_model.onnx",
  evalModel: "eval_model.onnx",
  optimizerModel: "optimizer_model.onnx",
};

// A training session, and its parameters by name.
export class Session {
  // `ort` is the package with its JavaScript mended; `files` holds the bytes of FILES under the same keys.
  static async create(ort, files) {
    const session = new Session();
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

  // The runtime's JavaScript calls an evaluation's results by the names of the training model's outputs, and what has none there
  // "undefined": they are named anew here, by their order.
  async evaluate(feeds) {
    const names = this.ort.evalOutputNames;
    const results = Object.values(await this.ort.runEvalStep(feeds));
    if (results.length !== names.length) throw new Error(`the evaluation gave ${results.length} results for ${names}`);
    return Object.fromEntries(names.map((name, i) => [name, results[i]]));
  }

  // All numbers of the state, in the checkpoint's order: what `artifacts --import` takes.
  async numbers() {
    const bytes = await this.ort.getContiguousParameters(false);
    return bytes.data ?? bytes;
  }

  // All parameters by name, in the checkpoint's order.
  async parameters() {
    const numbers = await this.numbers();
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
