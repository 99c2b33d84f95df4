/**
 * Whether a counted photo shows what another one shows already, and which of its products are on both.
 *
 * @typedef {import('../geometry/boxes.js').Box} Box
 * @typedef {import('./corrections.js').Corrections} Corrections
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 * @typedef {{ fingerprint: import('./fingerprint.js').Fingerprint, review: ReviewedShot }} Counted
 *
 * @typedef {object} Match
 * @property {boolean} isSame whether both are one picture, or as good as one; otherwise they have a part in common
 * @property {Box} region of the first photo that the second one shows too, pixels
 * @property {Box} otherRegion the same of the second photo
 *
 * @typedef {Match & { counted: import('./region.js').Region | null | undefined }} Shown a photo and what another one shows
 *   of it; `counted`: the part of the other photo that alone counts
 */
import { centreOf } from '../geometry/boxes.js';
import { greyOf } from './fingerprint.js';
import { contrastOf } from './grey-picture.js';
import { commonPart, findOverlap, LEAST_CERTAINTY } from './overlap.js';
import { insideOf } from './region.js';
import { shelvesOf } from './shelves.js';

/** Photos are one picture if they share this part of all that they show. */
const SAME_PART = 0.9;

/**
 * @param {Counted} photo
 * @param {Counted} other
 * @returns {Match | null} null: they show different shelves, as far as can be told
 */
export function matchPhotos(photo, other) {
  const { sha256 } = photo.fingerprint;
  if (sha256 !== null && sha256 === other.fingerprint.sha256)
    return { isSame: true, region: wholeOf(photo.review), otherRegion: wholeOf(other.review) };
  const [look, otherLook] = [lookOf(photo), lookOf(other)];
  const overlap = findOverlap(look, otherLook);
  if (!overlap || overlap.certainty < LEAST_CERTAINTY) return null;
  const { scale, x, y } = overlap.alignment;
  const [left, top, right, bottom] = commonPart(look.contrast, otherLook.contrast, overlap.alignment);
  const shared = (right - left) * (bottom - top);
  const [area, otherArea] = [look, otherLook].map(({ contrast }) => contrast.width * contrast.height);
  return {
    isSame: shared / (area + otherArea * scale ** 2 - shared) >= SAME_PART,
    region: scaled([left, top, right, bottom], 1 / greyPixels(photo)),
    otherRegion: scaled(
      [(left - x) / scale, (top - y) / scale, (right - x) / scale, (bottom - y) / scale],
      1 / greyPixels(other),
    ),
  };
}

/**
 * @param {Box} box pixels of the photo
 * @param {Shown[]} shown
 * @returns {boolean} whether it counts on another photo, if it is a product: its middle is there, so that most of it is
 */
export function isOnBoth(box, shown) {
  const [x, y] = centreOf(box);
  return shown.some(({ region, otherRegion, counted }) => {
    const scale = (otherRegion[2] - otherRegion[0]) / (region[2] - region[0]);
    const there = [x - region[0], y - region[1]].map((from, axis) => otherRegion[axis] + scale * from);
    const isThere = x >= region[0] && x <= region[2] && y >= region[1] && y <= region[3];
    return isThere && insideOf(counted)([there[0], there[1], there[0], there[1]]);
  });
}

/**
 * Takes out of a photo what counts on other photos, as if a person had removed each product: boxes below the threshold
 * too, which would else appear when it is lowered. Gaps there belong to the other photos, and the place where many
 * products were taken out is none.
 *
 * @param {ReviewedShot} review
 * @param {Shown[]} shown by other photos
 * @returns {Corrections}
 */
export function leaveOut(review, shown) {
  const { machine, corrections } = review;
  const before = new Set(corrections.removed);
  const places = machine.map(({ box }, index) => corrections.moved[index] ?? box);
  const out = places.flatMap((box, index) => (!before.has(index) && isOnBoth(box, shown) ? [index] : []));
  const left = {
    ...corrections,
    removed: [...corrections.removed, ...out],
    moved: Object.fromEntries(
      Object.entries(corrections.moved).filter(([index]) => !out.includes(Number(index))),
    ),
    added: corrections.added.filter(({ box }) => !isOnBoth(box, shown)),
  };
  const { missing, unchecked } = shelvesOf({ ...review, corrections: left });
  const gone = [...missing, ...unchecked].map(({ box }) => box).filter((box) => isOnBoth(box, shown));
  const isGone = (/** @type {Box} */ gap) => gone.some((box) => box.every((edge, i) => edge === gap[i]));
  const { accepted, dismissed } = corrections.gaps;
  return {
    ...left,
    gaps: { accepted: accepted.filter((gap) => !isGone(gap)), dismissed: [...dismissed, ...gone] },
  };
}

/** @param {Counted} photo @returns {import('./overlap.js').Look} what the machine found: corrections do not change the shelf */
function lookOf({ fingerprint, review }) {
  const scale = greyPixels({ fingerprint, review });
  const boxes = review.machine.filter(({ score }) => score >= review.threshold);
  return { contrast: contrastOf(greyOf(fingerprint)), boxes: boxes.map(({ box }) => scaled(box, scale)) };
}

/** @param {Counted} photo @returns {number} grey pixels for each pixel of the photo */
const greyPixels = ({ fingerprint, review }) =>
  Math.max(fingerprint.width, fingerprint.height) / Math.max(review.width, review.height);

/** @param {Box} box @param {number} scale @returns {Box} */
const scaled = ([left, top, right, bottom], scale) => [
  left * scale,
  top * scale,
  right * scale,
  bottom * scale,
];

/** @param {ReviewedShot} review @returns {Box} */
const wholeOf = ({ width, height }) => [0, 0, width, height];
