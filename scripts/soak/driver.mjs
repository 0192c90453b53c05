// Drives a server with mixed requests and watches its memory. Started by soak.sh.
//   node driver.mjs ADDRESS PID MINUTES RELOADS MODEL_DIR [OTHER_MODEL_DIR]
// With RELOADS above 0 the model in MODEL_DIR, the folder that the server watches, is exchanged for the one in OTHER_MODEL_DIR and
// back, so many times. Exit code 1 on any failure; ends with `1 passed, 0 failed` or `0 passed, 1 failed`.
import { setTimeout as sleep } from "node:timers/promises";
import { Load } from "./load.mjs";
import { Memory } from "./memory.mjs";
import { exchangeModels } from "./reloads.mjs";

const WORKERS = 8;
const SAMPLE_SECONDS = 1;
// Before the minutes that count: buffers, pools and compiled code come into being with the load, and would pass for a leak.
const WARM_UP_SECONDS = 20;

const [address, pid, minutes, reloads, served, other] = process.argv.slice(2);
const seconds = 60 * Number(minutes);
const load = new Load(address);
const memory = new Memory(pid);
const failures = [];

await load.learnFormats();
await load.most(WORKERS);
const start = performance.now();
const elapsed = () => (performance.now() - start) / 1000 - WARM_UP_SECONDS;
const running = () => elapsed() < seconds;

async function sample() {
  while (running()) {
    if (elapsed() >= 0) memory.sample(elapsed());
    await sleep(1000 * SAMPLE_SECONDS);
  }
}

const work = [sample(), ...Array.from({ length: WORKERS }, (_, worker) => load.run(worker + 1, running))];
if (Number(reloads) > 0) {
  work.push(exchangeModels({ address, pid: Number(pid), reloads: Number(reloads), seconds: WARM_UP_SECONDS + seconds, served, other }).then(console.log, (error) => failures.push(error.message)));
}
await Promise.all(work).catch((error) => failures.push(error.message));
load.close();

console.log(load.describe());
failures.push(...load.failures());
const verdict = memory.verdict(seconds);
console.log(verdict.text);
if (!verdict.flat) failures.push("memory is not flat");

for (const failure of failures) console.log(`FAILED  ${failure}`);
console.log(failures.length === 0 ? "1 passed, 0 failed" : "0 passed, 1 failed");
process.exit(failures.length === 0 ? 0 : 1);
