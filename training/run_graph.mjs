/**
 * Runs a model bundle under Node as the phone runs it: TensorFlow.js on WebAssembly and the page's own modules for
 * network, decode and NMS. training/graph.py starts it and talks to it:
 *
 *     node training/run_graph.mjs <bundle folder> [tiles]
 *
 * With `tiles`, live frames go through the network in so many tiles, as on a phone whose cores share the work.
 *
 * A request is a line of JSON with the `mode` of the card for which it is, then the RGBA pixels of the letterboxed picture for each of its `passes`: the picture at
 * one size or at several. An answer is a line of JSON, then `bytes` of binary data:
 * - to a request with `raw`: the float32 predictions of the network for the first pass;
 * - to one with `known`: the `probe` of its card, see static/js/detector/probe.js;
 * - to one with `look`, the score from which boxes count and how they are suppressed: the `typicalSide` of the products
 *   on the first pass, in its pixels;
 * - to one with `options`, a list of thresholds and NMS IoUs to try: the `counts` of detections for each of them, and
 *   as binary data the boxes (float32 xyxy) of all, then their scores (float32), then their labels (uint16). The
 *   network runs only once.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Crew } from '../static/js/detector/helpers.js';
import { installKernels } from '../static/js/detector/kernels/install.js';
import { Network } from '../static/js/detector/network.js';
import { Pipeline } from '../static/js/detector/pipeline.js';
import { makeProbe } from '../static/js/detector/probe.js';
import { photoTiles, TiledNetwork } from '../static/js/detector/shared-network.js';
import { checkCard } from '../static/js/models/card.js';
import { Input } from './node_input.mjs';

// The npm packages themselves: static/vendor/ is bundled for browsers, without what Node needs to read files.
const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs-core');
const { loadGraphModel } = require('@tensorflow/tfjs-converter');
require('@tensorflow/tfjs-backend-wasm');

/**
 * @param {object} header
 * @param {ArrayBufferView[]} arrays
 */
function answer(header, arrays) {
  const parts = arrays.map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  const body = Buffer.concat(parts);
  process.stdout.write(`${JSON.stringify({ ...header, bytes: body.length })}\n`);
  process.stdout.write(body);
}

const [folder, tiles] = process.argv.slice(2);
await tf.setBackend('wasm');
await installKernels(tf, () => readFile(new URL('../static/vendor/kernels.wasm', import.meta.url)));
const card = checkCard(JSON.parse(await readFile(path.join(folder, 'card.json'), 'utf8')));
/** @type {Map<string, ArrayBuffer>} */
const files = new Map();
for (const file of card.files) {
  const content = await readFile(path.join(folder, file.path));
  files.set(file.path, new Uint8Array(content).buffer);
}
const network = await Network.load({ ...tf, loadGraphModel }, card, files);
const crew = new Crew(network);
const photos = new Pipeline(new TiledNetwork(card, crew, photoTiles));
const frameNetwork = Number(tiles) > 1 ? new TiledNetwork(card, crew, () => Number(tiles)) : network;
const frames = new Pipeline(frameNetwork);
answer({ ready: true }, []);

const input = new Input();
for (let line = await input.line(); line !== null; line = await input.line()) {
  const { passes: asked, mode, options, raw, known, look } = JSON.parse(line);
  const pipeline = mode === 'photo' ? photos : frames;
  const passes = [];
  for (const { box, leastSide } of asked) {
    const rgba = new Uint8ClampedArray(await input.bytes(box.inputWidth * box.inputHeight * 4));
    passes.push({ sheet: { rgba, box }, leastSide });
  }
  if (known) {
    answer({ probe: await makeProbe(network) }, []);
    continue;
  }
  const [{ sheet }] = passes;
  if (raw) {
    answer({}, [await frameNetwork.run(sheet.rgba, sheet.box.inputHeight, sheet.box.inputWidth)]);
  } else if (look) {
    answer({ typicalSide: await pipeline.look(sheet, look) }, []);
  } else {
    // The predictions stay with the sheets: other options cost no more than decode and NMS.
    const found = [];
    for (const each of options) found.push(await pipeline.detect(passes, each));
    const arrays = [
      ...found.map((f) => f.boxes),
      ...found.map((f) => f.scores),
      ...found.map((f) => f.labels),
    ];
    answer({ counts: found.map((f) => f.count) }, arrays);
  }
}
