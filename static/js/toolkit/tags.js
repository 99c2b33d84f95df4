const FONT = '600 11px system-ui, sans-serif';
const HEIGHT_PX = 16;
const PAD_PX = 5;
/** A narrower box gets no tag. */
const LEAST_WIDTH_PX = 44;

/**
 * Draws a name in the top left corner of a box, shortened to the width of the box: a name that extended over the next box
 * would seem to belong to both.
 *
 * @param {CanvasRenderingContext2D} context with CSS pixels as its unit
 * @param {string} name
 * @param {{ x: number, y: number, width: number }} box CSS pixels
 * @param {(name: string) => string} colour of a CSS custom property
 * @param {string} [ink] colour of the letters
 */
export function drawTag(context, name, { x, y, width }, colour, ink = colour('on-chrome')) {
  if (width < LEAST_WIDTH_PX) return;
  context.font = FONT;
  context.textAlign = 'start';
  context.textBaseline = 'middle';
  const text = shortened(name, (each) => context.measureText(each).width <= width - 2 * PAD_PX);
  const tag = new Path2D();
  tag.roundRect(x, y, context.measureText(text).width + 2 * PAD_PX, HEIGHT_PX, 4);
  context.fillStyle = colour('chrome');
  context.fill(tag);
  context.fillStyle = ink;
  context.fillText(text, x + PAD_PX, y + HEIGHT_PX / 2 + 0.5);
}

/**
 * @param {string} name
 * @param {(text: string) => boolean} fits
 * @returns {string} the name, or as many of its letters as fit, at least one
 */
export function shortened(name, fits) {
  if (fits(name)) return name;
  const letters = Array.from(name);
  while (letters.length > 1 && !fits(`${letters.join('')}…`)) letters.pop();
  return `${letters.join('')}…`;
}
