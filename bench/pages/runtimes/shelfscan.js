/** The app's own Network, on TensorFlow.js with WASM. */
import { startNetwork } from '../../../static/js/detector/backend.js';
import * as tf from '../../../static/vendor/tfjs.js';
import { fetchBundle } from './bundle.js';

/** @type {import('../network.js').Runtime['start']} */
export async function start({ width, height }, card) {
  const { network } = await startNetwork(tf, 'wasm', card, await fetchBundle(card), () => {});
  return (rgba) => network.run(rgba, height, width);
}
