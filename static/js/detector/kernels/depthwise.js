/**
 * Convolutions in which each channel has a filter of its own, see kernels/depthwise.ts.
 *
 * @typedef {import('./workspace.js').Workspace} Workspace
 */

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
    (to, values, biases) => layOut(to, values, biases, channels),
  );
  workspace.kernels.convolveDepthwise(
    workspace.addressOf(x),
    info.inHeight,
    info.inWidth,
    channels,
    weights,
    size,
    info.strideHeight,
    padInfo.top,
    padInfo.left,
    workspace.addressOf(output),
    info.outHeight,
    info.outWidth,
    low,
    high,
  );
  return output;
}

/**
 * @param {Float32Array} to For each 4 channels their biases, then for each row and column their 4 weights.
 * @param {Float32Array} weights (rows * columns, channels)
 * @param {Float32Array} biases (channels), or none.
 * @param {number} channels
 */
function layOut(to, weights, biases, channels) {
  const places = weights.length / channels;
  let at = 0;
  for (let group = 0; group < channels; group += CHANNELS) {
    for (let i = 0; i < CHANNELS; i += 1) to[at++] = biases[group + i] ?? 0;
    for (let place = 0; place < places; place += 1) {
      for (let i = 0; i < CHANNELS; i += 1) to[at++] = weights[place * channels + group + i];
    }
  }
}
