/**
 * Runs an embedder's bundle under Node as the phone runs it: TensorFlow.js on WebAssembly, our kernels, the page's own modules.
 * training/embed/graph.py starts it and talks to it:
 *
 *     node training/embed/run_embedder.mjs <bundle folder>
 *
 * A request is a line of JSON: with a `count`, the RGBA pixels of so many crops follow; with `known`, the picture of the probe
 * is meant. An answer is a line of JSON with what the network took, then `bytes` of float32 vectors.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbedderNetwork } from '../../static/js/detector/embedder-network.js';
import { installKernels } from '../../static/js/detector/kernels/install.js';
import { probePicture } from '../../static/js/detector/probe.js';
import { readEmbedder } from '../../static/js/looks/card.js';
import { Input } from '../node_input.mjs';

// The npm packages themselves: static/vendor/ is bundled for browsers, without what Node needs to read files.
const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs-core');
const { loadGraphModel } = require('@tensorflow/tfjs-converter');
require('@tensorflow/tfjs-backend-wasm');

const [folder] = process.argv.slice(2);
await tf.setBackend('wasm');
await installKernels(tf, () => readFile(new URL('../../static/vendor/kernels.wasm', import.meta.url)));
const card = readEmbedder(JSON.parse(await readFile(path.join(folder, 'card.json'), 'utf8')));
if (!card) throw new Error(`the page cannot read card.json of ${folder}`);
/** @type {Map<string, ArrayBuffer>} */
const files = new Map();
for (const file of card.files) {
  const content = await readFile(path.join(folder, file.path));
  files.set(file.path, new Uint8Array(content).buffer);
}
const network = await EmbedderNetwork.load({ ...tf, loadGraphModel }, { card, files });

const input = new Input();
for (let line = await input.line(); line !== null; line = await input.line()) {
  const { count, known } = JSON.parse(line);
  const { height, width } = card.input;
  const crops = known
    ? probePicture({ height, width })
    : new Uint8ClampedArray(await input.bytes(count * height * width * 4));
  const start = performance.now();
  const { buffer, byteOffset, byteLength } = await network.run(crops);
  const network_ms = performance.now() - start;
  process.stdout.write(`${JSON.stringify({ bytes: byteLength, network_ms })}\n`);
  process.stdout.write(Buffer.from(buffer, byteOffset, byteLength));
}
