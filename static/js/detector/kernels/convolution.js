/**
 * Convolutions that mix channels, see kernels/convolution.ts.
 *
 * @typedef {import('./workspace.js').Workspace} Workspace
 * @typedef {import('./workspace.js').TensorInfo} TensorInfo
 */
import { layOutGroups } from './layout.js';
import { convolveInTiles, hasTiles } from './winograd.js';

/** So many outputs of a row, and filters, are computed together. */
const PIXELS = 4;
const FILTERS = 8;

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
  // A filter of one pixel sees no rows: each picture may as well be one long row, if it is too narrow otherwise or one of many.
  const seesNoRows = info.filterHeight * info.filterWidth * info.strideHeight * info.strideWidth === 1;
  const isOneRow = seesNoRows && (info.outWidth < PIXELS || info.batchSize > 1);
  const columns = isOneRow ? info.outHeight * info.outWidth : info.outWidth;
  if (columns < PIXELS) return null;
  const output = workspace.makeOutput(info.outShape);
  const depth = info.filterHeight * info.filterWidth * info.inChannels;
  const weights = workspace.weights(
    'panels',
    filter,
    bias,
    (depth + 1) * info.outChannels,
    (to, values, biases) => layOutGroups(to, values, biases, info.outChannels, FILTERS),
  );
  const pixel = info.inChannels * 4;
  const size = info.outHeight * info.outWidth * info.outChannels * 4;
  const address = workspace.addressOf(output);
  for (let image = 0; image < (isOneRow ? 1 : info.batchSize); image += 1) {
    const { input, line } = workspace.padded(x, info, image);
    workspace.kernels.convolve(
      input,
      isOneRow ? columns * pixel : info.strideHeight * line,
      info.strideWidth * pixel,
      line,
      info.filterHeight,
      info.filterWidth * pixel,
      weights,
      address + image * size,
      isOneRow ? info.batchSize : info.outHeight,
      columns,
      info.outChannels,
      low,
      high,
    );
  }
  return output;
}
