// The page's part: what the reader presses, and what the worker tells.
const SIDE = 28;
const COLUMNS = 8;
const HIGHEST_LOSS = 6;
const SMOOTHING = 0.8; // of the curves; a single batch's loss jumps
const element = (id) => document.getElementById(id);

const losses = { d: [], g: [] };
let worker;
let training = false;
let state;

function show(problem) {
  element("problem").textContent = problem ?? "";
  element("problem").hidden = problem === undefined;
}

function set(busy) {
  training = busy;
  element("train").textContent = busy ? "Stop" : "Start";
  element("train").disabled = false;
}

// As many of the pictures as the grid takes, beside each other.
function draw(pixels) {
  const image = new ImageData(SIDE * COLUMNS, SIDE * COLUMNS);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const picture = Math.floor(y / SIDE) * COLUMNS + Math.floor(x / SIDE);
      const pixel = pixels[(picture * SIDE + (y % SIDE)) * SIDE + (x % SIDE)];
      image.data.set([pixel, pixel, pixel, 255], (y * image.width + x) * 4);
    }
  }
  element("grid").getContext("2d").putImageData(image, 0, 0);
}

function chart() {
  const { width, height } = element("losses").viewBox.baseVal;
  const last = losses.d.at(-1).iteration;
  for (const [network, points] of Object.entries(losses)) {
    const line = points.map(({ iteration, loss }) =>
      `${(iteration / last) * width},${height * (1 - Math.min(loss, HIGHEST_LOSS) / HIGHEST_LOSS)}`);
    element("losses").querySelector(`.${network}`).setAttribute("points", line.join(" "));
  }
}

function tell({ iteration, losses: now, speed, ink, pixels }) {
  draw(pixels);
  element("grid").dataset.ink = ink;
  element("grid").setAttribute("aria-label", `${COLUMNS * COLUMNS} pictures that the generator draws at iteration ${iteration}`);
  element("iteration").textContent = iteration;
  if (speed !== undefined) element("speed").textContent = Math.round(speed);
  for (const [network, loss] of [["d", now.discriminator], ["g", now.generator]]) {
    element(`${network}-loss`).textContent = loss.toFixed(4);
    const before = losses[network].at(-1)?.loss ?? loss;
    losses[network].push({ iteration, loss: SMOOTHING * before + (1 - SMOOTHING) * loss });
  }
  chart();
}

function end({ stopped, state: numbers }) {
  set(false);
  const done = stopped >= element("until").valueAsNumber;
  element("status").textContent = done ? `Done at iteration ${stopped}; a larger number trains on.` : `Stopped at iteration ${stopped}.`;
  URL.revokeObjectURL(state);
  state = URL.createObjectURL(new Blob([numbers]));
  element("state").href = state;
  element("state").hidden = false;
}

function fail(problem) {
  show(problem);
  element("status").textContent = "";
  set(false);
}

function start() {
  if (!element("until").reportValidity()) return;
  if (typeof WebAssembly === "undefined") {
    fail("This browser has no WebAssembly, or it is switched off. ONNX Runtime Training needs it.");
    return;
  }
  show();
  if (!worker) {
    worker = new Worker("worker.mjs", { type: "module" });
    // Says nothing where a module could not be fetched.
    worker.onerror = ({ message }) => {
      worker = undefined;
      fail(message ?? "worker.mjs or a file in ort-training/ is missing. scripts/ort-training/page.sh puts them there.");
    };
    worker.onmessage = ({ data }) => {
      if (data.problem) fail(data.problem);
      else if (data.status) element("status").textContent = data.status;
      else if (data.pixels) tell(data);
      else end(data);
    };
  }
  set(true);
  worker.postMessage({ until: element("until").valueAsNumber });
}

// The worker ends the iteration that it is in.
function stop() {
  element("train").disabled = true;
  worker.postMessage({ until: 0 });
}

element("train").addEventListener("click", () => (training ? stop() : start()));
