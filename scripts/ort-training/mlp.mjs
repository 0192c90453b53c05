// Trains the preset `mlp` from its artifacts, in Node.js as in browsers: on the images and latents that `train --preset mlp` takes, but
// for each epoch's remainder of 96 images, which is left out, since the artifacts' batch is fixed. The loop of any other preset differs
// in its inputs only.
import { RandomStream } from "./random.mjs";

const [BATCH, LATENTS, PIXELS, HEADER] = [128, 100, 784, 16];
const SEED = 42;
const STREAMS = { order: 100, discriminatorLatents: 130, generatorLatents: 140, sampleLatents: 150 };

// The pixels of MNIST's train-images-idx3-ubyte: its magic number, how many, 28, 28, then a byte for each.
export function pixelsOf(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const header = file.byteLength < HEADER ? [] : [0, 4, 8, 12].map((at) => view.getUint32(at));
  if (header[0] !== 0x803 || header[2] !== 28 || header[3] !== 28 || file.byteLength !== HEADER + header[1] * PIXELS) {
    throw new Error(`expected MNIST's train-images-idx3-ubyte, found a file of ${file.byteLength} bytes that begins with ${header}`);
  }
  return file.subarray(HEADER);
}

// The share of ink: MNIST's is 0.13.
export const inkOf = (samples) => samples.reduce((sum, pixel) => sum + pixel, 0) / samples.length;

export class MlpTraining {
  iterations = 0;
  #streams = Object.fromEntries(Object.entries(STREAMS).map(([purpose, number]) => [purpose, new RandomStream(SEED, number)]));
  #order;

  // Sessions of both networks, and pixels from 0 to 255.
  constructor(ort, discriminator, generator, pixels) {
    Object.assign(this, { ort, discriminator, generator, pixels });
    const shown = Array.from({ length: BATCH }, (_, item) => [...this.#streams.sampleLatents.normal(LATENTS, item)]);
    this.shown = this.#tensor(Float32Array.from(shown.flat()), LATENTS);
  }

  // One update of D, one of G, each network told what became of the other. Both losses.
  async iterate() {
    const step = this.iterations;
    const d = await this.discriminator.step({ images: this.#images(step), z: this.#latents("discriminatorLatents", step) });
    await this.generator.load(await this.discriminator.own());
    const g = await this.generator.step({ z: this.#latents("generatorLatents", step) });
    await this.discriminator.load(await this.generator.own());
    this.iterations++;
    return { discriminator: d.loss.data[0], generator: g.loss.data[0] };
  }

  // What G draws from the latents of a run's sample grids: 128 pictures of 28 × 28, row by row, from 0 to 1.
  async samples() {
    return (await this.generator.evaluate({ z: this.shown })).samples.data;
  }

  #latents(purpose, block) {
    return this.#tensor(this.#streams[purpose].normal(BATCH * LATENTS, block), LATENTS);
  }

  #images(step) {
    const count = this.pixels.length / PIXELS;
    const place = step % Math.floor(count / BATCH);
    if (place === 0) this.#order = this.#streams.order.permutation(count, Math.floor(step / Math.floor(count / BATCH)));
    const batch = new Float32Array(BATCH * PIXELS);
    for (let k = 0; k < BATCH; k++) {
      const start = this.#order[place * BATCH + k] * PIXELS;
      for (let i = 0; i < PIXELS; i++) batch[k * PIXELS + i] = this.pixels[start + i] / 127.5 - 1;
    }
    return this.#tensor(batch, PIXELS);
  }

  #tensor(elements, length) {
    return new this.ort.Tensor("float32", elements, [BATCH, length]);
  }
}
