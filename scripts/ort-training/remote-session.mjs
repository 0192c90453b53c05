// One training session of the real runtime for another process: a line of JSON in for each call, one out with the answer or the error.
//   node remote-session.mjs FOLDER
// FOLDER has the files of `artifacts` for one network. Tensors are {name, shape, data}, data the floats in base64. Calls are reset,
// step (inputs), optimizer, get (name) and update (tensor); their meaning is that of C#'s ITrainingSession.
import { createInterface } from "node:readline";
import { open, ort } from "./runtime.mjs";

const session = await open(process.argv[2]);

const pack = (name, shape, floats) => ({
  name, shape: [...shape], data: Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength).toString("base64"),
});
function unpack({ data }) {
  const bytes = Buffer.from(data, "base64");
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
const tensors = new Map(session.tensors.map((tensor) => [tensor.name, tensor]));

const calls = {
  reset: async () => void (await session.ort.lazyResetGrad()),
  step: async ({ inputs }) => {
    const feeds = Object.fromEntries(inputs.map((input) => [input.name, new ort.Tensor("float32", unpack(input), input.shape)]));
    const results = await session.ort.runTrainStep(feeds);
    const floats = Object.entries(results).filter(([, tensor]) => tensor.type === "float32");
    return floats.map(([name, tensor]) => pack(name, tensor.dims, tensor.data));
  },
  optimizer: async () => void (await session.ort.runOptimizerStep()),
  get: async ({ name }) => pack(name, tensors.get(name).shape, (await session.parameters()).get(name)),
  update: async ({ tensor }) => void (await session.load(new Map([[tensor.name, unpack(tensor)]]))),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { call, ...given } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ answer: (await calls[call](given)) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error?.message ?? error) }));
  }
}
process.exit(0);
