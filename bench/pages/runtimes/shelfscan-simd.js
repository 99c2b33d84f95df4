/** The app's Network with our kernels as they are in a browser without relaxed SIMD. */
import { installKernels } from '../../../static/js/detector/kernels/install.js';
import * as tf from '../../../static/vendor/tfjs.js';
import { start as startPlain } from './tfjs.js';

/** @type {import('../network.js').Runtime['start']} */
export async function start(size, card) {
  const run = await startPlain(size, card);
  const load = async () => (await fetch('/static/vendor/kernels-simd.wasm')).arrayBuffer();
  if (!(await installKernels(tf, load))) throw new Error('The kernels do not run here.');
  return run;
}
