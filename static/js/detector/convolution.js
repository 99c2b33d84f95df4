/**
 * A convolution of our own in place of TensorFlow.js' on WebAssembly: kernels/convolution.ts, which needs relaxed SIMD. It
 * takes what it is made for; all else, and every browser without relaxed SIMD, stays with TensorFlow.js' kernel.
 *
 * @typedef {Pick<typeof import('../../vendor/tfjs.js'),
 *   'backend_util' | 'engine' | 'getKernel' | 'registerKernel' | 'unregisterKernel'>} Tf
 * @typedef {import('@tensorflow/tfjs-core').TensorInfo} TensorInfo
 * @typedef {import('@tensorflow/tfjs-core').FusedConv2DAttrs} Attributes
 *
 * @typedef {object} WasmBackend What is used of TensorFlow.js' backend, which does not promise to keep it: 4.22 is pinned.
 * @property {{ asm: { memory: WebAssembly.Memory }, HEAPF32: Float32Array, _malloc: (bytes: number) => number,
 *   _free: (address: number) => void }} wasm
 * @property {{ get: (dataId: object) => { memoryOffset: number } }} dataIdMap
 * @property {(shape: number[], dtype: 'float32') => TensorInfo} makeOutput
 *
 * @typedef {object} Kernels Of kernels/convolution.ts; addresses and lengths in bytes.
 * @property {(input: number, inputRow: number, inputPixel: number, inputLine: number, lines: number, lineLength: number,
 *   weights: number, output: number, rows: number, columns: number, filters: number, low: number, high: number) => void} convolve
 * @property {(input: number, rows: number, rowLength: number, output: number, paddedRows: number, paddedLength: number,
 *   top: number, left: number) => void} pad
 */

const KERNEL = 'FusedConv2D';
/** As many outputs of a row, and filters, are computed together. */
const PIXELS = 6;
const FILTERS = 8;

/** Least and greatest value that each activation lets through. */
const LIMITS = new Map([
  ['linear', [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]],
  ['relu', [0, Number.POSITIVE_INFINITY]],
  ['relu6', [0, 6]],
]);

/** @type {WeakMap<object, Convolution>} By the configuration of the kernel. */
const replacements = new WeakMap();

/**
 * @param {Tf} tf With the WASM backend set, for which it replaces the kernel.
 * @param {() => Promise<BufferSource>} load kernels.wasm; not called when it was done before.
 * @returns {Promise<boolean>} Whether it is our own now: not where the browser has no relaxed SIMD.
 */
export async function installConvolution(tf, load) {
  const backend = /** @type {WasmBackend} */ (/** @type {unknown} */ (tf.engine().backend));
  const replaced = tf.getKernel(KERNEL, 'wasm');
  if (replacements.has(replaced)) return true;
  const code = await load();
  if (!WebAssembly.validate(code)) return false;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), {
    env: { memory: backend.wasm.asm.memory },
  });
  const convolution = new Convolution(tf, backend, /** @type {any} */ (exports));
  const config = {
    ...replaced,
    /** @param {any} call */
    kernelFunc: (call) => convolution.run(call.inputs, call.attrs) ?? replaced.kernelFunc(call),
  };
  replacements.set(config, convolution);
  tf.unregisterKernel(KERNEL, 'wasm');
  tf.registerKernel(config);
  return true;
}

/**
 * Frees the weights that the convolution has laid out for itself. Those of a network that goes on are laid out again.
 *
 * @param {Pick<Tf, 'getKernel'>} tf
 */
export function forgetWeights(tf) {
  replacements.get(tf.getKernel(KERNEL, 'wasm'))?.forgetWeights();
}

class Convolution {
  /**
   * @param {Tf} tf
   * @param {WasmBackend} backend
   * @param {Kernels} kernels
   */
  constructor(tf, backend, kernels) {
    this._tf = tf;
    this._backend = backend;
    this._kernels = kernels;
    /** @type {Map<object, number>} Address of the weights as `convolve` reads them, by the filter's data. */
    this._weights = new Map();
    this._scratch = { address: 0, bytes: 0 };
  }

