/**
 * Pairs boxes with those of the frame before by their overlap. This runs a dozen times a frame, on a hundred and more
 * boxes on either side. In the first frames the JavaScript engine has compiled nothing yet, so the code works on typed
 * arrays, compares only boxes that can overlap, and allocates nothing from frame to frame.
 *
 * @typedef {Pick<import('../../detector/client.js').Detections, 'boxes' | 'scores' | 'labels' | 'count'>} Found
 * @typedef {{ boxes: Float64Array, labels: Uint16Array, count: number }} Known boxes of the frame before: xyxy, in the same
 *   pixels as those found
 *
 * @typedef {object} Rule
 * @property {number} leastIou of a pair, more than 0, up to 1
 * @property {(index: number) => boolean} [knownIsFree] whether a known box may be paired; without it, each may
 * @property {(index: number) => boolean} [foundIsFree] the same for those found
 */
import { iouOf } from '../../geometry/boxes.js';
import { lowerBound } from '../../geometry/search.js';

/** Widens the search by more than coordinates are rounded, pixels. */
const MARGIN = 1e-3;

export class Matcher {
  /** The pairs of the last `match`, best overlap first: indices of the known boxes and of those found, and how many. */
  known = new Uint32Array(0);
  found = new Uint32Array(0);
  count = 0;
  /** Sum of their IoU. */
  overlap = 0;

  /** @type {Found} */
  #detections = {
    boxes: new Float32Array(0),
    scores: new Float32Array(0),
    labels: new Uint16Array(0),
    count: 0,
  };
  /** Indices of the detections, sorted by their left edges, and these edges. */
  #order = new Uint32Array(0);
  #lefts = new Float64Array(0);
  /** Candidates for pairs: their indices, their IoU, and the order in which they are taken. */
  #candidateKnown = new Uint32Array(64);
  #candidateFound = new Uint32Array(64);
  #iou = new Float64Array(64);
  #rank = new Uint32Array(64);
  #isTaken = new Uint8Array(0);

  /** @param {Found} detections of the newest frame, for the next calls of `match` */
  setDetections(detections) {
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
   * Pairs boxes of the same label, best overlap first. The result is in `known`, `found`, `count` and `overlap`.
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

  /** @param {Known} known @param {Rule} rule @returns {number} how many candidates there are */
  #findCandidates({ boxes: a, labels, count }, { leastIou, knownIsFree, foundIsFree }) {
    const { boxes: b, labels: foundLabels, count: found } = this.#detections;
    let candidates = 0;
    for (let i = 0; i < count; i += 1) {
      if (knownIsFree && !knownIsFree(i)) continue;
      const [left, top, right, bottom] = [a[4 * i], a[4 * i + 1], a[4 * i + 2], a[4 * i + 3]];
      // Two boxes with this IoU share at least that part of the wider one. So the wider one is at most 1 / leastIou
      // times as wide, which limits how far to the left the other may begin.
      const width = right - left;
      const last = right - leastIou * width + MARGIN;
      const first = lowerBound(this.#lefts, left - (1 / leastIou - 1) * width - MARGIN, found);
      for (let k = first; k < found && this.#lefts[k] <= last; k += 1) {
        const j = this.#order[k];
        const isApart = b[4 * j + 1] >= bottom || b[4 * j + 3] <= top;
        if (isApart || labels[i] !== foundLabels[j] || (foundIsFree && !foundIsFree(j))) continue;
        const iou = iouOf(a, b, i, j);
        if (iou < leastIou) continue;
        if (candidates === this.#iou.length) this.#growCandidates();
        this.#candidateKnown[candidates] = i;
        this.#candidateFound[candidates] = j;
        this.#iou[candidates] = iou;
        candidates += 1;
      }
    }
    return candidates;
  }

  /** Makes room for the pairs of so many boxes. @param {number} known @param {number} found */
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
