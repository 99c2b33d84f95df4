/**
 * Pairs boxes with those of the frame before by their overlap. A frame asks for this a dozen times, with a hundred and
 * more boxes on either side and before the engine has compiled anything, so it works on plain numbers, looks only
 * where a box can overlap at all, and allocates nothing from frame to frame.
 *
 * @typedef {Pick<import('../../detector/client.js').Detections, 'boxes' | 'scores' | 'labels' | 'count'>} Found
 * @typedef {{ boxes: Float64Array, labels: Uint16Array, count: number }} Known `boxes` xyxy, like those that were found
 * @typedef {{ least: number, knownIsFree?: (index: number) => boolean, foundIsFree?: (index: number) => boolean }} Rule
 *   the least IoU, 0..1, more than 0; and which may be paired: all, where it is not said
 */
import { iouOf } from '../../geometry/boxes.js';
import { lowerBound } from '../../geometry/search.js';

/** For what rounding does to the edge of the search, pixels. */
const MARGIN = 1e-3;

export class Matcher {
  /** Pairs of the last `match`, best overlap first: indices of the known and of the found. */
  known = new Uint32Array(0);
  found = new Uint32Array(0);
  count = 0;
  /** Sum of the pairs' IoU. */
  overlap = 0;

  /** @type {Found} */
  #detections = {
    boxes: new Float32Array(0),
    scores: new Float32Array(0),
    labels: new Uint16Array(0),
    count: 0,
  };
  /** Indices of the detections from left to right, and their left edges in that order. */
  #order = new Uint32Array(0);
  #lefts = new Float64Array(0);
  /** Candidates: which, how much they overlap, and the order in which they are looked at. */
  #candidateKnown = new Uint32Array(64);
  #candidateFound = new Uint32Array(64);
  #iou = new Float64Array(64);
  #rank = new Uint32Array(64);
  #isTaken = new Uint8Array(0);

  /** @param {Found} detections of the newest frame, with which `match` pairs from now on */
  look(detections) {
    const { boxes, count } = detections;
    this.#detections = detections;
    if (this.#order.length < count) {
      this.#order = new Uint32Array(2 * count);
      this.#lefts = new Float64Array(2 * count);
    }
    for (let i = 0; i < count; i += 1) this.#order[i] = i;
    const order = this.#order.subarray(0, count).sort((a, b) => boxes[4 * a] - boxes[4 * b]);
    for (let i = 0; i < count; i += 1) this.#lefts[i] = boxes[4 * order[i]];
  }

  /**
   * Pairs boxes of the same label, best overlap first; `known`, `found`, `count` and `overlap` tell the result.
   * @param {Known} known
   * @param {Rule} rule
   */
  match(known, rule) {
    const candidates = this.#findCandidates(known, rule);
    const found = this.#detections.count;
    this.#reserve(known.count, found);
    const [iou, ofKnown, ofFound] = [this.#iou, this.#candidateKnown, this.#candidateFound];
    for (let i = 0; i < candidates; i += 1) this.#rank[i] = i;
    const ranked = this.#rank
      .subarray(0, candidates)
      .sort((a, b) => iou[b] - iou[a] || ofKnown[a] - ofKnown[b] || ofFound[a] - ofFound[b]);
    this.count = 0;
    this.overlap = 0;
    for (const candidate of ranked) {
      const [a, b] = [ofKnown[candidate], known.count + ofFound[candidate]];
      if (this.#isTaken[a] || this.#isTaken[b]) continue;
      this.#isTaken[a] = 1;
      this.#isTaken[b] = 1;
      this.known[this.count] = a;
      this.found[this.count] = ofFound[candidate];
      this.count += 1;
      this.overlap += iou[candidate];
    }
  }

  /** @param {Known} known @param {Rule} rule @returns {number} how many there are */
  #findCandidates({ boxes: a, labels, count }, { least, knownIsFree, foundIsFree }) {
    const { boxes: b, labels: foundLabels, count: found } = this.#detections;
    let candidates = 0;
    for (let i = 0; i < count; i += 1) {
      if (knownIsFree && !knownIsFree(i)) continue;
      const [left, top, right, bottom] = [a[4 * i], a[4 * i + 1], a[4 * i + 2], a[4 * i + 3]];
      // Two boxes with this IoU share that part of the wider one: so neither is wider than the other by more than
      // 1 / least, nor begins further aside.
      const width = right - left;
      const last = right - least * width + MARGIN;
      const first = lowerBound(this.#lefts, left - (1 / least - 1) * width - MARGIN, found);
      for (let k = first; k < found && this.#lefts[k] <= last; k += 1) {
        const j = this.#order[k];
        const isApart = b[4 * j + 1] >= bottom || b[4 * j + 3] <= top;
        if (isApart || labels[i] !== foundLabels[j] || (foundIsFree && !foundIsFree(j))) continue;
        const iou = iouOf(a, b, i, j);
        if (iou < least) continue;
        if (candidates === this.#iou.length) this.#growCandidates();
        this.#candidateKnown[candidates] = i;
        this.#candidateFound[candidates] = j;
        this.#iou[candidates] = iou;
        candidates += 1;
      }
    }
    return candidates;
  }

  /** @param {number} known @param {number} found */
  #reserve(known, found) {
    const most = Math.min(known, found);
    if (this.known.length < most) {
      this.known = new Uint32Array(2 * most);
      this.found = new Uint32Array(2 * most);
    }
    if (this.#isTaken.length < known + found) this.#isTaken = new Uint8Array(2 * (known + found));
    else this.#isTaken.fill(0, 0, known + found);
  }

  #growCandidates() {
    const length = 2 * this.#iou.length;
    const [known, found, iou] = [this.#candidateKnown, this.#candidateFound, this.#iou];
    this.#candidateKnown = new Uint32Array(length);
    this.#candidateFound = new Uint32Array(length);
    this.#iou = new Float64Array(length);
    this.#rank = new Uint32Array(length);
    this.#candidateKnown.set(known);
    this.#candidateFound.set(found);
    this.#iou.set(iou);
  }
}
