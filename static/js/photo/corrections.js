/**
 * A person's corrections of a counted photo. They are stored separately and never alter the machine's boxes, so they
 * survive every change of the threshold and can always be distinguished from detections. All values are plain JSON and
 * immutable.
 *
 * @typedef {[number, number, number, number]} Box xyxy in pixels of the upright photo
 * @typedef {{ box: Box, score: number, label: number }} MachineBox score 0..1; label is an index into the shot's labels
 * @typedef {{ id: string, box: Box, label: number, replaces?: number }} AddedBox `replaces`: index of the machine's box
 *   that it replaces, when a person changed that box's label; missing in older records
 *
 * @typedef {object} Corrections `removed` and `moved` refer to the machine's boxes by index
 * @property {number[]} removed
 * @property {Record<number, Box>} moved
 * @property {AddedBox[]} added
 * @property {{ accepted: Box[], dismissed: Box[] }} gaps `accepted`: a product is missing here; `dismissed`: none is
 * @property {number[]} [confirmed] the machine's boxes that are products, as a person said; missing in older records
 * @property {true} [complete] a person said that every product has a box now; missing: nobody did
 * @property {true} [askedFar] a person has answered whether products further away are to be left out; missing: nobody did
 * @property {import('./region.js').Region | null} [region] the part of the photo that alone counts; null or missing:
 *   everything counts
 *
 * @typedef {object} ReviewedShot
 * @property {number} width of the upright photo, pixels
 * @property {number} height
 * @property {number} threshold score from which a machine box counts, 0..1
 * @property {string[]} labels
 * @property {MachineBox[]} machine every detection down to a low score
 * @property {Corrections} corrections
 * @property {import('./names.js').BoxNames} [names] what its boxes are; missing: nobody has named any
 * @property {import('./names.js').RecognisedBoxes} [recognised] what they are as far as the machine knows the looks; missing: nothing
 * @property {import('./names.js').Alike} [alike] which boxes show the same product, and which do not, as a person said; missing:
 *   nobody did
 * @property {import('../models/card.js').Certainty} [certainty] how sure that model is of a box; missing in older records,
 *   and where its card does not say
 * @property {{ name: string, version: string, licence?: import('../models/card.js').ModelCard['licence'] }} model
 *   the model that counted; `licence` is missing in older records
 * @property {import('./gap-names.js').GapName[]} [gapNames] what is missing in gaps, as a person said; missing: nobody did
 * @property {import('./texture.js').Texture} [texture] what the photo looks like in small; missing in older records
 *
 * @typedef {object} CurrentBox
 * @property {Box} box
 * @property {number} label
 * @property {'machine' | 'moved' | 'added'} source
 * @property {string} key stable while the box exists: 'm' and the index of a machine box, or the id of an added box
 */

import { iouOf } from '../geometry/boxes.js';
import { forget, isConfirmed, withoutVouching } from './answers.js';
import { insideOf } from './region.js';

/** Boxes that overlap at least this much (IoU) belong to the same product. */
export const SAME_PLACE = 0.5;

/** @type {Corrections} */
export const noCorrections = { removed: [], moved: {}, added: [], gaps: { accepted: [], dismissed: [] } };

/**
 * The boxes that count: machine boxes that reach the threshold and were not removed, moved and confirmed boxes at any
 * threshold, and added boxes; if a part of the photo alone counts, those whose centre is in it.
 *
 * @param {ReviewedShot} shot
 * @returns {CurrentBox[]} the machine's boxes in their original order, then the added ones
 */
export function currentBoxes(shot) {
  const isInside = insideOf(shot.corrections.region);
  return boxesAnywhere(shot).filter(({ box }) => isInside(box));
}

/**
 * Boxes that would count if the whole photo counted.
 *
 * @param {ReviewedShot} shot
 * @returns {CurrentBox[]} outside the part that counts; none if everything counts
 */
export function boxesOutside(shot) {
  const isInside = insideOf(shot.corrections.region);
  return boxesAnywhere(shot).filter(({ box }) => !isInside(box));
}

/** @param {ReviewedShot} shot @returns {CurrentBox[]} */
function boxesAnywhere({ machine, threshold, corrections }) {
  const removed = new Set(corrections.removed);
  /** @type {CurrentBox[]} */
  const boxes = [];
  machine.forEach(({ box, score, label }, index) => {
    if (removed.has(index)) return;
    const moved = corrections.moved[index];
    if (moved) boxes.push({ box: moved, label, source: 'moved', key: machineKey(index) });
    else if (score >= threshold || isConfirmed(corrections, index))
      boxes.push({ box, label, source: 'machine', key: machineKey(index) });
  });
  for (const { id, box, label } of corrections.added) boxes.push({ box, label, source: 'added', key: id });
  return boxes;
}

/**
 * What the detector has found with a score too low to count, and nobody has moved, confirmed or removed, on the whole photo.
 *
 * @param {ReviewedShot} shot
 * @returns {MachineBox[]}
 */
export const faintBoxes = ({ machine, threshold, corrections }) =>
  machine.filter(
    ({ score }, index) =>
      score < threshold &&
      !(index in corrections.moved) &&
      !isConfirmed(corrections, index) &&
      !corrections.removed.includes(index),
  );

/**
 * @param {Corrections} corrections
 * @param {string} key of a current box
 * @returns {Corrections} without that box
 */
export function removeBox(corrections, key) {
  const index = machineIndex(key);
  if (index === null) return { ...corrections, added: corrections.added.filter(({ id }) => id !== key) };
  const { [index]: _, ...moved } = corrections.moved;
  return { ...forget(corrections, index), removed: [...corrections.removed, index], moved };
}

