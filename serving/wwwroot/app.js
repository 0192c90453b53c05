const frames = 25;
const walkers = 10;
const digitSide = 28;
// Digits of a number stand closer than in a grid, and signs are narrower still.
const signWidth = 14;
// Long enough to drag a slider without a request for every step, short enough to feel like an answer.
const pauseBeforeAsking = 150;
const pauseBeforeRemembering = 300;

const element = id => document.getElementById(id);
const calm = matchMedia('(prefers-reduced-motion: reduce)');
let models = [];
let key = sessionStorage.getItem('key') ?? '';
const ask = (url, signal) => fetch(url, { signal, headers: key === '' ? {} : { 'X-API-Key': key } });

/** What a link to this page says; a value that is the standard one is left out of the link. */
const state = {
  model: { standard: '', read: () => element('model').value === models.standard ? '' : element('model').value, write: value => { element('model').value = models.some(model => model.name === value) ? value : models.standard; } },
  count: { standard: '16', ...inField('count') },
  seed: { standard: null, ...inField('seed') },
  digit: { standard: '', read: () => document.querySelector('[name=digit]:checked').value, write: value => { (document.querySelector(`[name=digit][value="${CSS.escape(value)}"]`) ?? element('any')).checked = true; } },
  truncation: { standard: '1', ...inField('truncation') },
  invert: { standard: 'false', ...inBox('invert') },
  keep: { standard: 'true', ...inBox('keep') },
  text: { standard: '3.14159265', ...inField('text') },
  from: { standard: '1', ...inField('from') },
  to: { standard: '2', ...inField('to') },
  frame: { standard: '0', ...inField('frame') },
};
const setting = name => state[name].read();

function inField(id) {
  return { read: () => element(id).value.trim(), write: value => { element(id).value = value; } };
}

function inBox(id) {
  return { read: () => String(element(id).checked), write: value => { element(id).checked = value === 'true'; } };
}

// 32 of the 64 bits: enough that nobody meets a seed twice, and short enough to read out.
const drawSeed = () => String(crypto.getRandomValues(new Uint32Array(1))[0]);
const chosenModel = () => models.find(model => model.name === element('model').value);
const hasLabels = () => chosenModel().classes > 0;
const digitAsked = () => hasLabels() ? setting('digit') : '';
const plural = (count, noun) => `${count} ${noun}${+count === 1 ? '' : 's'}`;

/** A part of a URL, with the signs left readable that mean nothing there, and good between the quotes of a command line. */
const encoded = text => encodeURIComponent(text).replace(/%2C|%2F|%3A/g, decodeURIComponent).replaceAll("'", '%27');

/** Path and query, without the parameters that are empty. */
const address = (path, parameters) => {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== '').map(([name, value]) => `${name}=${encoded(value)}`);
  return pairs.length ? `${path}?${pairs.join('&')}` : path;
};

/** Parameters that every picture takes, as far as they differ from what the server does unasked. */
const ink = () => ({ invert: setting('invert') === 'true' ? 'true' : '', model: setting('model') });
const truncation = () => ({ truncation: setting('truncation') === '1' ? '' : setting('truncation') });

/** The smallest whole scale that fills the stage: what is too large is made smaller smoothly, what is too small would be blurred. */
const scaleToFill = (stage, pixels) => String(Math.min(16, Math.max(1, Math.ceil(stage.clientWidth * devicePixelRatio / pixels))));

/** What went wrong, in the server's own words where it has some. */
async function problemOf(response) {
  const wait = response.headers.get('Retry-After');
  const passing = response.status === 429 || response.status >= 500;
  if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    return { title: `The server answered ${response.status} ${response.statusText}`.trim() + '.', details: [], parameters: [], passing, wait };
  }
  const { title, detail, errors = {} } = await response.json();
  return { title, details: [detail, ...Object.values(errors).flat()].filter(Boolean), parameters: Object.keys(errors), passing, wait };
}

const unreachable = error => ({ title: 'The server cannot be reached.', details: [error.message], parameters: [], passing: true, wait: '5' });

/** One picture of the page: asked for after the last change, given up when outdated, and explained when it cannot be had. */
class Exhibit {
  #section; #addresses; #show; #stage; #problem; #status; #address;
  #timer = 0;
  #abort = new AbortController();
  #asked = '';

