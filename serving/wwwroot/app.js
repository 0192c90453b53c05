import { access, address, ask, encoded, explain, plural, problemOf, unreachable } from './server.js';
import { Beside } from './beside.js';
import { Exhibit, hang } from './exhibit.js';
import { Film } from './film.js';
import { familyOf, gridOf, isColour, labelsOf, labelText, scaleToFill, scaleWithin, walkersOf } from './models.js';
import { chosenModel, recall, remember, served, setting, write } from './state.js';

const frames = 25;
// Digits of a number stand closer than in a grid, and signs are narrower still.
const signWidth = 14;

const element = id => document.getElementById(id);

// 32 of the 64 bits: enough that nobody meets a seed twice, and short enough to read out.
const drawSeed = () => String(crypto.getRandomValues(new Uint32Array(1))[0]);
const hasLabels = model => model.classes > 0;

/** The class that was asked for, if a model has it: several are shown side by side, and not all know the same. */
const labelAsked = model => labelsOf(model).includes(setting('digit')) ? setting('digit') : '';

/** Parameters that every picture takes, as far as they differ from what the server does unasked. */
const named = model => ({ model: model.name === served.standard ? '' : model.name });
const ink = model => ({ invert: setting('invert') === 'true' ? 'true' : '', ...named(model) });
const truncation = () => ({ truncation: setting('truncation') === '1' ? '' : setting('truncation') });

const milliseconds = text => text === null ? '–' : `${(+text).toFixed(text < 10 ? 2 : text < 100 ? 1 : 0)} ms`;

/** Where the grid of a model's images is. */
function gridAddress(model, stage) {
  const family = familyOf(model);
  const grid = gridOf(model, +setting('count'));
  stage.style.aspectRatio = `${model.imageShape[2]} / ${model.imageShape[1]}`;
  const picture = address(family.path, {
    count: setting('count'), seed: setting('seed'), [family.label]: labelAsked(model), ...truncation(), ...ink(model), scale: scaleToFill(stage, grid),
  });
  return { asked: picture, picture, file: `${family.path}.png` };
}

/** Shows a grid, and says what it is. */
async function hangGrid(model, response, picture) {
  const labels = response.headers.get('X-Labels')?.split(',').map(label => labelText(model, label)).join(model.classNames ? ', ' : ' ');
  const drawn = `${plural(setting('count'), familyOf(model).noun)} of seed ${response.headers.get('X-Seed')}`;
  await hang(picture, response, labels ? `${drawn}: ${labels}` : drawn);
  return `${drawn}.`;
}

const digits = new Exhibit('digits', stage => gridAddress(chosenModel(), stage), async (response, elapsed, picture) => {
  const header = name => response.headers.get(name);
  const drawn = await hangGrid(chosenModel(), response, picture);
  element('queue-time').textContent = milliseconds(header('X-Queue-Time'));
  element('inference-time').textContent = milliseconds(header('X-Inference-Time'));
  element('total-time').textContent = milliseconds(elapsed());
  element('model-name').textContent = header('X-Model') ?? '–';
  element('model-version').textContent = header('X-Model-Version')?.slice(0, 8) ?? '';
  return drawn;
});

const number = new Exhibit('number', stage => {
  const text = setting('text');
  const model = chosenModel();
  if (!model.makesDigits) return { reason: `The model ${model.name} makes no digits.` };
  if (!hasLabels(model)) return { reason: `The model ${model.name} was trained without labels, so it cannot be asked for the digits of a number.` };
  if (text === '') return { reason: 'Write a number to see it here.' };
  const [, height] = model.imageShape;
  const picture = address(`digits/text/${encoded(text)}`, {
    seed: setting('seed'), ...truncation(), ...ink(model), scale: scaleToFill(stage, { width: text.length * signWidth, height }),
  });
  return { asked: picture, picture, file: 'number.png' };
}, async (response, elapsed, picture) => {
  const text = setting('text');
  // On a narrow window a long number is read by scrolling it, not by guessing.
  picture.style.minWidth = `${text.length * signWidth}px`;
  await hang(picture, response, `${text}, handwritten`);
  const stage = picture.parentElement;
  stage.tabIndex = stage.scrollWidth > stage.clientWidth ? 0 : -1;
  return `${text} in the handwriting of seed ${setting('seed')}.`;
});

const film = new Film(() => setting('invert') === 'true', remember);

const walk = new Exhibit('walk', () => {
  const model = chosenModel();
  const family = familyOf(model);
  const walkers = walkersOf(model, frames);
  const path = {
    from: setting('from'), to: setting('to'), frames: String(frames), count: String(walkers),
    [family.label]: labelAsked(model) || labelsOf(model).slice(0, walkers).join(','), ...truncation(),
  };
  const route = `${family.path}/interpolation`;
  return {
    asked: address(route, { ...path, format: 'json', ...named(model) }),
    picture: address(route, { ...path, ...ink(model), scale: scaleWithin(4, gridOf(model, walkers), frames) }),
    file: 'walk.png',
  };
}, async response => {
  const { images } = await response.json();
  const ends = `from seed ${setting('from')} to seed ${setting('to')}`;
  film.load(images, frames, familyOf(chosenModel()).noun, ends);
  return `${frames} frames ${ends}.`;
});

