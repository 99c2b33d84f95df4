import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';

/** @typedef {typeof import('../../../../static/js/detector/kernels/install.js')} Installer */
/** @typedef {Parameters<typeof import('@tensorflow/tfjs-core').fused.depthwiseConv2d>[0]} Options */

const require = createRequire(import.meta.url);
/** @type {typeof import('@tensorflow/tfjs-core')} */
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-wasm');

/** With relaxed SIMD, and without. */
const PROGRAMS = ['kernels.wasm', 'kernels-simd.wasm'];
const TOLERANCE = 1e-4;
/** More additions and subtractions lose more digits. */
const IN_TILES = 1e-3;

const KERNELS = { FusedConv2D: tf.fused.conv2d, FusedDepthwiseConv2D: tf.fused.depthwiseConv2d };
/** @typedef {keyof typeof KERNELS} Kernel */
/** @typedef {import('@tensorflow/tfjs-core').KernelConfig} KernelConfig */

/** @param {KernelConfig} config @returns {KernelConfig} What was in its place. */
function replace(config) {
  const before = /** @type {KernelConfig} */ (tf.getKernel(config.kernelName, 'wasm'));
  tf.unregisterKernel(config.kernelName, 'wasm');
  tf.registerKernel(config);
  return before;
}

/** @type {Map<string, KernelConfig>} */
const theirs = new Map();
/** Calls that were passed on to TensorFlow.js. */
let left = 0;

/** Each program in a module of its own, which keeps what it has made of weights. @type {Map<string, { module: Installer, own: KernelConfig[] }>} */
const installed = new Map();
/** @type {Installer} */
let installer;

before(async () => {
  await tf.setBackend('wasm');
  for (const name of Object.keys(KERNELS)) {
    theirs.set(name, /** @type {KernelConfig} */ (tf.getKernel(name, 'wasm')));
  }
  for (const program of PROGRAMS) {
    const url = new URL(`../../../../static/js/detector/kernels/install.js?${program}`, import.meta.url);
    /** @type {Installer} */
    const module = await import(url.href);
    for (const config of theirs.values()) {
      // Registered under our kernels, to see which calls are passed on to it.
      replace({
        ...config,
        kernelFunc: (call) => {
          left += 1;
          return config.kernelFunc(call);
        },
      });
    }
    const unknown = new Uint8Array([0, 97, 115, 109, 9, 9, 9, 9]);
    assert.equal(
      await module.installKernels(tf, async () => unknown),
      false,
      'a browser that cannot run them',
    );
    const load = () => readFile(new URL(`../../../../static/vendor/${program}`, import.meta.url));
    assert.equal(await module.installKernels(tf, load), true);
    const own = [...theirs.keys()].map((name) => /** @type {KernelConfig} */ (tf.getKernel(name, 'wasm')));
    installed.set(program, { module, own });
  }
});

/** A test of the kernels of each program. @param {string} name @param {() => void | Promise<void>} run */
function testEach(name, run) {
  for (const program of PROGRAMS) {
    test(`${program}: ${name}`, () => {
      const { module, own } = /** @type {NonNullable<ReturnType<typeof installed.get>>} */ (
        installed.get(program)
      );
      own.forEach(replace);
      installer = module;
      return run();
    });
  }
}

let seed = 1;
/** @param {number[]} shape @returns {any} A tensor of numbers from -1 to 1. */
function noise(shape) {
  const values = new Float32Array(shape.reduce((a, b) => a * b));
  for (let i = 0; i < values.length; i += 1) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    values[i] = seed / 0x3fffffff - 1;
  }
  return tf.tensor(values, shape);
}

/**
 * @param {Options} options
 * @param {Kernel} [kernel]
 * @returns {{ found: Float32Array, expected: Float32Array, wasLeft: boolean }} Of our kernel and of TensorFlow.js'.
 */
function both(options, kernel = 'FusedConv2D') {
  left = 0;
  const found = KERNELS[kernel](options);
  const wasLeft = left > 0;
  const ours = replace(/** @type {KernelConfig} */ (theirs.get(kernel)));
  const expected = KERNELS[kernel](options);
  replace(ours);
  assert.deepEqual(found.shape, expected.shape);
  return {
    found: /** @type {Float32Array} */ (found.dataSync()),
    expected: /** @type {Float32Array} */ (expected.dataSync()),
    wasLeft,
  };
}