  /**
   * @param addresses gives { asked, picture, file }: what to fetch, the picture's URL to copy and download, its file name; or { reason } for nothing to show.
   * @param show gets the answer and how to tell the time it took, and returns a line for the status.
   */
  constructor(id, addresses, show) {
    this.#section = element(id);
    this.#addresses = () => addresses(this.#stage);
    this.#show = show;
    this.#stage = this.#section.querySelector('.stage');
    this.#problem = this.#section.querySelector('.problem');
    this.#problem.id = `${id}-problem`;
    this.#status = this.#section.querySelector('.status');
    this.#address = this.#section.querySelector('.addresses');
    this.#address.append(element('address').content.cloneNode(true));
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
    this.#find('.curl').textContent = `curl${key === '' ? '' : ' -H "X-API-Key: $KEY"'} -o ${file} '${url}'`;
    this.#find('.download').href = picture;
    this.#find('.download').download = file;

    const abort = this.#abort = new AbortController();
    const started = performance.now();
    try {
      const response = await ask(asked, abort.signal);
      if (response.ok) {
        const shown = await this.#show(response, () => performance.now() - started);
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
    for (const control of document.querySelectorAll(`[aria-errormessage=${this.#problem.id}]`)) {
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
    if (key === '') return;
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

  #find(selector) {
    return this.#section.querySelector(selector);
  }

  #copies(button, source, done) {
    const copied = this.#find('.copied');
    this.#find(button).addEventListener('click', async () => {
      copied.textContent = await copy(this.#find(source)) ? done : 'Selected: copy it with your keyboard';
      setTimeout(() => { copied.textContent = ''; }, 4000);
    });
  }
}

/** Shows a problem and, where waiting may help, asks again by itself. */
function explain(place, problem, again) {
  place.hidden = problem === null;
  place.replaceChildren();
  if (problem === null) return;

  const add = (tag, text) => {
    const child = document.createElement(tag);
    child.textContent = text;
    place.append(child);
    return child;
  };
  add('strong', problem.title);
  for (const detail of problem.details) add('p', detail);
  if (problem.passing) {
    if (problem.wait !== null) add('p', `This page asks again in ${plural(problem.wait, 'second')}.`);
    const button = add('button', 'Ask again now');
    button.type = 'button';
    button.addEventListener('click', () => again(0));
    if (problem.wait !== null) again(problem.wait * 1000);
  }
}

/** Browsers give the clipboard to pages of https and of this machine only; elsewhere the selection is what can be copied. */
async function copy(source) {
  getSelection().selectAllChildren(source);
  if (!navigator.clipboard) return document.execCommand('copy');
  return navigator.clipboard.writeText(source.textContent).then(() => true, () => false);
}

async function hang(picture, response, description) {
  const old = picture.src;
  picture.src = URL.createObjectURL(await response.blob());
  picture.alt = description;
  picture.hidden = false;
  URL.revokeObjectURL(old);
  await picture.decode();
}

const milliseconds = text => text === null ? '–' : `${(+text).toFixed(text < 10 ? 2 : text < 100 ? 1 : 0)} ms`;

const digits = new Exhibit('digits', stage => {
  const columns = Math.ceil(Math.sqrt(setting('count')));
  const picture = address('digits', {
    count: setting('count'), seed: setting('seed'), digit: digitAsked(), ...truncation(), ...ink(), scale: scaleToFill(stage, columns * digitSide),
  });
  return { asked: picture, picture, file: 'digits.png' };
}, async (response, elapsed) => {
  const header = name => response.headers.get(name);
  const labels = header('X-Labels')?.replaceAll(',', ' ');
  const drawn = `${plural(setting('count'), 'digit')} of seed ${header('X-Seed')}`;
  await hang(document.querySelector('#digits .picture'), response, labels ? `${drawn}: ${labels}` : drawn);
  element('queue-time').textContent = milliseconds(header('X-Queue-Time'));
  element('inference-time').textContent = milliseconds(header('X-Inference-Time'));
  element('total-time').textContent = milliseconds(elapsed());
  element('model-name').textContent = header('X-Model') ?? '–';
  element('model-version').textContent = header('X-Model-Version')?.slice(0, 8) ?? '';
  return `${drawn}.`;
});

const number = new Exhibit('number', stage => {
  const text = setting('text');
  if (!hasLabels()) return { reason: `The model ${chosenModel().name} was trained without labels, so it cannot be asked for the digits of a number.` };
  if (text === '') return { reason: 'Write a number to see it here.' };
  const picture = address(`digits/text/${encoded(text)}`, { seed: setting('seed'), ...truncation(), ...ink(), scale: scaleToFill(stage, text.length * signWidth) });
  return { asked: picture, picture, file: 'number.png' };
}, async response => {
  const text = setting('text');
  const picture = document.querySelector('#number .picture');
  // On a narrow window a long number is read by scrolling it, not by guessing.
  picture.style.minWidth = `${text.length * signWidth}px`;
  await hang(picture, response, `${text}, handwritten`);
  const stage = picture.parentElement;
  stage.tabIndex = stage.scrollWidth > stage.clientWidth ? 0 : -1;
  return `${text} in the handwriting of seed ${setting('seed')}.`;
});

/** The frames of the walk, and the canvas that shows one of them. */
const film = {
  images: [],
  ends: '',
  timer: 0,

  /** One canvas pixel for each pixel of a digit; the style sheet enlarges them. */
  draw() {
    const at = +setting('frame');
    const canvas = element('canvas');
    const columns = Math.min(this.images[at].length, 5);
    const [height, width] = [this.images[at][0].length, this.images[at][0][0].length];
    canvas.width = columns * width;
    canvas.height = Math.ceil(this.images[at].length / columns) * height;
    const context = canvas.getContext('2d');
    const inverted = setting('invert') === 'true';
    this.images[at].forEach((rows, k) => {
      const pixels = context.createImageData(width, height);
      rows.flat().forEach((value, i) => pixels.data.fill(inverted ? 255 - value : value, 4 * i, 4 * i + 3));
      for (let i = 3; i < pixels.data.length; i += 4) pixels.data[i] = 255;
      context.putImageData(pixels, k % columns * width, Math.floor(k / columns) * height);
    });
    canvas.hidden = false;
    canvas.setAttribute('aria-label', `${plural(this.images[at].length, 'digit')}, frame ${at + 1} of ${frames} ${this.ends}`);
    element('frame').setAttribute('aria-valuetext', `frame ${at + 1} of ${frames}`);
  },

  play() {
    if (this.timer) { this.stop(); return; }
    if (+setting('frame') === frames - 1) element('frame').value = 0;
    this.draw();
    element('play').textContent = 'Pause';
    this.timer = setInterval(() => {
      element('frame').value = +setting('frame') + 1;
      this.draw();
      if (+setting('frame') === frames - 1) this.stop();
    }, calm.matches ? 500 : 90);
  },

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    element('play').textContent = 'Play';
    remember();
  },
};

