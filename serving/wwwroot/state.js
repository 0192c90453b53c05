import { address } from './server.js';

// Browsers allow only so many changes of an address in a while.
const pauseBeforeRemembering = 300;

const element = id => document.getElementById(id);
const field = id => ({ read: () => element(id).value.trim(), write: value => { element(id).value = value; } });
const box = id => ({ read: () => String(element(id).checked), write: value => { element(id).checked = value === 'true'; } });
const choices = {
  read: () => document.querySelector('[name=digit]:checked').value,
  write: value => { (document.querySelector(`[name=digit][value="${CSS.escape(value)}"]`) ?? element('any')).checked = true; },
};
const beside = {
  read: () => [...document.querySelectorAll('[name=beside]:checked')].map(each => each.value).join(','),
  write: value => { for (const each of document.querySelectorAll('[name=beside]')) each.checked = value.split(',').includes(each.value); },
};

/** The models that are served; standard is the name of the one that needs no name. */
export const served = { models: [], standard: '' };
export const chosenModel = () => served.models.find(model => model.name === element('model').value);

/** What a link to this page says; a value that is the standard one is left out of the link, and null stands for one that is drawn. */
const state = {
  model: {
    standard: '',
    read: () => element('model').value === served.standard ? '' : element('model').value,
    write: value => { element('model').value = served.models.some(model => model.name === value) ? value : served.standard; },
  },
  count: { standard: '16', ...field('count') },
  seed: { standard: null, ...field('seed') },
  digit: { standard: '', ...choices },
  truncation: { standard: '1', ...field('truncation') },
  invert: { standard: 'false', ...box('invert') },
  keep: { standard: 'true', ...box('keep') },
  beside: { standard: '', ...beside },
  text: { standard: '3.14159265', ...field('text') },
  from: { standard: '1', ...field('from') },
  to: { standard: '2', ...field('to') },
  frame: { standard: '0', ...field('frame') },
};

export const setting = name => state[name].read();
export const write = (name, value) => state[name].write(value);

/** Sets everything to what the address of this page says, or to its standard. */
export function recall(drawSeed) {
  const link = new URLSearchParams(location.search);
  for (const [name, { standard, write }] of Object.entries(state)) write(link.get(name) ?? standard ?? drawSeed());
}

let remembering = 0;

/** Keeps the address of this page in step. */
export function remember() {
  clearTimeout(remembering);
  remembering = setTimeout(() => {
    const said = Object.entries(state).map(([name, { standard, read }]) => [name, read() === standard ? '' : read()]);
    history.replaceState(null, '', address(location.pathname, Object.fromEntries(said)));
  }, pauseBeforeRemembering);
}
