/**
 * WebGPU, WebGL or WebAssembly: which of them this device has, and which runs the model fastest.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {typeof import('../../vendor/tfjs.js')} Tf
 * @typedef {<T>(work: Promise<T>) => Promise<T>} UnlessLost The work, rejected as soon as the device is taken away;
 *   one piece of work at a time.
 * @typedef {{ network: Network, unlessLost: UnlessLost }} Started
 * @typedef {(tf: Tf) => Promise<unknown>} Finish What is left to do when the backend stands.
 */
import { markMoment } from '../timeline.js';
import { DetectorError } from './errors.js';
import { installKernels } from './kernels/install.js';
import { letterbox } from './letterbox.js';
import { Network } from './network.js';

const VENDOR = new URL('../../vendor/', import.meta.url);
const TRIAL_RUNS = 3;
/** How a phone's camera is held and what it gives: the live view's picture, more often than any other. */
const LIVE_ASPECT = { width: 9, height: 16 };
/** The smallest program for WebAssembly with SIMD instructions, as in GoogleChromeLabs/wasm-feature-detect. */
const SIMD_PROGRAM = [
  [0, 97, 115, 109, 1, 0, 0, 0],
  [1, 4, 1, 96, 0, 0],
  [3, 2, 1, 0],
  [10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11],
].flat();

/**
 * What a backend needs of TensorFlow.js beside the core, so that a phone parses only what it runs.
 * @type {Record<Backend, () => Promise<Finish>>}
 */
const PARTS = {
  wasm: loadWasm,
  webgl: () => import('../../vendor/tfjs-webgl.js').then(() => nothing),
  webgpu: () => import('../../vendor/tfjs-webgpu.js').then(() => nothing),
};
/** Those that are there or under way. @type {Map<Backend, Promise<Finish>>} */
const loadedParts = new Map();
const nothing = async () => {};

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

/** @returns {Promise<Tf>} TensorFlow.js, without any backend. */
export async function loadLibrary() {
  const tf = await import('../../vendor/tfjs.js');
  markMoment('library');
  return tf;
}

/**
 * @param {Backend} backend
 * @returns {Promise<Finish>} TensorFlow.js can be told to start it.
 * @throws {Error} It could not be loaded; the next call tries again.
 */
function loadPart(backend) {
  const part = loadedParts.get(backend) ?? PARTS[backend]();
  loadedParts.set(backend, part);
  part.catch(() => loadedParts.delete(backend));
  return part;
}

/** @returns {Promise<Finish>} All that it needs comes at the same time. */
async function loadWasm() {
  const hasSimd = WebAssembly.validate(new Uint8Array(SIMD_PROGRAM));
  const [{ setWasmPaths }, binary, kernels] = await Promise.all([
    import('../../vendor/tfjs-wasm.js'),
    fetchVendor(`tfjs-backend-wasm${hasSimd ? '-simd' : ''}.wasm`).then((response) => response.blob()),
    fetchVendor('kernels.wasm').then((response) => response.arrayBuffer()),
  ]);
  // TensorFlow.js insists on a path for each of its builds. It takes the one that this browser can run, and without
  // cross-origin isolation never the threaded one.
  const path = URL.createObjectURL(binary);
  const builds = ['', '-simd', '-threaded-simd'].map((build) => `tfjs-backend-wasm${build}.wasm`);
  setWasmPaths(Object.fromEntries(builds.map((name) => [name, path])));
  return (tf) => installKernels(tf, async () => kernels);
}

/**
 * Firefox does not route a worker's requests through the service worker while offline (bug 2067202), so a file is taken
 * from the precache where it is there.
 *
 * @param {string} name Of a file in static/vendor/.
 * @returns {Promise<Response>}
 * @throws {Error} It is not to be had.
 */
async function fetchVendor(name) {
  const url = new URL(name, VENDOR);
  const response = (await globalThis.caches?.match(url, { ignoreSearch: true })) ?? (await fetch(url));
  if (!response.ok) throw new Error(`${url.pathname}: HTTP ${response.status}`);
  return response;
}

/**
 * Makes a backend the one that TensorFlow.js runs on.
 *
 * @param {Tf} tf
 * @param {Backend} backend
 * @throws {Error} It cannot start on this device.
 */
export async function startBackend(tf, backend) {
  const finish = await loadPart(backend);
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js could not start ${backend}`);
  await finish(tf);
  markMoment('backend');
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
 * The input for a phone's camera at the default live size: what compiles for it, compiles for the first frame.
 *
 * @param {ModelCard} card
 * @returns {{ height: number, width: number }}
 */
function liveInput({ input }) {
  const { width, height } = LIVE_ASPECT;
  const box = letterbox(width, height, input.sizes.live[0], input.stride);
  return { height: box.inputHeight, width: box.inputWidth };
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
 * Runs the model on a grey picture: finite numbers in the right shape, or it is not used. A GPU makes itself ready for
 * live frames meanwhile; WebAssembly has nothing to compile, and a small picture proves as much.
 *
 * @param {Network} network
 * @param {ModelCard} card
 * @param {Backend} backend
 */
async function probe(network, card, backend) {
  const side = 4 * card.input.stride;
  const { height, width } = backend === 'wasm' ? { height: side, width: side } : liveInput(card);
  const raw = await network.run(
    new Uint8ClampedArray(height * width * 4).fill(card.input.pad),
    height,
    width,
  );
  const anchors = card.anchors.reduce(
    (sum, level) => sum + (height / level.stride) * (width / level.stride) * level.sizes.length,
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
