// Markdown tables of what measure.mjs wrote.
//   node tables.mjs RESULT.json…
import { readFileSync } from "node:fs";

const FULL = 0.9;
const results = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
const spread = (values, digits) => `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;
const table = (headings, rows) => [headings, headings.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const blocks = results.flatMap((result) =>
  result.scenarios.map(({ count, connections }) => ({
    result,
    what: [`\`${result.preset}\``, `${count}`, `${connections}`],
    rounds: result.results.filter((round) => round.count === count),
  })),
);
const names = results[0].contestants;

console.log(`${results[0].rounds} round(s) of ${results[0].seconds} s each, taking turns on one core; medians (ranges)\n`);
console.log("### What of ONNX Runtime's speed reaches clients\n");
console.log(table(
  ["preset", "count", "connections", "ONNX Runtime alone, images/CPU-s", "at batch", "served images/CPU-s", "E", "images/s", "median ms", "p99 ms", "p99 ÷ median", "server's share of its core"],
  blocks.map(({ what, rounds }) => [
    ...what,
    spread(rounds.map(({ raw }) => raw.imagesPerCpuSecond), 0),
    [...new Set(rounds.map(({ raw }) => raw.batch))].toSorted((a, b) => a - b).join(", "),
    spread(rounds.map(({ here }) => here.imagesPerCpuSecond), 0),
    spread(rounds.map(({ raw, here }) => here.imagesPerCpuSecond / raw.imagesPerCpuSecond), 3),
    spread(rounds.map(({ here }) => here.imagesPerSecond), 0),
    spread(rounds.map(({ here }) => here.medianMs), 2),
    spread(rounds.map(({ here }) => here.p99Ms), 2),
    spread(rounds.map(({ here }) => here.p99Ms / here.medianMs), 2),
    `${spread(rounds.map(({ here }) => 100 * here.coreShare), 0)} %`,
  ]),
));

// Without the peer's 99th percentile: Node.js accepts one connection a turn of its event loop, so in a short run that shows how
// connections begin, not how requests fare.
if (names.includes("node")) {
  console.log("\n### Beside Node.js (fastify, onnxruntime-node)\n");
  console.log(table(
    ["preset", "count", "connections", "here, images/s", "Node.js, images/s", "ratio", "ratio by CPU time", "here, median ms", "Node.js, median ms", "Node.js's share of its core"],
    blocks.map(({ what, rounds }) => [
      ...what,
      spread(rounds.map(({ here }) => here.imagesPerSecond), 0),
      spread(rounds.map(({ node }) => node.imagesPerSecond), 0),
      spread(rounds.map(({ here, node }) => here.imagesPerSecond / node.imagesPerSecond), 2),
      spread(rounds.map(({ here, node }) => here.imagesPerCpuSecond / node.imagesPerCpuSecond), 2),
      spread(rounds.map(({ here }) => here.medianMs), 2),
      spread(rounds.map(({ node }) => node.medianMs), 2),
      `${spread(rounds.map(({ node }) => 100 * node.coreShare), 0)} %`,
    ]),
  ));
}

console.log("\n### ONNX Runtime alone, by batch, images/CPU-s\n");
const batches = results[0].sweep.map(({ batch }) => batch);
console.log(table(["preset", ...batches.map(String)], results.map(({ preset, sweep }) => [`\`${preset}\``, ...sweep.map(({ imagesPerCpuSecond }) => imagesPerCpuSecond.toFixed(0))])));

// Where a server did not fill its core, images a second measure something else; images per CPU second still hold.
const short = blocks.flatMap(({ what, rounds }) =>
  names.flatMap((name) => {
    const idle = rounds.filter((round) => round[name].coreShare < FULL);
    if (idle.length === 0) return [];
    const others = median(idle.map((round) => round[name].othersShare));
    return [`${name}, ${what[0]}, count ${what[1]}: below ${100 * FULL} % of its core in ${idle.length} of ${rounds.length} rounds, others had ${(100 * others).toFixed(0)} % of it: ${others > 1 - FULL ? "the machine was not idle" : "wrk or the scheduler set the limit"}`];
  }),
);
if (short.length > 0) console.log(`\n${short.map((line) => `- ${line}`).join("\n")}`);
