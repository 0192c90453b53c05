// 8-bit greyscale PNG, filter type 0 throughout, by Node's own zlib. For grids of digits this takes 0.7 of pngjs's time and a
// tenth of sharp's, which hands every picture to a pool of threads; level 1 with runs alone is both the fastest and the smallest.
import { constants, crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const DEFLATE = { level: 1, strategy: constants.Z_RLE };

function chunk(type, data) {
  const bytes = Buffer.allocUnsafe(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, "latin1");
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

const END = chunk("IEND", Buffer.alloc(0));

// `rows`: height rows of one filter byte and width pixels each.
export function encodePng(rows, width, height) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8; // bits per sample; colour type, compression, filter method and interlacing stay 0
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("IDAT", deflateSync(rows, DEFLATE)), END]);
}