/** @param {Float32Array} found @param {Float32Array} expected @param {number} [tolerance] */
function assertClose(found, expected, tolerance = TOLERANCE) {
  for (const [i, value] of expected.entries()) {
    assert.ok(
      Math.abs(found[i] - value) <= tolerance * (1 + Math.abs(value)),
      `${i}: ${found[i]}, not ${value}`,
    );
  }
}

/** @type {[string, number[], number[], Partial<Options>][]} */
const MADE_FOR = [
  ['a filter of one pixel', [1, 12, 18, 16], [1, 1, 16, 24], {}],
  ['rows that four does not divide', [1, 5, 13, 8], [1, 1, 8, 8], {}],
  ['a picture too narrow for four, as one row', [1, 4, 3, 32], [1, 1, 32, 16], {}],
  ['3x3 over the edges', [1, 9, 14, 8], [3, 3, 8, 16], {}],
  ['3x3 within the edges', [1, 9, 14, 8], [3, 3, 8, 16], { pad: 'valid' }],
  ['a step of two, over even sides', [1, 16, 24, 3], [3, 3, 3, 32], { strides: 2 }],
  ['a step of two, over odd sides', [1, 15, 23, 3], [3, 3, 3, 32], { strides: 2 }],
  ['a step of two of a single pixel', [1, 16, 24, 8], [1, 1, 8, 8], { strides: 2 }],
  ['5x5', [1, 7, 9, 4], [5, 5, 4, 8], {}],
  ['a filter that is not square', [1, 8, 9, 4], [1, 3, 4, 8], {}],
  ['no bias', [1, 6, 6, 8], [3, 3, 8, 8], { bias: undefined }],
  ['in tiles', [1, 16, 24, 32], [3, 3, 32, 24], {}],
  ['in tiles, few of them', [1, 8, 12, 16], [3, 3, 16, 8], {}],
  ['in strips of tiles', [1, 60, 76, 16], [3, 3, 16, 8], {}],
  ['in tiles, within the edges', [1, 18, 26, 16], [3, 3, 16, 8], { pad: 'valid' }],
  ['several pictures, each as one row', [3, 5, 7, 8], [1, 1, 8, 16], {}],
  ['several pictures, 3x3 over the edges', [3, 9, 14, 8], [3, 3, 8, 16], {}],
  ['several pictures, a step of two', [4, 15, 23, 3], [3, 3, 3, 32], { strides: 2 }],
  ['several pictures, a step of two of a single pixel', [2, 16, 24, 8], [1, 1, 8, 8], { strides: 2 }],
  ['in tiles, several pictures', [3, 16, 24, 32], [3, 3, 32, 24], {}],
  ['in tiles, no bias', [1, 16, 24, 16], [3, 3, 16, 8], { bias: undefined }],
];
for (const activation of /** @type {const} */ (['linear', 'relu', 'relu6'])) {
  for (const [name, x, filter, options] of MADE_FOR) {
    testEach(`${name}, ${activation}: as TensorFlow.js computes it`, () => {
      const bias = noise([filter[3]]);
      const all = {
        x: noise(x),
        filter: noise(filter),
        bias,
        strides: 1,
        pad: /** @type {const} */ ('same'),
      };
      const { found, expected, wasLeft } = both({ ...all, activation, ...options });
      assert.equal(wasLeft, false);
      assertClose(found, expected, name.startsWith('in ') ? IN_TILES : TOLERANCE);
    });
  }
}

