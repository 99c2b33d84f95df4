/**
 * Which backends are worth a try on this device. How fast each is, only a trial tells (selection.js).
 *
 * @typedef {import('./protocol.js').Backend} Backend
 *
 * @typedef {object} Graphics What is asked of the browser, so that tests can stand in for it.
 * @property {Pick<GPU, 'requestAdapter'>} [gpu] Missing where there is no WebGPU.
 * @property {() => WebGL2RenderingContext | null} makeWebgl
 */
import { within } from '../toolkit/time-limit.js';

/** Names of GPUs that the processor imitates. Some browsers give no name, or the same name to all: WebKit says "Apple GPU". */
const IMITATED = /swiftshader|llvmpipe|software|basic render/i;

/** A driver that has not said by then whether there is a GPU may never do so. */
const ANSWER_MS = 5_000;

/** @type {Graphics} */
const BROWSER = { gpu: globalThis.navigator?.gpu, makeWebgl };

/**
 * Backends worth a try, most promising first. A GPU that by its own name is imitated by the processor is left out: the trial
 * would find it slower than WebAssembly by a factor of ten and more, and takes long to do so.
 *
 * @param {Graphics} [graphics]
 * @returns {Promise<Backend[]>}
 */
export async function candidateBackends({ gpu, makeWebgl: make } = BROWSER) {
  /** @type {Backend[]} */
  const found = [];
  if (gpu && (await hasWebgpu(gpu))) found.push('webgpu');
  if (hasWebgl(make)) found.push('webgl');
  if (typeof WebAssembly !== 'undefined') found.push('wasm');
  return found;
}

/**
 * @typedef {object} OlderAdapter What Chromium had before `adapter.info`, which came with version 127.
 * @property {boolean} [isFallbackAdapter]
 * @property {() => Promise<GPUAdapterInfo>} [requestAdapterInfo]
 */

/** @param {Pick<GPU, 'requestAdapter'>} gpu */
async function hasWebgpu(gpu) {
  try {
    return await within(ANSWER_MS, isRealGpu(gpu), 'no answer in time');
  } catch {
    return false; // refused: there is none for this page
  }
}

/** @param {Pick<GPU, 'requestAdapter'>} gpu */
async function isRealGpu(gpu) {
  const adapter = /** @type {(Partial<GPUAdapter> & OlderAdapter) | null} */ (await gpu.requestAdapter());
  if (!adapter) return false;
  const info = adapter.info ?? (await adapter.requestAdapterInfo?.());
  return !(adapter.isFallbackAdapter || info?.isFallbackAdapter || IMITATED.test(info?.description ?? ''));
}

/** @param {() => WebGL2RenderingContext | null} make */
function hasWebgl(make) {
  try {
    const gl = make();
    if (!gl) return false;
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    return !IMITATED.test(name);
  } catch {
    return false; // a browser may throw for a kind of context that it does not know in workers, as Safari 16 has none
  }
}

/** @returns {WebGL2RenderingContext | null} Of a canvas of its own, also in workers. */
export function makeWebgl() {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(1, 1).getContext('webgl2');
  return globalThis.document?.createElement('canvas').getContext('webgl2') ?? null;
}