const walk = new Exhibit('walk', stage => {
  const everyDigit = Array.from({ length: Math.min(chosenModel().classes, walkers) }, (_, k) => k).join(',');
  const path = { from: setting('from'), to: setting('to'), frames: String(frames), count: String(walkers), digit: digitAsked() || everyDigit, ...truncation() };
  return {
    asked: address('digits/interpolation', { ...path, format: 'json', model: setting('model') }),
    picture: address('digits/interpolation', { ...path, ...ink(), scale: '4' }),
    file: 'walk.png',
  };
}, async response => {
  const { images } = await response.json();
  film.images = Array.from({ length: frames }, () => []);
  for (const image of images) film.images[image.frame][image.index] = image.pixels;
  element('play').disabled = element('frame').disabled = false;
  film.ends = `from seed ${setting('from')} to seed ${setting('to')}`;
  film.draw();
  return `${frames} frames ${film.ends}.`;
});

const exhibits = [digits, number, walk];
let starting = 0;
let remembering = 0;

/** Keeps the address of this page in step; browsers allow only so many changes of it in a while. */
function remember() {
  clearTimeout(remembering);
  remembering = setTimeout(() => {
    const said = Object.entries(state).map(([name, { standard, read }]) => [name, read() === standard ? '' : read()]);
    history.replaceState(null, '', address(location.pathname, Object.fromEntries(said)));
  }, pauseBeforeRemembering);
}

