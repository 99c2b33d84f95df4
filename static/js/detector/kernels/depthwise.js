/**
 * Convolutions in which each channel has a filter of its own, see kernels/depthwise.ts.
 *
 * @typedef {import('./workspace.js').Workspace} Workspace
 */
import { layOutGroups } from './layout.js';

/** So many channels are computed together. */
const CHANNELS = 4;

/**
 * @param {Workspace} workspace
 * @param {import('./workspace.js').Call} call
 * @returns {import('./workspace.js').TensorInfo | null} Null: this is not what it is made for.
 */
export function convolveDepthwise(workspace, call) {
  const { x, filter, bias } = call.inputs;
  const plain = workspace.plain(call, true);
  if (!plain) return null;
  const { info, low, high } = plain;
  const { inChannels: channels, filterHeight: size, padInfo } = info;
  const isSquare = size === info.filterWidth && info.strideHeight === info.strideWidth;
  if (!isSquare || channels % CHANNELS !== 0 || info.outChannels !== channels) return null;
  const output = workspace.makeOutput(info.outShape);
  const weights = workspace.weights(
    'channels',
    filter,
    bias,
    (size * size + 1) * channels,
    (to, values, biases) => layOutGroups(to, values, biases, channels, CHANNELS),
  );
  const [from, to] = [workspace.addressOf(x), workspace.addressOf(output)];
  for (let image = 0; image < info.batchSize; image += 1) {
    workspace.kernels.convolveDepthwise(
      from + image * info.inHeight * info.inWidth * channels * 4,
      info.inHeight,
      info.inWidth,
      channels,
      weights,
      size,
      info.strideHeight,
      padInfo.top,
      padInfo.left,
      to + image * info.outHeight * info.outWidth * channels * 4,
      info.outHeight,
      info.outWidth,
      low,
      high,
    );
  }
  return output;
}
