/**
 * Replaces static/js/detector/client.js in tests of the views: no model is downloaded or run, and
 * `globalThis.detectorPlan`, which the test sets before the page loads, controls what happens.
 *
 * A test that sets `globalThis.detectorStops` lets the detector wait for what that returns, or fail with what it throws; it gets
 * what makes the error of a lost worker.
 *
 * @typedef {object} DetectorPlan
 * @property {{ phase: string, loaded: number, total: number }} [progress] reported while loading
 * @property {boolean} [waits] loading ends when the test calls `globalThis.finishLoading()`
 * @property {string} [fails] code of the error with which loading fails; `delete detectorPlan.fails` repairs it
 * @property {[number, number, number, number][]} [boxes] found on every picture, xyxy as fractions of its size
 * @property {number[]} [scores] of these boxes; without them each scores 0.9
 * @property {number[]} [boxLabels] of these boxes; without them each has the first label
 * @property {string[]} [labels] of the model
 * @property {{ offset: number, slope: number, missed: number, spread: number }} [certainty] of the model's counts
 * @property {boolean} [commercialUse] whether the model's terms allow business use
 * @property {[string, string][]} [broken] backends that fail here, and which one is used instead
 * @property {{ live: number[], photo: number[] }} [sizes] input sizes that the model offers
 * @property {number} [msPerPixel] milliseconds per pixel of a live frame's square input, to simulate a slow device
 * @property {boolean} [photoWaits] counting a photo ends when the test calls `globalThis.finishPhoto()`
 */

import { DetectorError } from './errors.js';

/** @type {DetectorPlan} */
const plan = globalThis.detectorPlan ?? {};

const CARD = {
  name: 'shelf',
  version: '1.0.0',
  title: 'Shelf products',
  labels: plan.labels ?? ['product'],
  defaults: { scoreThreshold: { live: 0.4, photo: 0.4 } },
  certainty: plan.certainty ?? null,
  input: { sizes: plan.sizes ?? { live: [640], photo: [1024] } },
  metrics: [{ dataset: 'Shelves', split: 'test', photos: 38, longSide: 1024, countError: 0.0963 }],
  licence: { weights: 'For tests alone', data: 'None', commercialUse: plan.commercialUse ?? null },
  files: [{ path: 'model.json', bytes: 4_300_000, sha256: '' }],
};

export class DetectorClient {
  constructor({ onProgress, onNews }) {
    this.onProgress = onProgress;
    globalThis.tellNews = onNews;
    globalThis.loads = [];
    globalThis.detects = [];
    this.card = null;
    this.backend = null;
  }

  async load({ backend: wanted = null } = {}) {
    globalThis.loads.push(wanted);
    if (plan.progress) this.onProgress(plan.progress);
    if (plan.waits) await new Promise((resolve) => Object.assign(globalThis, { finishLoading: resolve }));
    if (plan.fails) throw new DetectorError(plan.fails);
    const instead = new Map(plan.broken ?? []);
    this.card = CARD;
    this.backend = instead.get(wanted) ?? wanted ?? 'wasm';
    return { card: CARD, backend: this.backend, offline: true };
  }

  async detect(picture, { mode, longSide, scoreThreshold }) {
    const { displayWidth: width = picture.width, displayHeight: height = picture.height } = picture;
    picture.close();
    await globalThis.detectorStops?.(() => new DetectorError('worker-lost'));
    globalThis.detects = [...globalThis.detects.slice(-9), { mode, longSide, scoreThreshold }];
    globalThis.detectedSizes = [...(globalThis.detectedSizes ?? []).slice(-9), [width, height]];
    if (mode === 'photo' && plan.photoWaits) {
      await new Promise((resolve) => Object.assign(globalThis, { finishPhoto: resolve }));
    }
    if (mode === 'live' && plan.msPerPixel) {
      await new Promise((resolve) => setTimeout(resolve, plan.msPerPixel * longSide ** 2));
    }
    const boxes = plan.boxes ?? [[0.25, 0.25, 0.75, 0.5]];
    const size = [width, height, width, height];
    return {
      boxes: Float32Array.from(boxes.flatMap((box) => box.map((fraction, i) => fraction * size[i]))),
      scores: Float32Array.from(boxes, (_, i) => plan.scores?.[i] ?? 0.9),
      labels: Uint16Array.from(boxes, (_, i) => plan.boxLabels?.[i] ?? 0),
      count: boxes.length,
      width,
      height,
      timing: { letterbox_ms: 1, passes: [], nms_ms: 1, total_ms: 3 },
    };
  }
}
