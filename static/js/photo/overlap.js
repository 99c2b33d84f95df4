/**
 * Finds out whether two photos show the same part of a shelf.
 *
 * Their boxes propose ways in which one may lie over the other (alignment.js), because products are what both must have in
 * common. The grey pictures decide: where one photo lies rightly over the other, light and dark agree.
 *
 * How well they agree is the normalised correlation r of what both show. A small common part agrees by chance more easily
 * than a large one, so what counts is `certainty` = atanh(r) * sqrt(part): the deviation of atanh(r) is 1 / sqrt(pixels)
 * for pictures that have nothing in common (Fisher's transformation).
 *
 * @typedef {import('../geometry/boxes.js').Box} Box
 * @typedef {import('./alignment.js').Alignment} Alignment
 * @typedef {import('./grey-picture.js').Contrast} Contrast
 *
 * @typedef {object} Look what is compared of a photo
 * @property {Contrast} contrast
 * @property {Box[]} boxes of its products, in grey pixels
 *
 * @typedef {object} Overlap
 * @property {Alignment} alignment of the second photo over the first
 * @property {number} part of the smaller photo that the other one shows, 0..1
 * @property {number} correlation in the common part, -1..1
 * @property {number} certainty see above
 */
import { candidateAlignments, SCALES } from './alignment.js';

/** A smaller common part is not looked for: too little of it would have to decide. */
export const LEAST_PART = 0.25;
/** Chosen on photos so that different shelves are hardly ever taken for one: training/twice.py, docs/model.md. */
export const LEAST_CERTAINTY = 0.5;
/** So many of the best candidates are moved until they fit. */
const REFINED = 3;
/** Steps of moving, grey pixels. The scale changes so that the edges of a picture move about as far. */
const STEPS_PX = [1, 0.5, 0.25];
const MOST_ROUNDS = 6;
const HALF_PICTURE_PX = 32;
/** Correlations above this are alike; their atanh grows without end. */
const MOST_CORRELATION = 0.999;

/** @type {Alignment} */
const UNMOVED = { scale: 1, x: 0, y: 0 };

/**
 * @param {Look} first
 * @param {Look} second
 * @returns {Overlap | null} the most certain one, however poor; null: the photos cannot lie over each other
 */
export function findOverlap(first, second) {
  const sharedPart = (/** @type {Alignment} */ alignment) => {
    const part = partOf(first.contrast, second.contrast, alignment);
    return part < LEAST_PART ? 0 : part;
  };
  const rate = (/** @type {Alignment} */ alignment) =>
    rateAlignment(first.contrast, second.contrast, alignment);
  const byCertainty = (/** @type {Overlap} */ a, /** @type {Overlap} */ b) => b.certainty - a.certainty;
  const candidates = [UNMOVED, ...candidateAlignments(first.boxes, second.boxes, sharedPart)];
  const rated = candidates.flatMap((alignment) => rate(alignment) ?? []).sort(byCertainty);
  const refined = rated.slice(0, REFINED).map((start) => refine(start, rate));
  return refined.sort(byCertainty)[0] ?? null;
}

/**
 * Moves an alignment by ever smaller steps, as long as it becomes more certain.
 *
 * @param {Overlap} start
 * @param {(alignment: Alignment) => Overlap | null} rate
 * @returns {Overlap}
 */
function refine(start, rate) {
  let best = start;
  for (const step of STEPS_PX) {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const before = best;
      for (const near of neighboursOf(best.alignment, step)) {
        const rated = rate(near);
        if (rated && rated.certainty > best.certainty) best = rated;
      }
      if (best === before) break;
    }
  }
  return best;
}

/** @param {Alignment} alignment @param {number} step grey pixels @returns {Alignment[]} shifted, nearer and further */
function neighboursOf({ scale, x, y }, step) {
  const change = step / HALF_PICTURE_PX;
  const scaled = [change, -change]
    .filter((by) => scale + by >= SCALES[0] && scale + by <= SCALES[SCALES.length - 1])
    // The middle of the picture stays where it is.
    .map((by) => ({ scale: scale + by, x: x - by * HALF_PICTURE_PX, y: y - by * HALF_PICTURE_PX }));
  const shifted = [
    [-step, 0],
    [step, 0],
    [0, -step],
    [0, step],
  ].map(([right, down]) => ({ scale, x: x + right, y: y + down }));
  return [...shifted, ...scaled];
}

/**
 * @param {{ width: number, height: number }} first
 * @param {{ width: number, height: number }} second
 * @param {Alignment} alignment
 * @returns {Box} what both show, in pixels of the first; its sides are negative where they do not meet
 */
export function commonPart(first, second, { scale, x, y }) {
  return [
    Math.max(0, x),
    Math.max(0, y),
    Math.min(first.width, x + scale * second.width),
    Math.min(first.height, y + scale * second.height),
  ];
}

/** @param {Contrast} first @param {Contrast} second @param {Alignment} alignment @returns {number} of the smaller photo, 0..1 */
function partOf(first, second, alignment) {
  const [left, top, right, bottom] = commonPart(first, second, alignment);
  const smaller = Math.min(first.width * first.height, second.width * second.height * alignment.scale ** 2);
  return (Math.max(0, right - left) * Math.max(0, bottom - top)) / smaller;
}

/**
 * The normalised correlation is sum((a - mean a) (b - mean b)) / (n * deviation of a * deviation of b). Pixels of the
 * second photo are interpolated between the four around each point.
 *
 * @param {Contrast} first
 * @param {Contrast} second
 * @param {Alignment} alignment
 * @returns {Overlap | null} null: the common part is too small
 */
function rateAlignment(first, second, alignment) {
  const part = partOf(first, second, alignment);
  if (part < LEAST_PART) return null;
  const { scale, x, y } = alignment;
  const { width, height, values } = second;
  const [left, top, right, bottom] = commonPart(first, second, alignment);
  let [n, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  // The middle of a pixel lies at a half.
  for (let row = Math.ceil(top - 0.5); row + 0.5 < bottom; row += 1) {
    const v = (row + 0.5 - y) / scale - 0.5;
    const v0 = Math.floor(v);
    if (v0 < 0 || v0 + 1 >= height) continue;
    for (let column = Math.ceil(left - 0.5); column + 0.5 < right; column += 1) {
      const u = (column + 0.5 - x) / scale - 0.5;
      const u0 = Math.floor(u);
      if (u0 < 0 || u0 + 1 >= width) continue;
      const at = v0 * width + u0;
      const upper = values[at] + (u - u0) * (values[at + 1] - values[at]);
      const lower = values[at + width] + (u - u0) * (values[at + width + 1] - values[at + width]);
      const b = upper + (v - v0) * (lower - upper);
      const a = first.values[row * first.width + column];
      n += 1;
      sumA += a;
      sumB += b;
      sumAA += a * a;
      sumBB += b * b;
      sumAB += a * b;
    }
  }
  const spreads = (sumAA - sumA ** 2 / n) * (sumBB - sumB ** 2 / n);
  // A blank part agrees with nothing.
  const correlation = n > 0 && spreads > 1e-6 ? (sumAB - (sumA * sumB) / n) / Math.sqrt(spreads) : 0;
  const certainty = Math.atanh(Math.min(correlation, MOST_CORRELATION)) * Math.sqrt(part);
  return { alignment, part, correlation, certainty };
}
