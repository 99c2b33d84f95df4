/**
 * What our kernels share: TensorFlow.js' memory, in which they find their tensors and have weights and scratch of their own.
 *
 * @typedef {import('@tensorflow/tfjs-core').TensorInfo} TensorInfo
 * @typedef {import('@tensorflow/tfjs-core').FusedConv2DAttrs} Attributes
 * @typedef {typeof import('@tensorflow/tfjs-core').backend_util.computeConv2DInfo} ComputeInfo
 * @typedef {ReturnType<ComputeInfo>} Info
 *
 * @typedef {object} WasmBackend What is used of TensorFlow.js' backend, which does not promise to keep it: 4.22 is pinned.
 * @property {{ asm: { memory: WebAssembly.Memory }, HEAPF32: Float32Array, _malloc: (bytes: number) => number,
 *   _free: (address: number) => void }} wasm
 * @property {{ get: (dataId: object) => { memoryOffset: number } }} dataIdMap
 * @property {(shape: number[], dtype: 'float32') => TensorInfo} makeOutput
 *
 * @typedef {Record<'convolve' | 'convolveDepthwise' | 'joinTiles' | 'pad' | 'transformTiles',
 *   (...numbers: number[]) => void>} Kernels What kernels/index.ts exports, and each takes. Addresses and lengths are in bytes.
 * @typedef {{ x: TensorInfo, filter: TensorInfo, bias?: TensorInfo, preluActivationWeights?: TensorInfo }} Inputs
 * @typedef {{ inputs: Inputs, attrs: Attributes }} Call
 * @typedef {'panels' | 'matrices' | 'channels'} Layout One and the same filter is read in several, at several sizes.
 * @typedef {{ info: Info, low: number, high: number }} Plain A convolution as all our kernels want it.
 */

/** Least and greatest value that each activation lets through. */
const LIMITS = new Map([
  ['linear', [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]],
  ['relu', [0, Number.POSITIVE_INFINITY]],
  ['relu6', [0, 6]],
]);

export class Workspace {
  #backend;
  #computeInfo;
  /** Address of the weights as a kernel reads them, by the filter's data. @type {Record<Layout, Map<object, number>>} */
  #weights = { panels: new Map(), matrices: new Map(), channels: new Map() };
  /** @type {Map<string, { address: number, bytes: number }>} */
  #scratch = new Map();

  /**
   * @param {WasmBackend} backend
   * @param {ComputeInfo} computeInfo
   * @param {Kernels} kernels
   */
  constructor(backend, computeInfo, kernels) {
    this.kernels = kernels;
    this.#backend = backend;
    this.#computeInfo = computeInfo;
  }

  /**
   * @param {Call} call
   * @param {boolean} isDepthwise
   * @returns {Plain | null} Null: there is something that none of our kernels knows.
   */
  plain({ inputs, attrs }, isDepthwise) {
    const { strides, pad, dilations, dimRoundingMode, dataFormat, activation } = attrs;
    const limits = LIMITS.get(activation ?? 'linear');
    if (!limits || inputs.preluActivationWeights || dataFormat !== 'NHWC') return null;
    const [x, filter] = /** @type {[number, number, number, number][]} */ ([
      inputs.x.shape,
      inputs.filter.shape,
    ]);
    const info = this.#computeInfo(x, filter, strides, dilations, pad, dimRoundingMode, isDepthwise);
    if (info.dilationHeight * info.dilationWidth !== 1) return null;
    return { info, low: limits[0], high: limits[1] };
  }

  /** @param {number[]} shape */
  makeOutput(shape) {
    return this.#backend.makeOutput(shape, 'float32');
  }

  /** @param {TensorInfo} tensor @returns {number} */
  addressOf({ dataId }) {
    return this.#backend.dataIdMap.get(dataId).memoryOffset;
  }

  /**
   * @param {'padded' | 'tiles' | 'products'} use
   * @param {number} bytes
   * @returns {number} Address of memory for this use alone, until it asks again.
   */
  scratch(use, bytes) {
    const known = this.#scratch.get(use);
    if (known && known.bytes >= bytes) return known.address;
    if (known) this.#backend.wasm._free(known.address);
    this.#scratch.delete(use); // before the allocation, which may fail
    const address = this.#allocate(bytes);
    this.#scratch.set(use, { address, bytes });
    return address;
  }

  /**
   * @param {TensorInfo} x
   * @param {Info} info
   * @param {number} image Which of the batch.
   * @returns {{ input: number, line: number }} Address of the picture, with zeros around it where the filter reaches over
   *   its edges, and the length of a row.
   */
  padded(x, { inHeight, inWidth, inChannels, padInfo: { top, bottom, left, right } }, image) {
    const pixel = inChannels * 4;
    const row = inWidth * pixel;
    const picture = this.addressOf(x) + image * inHeight * row;
    if (top + bottom + left + right === 0) return { input: picture, line: row };
    const line = (left + inWidth + right) * pixel;
    const height = top + inHeight + bottom;
    const input = this.scratch('padded', height * line);
    this.kernels.pad(picture, inHeight, row, input, height, line, top, left * pixel);
    return { input, line };
  }

  /**
   * @param {Layout} layout
   * @param {TensorInfo} filter
   * @param {TensorInfo | undefined} bias
   * @param {number} length Numbers that `layOut` writes.
   * @param {(to: Float32Array, weights: Float32Array, biases: Float32Array) => void} layOut Called once.
   * @returns {number} Address of the weights as a kernel reads them.
   */
  weights(layout, filter, bias, length, layOut) {
    const known = this.#weights[layout].get(filter.dataId);
    if (known !== undefined) return known;
    const address = this.#allocate(length * 4);
    layOut(
      this.#floats(address, length),
      this.#valuesOf(filter),
      bias ? this.#valuesOf(bias) : new Float32Array(),
    );
    this.#weights[layout].set(filter.dataId, address);
    return address;
  }

  /** @param {Pick<TensorInfo, 'dataId'>[]} tensors */
  forgetWeights(tensors) {
    for (const addresses of Object.values(this.#weights)) {
      for (const { dataId } of tensors) {
        const address = addresses.get(dataId);
        if (address === undefined) continue;
        this.#backend.wasm._free(address);
        addresses.delete(dataId);
      }
    }
  }

  /** @param {TensorInfo} tensor */
  #valuesOf(tensor) {
    return this.#floats(
      this.addressOf(tensor),
      tensor.shape.reduce((a, b) => a * b, 1),
    );
  }

  /** @param {number} address @param {number} length Valid until something is allocated, which may move the memory. */
  #floats(address, length) {
    return this.#backend.wasm.HEAPF32.subarray(address / 4, address / 4 + length);
  }

  /** @param {number} bytes @returns {number} */
  #allocate(bytes) {
    const address = this.#backend.wasm._malloc(bytes);
    if (address === 0) throw new Error(`WebAssembly has no ${bytes} bytes left for a convolution.`);
    return address;
  }
}
