/**
 * What happens to pixels: network, decode, NMS, back to the picture's own coordinates. Knows no canvas and no worker,
 * so that the trainer's evaluation runs the very same code.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./letterbox.js').Letterbox} Letterbox
 * @typedef {import('./network.js').Network} Network
 *
 * @typedef {object} Timing Milliseconds; `network_ms` includes upload and read-back.
 * @property {number} letterbox_ms
 * @property {number} network_ms
 * @property {number} decode_ms
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
import { unletterbox } from './letterbox.js';
import { nms } from './nms.js';

export class Pipeline {
  /** @param {Network} network */
  constructor(network) {
    this.network = network;
    this._anchors = { key: '', values: new Float32Array(0) };
  }

  /**
   * @param {Uint8ClampedArray} rgba Pixels of the letterboxed picture.
   * @param {Letterbox} box
   * @param {{ width: number, height: number, threshold: number, nmsIou: number, limit: number }} options Size of the
   *   source picture in pixels, and the post-processing.
   * @returns {Promise<Detections>}
   */
  async detect(rgba, box, { width, height, threshold, nmsIou, limit }) {
    const start = performance.now();
    const raw = await this.network.run(rgba, box.inputHeight, box.inputWidth);
    const networkDone = performance.now();
    const card = this.network.card;
    const anchors = this._anchorsFor(box.inputHeight, box.inputWidth);
    const { boxes, scores, labels } = nms(decode(raw, anchors, card, threshold), nmsIou, limit);
    unletterbox(boxes, box, width, height);
    const end = performance.now();
    const timing = {
      letterbox_ms: 0,
      network_ms: networkDone - start,
      decode_ms: end - networkDone,
      total_ms: end - start,
    };
    return { boxes, scores, labels, count: scores.length, width, height, timing };
  }

  /**
   * @param {number} height
   * @param {number} width
   */
  _anchorsFor(height, width) {
    const key = `${height}x${width}`;
    if (this._anchors.key !== key) {
      this._anchors = { key, values: makeAnchors(this.network.card.anchors, height, width) };
    }
    return this._anchors.values;
  }
}
