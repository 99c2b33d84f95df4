/**
 * What a photo looks like in small: how bright each place is, and how much there is to see. An empty place of a shelf is
 * told from a product by it (gap-evidence.js). It is made when the photo is counted and kept with the boxes, so that gaps
 * are the same wherever they are derived.
 *
 * @typedef {object} Texture plain JSON
 * @property {1} version of how it is made
 * @property {number} width cells
 * @property {number} height
 * @property {string} cells brightness of each cell row by row, then detail of each; 0..255, base64
 *
 * @typedef {object} Cells a texture that can be read
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} brightness 0..255 (Rec. 601)
 * @property {Uint8Array} detail four times the standard deviation of the brightness within the cell, at most 255
 */
import { fromBase64, isBase64, toBase64 } from '../toolkit/base64.js';
import { pixelsOf } from '../toolkit/canvas.js';

export const TEXTURE_VERSION = 1;
/** Cells along the longer side. A product on a full shelf is then about six to twelve cells wide. */
const LONG_SIDE = 128;
/** A cell is made from a square of so many pixels to each side. */
export const CELL_PX = 4;
/** The detail of a cell is stored with this factor: most spreads are far below 64. */
const DETAIL = 4;

/**
 * @param {{ width: number, height: number }} photo
 * @returns {{ width: number, height: number }} cells, at least 1 each
 */
export function textureSize({ width, height }) {
  const scale = LONG_SIDE / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * @param {ImageBitmap} picture upright; stays open
 * @returns {Texture}
 * @throws {Error} the browser has no memory for a small canvas
 */
export function makeTexture(picture) {
  const size = textureSize(picture);
  const drawn = { width: size.width * CELL_PX, height: size.height * CELL_PX };
  return textureOf(pixelsOf(picture, drawn), size);
}

/**
 * @param {ArrayLike<number>} rgba of the photo at CELL_PX times the size, row by row
 * @param {{ width: number, height: number }} size cells
 * @returns {Texture}
 */
export function textureOf(rgba, { width, height }) {
  const count = width * height;
  const cells = new Uint8Array(2 * count);
  for (let i = 0; i < count; i += 1) {
    const [x, y] = [(i % width) * CELL_PX, Math.floor(i / width) * CELL_PX];
    let [sum, squares] = [0, 0];
    for (let row = y; row < y + CELL_PX; row += 1) {
      let at = 4 * (row * width * CELL_PX + x);
      for (let column = 0; column < CELL_PX; column += 1, at += 4) {
        const brightness = 0.299 * rgba[at] + 0.587 * rgba[at + 1] + 0.114 * rgba[at + 2];
        sum += brightness;
        squares += brightness ** 2;
      }
    }
    const mean = sum / CELL_PX ** 2;
    cells[i] = Math.round(mean);
    const spread = Math.sqrt(Math.max(0, squares / CELL_PX ** 2 - mean ** 2));
    cells[count + i] = Math.min(255, Math.round(DETAIL * spread));
  }
  return { version: TEXTURE_VERSION, width, height, cells: toBase64(cells) };
}

/** Reading one takes longer than using it, and every change of a photo derives its gaps anew. @type {WeakMap<Texture, Cells>} */
const read = new WeakMap();

/** @param {Texture} texture @returns {Cells} */
export function cellsOf(texture) {
  let cells = read.get(texture);
  if (!cells) {
    const { width, height } = texture;
    const bytes = fromBase64(texture.cells);
    const [brightness, detail] = [bytes.subarray(0, width * height), bytes.subarray(width * height)];
    cells = { width, height, brightness, detail };
    read.set(texture, cells);
  }
  return cells;
}

/**
 * @param {unknown} value that may come from anyone
 * @returns {Texture | null} null: it is none, or one of another version
 */
export function asTexture(value) {
  const { version, width, height, cells } = /** @type {Record<string, unknown>} */ (value ?? {});
  if (version !== TEXTURE_VERSION || !isSide(width) || !isSide(height)) return null;
  if (!isBase64(cells, 2 * width * height)) return null;
  return { version, width, height, cells };
}

/** @param {unknown} value @returns {value is number} whether it is a length of a texture */
const isSide = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= LONG_SIDE;
