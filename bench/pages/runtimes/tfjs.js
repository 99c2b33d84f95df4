/** The app's Network with only TensorFlow.js' own kernels, as in a browser without SIMD. */
import { Network } from '../../../static/js/detector/network.js';
import * as tf from '../../../static/vendor/tfjs.js';
import { setWasmPaths } from '../../../static/vendor/tfjs-wasm.js';
import { fetchBundle } from './bundle.js';

/** @type {import('../network.js').Runtime['start']} */
export async function start({ width, height }, card) {
  setWasmPaths(new URL('../../../static/vendor/', import.meta.url).href);
  await tf.setBackend('wasm');
  const network = await Network.load(tf, card, await fetchBundle(card));
  return (rgba) => network.run(rgba, height, width);
}
