// A process's resident memory over time, and whether it stays where it is.
import { readFileSync } from "node:fs";

// The second quarter is when everything has run often enough to have its memory; what the last one has beyond it is a leak,
// but for pages that allocators and the garbage collector happen to hold at the moment.
const RELATIVE_TOLERANCE = 0.05;
const ABSOLUTE_TOLERANCE_MB = 4;

export class Memory {
  #pid;
  #samples = [];

  constructor(pid) {
    this.#pid = pid;
  }

  sample(seconds) {
    const text = readFileSync(`/proc/${this.#pid}/status`, "utf8");
    const kilobytes = Number(/^VmRSS:\s*(\d+) kB$/m.exec(text)[1]);
    this.#samples.push({ seconds, megabytes: kilobytes / 1024 });
  }

  // `duration`: of the whole run, in seconds.
  verdict(duration) {
    const quarters = [0, 1, 2, 3].map((quarter) => {
      const values = this.#samples.filter(({ seconds }) => Math.floor((4 * seconds) / duration) === quarter).map(({ megabytes }) => megabytes);
      return values.toSorted((a, b) => a - b)[values.length >> 1];
    });
    const [, before, , after] = quarters;
    const allowed = before * (1 + RELATIVE_TOLERANCE) + ABSOLUTE_TOLERANCE_MB;
    const most = Math.max(...this.#samples.map(({ megabytes }) => megabytes));
    const text =
      `resident memory, median of each quarter: ${quarters.map((value) => value?.toFixed(1) ?? "?").join(", ")} MB, most ${most.toFixed(1)} MB; ` +
      `the last may be ${allowed.toFixed(1)} MB (second + ${100 * RELATIVE_TOLERANCE} % + ${ABSOLUTE_TOLERANCE_MB} MB)`;
    return { flat: after <= allowed, text };
  }
}
