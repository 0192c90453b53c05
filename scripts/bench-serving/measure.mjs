// Measures one model round by round: ONNX Runtime alone, our server and its peer take turns on one core. Started by bench-serving.sh.
//   node measure.mjs MODEL_DIR ROUNDS SECONDS CORE DRIVER_CORE RAW_PROGRAM RESULT.json NAME=PROCESS=ADDRESS…
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { checkAnswer } from "./answer.mjs";

const SCENARIOS = [
  { count: 16, connections: 16 },
  { count: 1, connections: 64 },
];
const CANDIDATES = 3;
// On one core the just-in-time compilers get to replace their first, slow code only little by little.
const WARM_UP_SECONDS = 8;
const here = import.meta.dirname;

const [model, rounds, seconds, core, driver, rawProgram, resultFile, ...servers] = process.argv.slice(2);
const contestants = servers.map((text) => {
  const [name, pid, address] = text.split("=");
  return { name, pid, address };
});
const say = (text) => console.error(`${basename(model)}: ${text}`);
const run = (onCore, program, args, env = {}) =>
  execFileSync("taskset", ["-c", onCore, program, ...args], { encoding: "utf8", env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
const lastLine = (text) => JSON.parse(text.trimEnd().split("\n").at(-1));

function runRaw(secondsEach, batches) {
  return lastLine(run(core, "dotnet", [rawProgram, "raw", "--model", model, "--threads", "1", "--seconds", String(secondsEach), ...(batches ? ["--batches", batches.join(",")] : [])]));
}

function runWrk({ name, pid, address }, { count, connections }, time) {
  const args = ["-t1", `-c${connections}`, `-d${time}s`, "--timeout", "10s", "-s", join(here, "report.lua"), `${address}/digits?count=${count}`];
  const measured = lastLine(run(driver, "wrk", args, { SERVER: pid, CORE: core }));
  if (measured.refused + measured.broken > 0 || measured.answers === 0) {
    throw new Error(`${name}, count ${count}: of ${measured.answers} answers ${measured.refused} were not 200, and ${measured.broken} requests broke`);
  }
  const images = measured.answers * count;
  return {
    count,
    connections,
    ...measured,
    imagesPerSecond: images / measured.seconds,
    imagesPerCpuSecond: images / measured.cpuSeconds,
    coreShare: measured.cpuSeconds / measured.seconds,
    othersShare: Math.max(0, measured.coreSeconds - measured.cpuSeconds) / measured.seconds,
  };
}

for (const { name, address } of contestants) {
  for (const { count } of SCENARIOS) say(`${name} answers count=${count} with a PNG of ${await checkAnswer(`${address}/digits?count=${count}`, count)}`);
}
for (const contestant of contestants) for (const scenario of SCENARIOS) runWrk(contestant, scenario, WARM_UP_SECONDS);
const sweep = runRaw(Math.max(0.5, seconds / 8));
const candidates = sweep.batches.toSorted((a, b) => b.imagesPerCpuSecond - a.imagesPerCpuSecond).slice(0, CANDIDATES).map(({ batch }) => batch);
say(`ONNX Runtime alone is best at batches of ${candidates.join(", ")}`);

const results = [];
for (let round = 1; round <= rounds; round++) {
  for (const scenario of SCENARIOS) {
    const raw = runRaw(seconds / CANDIDATES, candidates).best;
    const measured = contestants.map((contestant) => [contestant.name, runWrk(contestant, scenario, seconds)]);
    results.push({ round, ...scenario, raw, ...Object.fromEntries(measured) });
    const texts = measured.map(([name, { imagesPerSecond, coreShare }]) => `${name} ${imagesPerSecond.toFixed(0)} images/s (${(100 * coreShare).toFixed(0)} % of its core)`);
    say(`round ${round} of ${rounds}, count ${scenario.count}: alone ${raw.imagesPerCpuSecond.toFixed(0)} images/CPU-s at ${raw.batch}, ${texts.join(", ")}`);
  }
}

const { preset } = JSON.parse(readFileSync(join(model, "manifest.json"), "utf8"));
writeFileSync(resultFile, JSON.stringify({ model: basename(model), preset, rounds: Number(rounds), seconds: Number(seconds), contestants: contestants.map(({ name }) => name), sweep: sweep.batches, scenarios: SCENARIOS, results }));
