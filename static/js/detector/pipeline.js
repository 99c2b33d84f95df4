/**
 * What happens to pixels: network, decode, NMS, back to the picture's own coordinates. Knows no canvas and no worker,
 * so that the trainer's evaluation runs the very same code.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./letterbox.js').Letterbox} Letterbox
 * @typedef {Pick<import('./network.js').Network, 'card' | 'run' | 'timing'>} Network
 * @typedef {import('./decode.js').Candidates} Candidates
 *
 * @typedef {object} Pass The picture at one size.
 * @property {Uint8ClampedArray} rgba Pixels of the letterboxed picture.
 * @property {Letterbox} box
 * @property {number} leastSide What is smaller, as the root of its area in input pixels, is not taken from this pass.
 *
 * @typedef {{ width: number, height: number, decode_ms: number } & import('./network.js').RunTiming} PassTiming
 *   Milliseconds of one pass, and the size of its input in pixels.
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
import { clip, unletterbox } from './letterbox.js';
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
   * @param {{ width: number, height: number, threshold: number, nmsIou: number, limit: number }} options Size of the
   *   source picture in pixels, and the post-processing.
   * @returns {Promise<Detections>} What any of the passes found, each product once.
   */
  async detect(passes, { width, height, threshold, nmsIou, limit }) {
    const start = performance.now();
    const card = this.network.card;
    /** @type {Candidates[]} */
    const found = [];
    /** @type {PassTiming[]} */
    const timings = [];
    for (const { rgba, box, leastSide } of passes) {
      const raw = await this.network.run(rgba, box.inputHeight, box.inputWidth);
      const run = performance.now();
      const anchors = this.#anchorsFor(box.inputHeight, box.inputWidth);
      const candidates = decode(raw, anchors, card, threshold, leastSide);
      unletterbox(candidates.boxes, box, width, height);
      found.push(candidates);
      const size = { width: box.inputWidth, height: box.inputHeight };
      timings.push({ ...size, ...this.network.timing, decode_ms: performance.now() - run });
    }
    const decoded = performance.now();
    const { boxes, scores, labels } = nms(joined(found), nmsIou, limit);
    clip(boxes, width, height);
    const end = performance.now();
    const timing = { letterbox_ms: 0, passes: timings, nms_ms: end - decoded, total_ms: end - start };
    return { boxes, scores, labels, count: scores.length, width, height, timing };
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
