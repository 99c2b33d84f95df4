/**
 * Photos of one visit that show the same products.
 *
 * @typedef {import('../photo/record.js').Shot} Shot
 * @typedef {import('../photo/twice.js').Shown} Shown
 * @typedef {{ shot: Shot, number: number, match: Shown }} Twin `number` of the photo in the visit, from 1
 */
import { areaOf } from '../geometry/boxes.js';
import { currentBoxes } from '../photo/corrections.js';
import { isOnBoth, matchPhotos } from '../photo/twice.js';

/**
 * @param {Shot} shot that was counted, with its fingerprint
 * @param {Shot[]} shots of the visit
 * @param {(shot: Shot) => Promise<import('../photo/fingerprint.js').Fingerprint | null>} readFingerprint
 * @param {() => boolean} [goesOn] false: nobody wants to know any more
 * @returns {Promise<Twin[] | null>} those that show a part of it, the one with the most in common first; null: it was given up
 */
export async function twinsOf(shot, shots, readFingerprint, goesOn = () => true) {
  const { id, review, fingerprint } = shot;
  if (!fingerprint) return [];
  /** @type {Twin[]} */
  const found = [];
  for (const [index, other] of shots.entries()) {
    if (other.id === id || other.uncounted) continue;
    const known = await readFingerprint(other);
    const match = known && matchPhotos({ fingerprint, review }, { fingerprint: known, review: other.review });
    const counted = other.review.corrections.region;
    if (match) found.push({ shot: other, number: index + 1, match: { ...match, counted } });
    await new Promise((resolve) => setTimeout(resolve)); // a touch is answered between two photos
    if (!goesOn()) return null;
  }
  return found.sort(
    (a, b) =>
      Number(b.match.isSame) - Number(a.match.isSame) || areaOf(b.match.region) - areaOf(a.match.region),
  );
}

/**
 * @param {import('../photo/corrections.js').ReviewedShot} review of a photo
 * @param {Twin[]} twins
 * @returns {Twin[]} those on which a product of the photo counts too: another part of the other photo may alone count
 */
export function countedTwice(review, twins) {
  const boxes = currentBoxes(review);
  return twins.filter(({ match }) => boxes.some(({ box }) => isOnBoth(box, [match])));
}
