// Exchanges the model that a server watches for another one and back, and expects every answer to be one version's or the other's.
import { copyFileSync, mkdtempSync, renameSync, rmSync, cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const FILES = ["generator.onnx", "manifest.json"];
const PROBE = "/digits?count=4&seed=7";
const PATIENCE_SECONDS = 20;

async function probe(address) {
  const response = await fetch(address + PROBE);
  const body = Buffer.from(await response.arrayBuffer()).toString("base64");
  const version = response.headers.get("x-model-version");
  if (response.status !== 200 || version === null) throw new Error(`${PROBE}: expected 200 with X-Model-Version, found ${response.status} with ${version}`);
  return { version, body };
}

function install(source, target) {
  for (const file of FILES) copyFileSync(join(source, file), join(target, `${file}.tmp`));
  for (const file of FILES) renameSync(join(target, `${file}.tmp`), join(target, file));
}

async function waitForOther(address, { version }) {
  const start = performance.now();
  while (performance.now() - start < 1000 * PATIENCE_SECONDS) {
    const found = await probe(address);
    if (found.version !== version) return { ...found, seconds: (performance.now() - start) / 1000 };
    await sleep(50);
  }
  throw new Error(`the model was exchanged, but X-Model-Version is still ${version} after ${PATIENCE_SECONDS} s`);
}

// Exchanges the models `reloads` times over `seconds`; every second time the server is told by SIGHUP instead of finding out itself.
// Resolves to what was done, in words.
export async function exchangeModels({ address, pid, reloads, seconds, served, other }) {
  const first = mkdtempSync(join(tmpdir(), "gan-onnx-soak-"));
  try {
    cpSync(served, first, { recursive: true });
    let before = await probe(address);
    const bodies = new Map([[before.version, before.body]]);
    const times = [];
    for (let reload = 1; reload <= reloads; reload++) {
      await sleep((1000 * seconds) / (reloads + 1) - 1000 * (times.at(-1) ?? 0));
      install(reload % 2 ? other : first, served);
      if (reload % 2 === 0) process.kill(pid, "SIGHUP");
      const after = await waitForOther(address, before);
      times.push(after.seconds);
      const known = bodies.get(after.version);
      if (known !== undefined && known !== after.body) throw new Error(`version ${after.version} answers ${PROBE} otherwise than before`);
      bodies.set(after.version, after.body);
      before = after;
    }
    if (bodies.size !== 2) throw new Error(`expected two versions in turn, found ${[...bodies.keys()].join(", ")}`);
    if (new Set(bodies.values()).size !== 2) throw new Error(`both versions answer ${PROBE} with the same image`);
    return `${reloads} reloads between versions ${[...bodies.keys()].join(" and ")}, served after ${Math.min(...times).toFixed(2)}–${Math.max(...times).toFixed(2)} s`;
  } finally {
    rmSync(first, { recursive: true });
  }
}
