/**
 * 3x3 convolutions in Winograd's way, F(4x4, 3x3): tiles of 4x4 outputs are transformed, multiplied as 36 matrices, and
 * transformed back, see kernels/winograd.ts. A third of the time of the plain way; results differ in the fifth digit.
 *
 * @typedef {import('./workspace.js').Workspace} Workspace
 * @typedef {import('./workspace.js').Info} Info
 */
import { layOutGroups } from './layout.js';

const TILE = 4;
const SIDE = 6;
const MATRICES = SIDE * SIDE;
/** Filters of a matrix that are computed together, as in convolution.js. */
const FILTERS = 8;
/** Rows of a matrix of which the product is computed together: fewer tiles than that cannot be taken. */
const LEAST_TILES = 6;
/** Tiles that are on their way together: their matrices are to stay in the processor's cache. */
const STRIP_TILES = 96;
/** With fewer channels the transformations cost more than the products save. */
const LEAST_CHANNELS = 16;
const SCRATCH_BYTES = MATRICES * 16;

/** From the columns of a filter to those of its transformation. */
const TRANSFORM = [
  [1 / 4, 0, 0],
  [-1 / 6, -1 / 6, -1 / 6],
  [-1 / 6, 1 / 6, -1 / 6],
  [1 / 24, 1 / 12, 1 / 6],
  [1 / 24, -1 / 12, 1 / 6],
  [0, 0, 1],
];

/** @param {Info} info @returns {boolean} Whether it is worth it, and the output is made of whole tiles. */
export function hasTiles(info) {
  return (
    info.filterHeight === 3 &&
    info.filterWidth === 3 &&
    info.strideHeight * info.strideWidth === 1 &&
    info.inChannels >= LEAST_CHANNELS &&
    info.inChannels % 4 === 0 &&
    info.outHeight % TILE === 0 &&
    info.outWidth % TILE === 0 &&
    info.outHeight * info.outWidth >= LEAST_TILES * TILE * TILE
  );
}

/**
 * @param {Workspace} workspace
 * @param {import('./workspace.js').Inputs} inputs
 * @param {import('./workspace.js').Plain} plain For which `hasTiles` is true, with a multiple of 8 filters.
 * @returns {import('./workspace.js').TensorInfo}
 */
export function convolveInTiles(workspace, { x, filter, bias }, plain) {
  const { kernels } = workspace;
  const { info, low, high } = plain;
  const { inChannels: channels, outChannels: filters } = info;
  const output = workspace.makeOutput(info.outShape);
  const panels = (channels + 1) * filters;
  const weights = workspace.weights(
    'matrices',
    filter,
    bias,
    filters + MATRICES * panels,
    (to, values, biases) => layOut(to, values, biases, channels, filters),
  );
  const [tileRows, tileColumns] = [info.outHeight / TILE, info.outWidth / TILE];
  const strips = Math.max(1, Math.min(tileRows, Math.round((tileRows * tileColumns) / STRIP_TILES)));
  const mostTiles = Math.ceil(tileRows / strips) * tileColumns;
  const tiles = workspace.scratch('tiles', MATRICES * mostTiles * channels * 4 + SCRATCH_BYTES);
  const products = workspace.scratch('products', MATRICES * mostTiles * filters * 4 + SCRATCH_BYTES);
  const [tilesScratch, productsScratch] = [
    tiles + MATRICES * mostTiles * channels * 4,
    products + MATRICES * mostTiles * filters * 4,
  ];
  const address = workspace.addressOf(output);
  for (let image = 0; image < info.batchSize; image += 1) {
    const { input, line } = workspace.padded(x, info, image);
    for (let strip = 0; strip < strips; strip += 1) {
      const [from, to] = [strip, strip + 1].map((edge) => Math.round((edge * tileRows) / strips));
      const count = (to - from) * tileColumns;
      const start = input + from * TILE * line;
      kernels.transformTiles(start, line, channels * 4, to - from, tileColumns, tiles, tilesScratch);
      for (let matrix = 0; matrix < MATRICES; matrix += 1) {
        kernels.convolve(
          tiles + matrix * count * channels * 4,
          0,
          channels * 4,
          0,
          1,
          channels * 4,
          weights + (filters + matrix * panels) * 4,
          products + matrix * count * filters * 4,
          1,
          count,
          filters,
          Number.NEGATIVE_INFINITY,
          Number.POSITIVE_INFINITY,
        );
      }
      const row = image * info.outHeight + from * TILE;
      const at = address + row * info.outWidth * filters * 4;
      kernels.joinTiles(
        products,
        filters * 4,
        to - from,
        tileColumns,
        weights,
        at,
        low,
        high,
        productsScratch,
      );
    }
  }
  return output;
}

/**
 * @param {Float32Array} to The biases, then for each of the 36 matrices its panels, without biases.
 * @param {Float32Array} weights (3, 3, channels, filters)
 * @param {Float32Array} biases (filters), or none.
 * @param {number} channels
 * @param {number} filters
 */
function layOut(to, weights, biases, channels, filters) {
  to.fill(0, 0, filters);
  to.set(biases);
  const size = channels * filters;
  const matrix = new Float32Array(size);
  const panels = size + filters;
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      matrix.fill(0);
      for (let row = 0; row < 3; row += 1) {
        for (let column = 0; column < 3; column += 1) {
          const factor = TRANSFORM[y][row] * TRANSFORM[x][column];
          if (factor === 0) continue;
          const from = (row * 3 + column) * size;
          for (let i = 0; i < size; i += 1) matrix[i] += factor * weights[from + i];
        }
      }
      const start = filters + (y * SIDE + x) * panels;
      layOutGroups(to.subarray(start, start + panels), matrix, new Float32Array(), filters, FILTERS);
    }
  }
}
