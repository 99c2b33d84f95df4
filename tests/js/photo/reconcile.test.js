import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addBox,
  bringBack,
  currentBoxes,
  moveBox,
  noCorrections,
  relabelBox,
  removeBox,
  removedBoxes,
} from '../../../static/js/photo/corrections.js';
import { countsOf } from '../../../static/js/photo/counts.js';
import { reconcile } from '../../../static/js/photo/reconcile.js';

/** @typedef {import('../../../static/js/photo/corrections.js').ReviewedShot} ReviewedShot */
/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */

/** @param {number[]} scores @returns {ReviewedShot} */
const shotOf = (scores) => ({
  width: 2000,
  height: 400,
  threshold: 0.4,
  labels: ['can', 'box', 'bottle'],
  machine: scores.map((score, i) => ({ box: [100 * i, 10, 100 * i + 90, 200], score, label: 0 })),
  corrections: noCorrections,
  model: { name: 'shelf', version: '1.0.0' },
});

/** @param {ReviewedShot} shot @param {ReviewedShot['corrections']} corrections */
const corrected = (shot, corrections) => ({ ...shot, corrections });

/** @param {ReviewedShot} shot @param {number} index of the current box @param {number} label */
function relabelled(shot, index, label) {
  const { corrections, key } = relabelBox(shot.corrections, currentBoxes(shot)[index], label);
  return { shot: corrected(shot, corrections), key };
}

/** @param {ReviewedShot} shot As in older records, which lack `replaces`. */
const withoutLinks = (shot) =>
  corrected(shot, {
    ...shot.corrections,
    added: shot.corrections.added.map(({ id, box, label }) => ({ id, box, label })),
  });

/** Seeded, so that every run has the same numbers. @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return (/** @type {number} */ limit) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
}

/** @param {ReviewedShot} shot @param {(limit: number) => number} random @returns {ReviewedShot} after one more step */
function step(shot, random) {
  const boxes = currentBoxes(shot);
  const any = boxes[random(Math.max(1, boxes.length))];
  const place = /** @type {Box} */ ([10 * random(150), 10, 10 * random(150) + 1600, 200]);
  const { corrections } = shot;
  switch (any ? random(6) : random(2)) {
    case 0:
      return { ...shot, threshold: (1 + random(9)) / 10 };
    case 1:
      return corrected(shot, addBox(corrections, place, random(3)).corrections);
    case 2:
      return corrected(shot, removeBox(corrections, any.key));
    case 3:
      return corrected(shot, moveBox(corrections, any.key, place));
    case 4:
      return corrected(shot, relabelBox(corrections, any, random(3)).corrections);
    default:
      return corrected(shot, bringBack(corrections, removedBoxes(shot)));
  }
}

test('facings are what was found, plus what was added, less what was removed, after any corrections', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = randomFrom(seed);
    let shot = shotOf(Array.from({ length: 8 }, () => random(100) / 100));
    for (let steps = 0; steps < 25; steps += 1) {
      shot = step(shot, random);
      for (const each of [shot, withoutLinks(shot)]) {
        const { facings, byLabel, machine, added, removed } = countsOf(each);
        const told = `seed ${seed}, step ${steps}`;
        assert.equal(facings, machine + added - removed, told);
        assert.equal(
          facings,
          Object.values(byLabel).reduce((sum, count) => sum + count, 0),
          told,
        );
        assert.ok(added >= 0 && removed >= 0, told);
      }
    }
  }
});

test('a box with another label is neither added nor removed', () => {
  const { shot } = relabelled(shotOf([0.9, 0.8]), 0, 1);
  const expected = { found: 2, added: 0, removed: 0, moved: 0, relabelled: 1 };
  assert.deepEqual(reconcile(shot), expected);
  assert.deepEqual(reconcile(withoutLinks(shot)), expected, 'as an earlier version recorded it');
});

test('a box that got another label and was then moved is neither added nor removed', () => {
  const { shot, key } = relabelled(shotOf([0.9, 0.8]), 0, 1);
  const moved = corrected(shot, moveBox(shot.corrections, key, [900, 10, 990, 200]));
  assert.deepEqual(reconcile(moved), { found: 2, added: 0, removed: 0, moved: 0, relabelled: 1 });
  assert.deepEqual(removedBoxes(moved), [], 'and there is nothing to bring back');
});

test('a box that got another label and was then removed is removed', () => {
  const { shot, key } = relabelled(shotOf([0.9, 0.8]), 0, 1);
  const removed = corrected(shot, removeBox(shot.corrections, key));
  assert.deepEqual(reconcile(removed), { found: 2, added: 0, removed: 1, moved: 0, relabelled: 0 });
});

test('a label that was changed and changed back is not a correction', () => {
  const { shot } = relabelled(shotOf([0.9, 0.8]), 0, 1);
  const back = relabelled(shot, 1, 0).shot;
  assert.deepEqual(reconcile(back), { found: 2, added: 0, removed: 0, moved: 0, relabelled: 0 });
});

test('a moved box is neither added nor removed, at any threshold', () => {
  const shot = shotOf([0.9, 0.5]);
  const moved = corrected(shot, moveBox(shot.corrections, 'm1', [900, 10, 990, 200]));
  for (const threshold of [0.4, 0.7]) {
    assert.deepEqual(reconcile({ ...moved, threshold }), {
      found: 2,
      added: 0,
      removed: 0,
      moved: 1,
      relabelled: 0,
    });
  }
});

test('a removed box that is below the threshold anyway is not counted as removed', () => {
  const shot = shotOf([0.9, 0.5]);
  const removed = corrected(shot, removeBox(shot.corrections, 'm1'));
  assert.deepEqual(reconcile({ ...removed, threshold: 0.7 }), {
    found: 1,
    added: 0,
    removed: 0,
    moved: 0,
    relabelled: 0,
  });
});
