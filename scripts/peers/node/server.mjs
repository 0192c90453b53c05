// GET /digits?count=N answers a grid of generated digits as PNG, as the C# server does.
//   node server.mjs MODEL_DIR [PORT]     (PORT 0, the default: a free one) prints the address that it listens on
import Fastify from "fastify";
import { loadGenerator } from "./generator.mjs";
import { drawGrid } from "./grid.mjs";
import { encodePng } from "./png.mjs";

const [folder, port = "0"] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node server.mjs MODEL_DIR [PORT]");
  process.exit(2);
}

const { generate, width: imageWidth, height: imageHeight } = await loadGenerator(folder);
const server = Fastify({ logger: false });
const schema = {
  querystring: { type: "object", properties: { count: { type: "integer", minimum: 1, maximum: 100, default: 16 } } },
};

server.get("/digits", { schema }, async (request, reply) => {
  const { count } = request.query;
  const { rows, width, height } = drawGrid(await generate(count), count, imageWidth, imageHeight);
  reply.header("Content-Type", "image/png").header("Cache-Control", "no-store");
  return encodePng(rows, width, height);
});
server.get("/healthz/ready", async () => "ready\n");

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.close().then(() => process.exit(0)));
console.log(`listening on ${await server.listen({ host: "127.0.0.1", port: Number(port) })}`);
