// Of each picture the server draws this many pixels at most.
const mostPixels = 4 * 1024 * 1024;

// A walk comes as numbers, which take four times the memory of a picture and more; larger images make fewer walkers.
const walkValues = 1_000_000;
const mostWalkers = 10;

const families = {
  digits: { path: 'digits', label: 'digit', noun: 'digit', kind: 'digit', title: 'Digits', headline: 'Handwritten digits that nobody wrote' },
  images: { path: 'images', label: 'label', noun: 'image', kind: 'class', title: 'Images', headline: 'Images that nobody made' },
};

/** Routes and words for what a model makes. */
export const familyOf = model => model.makesDigits ? families.digits : families.images;

export const isColour = model => model.imageShape[0] === 3;

/** What each class is asked for by: its name, or its number. */
export const labelsOf = model => Array.from({ length: model.classes }, (_, label) => model.classNames?.[label] ?? String(label));

/** A label as a person reads it. */
export const labelText = (model, label) => model.classNames?.[label] ?? String(label);

/** A grid of a model's images: its columns, and its size in pixels before scaling. */
export function gridOf(model, count) {
  const [, height, width] = model.imageShape;
  const columns = Math.ceil(Math.sqrt(count));
  return { columns, width: columns * width, height: Math.ceil(count / columns) * height };
}

/** The largest scale, up to one, at which the server draws so many frames. */
export const scaleWithin = (wanted, { width, height }, frames = 1) =>
  String(Math.max(1, Math.min(wanted, Math.floor(Math.sqrt(mostPixels / (frames * width * height))))));

/** The smallest whole scale that fills the stage: what is too large is made smaller smoothly, what is too small would be blurred. */
export const scaleToFill = (stage, grid) =>
  scaleWithin(Math.min(16, Math.max(1, Math.ceil(stage.clientWidth * devicePixelRatio / grid.width))), grid);

/** How many images walk side by side. */
export function walkersOf(model, frames) {
  const values = model.imageShape.reduce((product, size) => product * size);
  return Math.max(1, Math.min(mostWalkers, Math.floor(walkValues / (frames * values))));
}
