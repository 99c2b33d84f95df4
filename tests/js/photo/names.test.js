import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addBox, currentBoxes, noCorrections, relabelBox } from '../../../static/js/photo/corrections.js';
import { countsOf } from '../../../static/js/photo/counts.js';
import { removeAll } from '../../../static/js/photo/many.js';
import { ShotReview } from '../../../static/js/photo/shot-review.js';
import { keysBetween, keysInRow } from '../../../static/js/photo/stops.js';
import { turnBox, turnReview } from '../../../static/js/photo/turning.js';
import { fc } from '../properties.js';
import { act, reviewProperty } from './random-corrections.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */
/** @typedef {import('../../../static/js/photo/corrections.js').ReviewedShot} ReviewedShot */

/** Two boards with five products each. @param {Partial<ReviewedShot>} [change] @returns {ReviewedShot} */
const shelf = (change = {}) => ({
  ...{ width: 800, height: 600, threshold: 0.4, labels: ['can', 'bottle'] },
  machine: [200, 500].flatMap((bottom) =>
    [0, 1, 2, 3, 4].map((i) => ({
      box: /** @type {Box} */ ([20 + 64 * i, bottom - 120, 80 + 64 * i, bottom]),
      score: 0.9,
      label: 0,
    })),
  ),
  corrections: noCorrections,
  model: { name: 'shelf', version: '1.0.0' },
  ...change,
});

const brandsOf = (/** @type {ShotReview} */ review) =>
  Object.fromEntries(Object.entries(review.names).map(([key, { brand }]) => [key, brand]));

test('painting is one step of undo, and changes neither boxes, corrections nor counts', () => {
  const review = new ShotReview(shelf());
  const before = countsOf(review.shot);
  assert.equal(review.paint(['m0', 'm1'], 'b1'), 2);
  assert.equal(review.paint(['m0', 'm1'], 'b1'), 0, 'nothing new is no step');
  assert.equal(review.paint(['m1', 'm2'], 'b2'), 2);
  assert.deepEqual(brandsOf(review), { m0: 'b1', m1: 'b2', m2: 'b2' });
  assert.deepEqual(countsOf(review.shot), before);
  assert.equal(review.shot.corrections, noCorrections);
  review.undo();
  assert.deepEqual(brandsOf(review), { m0: 'b1', m1: 'b1' });
  review.redo();
  review.paint(['m0', 'm1', 'm2'], null);
  assert.equal('names' in review.shot, false, 'as if nobody had named any');
  review.undo();
  review.undo();
  review.undo();
  assert.equal(review.canUndo, false);
  assert.deepEqual(review.names, {});
});

test('a moved box and one of another kind keep their names; one that is gone takes its name with it', () => {
  const review = new ShotReview(shelf());
  review.paint(['m0', 'm1', 'm2'], 'b1');
  review.select('m0');
  review.move([22, 82, 82, 202]);
  review.select('m1');
  review.setLabel(1);
  assert.deepEqual(brandsOf(review), { m0: 'b1', a1: 'b1', m2: 'b1' });
  review.remove();
  assert.deepEqual(brandsOf(review), { m0: 'b1', m2: 'b1' });
  review.add({ x: 500, y: 80 }, { x: 560, y: 200 });
  assert.equal(review.selection?.key, 'a1', 'the key of the box that is gone is used again');
  assert.equal(review.names.a1, undefined);
  review.undo();
  review.undo();
  assert.deepEqual(brandsOf(review), { m0: 'b1', a1: 'b1', m2: 'b1' });
});

test('a box that does not count for now keeps its name', () => {
  const faint = shelf();
  faint.machine[0].score = 0.5;
  const review = new ShotReview(faint);
  review.paint(['m0'], 'b1');
  review.setThreshold(0.7);
  assert.equal(review.boxes.length, 9);
  review.correct(removeAll(review.shot, ['m9']));
  review.setThreshold(0.4);
  assert.deepEqual(brandsOf(review), { m0: 'b1' });
});

