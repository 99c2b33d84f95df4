/** The app's own Network, on TensorFlow.js with WASM. */
import { startNetwork } from '../../../static/js/detector/backend.js';
import * as tf from '../../../static/vendor/tfjs.js';

/** @type {import('../network.js').Runtime['start']} */
export async function start({ width, height }, card) {
  /** @type {Map<string, ArrayBuffer>} */
  const files = new Map();
  for (const { path } of card.files) files.set(path, await (await fetch(`/bundle/${path}`)).arrayBuffer());
  const { network } = await startNetwork(tf, 'wasm', card, files, () => {});
  return (rgba) => network.run(rgba, height, width);
}
