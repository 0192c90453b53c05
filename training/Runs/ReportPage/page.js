'use strict';
const { grids, charts, positions } = JSON.parse(document.getElementById('data').textContent);

const slider = document.getElementById('grid');
if (slider) {
  const picture = document.getElementById('picture');
  const title = document.getElementById('grid-title');
  const where = document.getElementById('grid-where');
  const play = document.getElementById('play');
  let timer = 0;

  const show = () => {
    const grid = grids[slider.value];
    picture.src = grid.src;
    picture.alt = `Generated images, ${grid.title}`;
    title.textContent = grid.title;
    where.textContent = grid.where;
    slider.setAttribute('aria-valuetext', `${grid.title}, ${grid.where}`);
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = 'Play';
  };
  slider.addEventListener('input', () => { stop(); show(); });
  play.addEventListener('click', () => {
    if (timer) { stop(); return; }
    if (+slider.value === grids.length - 1) slider.value = 0;
    show();
    play.textContent = 'Pause';
    timer = setInterval(() => {
      slider.value = +slider.value + 1;
      show();
      if (+slider.value === grids.length - 1) stop();
    }, 350);
  });
  show();
}

const draw = (name, attributes, parent) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  parent.append(element);
  return element;
};
const text = (content, attributes, parent) => { draw('text', { class: 'axis', ...attributes }, parent).textContent = content; };
const grouped = value => value.toLocaleString('en', value >= 100000 ? { notation: 'compact' } : { maximumFractionDigits: 3 });
const precise = value => value === null ? '–' : Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : String(+value.toPrecision(4)).replace('-', '−');

/** The values that a chart has a place for. */
const shown = chart => chart.series.flatMap(series => series.values).filter(value => value !== null && (!chart.logarithmic || value > 0));

/** Round numbers from low to high, about as many as asked for. */
const ticks = (low, high, count) => {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find(factor => factor * power >= rough * 0.75) * power;
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(i * step + 0);
  return found;
};

/** Powers of ten from low to high, and where those are few, twice and five times them too. */
const powers = (low, high) => {
  const factors = Math.log10(high / low) > 2.5 ? [1] : [1, 2, 5];
  const found = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high * 1.000001; power++) {
    for (const factor of factors) {
      const value = factor * 10 ** power;
      if (value >= low * 0.999999 && value <= high * 1.000001) found.push(value);
    }
  }
  return found;
};

/** From the last to the first of 1, 2 and 5 times a power of ten that leave all values between them. */
const widened = values => {
  const low = Math.min(...values), high = Math.max(...values);
  const around = power => [1, 2, 5].map(factor => factor * 10 ** power);
  const [below, above] = [Math.floor(Math.log10(low)), Math.floor(Math.log10(high))];
  return [around(below).findLast(value => value <= low) ?? low, [...around(above), 10 ** (above + 1)].find(value => value > high)];
};

const range = chart => {
  if (chart.range) return chart.range;
  const values = shown(chart);
  if (!values.length) return chart.logarithmic ? [1, 10] : [0, 1];
  if (chart.logarithmic) return widened(values);
  const low = Math.min(0, ...values), high = Math.max(...values);
  return high > low ? [low, high + (high - low) * 0.05] : [low, low + 1];
};

