/**
 * Convolutions that mix channels, see kernels/convolution.ts.
 *
 * @typedef {import('./workspace.js').Workspace} Workspace
 * @typedef {import('./workspace.js').TensorInfo} TensorInfo
 * @typedef {import('./workspace.js').Plain} Plain
 */
import { convolveInTiles, hasTiles } from './winograd.js';

/** So many outputs of a row, and filters, are computed together. */
const PIXELS = 6;
export const FILTERS = 8;

/**
 * @param {Workspace} workspace
 * @param {import('./workspace.js').Call} call
 * @returns {TensorInfo | null} Null: this is not what it is made for.
 */
export function convolve(workspace, call) {
  const { x, filter, bias } = call.inputs;
  const plain = workspace.plain(call, false);
  if (!plain || plain.info.outChannels % FILTERS !== 0) return null;
  const { info, low, high } = plain;
  if (hasTiles(info)) return convolveInTiles(workspace, call.inputs, plain);
  // A filter of one pixel sees no rows: the picture may as well be one long row, if it is too narrow otherwise.
  const isOneRow = info.filterHeight * info.filterWidth * info.strideHeight * info.strideWidth === 1;
  const [rows, columns] =
    isOneRow && info.outWidth < PIXELS
      ? [1, info.outHeight * info.outWidth]
      : [info.outHeight, info.outWidth];
  if (columns < PIXELS) return null;
  const output = workspace.makeOutput(info.outShape);
  const depth = info.filterHeight * info.filterWidth * info.inChannels;
  const weights = workspace.weights(
    'panels',
    filter,
    bias,
    (depth + 1) * info.outChannels,
    (to, values, biases) => layOutPanels(to, values, biases, info.outChannels),
  );
  const { input, line } = padded(workspace, x, plain);
  const pixel = info.inChannels * 4;
  workspace.kernels.convolve(
    input,
    info.strideHeight * line,
    info.strideWidth * pixel,
    line,
    info.filterHeight,
    info.filterWidth * pixel,
    weights,
    workspace.addressOf(output),
    rows,
    columns,
    info.outChannels,
    low,
    high,
  );
  return output;
}

/**
 * @param {Float32Array} to Panels of 8 filters: their biases, then for each row, column and channel their 8 weights.
 * @param {Float32Array} weights (rows * columns * channels, filters)
 * @param {Float32Array} biases (filters), or none.
 * @param {number} filters
 */
export function layOutPanels(to, weights, biases, filters) {
  const depth = weights.length / filters;
  let at = 0;
  for (let panel = 0; panel < filters; panel += FILTERS) {
    for (let i = 0; i < FILTERS; i += 1) to[at++] = biases[panel + i] ?? 0;
    for (let row = 0; row < depth; row += 1) {
      for (let i = 0; i < FILTERS; i += 1) to[at++] = weights[row * filters + panel + i];
    }
  }
}

/**
 * @param {Workspace} workspace
 * @param {TensorInfo} x
 * @param {Plain} plain
 * @returns {{ input: number, line: number }} Address of the picture, with zeros around it where the filter reaches over its
 *   edges, and the length of a row.
 */
export function padded(workspace, x, { info: { inHeight, inWidth, inChannels, padInfo } }) {
  const { top, bottom, left, right } = padInfo;
  const pixel = inChannels * 4;
  if (top + bottom + left + right === 0) return { input: workspace.addressOf(x), line: inWidth * pixel };
  const line = (left + inWidth + right) * pixel;
  const height = top + inHeight + bottom;
  const input = workspace.scratch('padded', height * line);
  workspace.kernels.pad(
    workspace.addressOf(x),
    inHeight,
    inWidth * pixel,
    input,
    height,
    line,
    top,
    left * pixel,
  );
  return { input, line };
}