/**
 * @param {Corrections} corrections
 * @param {string} key of a current box
 * @param {Box} box its new position
 * @returns {Corrections}
 */
export function moveBox(corrections, key, box) {
  const index = machineIndex(key);
  if (index !== null) return { ...corrections, moved: { ...corrections.moved, [index]: box } };
  return {
    ...corrections,
    added: corrections.added.map((each) => (each.id === key ? { ...each, box } : each)),
  };
}

/**
 * @param {Corrections} corrections
 * @param {Box} box
 * @param {number} label
 * @returns {{ corrections: Corrections, key: string }} with the key of the new box
 */
export function addBox(corrections, box, label) {
  const last = Math.max(0, ...corrections.added.map(({ id }) => Number(id.slice(1))));
  const id = `a${last + 1}`;
  return { corrections: { ...corrections, added: [...corrections.added, { id, box, label }] }, key: id };
}

/**
 * Gives a box another label. A machine box is never altered, so it is marked as removed and an added box with the new
 * label takes its place.
 *
 * @param {Corrections} corrections
 * @param {CurrentBox} current
 * @param {number} label
 * @returns {{ corrections: Corrections, key: string }} with the new key of the box
 */
export function relabelBox(corrections, { key, box }, label) {
  const replaces = machineIndex(key);
  if (replaces !== null) {
    const { corrections: changed, key: newKey } = addBox(removeBox(corrections, key), box, label);
    const own = changed.added.map((each) => (each.id === newKey ? { ...each, replaces } : each));
    return { corrections: { ...changed, added: own }, key: newKey };
  }
  const added = corrections.added.map((each) => (each.id === key ? { ...each, label } : each));
  return { corrections: { ...corrections, added }, key };
}

/**
 * Records whether a product is missing in a gap. A later verdict on the same gap replaces an earlier one.
 *
 * @param {Corrections} corrections
 * @param {Box} gap
 * @param {'accepted' | 'dismissed'} verdict
 * @returns {Corrections}
 */
export function judgeGap(corrections, gap, verdict) {
  const { accepted, dismissed } = forgetGap(corrections, gap);
  (verdict === 'accepted' ? accepted : dismissed).push(gap);
  return { ...corrections, gaps: { accepted, dismissed } };
}

/**
 * Fills a gap with boxes because products do stand there. Any earlier verdict on the gap is dropped.
 *
 * @param {Corrections} corrections
 * @param {Box} gap
 * @param {Box[]} boxes of the products, at least one
 * @param {number} label
 * @returns {{ corrections: Corrections, key: string }} with the key of the first new box
 */
export function fillGap(corrections, gap, [first, ...others], label) {
  const { corrections: begun, key } = addBox(
    { ...corrections, gaps: forgetGap(corrections, gap) },
    first,
    label,
  );
  const filled = others.reduce((done, box) => addBox(done, box, label).corrections, begun);
  return { corrections: filled, key };
}

/**
 * How many boxes each label has.
 *
 * @param {CurrentBox[]} boxes
 * @param {string[]} labels
 * @returns {{ label: string, count: number }[]} in the order of the labels, including those with a count of 0
 */
export function countByLabel(boxes, labels) {
  return labels.map((label, index) => ({
    label,
    count: boxes.filter((each) => each.label === index).length,
  }));
}

/**
 * @param {Corrections} corrections
 * @returns {Corrections['gaps']} those whose middle is in the part that counts
 */
export function judgedGaps({ gaps, region }) {
  const isInside = insideOf(region);
  return { accepted: gaps.accepted.filter(isInside), dismissed: gaps.dismissed.filter(isInside) };
}

/**
 * @param {Corrections} corrections
 * @param {import('./region.js').Region | null} region null: everything counts
 * @returns {Corrections} without the property if everything counts, as in older records
 */
export function setRegion({ region: _, ...others }, region) {
  const corrections = withoutVouching(others);
  return region ? { ...corrections, region } : corrections;
}

/**
 * The machine's boxes that a person removed and that would otherwise count. Boxes whose place is taken by another box,
 * for example after a change of the label, are left out.
 *
 * @param {ReviewedShot} shot
 * @returns {number[]} indices into the machine's boxes
 */
export function removedBoxes(shot) {
  const current = boxesAnywhere(shot);
  const isInside = insideOf(shot.corrections.region);
  const relabelled = new Set(shot.corrections.added.map(({ replaces }) => replaces));
  return shot.corrections.removed.filter((index) => {
    const { box, score } = shot.machine[index];
    return (
      !relabelled.has(index) &&
      score >= shot.threshold &&
      isInside(box) &&
      current.every((other) => iouOf(box, other.box) < SAME_PLACE)
    );
  });
}

/**
 * @param {Corrections} corrections
 * @param {number[]} indices into the machine's boxes
 * @returns {Corrections} with these boxes restored
 */
export const bringBack = (corrections, indices) => ({
  ...corrections,
  removed: corrections.removed.filter((index) => !indices.includes(index)),
});

/** @param {Corrections} corrections @param {Box} gap @returns {Corrections['gaps']} without a verdict on that gap */
const forgetGap = ({ gaps }, gap) => ({
  accepted: gaps.accepted.filter((each) => !isSame(each, gap)),
  dismissed: gaps.dismissed.filter((each) => !isSame(each, gap)),
});

/** @param {number} index into the machine's boxes @returns {string} key of that box where it counts */
export const machineKey = (index) => `m${index}`;

/** @param {string} key @returns {number | null} index into the machine's boxes; null for an added box */
export const machineIndex = (key) => (key.startsWith('m') ? Number(key.slice(1)) : null);

/** @param {Box} a @param {Box} b */
const isSame = (a, b) => a.every((edge, i) => edge === b[i]);
