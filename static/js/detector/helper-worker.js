/**
 * A helper of the detector's worker: runs the network on the tiles that it is sent (helpers.js), on WebAssembly.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {{ type: 'load', card: ModelCard, files: Map<string, ArrayBuffer> }
 *   | { type: 'run', rgba: Uint8ClampedArray, height: number, width: number }} HelperRequest
 * @typedef {{ type: 'ready' } | { type: 'raw', raw: Float32Array } | { type: 'failed', reason: string }} HelperReply
 *   One for each request.
 */
import * as tf from '../../vendor/tfjs.js';
import { startNetwork } from './backend.js';

/** @type {import('./network.js').Network | null} */
let network = null;

/**
 * @param {HelperRequest} request
 * @returns {Promise<HelperReply>}
 */
async function answer(request) {
  if (request.type === 'load') {
    ({ network } = await startNetwork(tf, 'wasm', request.card, request.files, () => {}));
    return { type: 'ready' };
  }
  if (!network) throw new Error('no model is loaded');
  const { rgba, height, width } = request;
  return { type: 'raw', raw: await network.run(rgba, height, width) };
}

self.addEventListener('message', async ({ data }) => {
  /** @type {HelperReply} */
  const reply = await answer(data).catch((error) => ({ type: 'failed', reason: String(error) }));
  self.postMessage(reply, { transfer: reply.type === 'raw' ? [reply.raw.buffer] : [] });
});
