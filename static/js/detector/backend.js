/**
 * WebGPU, WebGL or WebAssembly: which of them this device has, and which runs the model fastest.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {typeof import('../../vendor/tfjs.js')} Tf
 * @typedef {<T>(work: Promise<T>) => Promise<T>} UnlessLost The work, rejected as soon as the device is taken away;
 *   one piece of work at a time.
 * @typedef {{ network: Network, unlessLost: UnlessLost }} Started
 */
import { markMoment } from '../timeline.js';
import { DetectorError } from './errors.js';
import { installKernels } from './kernels/install.js';
import { Network } from './network.js';

const VENDOR = new URL('../../vendor/', import.meta.url);
const WASM_FILES = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'];
const TRIAL_RUNS = 3;

/**
 * Backends worth a try, most promising first. A GPU that is imitated by the processor is left out: it is slower than
 * WebAssembly by a factor of ten and more.
 *
 * @returns {Promise<Backend[]>}
 */
export async function candidateBackends() {
  /** @type {Backend[]} */
  const found = [];
  if (await hasRealWebgpu()) found.push('webgpu');
  if (hasRealWebgl()) found.push('webgl');
  if (typeof WebAssembly !== 'undefined') found.push('wasm');
  return found;
}

async function hasRealWebgpu() {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null); // a refusal means: not this one
  return Boolean(adapter && !adapter.info.isFallbackAdapter && !isSoftware(adapter.info.description));
}

function hasRealWebgl() {
  if (typeof OffscreenCanvas === 'undefined' && typeof document === 'undefined') return false;
  const canvas =
    typeof OffscreenCanvas === 'undefined' ? document.createElement('canvas') : new OffscreenCanvas(1, 1);
  const gl = /** @type {WebGL2RenderingContext | null} */ (canvas.getContext('webgl2'));
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !isSoftware(renderer);
}

/** @param {string} renderer */
function isSoftware(renderer) {
  return /swiftshader|llvmpipe|software|basic render/i.test(renderer);
}

/**
 * Firefox does not route a worker's requests through the service worker while offline (bug 2067202), so a file is taken
 * from the precache where it is there.
 *
 * @param {string} name Of a file in static/vendor/.
 */
async function fetchVendor(name) {
  return (await cachedVendor(name)) ?? fetch(new URL(name, VENDOR));
}

/** @param {string} name @returns {Promise<Response | undefined>} */
async function cachedVendor(name) {
  return globalThis.caches?.match(new URL(name, VENDOR), { ignoreSearch: true });
}

/** @param {Tf} tf */
async function pointToWasm(tf) {
  /** @type {Record<string, string>} */
  const paths = {};
  for (const name of WASM_FILES) {
    const cached = await cachedVendor(name);
    paths[name] = cached ? URL.createObjectURL(await cached.blob()) : new URL(name, VENDOR).href;
  }
  // TensorFlow.js insists on a path for the threaded build too; without cross-origin isolation it is never loaded.
  paths['tfjs-backend-wasm-threaded-simd.wasm'] = paths['tfjs-backend-wasm-simd.wasm'];
  tf.setWasmPaths(paths);
}

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
  if (backend === 'wasm' && tf.getBackend() !== 'wasm') await pointToWasm(tf);
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js could not start ${backend}`);
  if (backend === 'wasm') {
    await installKernels(tf, async () => (await fetchVendor('kernels.wasm')).arrayBuffer());
  }
  markMoment('backend');
  const unlessLost = watchDevice(tf);
  const network = await Network.load(tf, card, files);
  markMoment('graph');
  try {
    onPhase('warmup');
    await unlessLost(probe(network, card, backend));
    markMoment('warm');
    return { network, unlessLost };
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/**
 * Runs the model on a grey picture: finite numbers in the right shape, or it is not used. A GPU compiles its programs
 * meanwhile, for the default live size; WebAssembly has nothing to compile, and a small picture proves as much.
 *
 * @param {Network} network
 * @param {ModelCard} card
 * @param {Backend} backend
 */
async function probe(network, card, backend) {
  const { stride, sizes } = card.input;
  const side = backend === 'wasm' ? 4 * stride : Math.ceil(sizes.live[0] / stride) * stride;
  const raw = await network.run(new Uint8ClampedArray(side * side * 4).fill(card.input.pad), side, side);
  const anchors = card.anchors.reduce(
    (sum, level) => sum + (side / level.stride) ** 2 * level.sizes.length,
    0,
  );
  if (raw.length !== anchors * card.output.layout.length) {
    throw new DetectorError('model-damaged', { detail: `${raw.length} numbers came out of the model` });
  }
  if (!raw.every(Number.isFinite)) {
    throw new DetectorError('model-damaged', { detail: 'what came out of the model is no number' });
  }
}

/**
 * @param {Network} network Already warm.
 * @param {ModelCard} card
 * @returns {Promise<number>} Milliseconds of the fastest of a few runs at the default live size.
 */
export async function timeNetwork(network, card) {
  const side = card.input.sizes.live[0];
  const pixels = new Uint8ClampedArray(side * side * 4);
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < TRIAL_RUNS; run += 1) {
    const start = performance.now();
    await network.run(pixels, side, side);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/**
 * Watches the graphics device of the present backend, where there is one. TensorFlow.js does not notice by itself
 * that it was taken away: it waits for ever for the result of a lost WebGL context.
 *
 * @param {Tf} tf
 * @returns {UnlessLost}
 */
function watchDevice(tf) {
  /** @type {Error | null} */
  let loss = null;
  /** @type {((error: Error) => void) | null} */
  let fail = null;
  const onLost = (/** @type {string} */ reason) => {
    loss = new Error(reason);
    fail?.(loss);
  };
  const { gpgpu, device } = /** @type {{ gpgpu?: { gl: WebGL2RenderingContext }, device?: GPUDevice }} */ (
    /** @type {unknown} */ (tf.engine().backend)
  );
  device?.lost.then(({ message }) => onLost(`the GPU device was lost: ${message}`));
  gpgpu?.gl.canvas.addEventListener('webglcontextlost', () => onLost('the WebGL context was lost'));
  // No Promise.race: it would leave a handler on the promise of the loss for every frame of a scan.
  return (work) =>
    new Promise((resolve, reject) => {
      fail = reject;
      work.then(resolve, reject);
      if (loss) reject(loss);
    });
}
