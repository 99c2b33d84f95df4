/**
 * Turns what a person has corrected along with the photo. A turned photo is counted anew, because the network sees another
 * picture; the corrections that refer to boxes of the machine then have to find those again. Nothing that a person did gets
 * lost: a moved or confirmed box that the machine does not find any more becomes an added one.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./corrections.js').Corrections} Corrections
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 * @typedef {import('./region.js').Size} Size
 */
import { iouOf } from '../geometry/boxes.js';
import { addBox, machineIndex, machineKey, SAME_PLACE, setRegion } from './corrections.js';
import { keysAfter, renamed, renamedAlike, withAlike, withNames, withRecognised } from './names.js';

/**
 * @param {Box} box
 * @param {Size} photo before it is turned
 * @param {number} quarters clockwise
 * @returns {Box}
 */
export function turnBox(box, photo, quarters) {
  let [[left, top, right, bottom], { width, height }] = [box, photo];
  for (let i = 0; i < quarters % 4; i += 1) {
    [left, top, right, bottom] = [short(height - bottom), left, short(height - top), right];
    [width, height] = [height, width];
  }
  return [left, top, right, bottom];
}

/**
 * @param {ReviewedShot} before
 * @param {ReviewedShot} counted the turned photo, without corrections
 * @param {number} quarters clockwise
 * @returns {ReviewedShot} `counted` with the corrections and the threshold of before
 */
export function turnReview(before, counted, quarters) {
  const turn = (/** @type {Box} */ box) => turnBox(box, before, quarters);
  const { removed, moved, added, confirmed = [], complete, askedFar, gaps, region } = before.corrections;
  const partners = pairs(
    before.machine.map(({ box }) => turn(box)),
    counted.machine.map(({ box }) => box),
  );
  /** @type {(index: number | undefined) => number | undefined} */
  const partnerOf = (index) => (index === undefined ? undefined : partners.get(index));

  /** Of boxes of the machine that are a person's own now. @type {Map<number, string>} */
  const ownKeys = new Map();

  /** @type {Corrections} */
  let corrections = {
    removed: removed.flatMap((index) => partnerOf(index) ?? []),
    moved: {},
    added: added.map(({ id, box, label, replaces }) => {
      const partner = partnerOf(replaces);
      return { id, box: turn(box), label, ...(partner === undefined ? {} : { replaces: partner }) };
    }),
    gaps: { accepted: gaps.accepted.map(turn), dismissed: gaps.dismissed.map(turn) },
  };
  /** @param {number} index @param {Box} box */
  function addOwn(index, box) {
    const { corrections: more, key } = addBox(corrections, box, before.machine[index].label);
    ownKeys.set(index, key);
    return more;
  }
  for (const [key, box] of Object.entries(moved)) {
    const index = Number(key);
    const partner = partnerOf(index);
    if (partner === undefined) {
      corrections = addOwn(index, turn(box));
    } else corrections.moved[partner] = turn(box);
  }
  for (const index of confirmed) {
    const partner = partnerOf(index);
    if (partner === undefined) corrections = addOwn(index, turn(before.machine[index].box));
    else corrections = { ...corrections, confirmed: [...(corrections.confirmed ?? []), partner] };
  }
  corrections = withoutDoubles(corrections, counted, before, partners);
  corrections = setRegion(corrections, region ? turnRegion(region, before, quarters) : null);
  if (askedFar) corrections = { ...corrections, askedFar };
  if (complete) corrections = onlyVouched(corrections, counted, before.threshold);
  const turnedKey = (/** @type {string} */ key) => {
    const index = machineIndex(key);
    const partner = partnerOf(index ?? undefined);
    return index === null ? key : partner === undefined ? (ownKeys.get(index) ?? null) : machineKey(partner);
  };
  const keyAfter = keysAfter(before.corrections, corrections); // null for boxes that are gone
  const keyOf = (/** @type {string} */ key) => {
    const turned = turnedKey(key);
    return turned === null ? null : keyAfter(turned);
  };
  const gapNames = before.gapNames?.map((each) => ({ ...each, box: turn(each.box) }));
  const turnedReview = {
    ...counted,
    threshold: before.threshold,
    corrections,
    ...(gapNames ? { gapNames } : {}),
  };
  const alike = before.alike && renamedAlike(before.alike, keyOf);
  const recognised = renamed(before.recognised ?? {}, keyOf);
  return withRecognised(
    withAlike(withNames(turnedReview, renamed(before.names ?? {}, keyOf)), alike),
    recognised,
  );
}

