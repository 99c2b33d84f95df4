const HAIRLINE_PX = 1;

/**
 * Gives a canvas as many pixels as the screen has under it, and CSS pixels as its unit. What was drawn on it may stay.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{ width: number, height: number }} size CSS pixels, more than 0
 * @returns {CanvasRenderingContext2D | null} null where there is no memory for it
 */
export function fitToScreen(canvas, { width, height }) {
  const ratio = globalThis.devicePixelRatio;
  const [pixels_x, pixels_y] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixels_x || canvas.height !== pixels_y) {
    canvas.width = pixels_x;
    canvas.height = pixels_y;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(pixels_x / width, 0, 0, pixels_y / height, 0, 0);
  return context;
}

/**
 * Strokes with a dark hairline outside and inside of the light stroke: readable on any package.
 *
 * @param {CanvasRenderingContext2D} context with CSS pixels as its unit
 * @param {Path2D} path
 * @param {number} width_px
 * @param {string} colour
 * @param {string} hairline colour
 */
export function strokeOnPicture(context, path, width_px, colour, hairline) {
  context.strokeStyle = hairline;
  context.lineWidth = width_px + 2 * HAIRLINE_PX;
  context.stroke(path);
  context.strokeStyle = colour;
  context.lineWidth = width_px;
  context.stroke(path);
}
