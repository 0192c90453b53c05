import { access, ask, explain, problemOf, unreachable } from './server.js';

// Long enough to drag a slider without a request for every step, short enough to feel like an answer.
const pauseBeforeAsking = 150;

/** One picture of the page: asked for after the last change, given up when outdated, and explained when it cannot be had. */
export class Exhibit {
  #section; #addresses; #show; #stage; #problem; #status; #address;
  #timer = 0;
  #abort = new AbortController();
  #asked = '';

  /**
   * @param addresses gives { asked, picture, file }: what to fetch, the picture's URL to copy and download, its file name; or { reason } for nothing to show.
   * @param show gets the answer, how to tell the time it took, and the picture's element, and returns a line for the status.
   */
  constructor(id, addresses, show) {
    this.#section = document.getElementById(id);
    this.#addresses = () => addresses(this.#stage);
    this.#show = show;
    this.#stage = this.#section.querySelector('.stage');
    this.#problem = this.#section.querySelector('.problem');
    this.#problem.id = `${id}-problem`;
    this.#status = this.#section.querySelector('.status');
    this.#address = this.#section.querySelector('.addresses');
    this.#address.append(document.getElementById('address').content.cloneNode(true));
    this.#copies('.copy-url', '.url', 'URL copied');
    this.#copies('.copy-curl', '.curl', 'curl line copied');
    this.#find('.download').addEventListener('click', event => this.#download(event));
  }

  refresh(pause = pauseBeforeAsking) {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#section.setAttribute('aria-busy', 'true');
    this.#timer = setTimeout(() => this.#ask(), pause);
  }

  /** Nobody looks at it any more. */
  stop() {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  /** Another window may want another scale. */
  resize() {
    if (this.#addresses().picture !== this.#asked) this.refresh();
  }

  async #ask() {
    // What is hidden has no width to choose a scale by.
    this.#stage.hidden = false;
    const { asked, picture, file, reason } = this.#addresses();
    this.#asked = picture;
    this.#address.hidden = this.#stage.hidden = Boolean(reason);
    this.#explain(null);
    if (reason) {
      this.#section.removeAttribute('aria-busy');
      this.#status.textContent = reason;
      return;
    }

    const url = new URL(picture, location.href).href;
    this.#find('.url').textContent = url;
    this.#find('.curl').textContent = `curl${access.key === '' ? '' : ' -H "X-API-Key: $KEY"'} -o ${file} '${url}'`;
    this.#find('.download').href = picture;
    this.#find('.download').download = file;

    const abort = this.#abort = new AbortController();
    const started = performance.now();
    try {
      const response = await ask(asked, abort.signal);
      if (response.ok) {
        const shown = await this.#show(response, () => performance.now() - started, this.#stage.querySelector('.picture'));
        if (!abort.signal.aborted) this.#status.textContent = shown;
      } else {
        this.#explain(await problemOf(response));
      }
    } catch (error) {
      if (!abort.signal.aborted) this.#explain(unreachable(error));
    }
    if (!abort.signal.aborted) this.#section.removeAttribute('aria-busy');
  }

  #explain(problem) {
    for (const control of document.querySelectorAll(`[aria-errormessage="${this.#problem.id}"]`)) {
      control.removeAttribute('aria-invalid');
      control.removeAttribute('aria-errormessage');
    }
    this.#section.classList.toggle('refused', problem !== null);
    explain(this.#problem, problem, pause => this.refresh(pause));
    if (problem === null) return;

    this.#status.textContent = '';
    for (const parameter of problem.parameters) {
      const control = this.#section.querySelector(`[data-parameter=${CSS.escape(parameter)}]`);
      control?.setAttribute('aria-invalid', 'true');
      control?.setAttribute('aria-errormessage', this.#problem.id);
    }
  }

  /** A link sends no key. */
  async #download(event) {
    const link = event.currentTarget;
    if (access.key === '') return;
    event.preventDefault();
    try {
      const response = await ask(link.href);
      if (!response.ok) {
        this.#explain(await problemOf(response));
        return;
      }
      const saved = Object.assign(document.createElement('a'), { href: URL.createObjectURL(await response.blob()), download: link.download });
      saved.click();
      setTimeout(() => URL.revokeObjectURL(saved.href));
    } catch (error) {
      this.#explain(unreachable(error));
    }
  }

  /** A part of what says where the picture is; the section may hold other exhibits, with parts of their own. */
  #find(selector) {
    return this.#address.querySelector(selector);
  }

  #copies(button, source, done) {
    const copied = this.#find('.copied');
    this.#find(button).addEventListener('click', async () => {
      copied.textContent = await copy(this.#find(source)) ? done : 'Selected: copy it with your keyboard';
      setTimeout(() => { copied.textContent = ''; }, 4000);
    });
  }
}

/** Browsers give the clipboard to pages of https and of this machine only; elsewhere the selection is what can be copied. */
async function copy(source) {
  getSelection().selectAllChildren(source);
  if (!navigator.clipboard) return document.execCommand('copy');
  return navigator.clipboard.writeText(source.textContent).then(() => true, () => false);
}

/** Shows a picture that was answered. */
export async function hang(picture, response, description) {
  const old = picture.src;
  picture.src = URL.createObjectURL(await response.blob());
  picture.alt = description;
  picture.hidden = false;
  URL.revokeObjectURL(old);
  await picture.decode();
}
