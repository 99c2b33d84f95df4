/**
 * Clips of real walks along shelves for the tracking tests: extracts frames (with ffmpeg) and runs the published
 * detector on them (TensorFlow.js on WebAssembly in Node, with the page's own pipeline).
 *
 * @typedef {import('../../../../../static/js/detector/pipeline.js').Detections} Detections
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import { letterbox } from '../../../../../static/js/detector/letterbox.js';
import { Network } from '../../../../../static/js/detector/network.js';
import { Pipeline } from '../../../../../static/js/detector/pipeline.js';
import { checkCard } from '../../../../../static/js/models/card.js';

const ROOT = path.resolve(import.meta.dirname, '../../../../..');

/** All clips play at this rate; the detector sees every third frame, as on a phone that needs 100 ms a frame. */
export const CLIP_FPS = 30;
export const FRAMES_PER_DETECTION = 3;

/** Pixels of the upright clips. */
export const WIDTH = 576;
export const HEIGHT = 1024;

/**
 * @param {number} number of the clip, 1 to 3
 * @returns {string}
 */
export function clipPath(number) {
  const data = process.env.SHELFSCAN_DATA ?? path.join(ROOT, '..', 'shared', 'data');
  return path.join(data, 'video', `aisle_walk_${number}.mp4`);
}

/** @returns {string | false} the reason why the clips are unavailable, or false if they are available */
export function whyNoClips() {
  if (!existsSync(clipPath(1))) return `there is no ${clipPath(1)} (set SHELFSCAN_DATA)`;
  return spawnSync('ffmpeg', ['-version']).status === 0 ? false : 'there is no ffmpeg to read the clips with';
}

/**
 * Frames of a clip, in order.
 * @param {string} file
 * @param {{ every?: number, width: number, height: number, format: 'rgba' | 'gray', seconds?: number }} options
 *   `every` nth frame only
 * @returns {AsyncGenerator<Uint8Array>} pixels, row by row
 */
export async function* frames(file, { every = 1, width, height, format, seconds = Infinity }) {
  const bytes = width * height * (format === 'rgba' ? 4 : 1);
  const filter = `select=not(mod(n\\,${every})),scale=${width}:${height}:flags=area,format=${format}`;
  const limit = Number.isFinite(seconds) ? ['-t', `${seconds}`] : [];
  const args = [
    '-v',
    'error',
    '-i',
    file,
    ...limit,
    '-vf',
    filter,
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-',
  ];
  const ffmpeg = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let rest = Buffer.alloc(0);
  try {
    for await (const chunk of ffmpeg.stdout) {
      rest = Buffer.concat([rest, chunk]);
      for (; rest.length >= bytes; rest = rest.subarray(bytes)) yield new Uint8Array(rest.subarray(0, bytes));
    }
  } finally {
    ffmpeg.kill('SIGKILL'); // the caller may stop before the last frame
  }
}

/** The newest published model, in Node. */
export async function loadDetector() {
  const require = createRequire(import.meta.url);
  const tf = require('@tensorflow/tfjs-core');
  const { loadGraphModel } = require('@tensorflow/tfjs-converter');
  require('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  const models = path.join(ROOT, 'models');
  const folder = path.join(models, /** @type {string} */ ((await readdir(models)).sort().at(-1)));
  const card = checkCard(JSON.parse(await readFile(path.join(folder, 'card.json'), 'utf8')));
  /** @type {Map<string, ArrayBuffer>} */
  const files = new Map();
  for (const file of card.files) {
    files.set(file.path, new Uint8Array(await readFile(path.join(folder, file.path))).buffer);
  }
  const pipeline = new Pipeline(await Network.load({ ...tf, loadGraphModel }, card, files));
  const box = letterbox(WIDTH, HEIGHT, card.input.sizes.live[0], card.input.stride);
  return { card, pipeline, box };
}

/**
 * @param {Awaited<ReturnType<typeof loadDetector>>} detector
 * @param {Uint8Array} rgba pixels of a picture of the letterbox's `width` x `height`
 * @param {number} threshold least score
 * @returns {Promise<Detections>} boxes in pixels of the clip
 */
export function detect({ card, pipeline, box }, rgba, threshold) {
  const input = new Uint8ClampedArray(box.inputWidth * box.inputHeight * 4).fill(card.input.pad);
  for (let y = 0; y < box.height; y += 1) {
    input.set(rgba.subarray(y * box.width * 4, (y + 1) * box.width * 4), y * box.inputWidth * 4);
  }
  const { nmsIou, maxDetections: limit } = card.defaults;
  return pipeline.detect([{ sheet: { rgba: input, box }, leastSide: 0 }], {
    width: WIDTH,
    height: HEIGHT,
    threshold,
    nmsIou,
    limit,
  });
}