  /**
   * @param {{ x: TensorInfo, filter: TensorInfo, bias?: TensorInfo, preluActivationWeights?: TensorInfo }} inputs
   * @param {Attributes} attributes
   * @returns {TensorInfo | null} Null: this is not what it is made for.
   */
  run({ x, filter, bias, preluActivationWeights }, attributes) {
    const { strides, pad, dilations, dimRoundingMode, dataFormat, activation } = attributes;
    const limits = LIMITS.get(activation ?? 'linear');
    const info = this._tf.backend_util.computeConv2DInfo(
      /** @type {[number, number, number, number]} */ (x.shape),
      /** @type {[number, number, number, number]} */ (filter.shape),
      strides,
      dilations,
      pad,
      dimRoundingMode,
    );
    const isDense =
      info.filterHeight === 1 && info.filterWidth === 1 && info.strideHeight * info.strideWidth === 1;
    if (
      !limits ||
      preluActivationWeights ||
      dataFormat !== 'NHWC' ||
      info.batchSize !== 1 ||
      info.dilationHeight * info.dilationWidth !== 1 ||
      info.outChannels % FILTERS !== 0 ||
      (isDense ? info.outHeight * info.outWidth : info.outWidth) < PIXELS
    ) {
      return null;
    }
    // A filter of one pixel sees no rows: a picture too narrow for it is one long row.
    const isOneRow = isDense && info.outWidth < PIXELS;
    const [rows, columns] = isOneRow ? [1, info.outHeight * info.outWidth] : [info.outHeight, info.outWidth];
    const output = this._backend.makeOutput(info.outShape, 'float32');
    const pixel = info.inChannels * 4;
    const weights = this._weightsOf(filter, bias);
    const { input, line } = this._padded(x, info);
    this._kernels.convolve(
      input,
      info.strideHeight * line,
      info.strideWidth * pixel,
      line,
      info.filterHeight,
      info.filterWidth * pixel,
      weights,
      this._addressOf(output),
      rows,
      columns,
      info.outChannels,
      limits[0],
      limits[1],
    );
    return output;
  }

  forgetWeights() {
    for (const address of this._weights.values()) this._backend.wasm._free(address);
    this._weights.clear();
  }

  /** @param {TensorInfo} tensor */
  _addressOf({ dataId }) {
    return this._backend.dataIdMap.get(dataId).memoryOffset;
  }

  /** @param {number} bytes @returns {number} */
  _allocate(bytes) {
    const address = this._backend.wasm._malloc(bytes);
    if (address === 0) throw new Error(`WebAssembly has no ${bytes} bytes left for a convolution.`);
    return address;
  }

  /**
   * @param {TensorInfo} x
   * @param {import('@tensorflow/tfjs-core').backend_util.Conv2DInfo} info
   * @returns {{ input: number, line: number }} Address of the picture, with zeros around it where the filter reaches over
   *   its edges, and the length of a row.
   */
  _padded(x, { inHeight, inWidth, inChannels, padInfo }) {
    const { top, bottom, left, right } = padInfo;
    const pixel = inChannels * 4;
    const row = inWidth * pixel;
    if (top + bottom + left + right === 0) return { input: this._addressOf(x), line: row };
    const line = (left + inWidth + right) * pixel;
    const height = top + inHeight + bottom;
    const bytes = height * line;
    if (this._scratch.bytes < bytes) {
      if (this._scratch.bytes > 0) this._backend.wasm._free(this._scratch.address);
      this._scratch = { address: 0, bytes: 0 }; // should there be no memory
      this._scratch = { address: this._allocate(bytes), bytes };
    }
    const input = this._scratch.address;
    this._kernels.pad(this._addressOf(x), inHeight, row, input, height, line, top, left * pixel);
    return { input, line };
  }

  /**
   * @param {TensorInfo} filter (rows, columns, channels, filters)
   * @param {TensorInfo} [bias] (filters)
   * @returns {number} Address of panels of 8 filters: their biases, then for each row, column and channel 8 weights.
   */
  _weightsOf(filter, bias) {
    const known = this._weights.get(filter.dataId);
    if (known !== undefined) return known;
    const filters = filter.shape[3];
    const depth = filter.shape[0] * filter.shape[1] * filter.shape[2];
    const address = this._allocate((depth + 1) * filters * 4);
    const { HEAPF32: heap } = this._backend.wasm; // only now: to allocate may have moved it
    const from = this._addressOf(filter) / 4;
    const biases = bias ? this._addressOf(bias) / 4 : -1;
    let to = address / 4;
    for (let panel = 0; panel < filters; panel += FILTERS) {
      for (let i = 0; i < FILTERS; i += 1) heap[to++] = bias ? heap[biases + panel + i] : 0;
      for (let row = 0; row < depth; row += 1) {
        const start = from + row * filters + panel;
        heap.copyWithin(to, start, start + FILTERS);
        to += FILTERS;
      }
    }
    this._weights.set(filter.dataId, address);
    return address;
  }
}
