// Requests of every kind that a client may make, in an order that depends on the worker's number alone, and what came back.
import http from "node:http";

const TIMEOUT_MS = 30_000;
const MOST_ROUNDS = 5;
const BAD_QUERIES = ["count=0", "count=101", "count=many", "scale=17", "columns=3&count=2", "seed=-1", "cuont=4", "digit=12"];

// Numbers that only look random (a linear congruential generator, Numerical Recipes' constants).
function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export class Load {
  #address;
  #agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });
  #answers = {};
  #unexpected = [];
  #formats = [undefined];

  constructor(address) {
    this.#address = address;
  }

  // The formats that the server's own description offers, if it offers any.
  async learnFormats() {
    const response = await fetch(`${this.#address}/openapi/v1.json`);
    const { parameters } = (await response.json()).paths["/digits"].get;
    this.#formats.push(...(parameters.find(({ name }) => name === "format")?.schema.enum ?? []));
  }

  // The requests that take most memory, all at once: so that what the server keeps for them is not taken for a leak when chance
  // brings them together later.
  async most(workers) {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      await Promise.all(Array.from({ length: workers }, () => this.#expect(200, "/digits?count=100&scale=7")));
    }
  }

  async run(seed, running) {
    const draw = random(seed);
    while (running()) await this.#request(draw);
  }

  close() {
    this.#agent.destroy();
  }

  async #request(draw) {
    const kind = draw(100);
    if (kind < 70) await this.#expect(200, `/digits?${this.#query(draw)}`);
    else if (kind < 80) await this.#abort(`/digits?count=100&scale=${1 + draw(7)}`, draw(30));
    else if (kind < 90) await this.#expect(400, `/digits?${BAD_QUERIES[draw(BAD_QUERIES.length)]}`);
    else if (kind < 94) await this.#expect(404, `/nothing-${draw(1000)}`);
    else if (kind < 97) await this.#expect(405, "/digits", "POST");
    else await this.#expect(200, draw(2) ? "/healthz/ready" : "/healthz/live");
  }

  #query(draw) {
    const count = [1, 1, 1, 4, 16, 16, 50, 100][draw(8)];
    const parts = [`count=${count}`];
    if (draw(2)) parts.push(`seed=${draw(1_000_000)}`);
    if (draw(4) === 0) parts.push(`scale=${1 + draw(count > 16 ? 5 : 12)}`);
    if (draw(4) === 0) parts.push(`columns=${1 + draw(count)}`);
    const format = this.#formats[draw(this.#formats.length)];
    if (format) parts.push(`format=${format}`);
    return parts.join("&");
  }

  async #expect(status, path, method = "GET") {
    const found = await this.#ask(path, method);
    this.#count(found);
    if (found !== status && this.#unexpected.length < 20) this.#unexpected.push(`${method} ${path}: expected ${status}, found ${found}`);
  }

  async #abort(path, afterMs) {
    const found = await this.#ask(path, "GET", afterMs);
    this.#count(found);
    if (typeof found === "number" && found >= 500) this.#unexpected.push(`GET ${path}: ${found}`);
  }

  // Resolves to the status, to "aborted", or to what went wrong.
  #ask(path, method = "GET", abortAfterMs) {
    return new Promise((resolve) => {
      const signal = AbortSignal.timeout(abortAfterMs ?? TIMEOUT_MS);
      const failed = (error) => resolve(abortAfterMs !== undefined && signal.aborted ? "aborted" : error.message);
      const request = http.request(this.#address + path, { method, agent: this.#agent, signal }, (response) => {
        response.on("data", () => {});
        response.on("end", () => resolve(response.statusCode));
        response.on("error", failed);
      });
      request.on("error", failed);
      request.end();
    });
  }

  #count(found) {
    this.#answers[found] = (this.#answers[found] ?? 0) + 1;
  }

  describe() {
    const formats = this.#formats.length > 1 ? ` in the formats ${this.#formats.slice(1).join(", ")}` : "";
    const total = Object.values(this.#answers).reduce((sum, count) => sum + count, 0);
    return `${total} requests${formats}: ${Object.entries(this.#answers).map(([what, count]) => `${what} ${count}`).join(", ")}`;
  }

  failures() {
    const failures = [...this.#unexpected];
    if (!this.#answers[200] || !this.#answers[400] || !this.#answers.aborted) failures.push("some kinds of requests were never made");
    return failures;
  }
}
