// The random numbers that our own programs draw, so that a seed means the same here: latents, to the last bits, and the order of images.
// Threefry2x32 with 20 rounds: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 4.2.
const ROTATIONS = [[13, 15, 26, 6], [17, 29, 16, 24]];
const PARITY = 0x1bd11bda;
const TURN = 4294967296;
const LANES = 8;

// Two words of 32 bits from a key and a counter of two words each, the lower word first.
function threefry([k0, k1], [c0, c1]) {
  const keys = [k0, k1, PARITY ^ k0 ^ k1];
  let [x0, x1] = [(c0 + k0) | 0, (c1 + k1) | 0];
  for (let round = 0; round < 5; round++) {
    for (const rotation of ROTATIONS[round % 2]) {
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << rotation) | (x1 >>> (32 - rotation))) ^ x0;
    }
    x0 = (x0 + keys[(round + 1) % 3]) | 0;
    x1 = (x1 + keys[(round + 2) % 3] + round + 1) | 0;
  }
  return [x0 >>> 0, x1 >>> 0];
}

// One of a seed's streams; seed, stream and block below 2³².
export class RandomStream {
  #key;

  constructor(seed, stream) {
    this.#key = threefry([seed, 0], [stream, 0]);
  }

  // Normal numbers in pairs by Box and Muller: numbers p and p + 8 of sixteen belong to one counter.
  normal(count, block) {
    const key = threefry(this.#key, [block, 0]);
    const numbers = new Float32Array(count);
    for (let pair = 0; pair < count / 2; pair++) {
      const [x0, x1] = threefry(key, [pair, 0]);
      const radius = Math.sqrt(-2 * Math.log(Math.fround(Math.fround(x0) + 0.5) / TURN));
      // The two highest bits are a quarter turn, the others the angle to it, to either side.
      const angle = (((x1 << 2) | 0) / TURN + (x1 >>> 30)) * (Math.PI / 2);
      const at = Math.floor(pair / LANES) * 2 * LANES + (pair % LANES);
      numbers[at] = radius * Math.cos(angle);
      numbers[at + LANES] = radius * Math.sin(angle);
    }
    return numbers;
  }

  // A random order of 0 … count − 1: Fisher and Yates, with whole numbers by Lemire, "Fast random integer generation in an interval".
  permutation(count, block) {
    const key = threefry(this.#key, [block, 0]);
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    let group = 0;
    let words = [];
    const next = () => {
      if (words.length === 0) {
        const pairs = Array.from({ length: LANES }, (_, lane) => threefry(key, [group * LANES + lane, 0]));
        words = [...pairs.map(([x0]) => x0), ...pairs.map(([, x1]) => x1)].reverse();
        group++;
      }
      return words.pop();
    };
    for (let i = count - 1; i > 0; i--) {
      const range = i + 1;
      const threshold = (TURN - range) % range;
      let product; // below 2⁵³, so exact
      do product = next() * range;
      while (product % TURN < threshold);
      const j = Math.floor(product / TURN);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
}
