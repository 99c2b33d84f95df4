/**
 * Photos with any corrections, for properties that hold after all of them.
 *
 * @typedef {import('../../../static/js/photo/corrections.js').ReviewedShot} ReviewedShot
 * @typedef {import('../../../static/js/photo/corrections.js').Box} Box
 */
import {
  addBox,
  bringBack,
  currentBoxes,
  moveBox,
  noCorrections,
  relabelBox,
  removeBox,
  removedBoxes,
  setRegion,
} from '../../../static/js/photo/corrections.js';
import { keepAll, nameAll, removeAll } from '../../../static/js/photo/many.js';
import { doubtsOf } from '../../../static/js/photo/range.js';
import { moveCorner, moveRegion, regionOf } from '../../../static/js/photo/region.js';
import { ShotReview } from '../../../static/js/photo/shot-review.js';
import { fc, randomFrom } from '../properties.js';

/** @param {number[]} scores @returns {ReviewedShot} */
export const shotOf = (scores) => ({
  width: 2000,
  height: 400,
  threshold: 0.4,
  labels: ['can', 'box', 'bottle'],
  machine: scores.map((score, i) => ({ box: [100 * i, 10, 100 * i + 90, 200], score, label: 0 })),
  corrections: noCorrections,
  model: { name: 'shelf', version: '1.0.0' },
});

/** @param {ReviewedShot} shot @param {ReviewedShot['corrections']} corrections */
export const corrected = (shot, corrections) => ({ ...shot, corrections });

/** @param {ReviewedShot} shot @param {number} index of the current box @param {number} label */
export function relabelled(shot, index, label) {
  const { corrections, key } = relabelBox(shot.corrections, currentBoxes(shot)[index], label);
  return { shot: corrected(shot, corrections), key };
}

/** @param {ReviewedShot} shot As in older records, which lack `replaces`. */
export const withoutLinks = (shot) =>
  corrected(shot, {
    ...shot.corrections,
    added: shot.corrections.added.map(({ id, box, label }) => ({ id, box, label })),
  });

/**
 * A new region, a changed one, or none.
 *
 * @param {ReviewedShot} shot
 * @param {(limit: number) => number} random
 */
export function anyRegion({ width, height, corrections: { region } }, random) {
  const photo = { width, height };
  const [x, y] = [random(width), random(height)];
  if (!region) {
    const [left, top] = [random(50) / 100, random(50) / 100];
    return regionOf({ left, top, right: left + 0.2 + random(30) / 100, bottom: top + 0.5 }, photo);
  }
  if (random(4) === 0) return null;
  return random(3) === 0
    ? moveRegion(region, x - width / 2, y - height / 2, photo)
    : moveCorner(region, random(4), [x, y], photo);
}

/** @param {ReviewedShot} shot @param {(limit: number) => number} random @returns {ReviewedShot} after one more step */
export function step(shot, random) {
  const boxes = currentBoxes(shot);
  const any = boxes[random(Math.max(1, boxes.length))];
  const place = /** @type {Box} */ ([10 * random(150), 10, 10 * random(150) + 1600, 200]);
  const { corrections } = shot;
  switch (any ? random(7) : random(3)) {
    case 0:
      return { ...shot, threshold: (1 + random(9)) / 10 };
    case 1:
      return corrected(shot, addBox(corrections, place, random(3)).corrections);
    case 2:
      return corrected(shot, setRegion(corrections, anyRegion(shot, random)));
    case 3:
      return corrected(shot, removeBox(corrections, any.key));
    case 4:
      return corrected(shot, moveBox(corrections, any.key, place));
    case 5:
      return corrected(shot, relabelBox(corrections, any, random(3)).corrections);
    default:
      return corrected(shot, bringBack(corrections, removedBoxes(shot)));
  }
}

/**
 * Shelves with stacks, holes and faint boxes, and a few products that stand anywhere.
 *
 * @param {(limit: number) => number} random
 * @returns {ReviewedShot}
 */
export function noisyShelf(random) {
  /** @type {Box[]} */
  const boxes = [];
  const shelves = random(5);
  for (let shelf = 0; shelf < shelves; shelf += 1) {
    const bottom = 350 + 300 * shelf;
    for (let x = random(200); x < 1850; x += 100 + random(12)) {
      if (random(6) === 0) continue;
      const levels = 1 + random(random(3) + 1);
      for (let level = 0; level < levels; level += 1) {
        const y = bottom - 80 * level;
        boxes.push([x, y - 78 - random(4), x + 92 + random(6), y - random(3)]);
      }
    }
  }
  for (let i = random(4); i > 0; i -= 1) {
    const [x, y] = [random(1800), random(1400)];
    boxes.push([x, y, x + 40 + random(150), y + 40 + random(150)]);
  }
  const machine = boxes.map((box) => ({ box, score: (15 + random(85)) / 100, label: random(3) }));
  const certainty = { offset: -0.8, slope: 2.6, missed: 0.4, spread: 0.6 };
  return { ...shotOf([]), height: 1600, machine, certainty };
}

/**
 * What holds of a photo of any boxes, whatever is done with it.
 *
 * @param {(review: ShotReview, random: (limit: number) => number) => void} check
 */
export const reviewProperty = (check) =>
  fc.property(fc.gen(), (draw) => {
    const random = randomFrom(draw);
    check(new ShotReview(noisyShelf(random)), random);
  });

/** Does something that a person may do with a photo. @param {ShotReview} review @param {(limit: number) => number} random */
export function act(review, random) {
  const boxes = review.stops.filter(({ kind }) => kind === 'box');
  const pick = () => {
    review.select(boxes[random(Math.max(1, boxes.length))]?.key ?? null);
    return review.selection !== null;
  };
  const several = () =>
    boxes
      .slice(random(boxes.length + 1))
      .slice(0, random(8))
      .map(({ key }) => key);
  const doubts = doubtsOf(review.shot);
  const x = random(1800);
  const y = random(1400);
  [
    () => review.setThreshold((1 + random(9)) / 10),
    () => review.add({ x, y }, { x: x + 20 + random(150), y: y + 20 + random(150) }),
    () => pick() && review.remove(),
    () => pick() && review.move([x, y, x + 90, y + 80]),
    () => pick() && review.setLabel(random(3)),
    () => review.bringBack(),
    () => review.selectNextGap() && review.judge('accepted'),
    () => review.selectNextGap() && review.judge('dismissed'),
    () => review.selectNextGap() && review.fill(),
    () => doubts.length > 0 && review.answer(doubts[random(doubts.length)].index, random(2) === 0),
    () => review.vouch(),
    () => review.correct(removeAll(review.shot, several())),
    () => review.correct(keepAll(review.shot, several())),
    () => review.correct(nameAll(review.shot, several(), random(3))),
    () => review.canUndo && review.undo(),
    () => review.canRedo && review.redo(),
    () => review.setRegion(anyRegion(review.shot, random)),
    () => review.region && review.setRegion(null),
  ][random(18)]();
}
