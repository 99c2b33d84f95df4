/**
 * A picture in overlapping tiles, so that several workers can share the work on it, and the parts of the network's
 * output put together again. Every cell of the output comes from one tile alone, the one in whose own part it lies; so
 * what is decoded afterwards knows nothing of tiles, and no product at a seam is found twice.
 *
 * @typedef {import('../models/card.js').AnchorLevel} AnchorLevel
 *
 * @typedef {object} Tile In input pixels; all multiples of the stride.
 * @property {number} x Left edge.
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {{ x: number, y: number, width: number, height: number }} own The part whose cells are taken from this tile.
 *   The rest overlaps with the neighbours, so that the network sees what lies on the other side of the seam.
 */

/** How far a tile reaches into its neighbour, in strides of the input: 64 px, which costs no accuracy (training/EXPERIMENTS.md). */
const OVERLAP_STRIDES = 2;

/**
 * @param {number} height Of the input, a multiple of `stride`.
 * @param {number} width
 * @param {number} stride
 * @param {number} count Of tiles wanted.
 * @returns {Tile[]} Of about equal size, side by side along the longer side; fewer than wanted where the overlaps would
 *   be more than a third of the work.
 */
export function planTiles(height, width, stride, count) {
  const isTall = height >= width;
  const cells = (isTall ? height : width) / stride;
  const parts = Math.max(1, Math.min(count, Math.floor(cells / (3 * OVERLAP_STRIDES))));
  const length = (cells + 2 * OVERLAP_STRIDES * (parts - 1)) / parts;
  const seams = Array.from({ length: parts - 1 }, (_, i) =>
    Math.round((i + 1) * (length - 2 * OVERLAP_STRIDES) + OVERLAP_STRIDES),
  );
  return Array.from({ length: parts }, (_, part) => {
    const [from, to] = [seams[part - 1] ?? 0, seams[part] ?? cells];
    const own = { at: from * stride, length: (to - from) * stride };
    const [start, end] = [Math.max(0, from - OVERLAP_STRIDES), Math.min(cells, to + OVERLAP_STRIDES)];
    const all = { at: start * stride, length: (end - start) * stride };
    return isTall
      ? { x: 0, y: all.at, width, height: all.length, own: { x: 0, y: own.at, width, height: own.length } }
      : { x: all.at, y: 0, width: all.length, height, own: { x: own.at, y: 0, width: own.length, height } };
  });
}

/**
 * @param {Uint8ClampedArray} rgba (height * width * 4) pixels of the whole input.
 * @param {number} width Of the whole input.
 * @param {Tile} tile
 * @returns {Uint8ClampedArray<ArrayBuffer>} A copy of the tile's pixels, which can be given away.
 */
export function cutTile(rgba, width, tile) {
  const pixels = new Uint8ClampedArray(tile.height * tile.width * 4);
  for (let row = 0; row < tile.height; row += 1) {
    const from = ((tile.y + row) * width + tile.x) * 4;
    pixels.set(rgba.subarray(from, from + tile.width * 4), row * tile.width * 4);
  }
  return pixels;
}

/**
 * @param {Tile[]} tiles
 * @param {Float32Array[]} parts Raw predictions of each tile.
 * @param {AnchorLevel[]} levels
 * @param {number} rowLength Numbers of an anchor.
 * @param {number} height Of the whole input.
 * @param {number} width
 * @returns {Float32Array} Raw predictions of the whole input, as the network orders them: level by level, row by row.
 */
export function joinPredictions(tiles, parts, levels, rowLength, height, width) {
  const numbers = (
    /** @type {AnchorLevel} */ { stride, sizes },
    /** @type {{ width: number, height: number }} */ size,
  ) => (size.height / stride) * (size.width / stride) * sizes.length * rowLength;
  const joined = new Float32Array(levels.reduce((sum, level) => sum + numbers(level, { width, height }), 0));
  let start = 0; // of the level in `joined`
  const partStarts = tiles.map(() => 0);
  for (const level of levels) {
    const { stride } = level;
    const cell = level.sizes.length * rowLength;
    for (const [i, { x, y, own, ...tile }] of tiles.entries()) {
      for (let row = 0; row < own.height / stride; row += 1) {
        const partRow = (own.y - y) / stride + row;
        const from = partStarts[i] + ((partRow * tile.width + own.x - x) / stride) * cell;
        const to = start + (((own.y / stride + row) * width + own.x) / stride) * cell;
        joined.set(parts[i].subarray(from, from + (own.width / stride) * cell), to);
      }
      partStarts[i] += numbers(level, tile);
    }
    start += numbers(level, { width, height });
  }
  return joined;
}
