/**
 * Starts a model on one backend: WebGPU, WebGL or WebAssembly.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {import('./library.js').Tf} Tf
 * @typedef {{ network: Network, unlessLost: import('./device-watch.js').UnlessLost }} Started
 */
import { ModelError } from '../models/errors.js';
import { markMoment } from '../timeline.js';
import { watchDevice } from './device-watch.js';
import { startBackend } from './library.js';
import { Network } from './network.js';
import { answerFor, farthestOff, liveInput, probePicture, smallInput } from './probe.js';

const TRIAL_RUNS = 3;

/**
 * Loads the model on one backend and runs it once, which also proves that the output is what the card says.
 *
 * @param {Tf} tf
 * @param {Backend} backend
 * @param {ModelCard} card
 * @param {Map<string, ArrayBuffer>} files
 * @param {(phase: 'compile' | 'warmup') => void} onPhase
 * @returns {Promise<Started>}
 * @throws {Error} The backend cannot start, or the model does not work on it.
 */
export async function startNetwork(tf, backend, card, files, onPhase) {
  onPhase('compile');
  await startBackend(tf, backend);
  const unlessLost = watchDevice(tf);
  const network = await Network.load(tf, card, files);
  markMoment('graph');
  try {
    onPhase('warmup');
    if (backend === 'webgl') await unlessLost(compilePrograms(tf, network, card));
    await unlessLost(probe(network, card, backend));
    markMoment('warm');
    return { network, unlessLost };
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/**
 * Lets WebGL compile the programs for a live frame: all at the same time, where the browser can
 * (KHR_parallel_shader_compile), instead of one after the other when each first runs.
 *
 * @param {Tf} tf
 * @param {Network} network
 * @param {ModelCard} card
 */
async function compilePrograms(tf, network, card) {
  const { height, width } = liveInput(card);
  const webgl = /** @type {import('@tensorflow/tfjs-backend-webgl').MathBackendWebGL} */ (
    tf.engine().backend
  );
  tf.env().set('ENGINE_COMPILE_ONLY', true);
  try {
    // Nothing is computed, so what comes out means nothing.
    await network.run(new Uint8ClampedArray(height * width * 4), height, width);
    await webgl.checkCompileCompletionAsync();
  } finally {
    tf.env().set('ENGINE_COMPILE_ONLY', false);
    webgl.getUniformLocations(); // what each program still lacks to be run
  }
}

/**
 * Runs the model on a picture whose answer the card knows: finite numbers in the right shape, and the right ones, or it is
 * not used. A GPU makes itself ready for live frames meanwhile; WebAssembly has nothing to compile, and a small picture proves
 * as much. So it does for a GPU where the card has no answer for live frames.
 *
 * @param {Network} network
 * @param {ModelCard} card
 * @param {Backend} backend
 */
async function probe(network, card, backend) {
  const small = smallInput(card);
  const live = liveInput(card);
  if (backend !== 'wasm') await probeAt(network, card, live);
  if (backend === 'wasm' || (card.probe && !answerFor(card, live))) await probeAt(network, card, small);
}

/**
 * @param {Network} network
 * @param {ModelCard} card
 * @param {import('./probe.js').Size} size
 */
async function probeAt(network, card, { height, width }) {
  const raw = await network.run(probePicture({ height, width }), height, width);
  const anchors = card.anchors.reduce(
    (sum, level) => sum + (height / level.stride) * (width / level.stride) * level.sizes.length,
    0,
  );
  if (raw.length !== anchors * card.output.layout.length) {
    throw new ModelError('model-damaged', { detail: `${raw.length} numbers came out of the model` });
  }
  if (!raw.every(Number.isFinite)) {
    throw new ModelError('model-damaged', { detail: 'what came out of the model is no number' });
  }
  const answer = answerFor(card, { height, width });
  const off = answer ? farthestOff(raw, answer) : 0;
  if (off > (card.probe?.tolerance ?? 0)) {
    throw new ModelError('model-damaged', { detail: `a known answer is off by ${off.toFixed(2)}` });
  }
}

/**
 * @param {Network} network Already warm.
 * @param {ModelCard} card
 * @returns {Promise<number>} Milliseconds of the fastest of a few runs at the default live size.
 */
export async function timeNetwork(network, card) {
  const { height, width } = liveInput(card);
  const pixels = new Uint8ClampedArray(height * width * 4);
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < TRIAL_RUNS; run += 1) {
    const start = performance.now();
    await network.run(pixels, height, width);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
