// Serves a folder's files on this machine; any server of static files does as well.
//   node serve.mjs DIR PORT     (port 0: a free one)
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, resolve, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

const [folder, port] = process.argv.slice(2);
if (!folder || !/^\d{1,5}$/.test(port ?? "")) {
  console.error("usage: node serve.mjs DIR PORT");
  process.exit(2);
}
const root = resolve(folder);

// The file's path and size, if there is one within the folder.
function fileOf(url) {
  try {
    const path = resolve(root, `.${decodeURIComponent(new URL(url, "http://localhost").pathname)}`);
    const file = path === root ? resolve(root, "index.html") : path;
    const found = statSync(file);
    return file.startsWith(root + sep) && found.isFile() ? { file, size: found.size } : undefined;
  } catch {
    return undefined;
  }
}

const server = createServer((request, response) => {
  const found = ["GET", "HEAD"].includes(request.method) ? fileOf(request.url) : undefined;
  if (!found) {
    response.writeHead(404, { "Content-Type": "text/plain" }).end("There is no such file.\n");
    return;
  }
  response.writeHead(200, { "Content-Type": TYPES[extname(found.file)] ?? "application/octet-stream", "Content-Length": found.size });
  if (request.method === "HEAD") response.end();
  else createReadStream(found.file).pipe(response);
});
server.listen(Number(port), "127.0.0.1", () => console.log(`${root} is served at http://127.0.0.1:${server.address().port}`));
