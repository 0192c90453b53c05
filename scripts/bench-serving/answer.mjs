// Asks for one grid and checks that it is a greyscale PNG of the size that so many digits have. Returns the size in words.
import { inflateSync } from "node:zlib";

const SIDE = 28;

export async function checkAnswer(url, count) {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get("content-type");
  if (response.status !== 200 || type !== "image/png") throw new Error(`${url}: expected 200 image/png, found ${response.status} ${type}`);
  if (bytes.toString("latin1", 0, 8) !== "\x89PNG\r\n\x1a\n") throw new Error(`${url}: not a PNG`);
  const [width, height, depth, colour] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24], bytes[25]];
  const columns = Math.ceil(Math.sqrt(count));
  const expected = `${columns * SIDE}×${Math.ceil(count / columns) * SIDE}, 8-bit greyscale`;
  const found = `${width}×${height}, ${depth}-bit ${colour === 0 ? "greyscale" : `colour type ${colour}`}`;
  if (found !== expected) throw new Error(`${url}: expected a PNG of ${expected}, found ${found}`);

  const data = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT") data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const rows = inflateSync(Buffer.concat(data)).length;
  if (rows !== height * (width + 1)) throw new Error(`${url}: expected ${height * (width + 1)} bytes of rows, found ${rows}`);
  return `${found}, ${bytes.length} bytes`;
}
