// Moves every parameter of a run's checkpoint by one unit in the last place, up or down by turns: what a run that goes on from there makes
// otherwise is what rounding alone can do.
//   node nudge.mjs RUN/checkpoint
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node nudge.mjs CHECKPOINT");
  process.exit(2);
}
const statePath = join(folder, "state.json");
const state = readFileSync(statePath, "utf8");
const { weights, weightsSha256 } = JSON.parse(state);
const bytes = readFileSync(join(folder, weights));
const length = Number(bytes.readBigUInt64LE(0));
const header = JSON.parse(bytes.toString("utf8", 8, 8 + length));
for (const [name, { data_offsets: [begin, end] }] of Object.entries(header).filter(([name]) => name !== "__metadata__")) {
  if (/\.(exp_avg|exp_avg_sq|ema)$/.test(name)) continue;
  for (let at = 8 + length + begin, up = true; at < 8 + length + end; at += 4, up = !up) {
    const bits = bytes.readInt32LE(at);
    if (bits << 1 !== 0) bytes.writeInt32LE(bits + (up ? 1 : -1), at); // a zero stays
  }
}
writeFileSync(join(folder, weights), bytes);
writeFileSync(statePath, state.replace(weightsSha256, createHash("sha256").update(bytes).digest("hex")));