/** Brings everything on the page that follows from the settings up to date. */
function settle() {
  element('count-value').textContent = setting('count');
  element('truncation-value').textContent = setting('truncation') === '1' ? '1 (off)' : setting('truncation');
  element('truncation').setAttribute('aria-valuetext', element('truncation-value').textContent);
  element('digit').disabled = element('text').disabled = !hasLabels();
  element('digit-hint').hidden = hasLabels();
  element('digit-hint').textContent = `The model ${chosenModel().name} was trained without labels, so it cannot be asked for a digit.`;
  element('walk-hint').textContent = !hasLabels() ? 'Ten digits, each on its way from one seed to the other.'
    : setting('digit') === '' ? 'One of each digit, on its way from one handwriting to another.'
    : `Ten times the digit ${setting('digit')}, on its way from one handwriting to another.`;
  document.body.classList.toggle('inverted', setting('invert') === 'true');
  remember();
}

/** A control says which exhibits show what it sets. */
function follow(id, ...shown) {
  element(id).addEventListener('input', () => {
    settle();
    for (const exhibit of shown) exhibit.refresh();
  });
}

/** Unless the seed is kept, a change of what is drawn is also a change of the seed; a change of how it is drawn is not. */
function changesSeed(id) {
  element(id).addEventListener('input', () => { if (setting('keep') !== 'true') newSeed(); });
}

function newSeed() {
  element('seed').value = drawSeed();
  element('seed').dispatchEvent(new Event('input'));
}

function offerDigits() {
  const asked = document.querySelector('[name=digit]:checked')?.value ?? '';
  element('choices').replaceChildren();
  for (const value of ['', ...Array.from({ length: chosenModel().classes || 10 }, (_, k) => String(k))]) {
    const label = document.createElement('label');
    const radio = document.createElement('input');
    Object.assign(radio, { type: 'radio', name: 'digit', value, id: value === '' ? 'any' : `digit-${value}` });
    const text = document.createElement('span');
    text.textContent = value === '' ? 'Any' : value;
    label.append(radio, text);
    element('choices').append(label);
  }
  state.digit.write(asked);
}

function offerModels(answer) {
  models = answer.models;
  models.standard = answer.default;
  element('model').replaceChildren(...models.map(model => new Option(model.name, model.name)));
  element('model-field').hidden = models.length === 1;
}

function askForKey() {
  element('key-form').hidden = false;
  if (key !== '') element('key-hint').textContent = 'The server does not know this key.';
  element('key').select();
}

element('key-form').addEventListener('submit', event => {
  event.preventDefault();
  key = element('key').value;
  sessionStorage.setItem('key', key);
  element('key-form').hidden = true;
  start();
});

async function start() {
  const place = element('models-problem');
  const again = pause => {
    clearTimeout(starting);
    starting = setTimeout(start, pause);
  };
  explain(place, null);
  try {
    const response = await ask('models');
    if (response.status === 401) {
      askForKey();
      return;
    }
    if (!response.ok) {
      explain(place, await problemOf(response), again);
      return;
    }
    offerModels(await response.json());
  } catch (error) {
    explain(place, unreachable(error), again);
    return;
  }

  const link = new URLSearchParams(location.search);
  state.model.write(link.get('model') ?? '');
  offerDigits();
  for (const [name, { standard, write }] of Object.entries(state)) write(link.get(name) ?? standard ?? drawSeed());
  settle();

  element('model').addEventListener('input', offerDigits);
  follow('model', digits, number, walk);
  follow('digit', digits, walk);
  follow('count', digits);
  follow('seed', digits, number);
  follow('truncation', digits, number, walk);
  follow('invert', digits, number);
  follow('keep');
  follow('text', number);
  follow('from', walk);
  follow('to', walk);
  element('invert').addEventListener('input', () => { if (film.images.length) film.draw(); });
  for (const id of ['digit', 'count', 'truncation']) changesSeed(id);
  element('new-seed').addEventListener('click', newSeed);
  element('new-ends').addEventListener('click', () => {
    element('from').value = drawSeed();
    element('to').value = drawSeed();
    element('from').dispatchEvent(new Event('input'));
  });
  element('frame').addEventListener('input', () => { film.stop(); film.draw(); });
  element('play').addEventListener('click', () => film.play());
  addEventListener('resize', () => { for (const exhibit of exhibits) exhibit.resize(); });
  for (const exhibit of exhibits) exhibit.refresh(0);
}

start();
