import { plural } from './server.js';

const mostColumns = 5;
const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** The frames of a walk, and the canvas that shows one of them. */
export class Film {
  #canvas = document.getElementById('canvas');
  #frame = document.getElementById('frame');
  #play = document.getElementById('play');
  #timer = 0;
  #frames = [];
  #ends = '';
  #noun = '';
  #isInverted;
  #stopped;

  /**
   * @param isInverted tells whether values are shown as their opposites.
   * @param stopped is called when a frame stays.
   */
  constructor(isInverted, stopped) {
    this.#isInverted = isInverted;
    this.#stopped = stopped;
    this.#frame.addEventListener('input', () => { this.#stop(); this.draw(); });
    this.#play.addEventListener('click', () => this.#toggle());
  }

  /** Takes another walk in. */
  load(images, count, noun, ends) {
    this.#frames = Array.from({ length: count }, () => []);
    for (const image of images) this.#frames[image.frame][image.index] = image.pixels;
    [this.#noun, this.#ends] = [noun, ends];
    this.#play.disabled = this.#frame.disabled = false;
    this.draw();
  }

  /** One canvas pixel for each pixel of an image; the style sheet enlarges them. */
  draw() {
    if (this.#frames.length === 0) return;
    const at = +this.#frame.value;
    const images = this.#frames[at];
    const columns = Math.min(images.length, mostColumns);
    const [height, width] = [images[0].length, images[0][0].length];
    this.#canvas.width = columns * width;
    this.#canvas.height = Math.ceil(images.length / columns) * height;
    const context = this.#canvas.getContext('2d');
    images.forEach((rows, k) => context.putImageData(this.#data(context, rows, width, height), k % columns * width, Math.floor(k / columns) * height));
    this.#canvas.hidden = false;
    this.#canvas.setAttribute('aria-label', `${plural(images.length, this.#noun)}, frame ${at + 1} of ${this.#frames.length} ${this.#ends}`);
    this.#frame.setAttribute('aria-valuetext', `frame ${at + 1} of ${this.#frames.length}`);
  }

  /** A pixel is a grey, or a list of red, green and blue. */
  #data(context, rows, width, height) {
    const isInverted = this.#isInverted();
    const pixels = context.createImageData(width, height);
    rows.flat().forEach((pixel, i) => {
      for (let channel = 0; channel < 3; channel++) {
        const value = pixel[channel] ?? pixel;
        pixels.data[4 * i + channel] = isInverted ? 255 - value : value;
      }
      pixels.data[4 * i + 3] = 255;
    });
    return pixels;
  }

  #toggle() {
    const last = this.#frames.length - 1;
    if (this.#timer) { this.#stop(); return; }
    if (+this.#frame.value === last) this.#frame.value = 0;
    this.draw();
    this.#play.textContent = 'Pause';
    this.#timer = setInterval(() => {
      this.#frame.value = +this.#frame.value + 1;
      this.draw();
      if (+this.#frame.value === last) this.#stop();
    }, calm.matches ? 500 : 90);
  }

  #stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#play.textContent = 'Play';
    this.#stopped();
  }
}
