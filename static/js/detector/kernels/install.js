/**
 * Convolutions of our own in place of TensorFlow.js' on WebAssembly: kernels/*.ts, which need SIMD. They take what they are
 * made for; all else, and every browser without SIMD, stays with TensorFlow.js' kernels.
 *
 * @typedef {import('./workspace.js').WasmBackend} WasmBackend
 * @typedef {import('./workspace.js').Call} Call
 * @typedef {Pick<typeof import('../../../vendor/tfjs.js'),
 *   'backend_util' | 'engine' | 'getKernel' | 'registerKernel' | 'unregisterKernel'>} Tf
 */
import { convolve } from './convolution.js';
import { convolveDepthwise } from './depthwise.js';
import { Workspace } from './workspace.js';

const OWN = { FusedConv2D: convolve, FusedDepthwiseConv2D: convolveDepthwise };

/** @type {Workspace | null} Once they are installed. */
let workspace = null;

/**
 * @param {Tf} tf With the WASM backend set, of which it replaces kernels.
 * @param {() => Promise<BufferSource>} load kernels.wasm, for browsers with relaxed SIMD, or kernels-simd.wasm; not called
 *   when it was done before.
 * @returns {Promise<boolean>} Whether they are our own now: not where the browser cannot run them.
 */
export async function installKernels(tf, load) {
  if (workspace) return true;
  const code = await load();
  if (!WebAssembly.validate(code)) return false;
  const backend = /** @type {WasmBackend} */ (/** @type {unknown} */ (tf.engine().backend));
  const { memory } = backend.wasm.asm;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
  const ours = new Workspace(backend, tf.backend_util.computeConv2DInfo, /** @type {any} */ (exports));
  for (const [name, run] of Object.entries(OWN)) {
    const theirs = tf.getKernel(name, 'wasm');
    tf.unregisterKernel(name, 'wasm');
    tf.registerKernel({
      ...theirs,
      kernelFunc: (call) =>
        run(ours, /** @type {Call} */ (/** @type {unknown} */ (call))) ?? theirs.kernelFunc(call),
    });
  }
  workspace = ours;
  return true;
}

/**
 * Frees what our kernels have made of a network's weights, which is not to run any more.
 *
 * @param {Pick<import('./workspace.js').TensorInfo, 'dataId'>[]} weights
 */
export function forgetWeights(weights) {
  workspace?.forgetWeights(weights);
}
