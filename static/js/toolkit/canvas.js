/**
 * @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Context
 */

const HAIRLINE_PX = 1;
/** On a canvas of more pixels Safari on iPhones draws nothing, without an error. */
const SAFE_PIXELS = 2 ** 24;

/**
 * Creates an empty canvas that is not on the page. Also works in workers.
 *
 * @param {number} width pixels; at least 1 is used
 * @param {number} height the same
 * @param {CanvasRenderingContext2DSettings} [settings]
 * @returns {Context}
 * @throws {Error} the browser has no memory for it
 */
export function makeContext(width, height, settings = { alpha: false }) {
  const size = { width: Math.max(1, width), height: Math.max(1, height) };
  const canvas =
    typeof OffscreenCanvas === 'undefined'
      ? Object.assign(document.createElement('canvas'), size)
      : new OffscreenCanvas(size.width, size.height);
  const context = /** @type {Context | null} */ (canvas.getContext('2d', settings));
  if (!context) throw new Error(`The browser gave no canvas of ${size.width} x ${size.height} pixels.`);
  return context;
}

/**
 * @param {Context} context of an empty canvas; a large one gets a white pixel in its last corner
 * @returns {boolean} whether what is drawn on it will be there
 */
export function holdsItsPixels(context) {
  const { width, height } = context.canvas;
  if (width * height <= SAFE_PIXELS) return true;
  const white = makeContext(1, 1);
  white.fillStyle = '#fff';
  white.fillRect(0, 0, 1, 1);
  context.drawImage(white.canvas, width - 1, height - 1);
  return context.getImageData(width - 1, height - 1, 1, 1).data[0] > 0;
}

/**
 * The pixels of a picture as the browser draws it in another size.
 *
 * @param {CanvasImageSource} picture
 * @param {{ width: number, height: number }} size pixels
 * @param {ImageSmoothingQuality} [smoothing]
 * @returns {Uint8ClampedArray} RGBA, row by row
 * @throws {Error} the browser has no memory for it
 */
export function pixelsOf(picture, { width, height }, smoothing = 'low') {
  const context = makeContext(width, height, { alpha: false, willReadFrequently: true });
  context.imageSmoothingQuality = smoothing;
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

/**
 * @param {HTMLCanvasElement | OffscreenCanvas} canvas
 * @param {number} quality 0..1
 * @returns {Promise<Blob>} what is on it, as a JPEG
 * @throws {Error} the browser has no memory for it
 */
export async function toJpeg(canvas, quality) {
  const type = 'image/jpeg';
  const blob =
    'convertToBlob' in canvas
      ? await canvas.convertToBlob({ type, quality })
      : await new Promise((resolve) => canvas.toBlob(resolve, type, quality));
  if (!blob) throw new Error(`The browser made no JPEG of ${canvas.width} x ${canvas.height} pixels.`);
  return blob;
}

/**
 * Sets the resolution of a canvas on the page to that of the screen, with CSS pixels as its unit. If the size is
 * unchanged, the canvas keeps its content.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{ width: number, height: number }} size CSS pixels, more than 0
 * @returns {CanvasRenderingContext2D | null} null if there is no memory for it
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
 * Strokes a path with dark hairlines on both sides of the light stroke, so that it is visible on any package.
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
