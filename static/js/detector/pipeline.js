/**
 * What happens to pixels: network, decode, NMS, back to the picture's own coordinates. Knows no canvas and no worker,
 * so that the trainer's evaluation runs the very same code.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./letterbox.js').Letterbox} Letterbox
 * @typedef {Pick<import('./network.js').Network, 'card' | 'run' | 'timing'>} Network
 * @typedef {import('./decode.js').Candidates} Candidates
 *
 * @typedef {object} Sheet The picture at one size.
 * @property {Uint8ClampedArray} rgba Pixels of the letterboxed picture.
 * @property {Letterbox} box
 * @property {Predictions} [predictions] Of the network, once it has run.
 *
 * @typedef {{ raw: Float32Array, timing: PassTiming }} Predictions
 *
 * @typedef {object} Pass
 * @property {Sheet} sheet
 * @property {number} leastSide What is smaller, as the root of its area in input pixels, is not taken from this pass.
 *
 * @typedef {{ width: number, height: number, decode_ms: number } & import('./network.js').RunTiming} PassTiming
 *   Milliseconds of one pass, and the size of its input in pixels.
 *
 * @typedef {{ threshold: number, nmsIou: number, limit: number }} PostProcessing The score from which boxes count, the IoU
 *   above which one of two is suppressed, and the most boxes to keep.
 *
 * @typedef {object} Timing Milliseconds.
 * @property {number} letterbox_ms For all passes.
 * @property {PassTiming[]} passes
 * @property {number} nms_ms
 * @property {number} total_ms
 *
 * @typedef {object} Detections
 * @property {Float32Array<ArrayBuffer>} boxes (count * 4) xyxy in pixels of the source picture, best score first.
 * @property {Float32Array<ArrayBuffer>} scores (count) 0..1.
 * @property {Uint16Array<ArrayBuffer>} labels (count) index into the card's labels.
 * @property {number} count
 * @property {number} width Of the source picture.
 * @property {number} height
 * @property {Timing} timing
 */
import { decode, makeAnchors } from './decode.js';
import { lowerDoubles } from './doubles.js';
import { clip, unletterbox } from './letterbox.js';
import { typicalSide } from './multi-scale.js';
import { nms } from './nms.js';

export class Pipeline {
  /** Those of the last size. */
  #anchors = { key: '', values: new Float32Array(0) };

  /** @param {Network} network */
  constructor(network) {
    this.network = network;
  }

  /**
   * @param {Pass[]} passes Of the same picture.
   * @param {{ width: number, height: number } & PostProcessing} options Size of the source picture in pixels, and the
   *   post-processing.
   * @returns {Promise<Detections>} What any of the passes found, each product once.
   */
  async detect(passes, { width, height, threshold, nmsIou, limit }) {
    const start = performance.now();
    /** @type {Candidates[]} */
    const found = [];
    /** @type {PassTiming[]} */
    const timings = [];
    for (const { sheet, leastSide } of passes) {
      const { candidates, timing } = await this.#candidates(sheet, threshold, leastSide);
      unletterbox(candidates.boxes, sheet.box, width, height);
      found.push(candidates);
      timings.push(timing);
    }
    const decoded = performance.now();
    const kept = nms(joined(found), nmsIou, limit);
    const { boxes, scores, labels } = found.length > 1 ? lowerDoubles(kept, threshold) : kept;
    clip(boxes, width, height);
    const end = performance.now();
    const timing = { letterbox_ms: 0, passes: timings, nms_ms: end - decoded, total_ms: end - start };
    return { boxes, scores, labels, count: scores.length, width, height, timing };
  }

  /**
   * How large the products on a picture are. The predictions stay with the sheet, for a pass of the same size.
   *
   * @param {Sheet} sheet
   * @param {PostProcessing} options
   * @returns {Promise<number | null>} See `typicalSide`, in pixels of the input.
   */
  async look(sheet, { threshold, nmsIou, limit }) {
    const { candidates } = await this.#candidates(sheet, threshold, 0);
    return typicalSide(nms(candidates, nmsIou, limit), threshold);
  }

  /**
   * @param {Sheet} sheet
   * @param {number} threshold
   * @param {number} leastSide
   * @returns {Promise<{ candidates: Candidates, timing: PassTiming }>} In input pixels.
   */
  async #candidates(sheet, threshold, leastSide) {
    const { rgba, box } = sheet;
    const { inputHeight: height, inputWidth: width } = box;
    if (!sheet.predictions) {
      const raw = await this.network.run(rgba, height, width);
      sheet.predictions = { raw, timing: { width, height, ...this.network.timing, decode_ms: 0 } };
    }
    const { raw, timing } = sheet.predictions;
    const start = performance.now();
    const candidates = decode(raw, this.#anchorsFor(height, width), this.network.card, threshold, leastSide);
    timing.decode_ms += performance.now() - start;
    return { candidates, timing };
  }

  /**
   * @param {number} height
   * @param {number} width
   */
  #anchorsFor(height, width) {
    const key = `${height}x${width}`;
    if (this.#anchors.key !== key) {
      this.#anchors = { key, values: makeAnchors(this.network.card.anchors, height, width) };
    }
    return this.#anchors.values;
  }
}

/**
 * @param {Candidates[]} parts
 * @returns {Candidates}
 */
function joined(parts) {
  if (parts.length === 1) return parts[0];
  return {
    boxes: Float32Array.from(parts.flatMap(({ boxes }) => Array.from(boxes))),
    scores: Float32Array.from(parts.flatMap(({ scores }) => Array.from(scores))),
    labels: Uint16Array.from(parts.flatMap(({ labels }) => Array.from(labels))),
  };
}
