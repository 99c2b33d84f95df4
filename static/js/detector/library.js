/**
 * TensorFlow.js, and what each backend needs of it beside the core. Both are loaded on demand, so that a phone parses only
 * what it runs.
 *
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {typeof import('../../vendor/tfjs.js')} Tf
 * @typedef {(tf: Tf) => Promise<unknown>} Finish What is left to do when the backend has started.
 */
import { markMoment } from '../timeline.js';
import { installKernels } from './kernels/install.js';
import { Resampler } from './resample.js';

const VENDOR = new URL('../../vendor/', import.meta.url);
/** The smallest programs for WebAssembly with SIMD, and with relaxed SIMD, as in GoogleChromeLabs/wasm-feature-detect. */
const SIMD_PROGRAM = [
  [0, 97, 115, 109, 1, 0, 0, 0],
  [1, 4, 1, 96, 0, 0],
  [3, 2, 1, 0],
  [10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11],
].flat();
const RELAXED_PROGRAM = [
  [0, 97, 115, 109, 1, 0, 0, 0],
  [1, 5, 1, 96, 0, 1, 123],
  [3, 2, 1, 0],
  [10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11],
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
/** Loaded, or being loaded. @type {Map<Backend, Promise<Finish>>} */
const loadedParts = new Map();
const nothing = async () => {};

/** A GPU that has not even started after so long may never do so. WebAssembly has nothing after it, and is waited for. */
const START_LIMIT_MS = 20_000;
/** What has not started in time, and is not waited for once more. @type {Set<Backend>} */
const late = new Set();

/**
 * @template T
 * @param {Promise<T>} work
 * @param {Backend} backend
 * @returns {Promise<T>}
 */
export function inTime(work, backend) {
  if (backend === 'wasm') return work;
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      late.add(backend);
      reject(new Error(`${backend} has not started within ${START_LIMIT_MS / 1000} s`));
    };
    const timer = setTimeout(giveUp, late.has(backend) ? 0 : START_LIMIT_MS);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      late.delete(backend);
    });
  });
}

/** @returns {Promise<Tf>} TensorFlow.js, without any backend. */
export async function loadLibrary() {
  const tf = await import('../../vendor/tfjs.js');
  markMoment('library');
  return tf;
}

/**
 * @param {Backend} backend
 * @returns {Promise<Finish>} Once TensorFlow.js has all that it needs to start the backend.
 * @throws {Error} It could not be loaded; the next call tries again.
 */
function loadPart(backend) {
  const part = loadedParts.get(backend) ?? PARTS[backend]();
  loadedParts.set(backend, part);
  part.catch(() => loadedParts.delete(backend));
  return part;
}

/** Loads all that WebAssembly needs at the same time. @returns {Promise<Finish>} */
async function loadWasm() {
  const hasSimd = WebAssembly.validate(new Uint8Array(SIMD_PROGRAM));
  const hasRelaxed = WebAssembly.validate(new Uint8Array(RELAXED_PROGRAM));
  const [{ setWasmPaths }, binary, kernels] = await Promise.all([
    import('../../vendor/tfjs-wasm.js'),
    fetchVendor(`tfjs-backend-wasm${hasSimd ? '-simd' : ''}.wasm`).then((response) => response.blob()),
    fetchVendor(`kernels${hasRelaxed ? '' : '-simd'}.wasm`).then((response) => response.arrayBuffer()),
  ]);
  // TensorFlow.js insists on a path for each of its builds. It takes the one that this browser can run, and without
  // cross-origin isolation never the threaded one.
  const path = URL.createObjectURL(binary);
  const builds = ['', '-simd', '-threaded-simd'].map((build) => `tfjs-backend-wasm${build}.wasm`);
  setWasmPaths(Object.fromEntries(builds.map((name) => [name, path])));
  return (tf) => installKernels(tf, async () => kernels);
}

/** @returns {Promise<Resampler>} */
export async function loadResampler() {
  const response = await fetchVendor('resample.wasm');
  return Resampler.of(await response.arrayBuffer());
}

/**
 * Firefox does not route a worker's requests through the service worker while offline (bug 2067202), so a file is taken
 * from the precache where it is there.
 *
 * @param {string} name Of a file in static/vendor/.
 * @returns {Promise<Response>}
 * @throws {Error} It is neither kept nor to be fetched.
 */
async function fetchVendor(name) {
  const url = new URL(name, VENDOR);
  // Where the browser refuses to store anything, it refuses to look, too.
  const kept = await globalThis.caches?.match(url, { ignoreSearch: true }).catch(() => undefined);
  const response = kept ?? (await fetch(url));
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
  const finish = await inTime(loadPart(backend), backend);
  if (!(await inTime(tf.setBackend(backend), backend)))
    throw new Error(`TensorFlow.js could not start ${backend}`);
  await finish(tf);
  markMoment('backend');
}
