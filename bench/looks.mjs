/**
 * How long facings take to become vectors, on one thread, with our kernels and with those of TensorFlow.js alone.
 * bench/looks.py starts it:
 *
 *     node bench/looks.mjs models/looks-0.4.1 10 150
 *
 * The arguments are the bundle, how often each has its turn, and how many facings a picture has. What it prints are milliseconds
 * of a facing, round by round.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cutCrops } from '../static/js/detector/crops.js';
import { SLICE } from '../static/js/detector/embedder.js';
import { EmbedderNetwork } from '../static/js/detector/embedder-network.js';
import { installKernels } from '../static/js/detector/kernels/install.js';
import { Resampler } from '../static/js/detector/resample.js';
import { readEmbedder } from '../static/js/looks/card.js';

const KERNELS = ['FusedConv2D', 'FusedDepthwiseConv2D'];
/** Of a photo, pixels; and of a facing on it, which many photos show larger than the network sees it. */
const PHOTO = { width: 4000, height: 3000 };
const FACING = { width: 180, height: 260 };
/** From rounding alone: vectors are of unit length. */
const TOLERANCE = 1e-3;

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs-core');
const { loadGraphModel } = require('@tensorflow/tfjs-converter');
require('@tensorflow/tfjs-backend-wasm');

const vendor = (/** @type {string} */ name) => readFile(new URL(`../static/vendor/${name}`, import.meta.url));
const kernels = () => KERNELS.map((name) => tf.getKernel(name, 'wasm'));
/** @param {import('@tensorflow/tfjs-core').KernelConfig[]} configs */
function use(configs) {
  for (const config of configs) {
    tf.unregisterKernel(config.kernelName, 'wasm');
    tf.registerKernel(config);
  }
}

const [folder, rounds, facings] = process.argv.slice(2);
const card = readEmbedder(JSON.parse(await readFile(path.join(folder, 'card.json'), 'utf8')));
if (!card) throw new Error(`${folder} is no embedder that the page can run.`);
/** @type {Map<string, ArrayBuffer>} */
const files = new Map();
for (const file of card.files) {
  files.set(file.path, new Uint8Array(await readFile(path.join(folder, file.path))).buffer);
}
await tf.setBackend('wasm');
const alone = kernels();
if (!(await installKernels(tf, () => vendor('kernels.wasm')))) throw new Error('Node lacks relaxed SIMD.');
const ours = kernels();
const network = await EmbedderNetwork.load({ ...tf, loadGraphModel }, { card, files });

const photo = Uint8ClampedArray.from(
  { length: 4 * PHOTO.width * PHOTO.height },
  (_, i) => (i * 2654435761) >>> 24,
);
const reader = {
  /** @param {unknown} _photo @param {number} _pad @param {import('../static/js/detector/crops.js').Region} region */
  *strips(_photo, _pad, { left, top, width, height }) {
    for (let y = top; y < top + height; y += 1) {
      const start = 4 * (y * PHOTO.width + left);
      yield { rgba: photo.subarray(start, start + 4 * width), rows: 1 };
    }
  },
};
const tools = /** @type {any} */ ({ reader, resampler: Resampler.of(await vendor('resample.wasm')) });
const boxes = Array.from({ length: Number(facings) }, (_, i) => {
  const left = (i * 379) % (PHOTO.width - FACING.width);
  const top = (i * 577) % (PHOTO.height - FACING.height);
  return [left, top, left + FACING.width, top + FACING.height];
});

const crops = cut();
function cut() {
  return cutCrops(/** @type {any} */ (PHOTO), boxes, tools, /** @type {NonNullable<typeof card>} */ (card));
}

/** @returns {Promise<Float32Array[]>} Slice by slice, as in the worker. */
async function run() {
  const { height, width } = /** @type {NonNullable<typeof card>} */ (card).input;
  const slice = SLICE * height * width * 4;
  const vectors = [];
  for (let at = 0; at < crops.length; at += slice)
    vectors.push(await network.run(crops.slice(at, at + slice)));
  return vectors;
}

/** @param {() => unknown} work @returns {Promise<number>} Milliseconds of a facing. */
async function timed(work) {
  const start_ms = performance.now();
  await work();
  return (performance.now() - start_ms) / boxes.length;
}

use(alone);
const expected = await run();
use(ours);
for (const [i, vectors] of (await run()).entries()) {
  const off = vectors.reduce((most, value, k) => Math.max(most, Math.abs(value - expected[i][k])), 0);
  if (!(off < TOLERANCE)) throw new Error(`Our kernels make other vectors: off by ${off}.`);
}

/** @type {Record<'ours' | 'alone' | 'cut', number[][]>} */
const measured = { ours: [], alone: [], cut: [] };
for (let round = 0; round < Number(rounds); round += 1) {
  const turns = /** @type {const} */ ([
    ['ours', ours],
    ['alone', alone],
  ]);
  for (const [name, configs] of round % 2 === 0 ? turns : turns.toReversed()) {
    use(configs);
    measured[name].push([await timed(run)]);
  }
  measured.cut.push([await timed(cut)]);
}
process.stdout.write(`${JSON.stringify(measured)}\n`);
