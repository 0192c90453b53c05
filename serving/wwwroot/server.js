/** The key that pictures need where the server wants one; kept for this tab. */
export const access = {
  key: sessionStorage.getItem('key') ?? '',

  use(key) {
    this.key = key;
    sessionStorage.setItem('key', key);
  },
};

export const ask = (url, signal) => fetch(url, { signal, headers: access.key === '' ? {} : { 'X-API-Key': access.key } });

export const plural = (count, noun) => `${count} ${noun}${+count === 1 ? '' : 's'}`;

/** A part of a URL, with the signs left readable that mean nothing there, and good between the quotes of a command line. */
export const encoded = text => encodeURIComponent(text).replace(/%2C|%2F|%3A/g, decodeURIComponent).replaceAll("'", '%27');

/** Path and query, without the parameters that are empty. */
export const address = (path, parameters) => {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== '').map(([name, value]) => `${name}=${encoded(value)}`);
  return pairs.length ? `${path}?${pairs.join('&')}` : path;
};

/** What went wrong, in the server's own words where it has some. */
export async function problemOf(response) {
  const wait = response.headers.get('Retry-After');
  const passing = response.status === 429 || response.status >= 500;
  if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    return { title: `The server answered ${response.status} ${response.statusText}`.trim() + '.', details: [], parameters: [], passing, wait };
  }
  const { title, detail, errors = {} } = await response.json();
  return { title, details: [detail, ...Object.values(errors).flat()].filter(Boolean), parameters: Object.keys(errors), passing, wait };
}

export const unreachable = error => ({ title: 'The server cannot be reached.', details: [error.message], parameters: [], passing: true, wait: '5' });

/** Shows a problem and, where waiting may help, asks again by itself. */
export function explain(place, problem, again) {
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