const beside = new Beside(
  (model, stage) => gridAddress(model, stage), (model, response, picture) => hangGrid(model, response, picture));
const exhibits = [digits, number, walk, beside];

/** Brings everything on the page that follows from the settings up to date. */
function settle() {
  const model = chosenModel();
  const family = familyOf(model);
  element('headline').textContent = family.headline;
  element('digits-title').textContent = family.title;
  element('digit-legend').textContent = family.kind[0].toUpperCase() + family.kind.slice(1);
  element('digit').dataset.parameter = family.label;
  element('invert-name').textContent = isColour(model) ? 'Negative: every colour as its opposite' : 'Black ink on white';
  element('count-value').textContent = setting('count');
  element('truncation-value').textContent = setting('truncation') === '1' ? '1 (off)' : setting('truncation');
  element('truncation').setAttribute('aria-valuetext', element('truncation-value').textContent);
  element('number').hidden = !model.makesDigits;
  document.querySelector('.pair').classList.toggle('alone', !model.makesDigits);
  element('digit').disabled = element('text').disabled = !hasLabels(model);
  element('digit-hint').hidden = hasLabels(model);
  element('digit-hint').textContent = `The model ${model.name} was trained without labels, so it cannot be asked for a ${family.kind}.`;
  element('walk-hint').textContent = walkHint(model, family, walkersOf(model, frames));
  document.body.classList.toggle('inverted', setting('invert') === 'true');
  beside.settle();
  remember();
}

function walkHint(model, family, walkers) {
  const asked = labelAsked(model);
  if (model.makesDigits) {
    return !hasLabels(model) ? 'Ten digits, each on its way from one seed to the other.'
      : asked === '' ? 'One of each digit, on its way from one handwriting to another.'
      : `Ten times the digit ${asked}, on its way from one handwriting to another.`;
  }
  const several = `${plural(walkers, family.noun)}, on the way from one seed to the other`;
  return asked !== '' ? `${several}, all of class ${asked}.`
    : hasLabels(model) ? `${several}, of one class after the other.`
    : `${several}.`;
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

function choice(type, name, value, id, text) {
  const label = document.createElement('label');
  const control = Object.assign(document.createElement('input'), { type, name, value, id });
  label.append(control, Object.assign(document.createElement('span'), { textContent: text }));
  return label;
}

/** The classes that the chosen model can be asked for, and the models that can stand beside it; what was chosen before stays. */
function offerChoices() {
  const model = chosenModel();
  const [label, names] = [document.querySelector('[name=digit]:checked')?.value ?? '', setting('beside')];
  const labels = hasLabels(model) ? labelsOf(model) : model.makesDigits ? Array.from({ length: 10 }, (_, k) => String(k)) : [];
  element('choices').classList.toggle('named', Boolean(model.classNames) || labels.length > 10);
  element('choices').replaceChildren(
    choice('radio', 'digit', '', 'any', 'Any'), ...labels.map((text, k) => choice('radio', 'digit', text, `digit-${k}`, text)));
  write('digit', label);
  const others = served.models.filter(other => other !== model);
  element('others').replaceChildren(...others.map(other => choice('checkbox', 'beside', other.name, `other-${other.name}`, other.name)));
  element('beside').hidden = others.length === 0;
  write('beside', names);
}

function offerModels(answer) {
  served.models = answer.models;
  served.standard = answer.default;
  element('model').replaceChildren(...served.models.map(model => new Option(model.name, model.name)));
  element('model-field').hidden = served.models.length === 1;
}

function askForKey() {
  element('key-form').hidden = false;
  if (access.key !== '') element('key-hint').textContent = 'The server does not know this key.';
  element('key').select();
}

element('key-form').addEventListener('submit', event => {
  event.preventDefault();
  access.use(element('key').value);
  element('key-form').hidden = true;
  start();
});

let starting = 0;

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

  write('model', new URLSearchParams(location.search).get('model') ?? '');
  offerChoices();
  recall(drawSeed);
  settle();

  element('model').addEventListener('input', offerChoices);
  follow('model', digits, number, walk, beside);
  follow('digit', digits, walk, beside);
  follow('beside');
  follow('count', digits, beside);
  follow('seed', digits, number, beside);
  follow('truncation', digits, number, walk, beside);
  follow('invert', digits, number, beside);
  follow('keep');
  follow('text', number);
  follow('from', walk);
  follow('to', walk);
  element('invert').addEventListener('input', () => film.draw());
  for (const id of ['digit', 'count', 'truncation']) changesSeed(id);
  element('new-seed').addEventListener('click', newSeed);
  element('new-ends').addEventListener('click', () => {
    element('from').value = drawSeed();
    element('to').value = drawSeed();
    element('from').dispatchEvent(new Event('input'));
  });
  addEventListener('resize', () => { for (const exhibit of exhibits) exhibit.resize(); });
  for (const exhibit of exhibits) exhibit.refresh(0);
}

start();
