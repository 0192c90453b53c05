// Trains beside the page, which stays free for the reader. Takes { until }, the iteration to stop at, at any time; gives
//   { status }                         what it is busy with
//   { iteration, losses, speed, ink, pixels }   a few times a second, and when it stops: 128 pictures as bytes
//   { stopped, state }                 the generator's state, as `artifacts --import` takes it
//   { problem }                        why it cannot go on
import { inkOf, MlpTraining, pixelsOf } from "./ort-training/mlp.mjs";
import { FILES, Session } from "./ort-training/session.mjs";

const SHOW_EVERY = 300; // milliseconds
const BATCH = 128;
const RUNTIME = new URL("runtime/", import.meta.url).href;
const RUNTIME_FILES = ["ort.training.mended.mjs", "ort-training-wasm-simd-threaded.mjs", "ort-training-wasm-simd-threaded.wasm"];

let training;
let until = 0;
let running = false;

async function ask(path, method = "GET") {
  let response;
  try {
    response = await fetch(new URL(path, import.meta.url), { method });
  } catch {
    throw new Error(`${path} cannot be fetched: the server does not answer.`);
  }
  if (!response.ok) {
    throw new Error(`${path} is missing (the server answered ${response.status}). scripts/ort-training/page.sh puts it there.`);
  }
  return response;
}

const bytesOf = async (path) => new Uint8Array(await (await ask(path)).arrayBuffer());

async function open(ort, network) {
  const read = async ([role, name]) => [role, await bytesOf(`artifacts/${network}/${name}`)];
  return await Session.create(ort, Object.fromEntries(await Promise.all(Object.entries(FILES).map(read))));
}

async function unpacked(file) {
  if (file[0] !== 0x1f) return file;
  return new Uint8Array(await new Response(new Blob([file]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

async function load() {
  postMessage({ status: "Reading MNIST …" });
  const pixels = pixelsOf(await unpacked(await bytesOf("data/train-images-idx3-ubyte.gz")));
  postMessage({ status: "Loading ONNX Runtime Training …" });
  // Asked for first, since what is said of a missing file later names none.
  await Promise.all(RUNTIME_FILES.map((name) => ask(`runtime/${name}`, "HEAD")));
  const ort = await import(`${RUNTIME}${RUNTIME_FILES[0]}`);
  ort.env.wasm.numThreads = 1; // more would ask the server for headers of its own
  ort.env.wasm.wasmPaths = RUNTIME;
  postMessage({ status: "Opening the networks …" });
  return new MlpTraining(ort, await open(ort, "discriminator"), await open(ort, "generator"), pixels);
}

// Lets messages in that came meanwhile.
const { port1, port2 } = new MessageChannel();
const messages = () => new Promise((resolve) => {
  port1.onmessage = resolve;
  port2.postMessage(null);
});

async function show(losses, speed) {
  const samples = await training.samples();
  const pixels = Uint8ClampedArray.from(samples, (sample) => sample * 255);
  postMessage({ iteration: training.iterations, losses, speed, ink: inkOf(samples), pixels }, [pixels.buffer]);
}

async function train() {
  training ??= await load();
  postMessage({ status: "Training …" });
  let [shown, since, losses, speed] = [performance.now(), training.iterations, undefined, undefined];
  while (training.iterations < until) {
    losses = await training.iterate();
    const now = performance.now();
    if (now - shown > SHOW_EVERY) {
      speed = ((training.iterations - since) * BATCH * 1000) / (now - shown);
      await show(losses, speed);
      [shown, since] = [performance.now(), training.iterations];
    }
    await messages();
  }
  if (losses) await show(losses, speed);
  postMessage({ stopped: training.iterations, state: await training.generator.numbers() });
}

onmessage = async ({ data }) => {
  until = data.until;
  if (running) return;
  running = true;
  try {
    await train();
  } catch (error) {
    // The runtime's C++ throws numbers.
    postMessage({ problem: error.message ?? `ONNX Runtime Training gave up with ${error}.` });
  } finally {
    running = false;
  }
};
