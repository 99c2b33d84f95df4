import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveBox, removeBox, removedBoxes } from '../../../static/js/photo/corrections.js';
import { countsOf } from '../../../static/js/photo/counts.js';
import { reconcile } from '../../../static/js/photo/reconcile.js';
import { fc, randomFrom } from '../properties.js';
import { corrected, relabelled, shotOf, step, withoutLinks } from './random-corrections.js';

test('products are what was found, plus what was added, less what was removed, after any corrections', () => {
  const property = fc.property(fc.gen(), (draw) => {
    const random = randomFrom(draw);
    let shot = shotOf(Array.from({ length: 8 }, () => random(100) / 100));
    for (let steps = 0; steps < 25; steps += 1) {
      shot = step(shot, random);
      for (const each of [shot, withoutLinks(shot)]) {
        const { products, byLabel, machine, added, removed } = countsOf(each);
        assert.equal(products, machine + added - removed);
        assert.equal(
          products,
          Object.values(byLabel).reduce((sum, count) => sum + count, 0),
        );
        assert.ok(added >= 0 && removed >= 0);
      }
    }
  });
  fc.assert(property, { numRuns: 300 });
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
