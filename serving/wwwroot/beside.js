import { Exhibit } from './exhibit.js';
import { served, setting } from './state.js';

/** The same seed by other models, next to the chosen one. */
export class Beside {
  #exhibits = new Map();
  #addresses;
  #show;

  /**
   * @param addresses gives what an exhibit shows, from its model and its stage.
   * @param show hangs an answer, from its model and the picture's element.
   */
  constructor(addresses, show) {
    [this.#addresses, this.#show] = [addresses, show];
  }

  refresh(pause) {
    for (const exhibit of this.#exhibits.values()) exhibit.refresh(pause);
  }

  resize() {
    for (const exhibit of this.#exhibits.values()) exhibit.resize();
  }

  /** Hangs those that are asked for now, and takes the others down. */
  settle() {
    const names = setting('beside').split(',').filter(name => name !== '');
    for (const [name, exhibit] of this.#exhibits) {
      if (names.includes(name)) continue;
      exhibit.stop();
      document.getElementById(`beside-${name}`).remove();
      this.#exhibits.delete(name);
    }
    for (const name of names) if (!this.#exhibits.has(name)) this.#hang(served.models.find(model => model.name === name));
  }

  #hang(model) {
    const section = document.getElementById('beside-section').content.cloneNode(true).firstElementChild;
    section.id = `beside-${model.name}`;
    section.setAttribute('aria-label', model.name);
    section.querySelector('h3').textContent = model.name;
    document.getElementById('gallery').append(section);
    const exhibit = new Exhibit(
      section.id, stage => this.#addresses(model, stage), (response, elapsed, picture) => this.#show(model, response, picture));
    this.#exhibits.set(model.name, exhibit);
    exhibit.refresh(0);
  }
}