/** @type {[string, number[], number, Partial<Options>][]} */
const DEPTHWISE = [
  ['3x3', [1, 9, 14, 8], 3, {}],
  ['3x3 by steps of two, over even sides', [1, 16, 24, 8], 3, { strides: 2 }],
  ['3x3 by steps of two, over odd sides', [1, 15, 23, 8], 3, { strides: 2 }],
  ['5x5', [1, 10, 11, 12], 5, {}],
  ['5x5 on a picture smaller than the filter', [1, 3, 4, 8], 5, {}],
  ['3x3 on a picture of one pixel', [1, 1, 1, 8], 3, {}],
  ['3x3 within the edges', [1, 9, 9, 4], 3, { pad: 'valid' }],
  ['3x3 on several pictures', [3, 9, 14, 8], 3, {}],
  ['3x3 on several pictures by steps of two', [2, 15, 23, 8], 3, { strides: 2 }],
  ['3x3 without bias', [1, 9, 9, 4], 3, { bias: undefined }],
];
for (const activation of /** @type {const} */ (['linear', 'relu6'])) {
  for (const [name, x, size, options] of DEPTHWISE) {
    testEach(`each channel with its own filter, ${name}, ${activation}: as TensorFlow.js computes it`, () => {
      const [filter, bias] = [noise([size, size, x[3], 1]), noise([x[3]])];
      const all = { x: noise(x), filter, bias, strides: 1, pad: /** @type {const} */ ('same'), activation };
      const { found, expected, wasLeft } = both({ ...all, ...options }, 'FusedDepthwiseConv2D');
      assert.equal(wasLeft, false);
      assertClose(found, expected);
    });
  }
}

testEach('each channel with several filters: left to TensorFlow.js', () => {
  const options = {
    x: noise([1, 8, 8, 4]),
    filter: noise([3, 3, 4, 2]),
    strides: 1,
    pad: /** @type {const} */ ('same'),
  };
  const { found, expected, wasLeft } = both(options, 'FusedDepthwiseConv2D');
  assert.equal(wasLeft, true);
  assertClose(found, expected);
});

/** @type {[string, number[], number[], Partial<Options>][]} */
const NOT_MADE_FOR = [
  ['filters that eight does not divide', [1, 8, 8, 8], [1, 1, 8, 4], {}],
  ['rows shorter than four', [1, 8, 3, 8], [3, 3, 8, 8], {}],
  ['filters with gaps', [1, 12, 12, 8], [3, 3, 8, 8], { dilations: 2 }],
  ['another activation', [1, 8, 8, 8], [1, 1, 8, 8], { activation: 'sigmoid' }],
];
for (const [name, x, filter, options] of NOT_MADE_FOR) {
  testEach(`${name}: left to TensorFlow.js`, () => {
    const { found, expected, wasLeft } = both({
      x: noise(x),
      filter: noise(filter),
      strides: 1,
      pad: 'same',
      ...options,
    });
    assert.equal(wasLeft, true);
    assertClose(found, expected);
  });
}

testEach('NaN stays NaN, so that a broken network is noticed', () => {
  /** @type {any} */
  const broken = tf.mul(noise([1, 1, 8, 8]), Number.NaN);
  const { found } = both({
    x: noise([1, 6, 6, 8]),
    filter: broken,
    strides: 1,
    pad: 'same',
    activation: 'relu6',
  });
  assert.ok(found.every(Number.isNaN));
});

testEach('one filter convolves pictures of several sizes, in tiles and as a whole', () => {
  const filter = noise([3, 3, 16, 16]);
  const bias = noise([16]);
  for (const [height, width] of [
    [16, 24],
    [17, 23],
    [32, 48],
    [16, 24],
  ]) {
    const x = noise([1, height, width, 16]);
    const { found, expected, wasLeft } = both({ x, filter, bias, strides: 1, pad: 'same' });
    assert.equal(wasLeft, false);
    assertClose(found, expected, IN_TILES);
  }
});

testEach('weights are laid out once, and again after they were released', () => {
  const filter = noise([1, 1, 8, 8]);
  const options = { x: noise([1, 6, 6, 8]), filter, strides: 1, pad: /** @type {const} */ ('same') };
  both(options);
  installer.forgetWeights([filter]);
  const { found, expected } = both(options);
  assertClose(found, expected);
});

testEach('the kernels are installed once', async () => {
  const ours = tf.getKernel('FusedConv2D', 'wasm');
  assert.equal(await installer.installKernels(tf, () => assert.fail('loaded twice')), true);
  assert.equal(tf.getKernel('FusedConv2D', 'wasm'), ours);
});