test('names turn with the photo, wherever their boxes are in the new order', () => {
  const before = shelf({
    names: { m0: { brand: 'b1' }, m1: { brand: 'b2' }, m5: { brand: 'b3' }, a1: { brand: 'b4' } },
  });
  before.corrections = addBox(before.corrections, [500, 80, 560, 200], 0).corrections;
  before.corrections = { ...before.corrections, moved: { 1: [84, 90, 144, 210] } };
  const turn = (/** @type {Box} */ box) => turnBox(box, before, 1);
  // The turned photo has them in reverse order, without the second, which was moved, and the sixth.
  const found = before.machine.filter((_, i) => i !== 1 && i !== 5).reverse();
  const counted = shelf({
    width: 600,
    height: 800,
    machine: found.map((each) => ({ ...each, box: turn(each.box) })),
  });
  const turned = turnReview(before, counted, 1);
  const brandAt = (/** @type {Box} */ box) => {
    const there = currentBoxes(turned).find((each) => each.box.every((edge, i) => edge === turn(box)[i]));
    return turned.names?.[there?.key ?? '']?.brand;
  };
  assert.equal(brandAt(before.machine[0].box), 'b1');
  assert.equal(
    brandAt([84, 90, 144, 210]),
    'b2',
    'a moved box that is not found again stays as the person placed it',
  );
  assert.equal(brandAt([500, 80, 560, 200]), 'b4');
  assert.equal(Object.keys(turned.names ?? {}).length, 3, 'a box that is gone takes its name with it');
});

test('a row, and from here to there in reading order', () => {
  const { stops } = new ShotReview(shelf());
  assert.deepEqual(keysInRow(stops, 'm7'), ['m5', 'm6', 'm7', 'm8', 'm9']);
  assert.deepEqual(keysBetween(stops, 'm1', 'm3'), ['m1', 'm2', 'm3']);
  assert.deepEqual(keysBetween(stops, 'm6', 'm3'), ['m3', 'm4', 'm5', 'm6'], 'in either order, across rows');
  assert.deepEqual(keysBetween(stops, 'gone', 'm3'), []);
});

test('whatever is done, only boxes that are there have names, and undo and redo bring each back', () => {
  const property = reviewProperty((review, random) => {
    /** @type {string[]} */
    const states = [];
    const seen = () => JSON.stringify([review.shot.corrections, Object.entries(review.names).sort()]);
    for (let i = 0; i < 12; i += 1) {
      const keys = review.boxes.map(({ key }) => key).filter(() => random(3) === 0);
      const products = review.boxes.length;
      review.paint(keys, random(4) === 0 ? null : `b${random(3)}`);
      assert.equal(review.boxes.length, products);
      act(review, random);
      const { corrections, names = {} } = review.shot;
      const added = new Set(corrections.added.map(({ id }) => id));
      for (const key of Object.keys(names)) {
        const isThere = key.startsWith('m')
          ? !corrections.removed.includes(Number(key.slice(1)))
          : added.has(key);
        assert.ok(isThere, `${key} has a name and is not there`);
      }
      states.push(seen());
    }
    while (review.canUndo) {
      const now = seen();
      review.undo();
      const then = seen();
      review.redo();
      assert.equal(seen(), now);
      review.undo();
      assert.equal(seen(), then);
    }
    assert.deepEqual(review.names, {});
  });
  fc.assert(property, { numRuns: 40 });
});

test('a kind given to many named boxes at once leaves each its name', () => {
  const review = new ShotReview(shelf());
  review.paint(['m0', 'm1'], 'b1');
  const first = relabelBox(review.shot.corrections, review.boxes[0], 1).corrections;
  const second = relabelBox(first, review.boxes[1], 1).corrections;
  review.correct(second);
  assert.deepEqual(brandsOf(review), { a1: 'b1', a2: 'b1' });
});