for (const chart of charts) {
  const figure = document.createElement('figure');
  figure.className = 'chart';
  const caption = document.createElement('figcaption');
  const unit = document.createElement('small');
  caption.textContent = chart.title;
  unit.textContent = chart.unit;
  caption.append(unit);
  const legend = document.createElement('div');
  legend.className = 'legend';
  const svg = draw('svg', { tabindex: 0, role: 'application', 'aria-label': `${chart.title}: use the arrow keys to read its numbers` }, figure);
  figure.prepend(caption, legend);
  const spoken = document.createElement('div');
  spoken.setAttribute('aria-live', 'polite');
  spoken.style.cssText = 'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)';
  figure.append(spoken);
  document.getElementById('charts').append(figure);

  let chosen = null;
  let frame;
  const [low, high] = range(chart);

  const render = () => {
    const width = svg.clientWidth, height = svg.clientHeight;
    if (!width) return;
    frame = { left: 52, right: width - 14, top: 10, bottom: height - 26 };
    const first = positions.length > 1 ? positions[0].x : positions[0].x - 1, last = positions.length > 1 ? positions.at(-1).x : positions[0].x + 1;
    frame.x = value => frame.left + (value - first) / (last - first) * (frame.right - frame.left);
    const scale = chart.logarithmic ? value => Math.log10(Math.max(value, low)) : value => value;
    frame.y = value => frame.bottom - (scale(value) - scale(low)) / (scale(high) - scale(low)) * (frame.bottom - frame.top);
    svg.replaceChildren();
    for (const value of (chart.logarithmic ? powers : ticks)(low, high, 4)) {
      draw('line', { class: 'tick', x1: frame.left, x2: frame.right, y1: frame.y(value), y2: frame.y(value) }, svg);
      text(grouped(value), { x: frame.left - 8, y: frame.y(value) + 4, 'text-anchor': 'end' }, svg);
    }
    for (const value of ticks(first, last, Math.max(2, width / 90)).filter(value => last - first < 2 || Number.isInteger(value))) {
      text(grouped(value), { x: frame.x(value), y: frame.bottom + 18, 'text-anchor': 'middle' }, svg);
    }
    draw('line', { class: 'base', x1: frame.left, x2: frame.right, y1: frame.bottom, y2: frame.bottom }, svg);
    if (chart.reference !== null) draw('line', { class: 'reference', x1: frame.left, x2: frame.right, y1: frame.y(chart.reference), y2: frame.y(chart.reference) }, svg);
    chart.series.forEach((series, index) => {
      // What is measured now and then is joined; what is measured always and is missing shows a gap.
      const sparse = chart.logarithmic || series.values.filter(value => value !== null).length < series.values.length / 2;
      let path = '', pen = 'M';
      series.values.forEach((value, i) => {
        if (value === null) { if (!sparse) pen = 'M'; return; }
        path += `${pen}${frame.x(positions[i].x).toFixed(1)} ${frame.y(value).toFixed(1)}`;
        pen = 'L';
        if (sparse || positions.length <= 30) draw('circle', { class: `c${chart.color + index}`, cx: frame.x(positions[i].x), cy: frame.y(value), r: 2.5, 'stroke-width': 0 }, svg);
      });
      draw('path', { class: `curve c${chart.color + index}`, d: path }, svg);
    });
    read();
  };

  /** The numbers at the chosen position, or at the last one. */
  const read = () => {
    svg.querySelectorAll('.chosen').forEach(element => element.remove());
    const at = chosen ?? positions.length - 1;
    if (chosen !== null) {
      const x = frame.x(positions[at].x);
      draw('line', { class: 'cross chosen', x1: x, x2: x, y1: frame.top, y2: frame.bottom }, svg);
      chart.series.forEach((series, index) => {
        if (series.values[at] !== null) draw('circle', { class: `c${chart.color + index} chosen`, cx: x, cy: frame.y(series.values[at]), r: 4.5, 'stroke-width': 0 }, svg);
      });
    }
    legend.replaceChildren(...chart.series.map((series, index) => {
      const entry = document.createElement('span');
      const sample = document.createElement('i');
      sample.className = `c${chart.color + index}${chart.color + index === 1 ? ' dashed' : ''}`;
      const value = document.createElement('b');
      value.textContent = precise(series.values[at]);
      entry.append(sample, `${series.name} `, value);
      return entry;
    }), positions[at].title);
  };
  const choose = at => {
    chosen = at;
    read();
  };
  const nearest = event => {
    const x = event.clientX - svg.getBoundingClientRect().left;
    let best = 0;
    positions.forEach((position, i) => { if (Math.abs(frame.x(position.x) - x) < Math.abs(frame.x(positions[best].x) - x)) best = i; });
    choose(best);
  };
  svg.addEventListener('pointermove', nearest);
  svg.addEventListener('pointerdown', nearest);
  svg.addEventListener('pointerleave', () => choose(null));
  svg.addEventListener('blur', () => choose(null));
  svg.addEventListener('keydown', event => {
    const last = positions.length - 1, now = chosen ?? last;
    const to = { ArrowLeft: now - 1, ArrowRight: now + 1, PageUp: now - 10, PageDown: now + 10, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(Math.min(last, Math.max(0, to)));
    spoken.textContent = legend.textContent;
  });
  new ResizeObserver(render).observe(svg);
}