/**
 * A person has said that every product has a box: what the machine finds now besides is none.
 *
 * @param {Corrections} corrections
 * @param {ReviewedShot} counted
 * @param {number} threshold 0..1
 * @returns {Corrections}
 */
function onlyVouched(corrections, { machine }, threshold) {
  const known = new Set([...corrections.removed, ...(corrections.confirmed ?? [])]);
  const others = machine.flatMap(({ score }, index) =>
    score >= threshold && !known.has(index) && !(index in corrections.moved) ? index : [],
  );
  return { ...corrections, removed: [...corrections.removed, ...others], complete: true };
}

/**
 * Where the machine has found now what a person had added, the person's box stands for it.
 *
 * @param {Corrections} corrections
 * @param {ReviewedShot} counted
 * @param {ReviewedShot} before
 * @param {Map<number, number>} partners
 * @returns {Corrections}
 */
function withoutDoubles(corrections, { machine }, before, partners) {
  const countedBefore = new Set(
    [...partners].flatMap(([old, index]) => (before.machine[old].score >= before.threshold ? index : [])),
  );
  const removed = new Set(corrections.removed);
  const isNew = (/** @type {number} */ index) =>
    machine[index].score >= before.threshold &&
    !countedBefore.has(index) &&
    !removed.has(index) &&
    !corrections.confirmed?.includes(index) &&
    !(index in corrections.moved);
  const found = machine.flatMap((_, index) => (isNew(index) ? index : []));
  const standing = [...corrections.added.map(({ box }) => box), ...Object.values(corrections.moved)];
  const doubles = pairs(
    standing,
    found.map((index) => machine[index].box),
  );
  const added = corrections.added.map((each, i) => {
    const double = doubles.get(i);
    return double === undefined || each.replaces !== undefined ? each : { ...each, replaces: found[double] };
  });
  const replaced = [...doubles.values()].map((double) => found[double]);
  return { ...corrections, added, removed: [...corrections.removed, ...replaced] };
}

/**
 * @param {import('./region.js').Region} region
 * @param {Size} photo before it is turned
 * @param {number} quarters clockwise
 * @returns {import('./region.js').Region} its corners again from the top left
 */
function turnRegion({ corners }, photo, quarters) {
  const turned = corners.map(([x, y]) => {
    const [left, top] = turnBox([x, y, x, y], photo, quarters);
    return /** @type {import('./region.js').Corner} */ ([left, top]);
  });
  return { corners: turned.map((_, i) => turned[(i + 4 - (quarters % 4)) % 4]) };
}

/**
 * @param {Box[]} from
 * @param {Box[]} to
 * @returns {Map<number, number>} indices of the boxes in the same place, the closest first, each in one pair
 */
function pairs(from, to) {
  const candidates = from.flatMap((a, i) =>
    to.flatMap((b, j) => {
      const iou = iouOf(a, b);
      return iou >= SAME_PLACE ? { i, j, iou } : [];
    }),
  );
  candidates.sort((a, b) => b.iou - a.iou || a.i - b.i || a.j - b.j);
  /** @type {Map<number, number>} */
  const found = new Map();
  const taken = new Set();
  for (const { i, j } of candidates) {
    if (found.has(i) || taken.has(j)) continue;
    found.set(i, j);
    taken.add(j);
  }
  return found;
}

/** A hundredth of a pixel, as all boxes have it. @param {number} value */
const short = (value) => Math.round(value * 100) / 100;
