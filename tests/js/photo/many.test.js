import assert from 'node:assert/strict';
import { test } from 'node:test';

import { noCorrections } from '../../../static/js/photo/corrections.js';
import { countsOf } from '../../../static/js/photo/counts.js';
import { keepAll, nameAll, removeAll } from '../../../static/js/photo/many.js';
import { ShotReview } from '../../../static/js/photo/shot-review.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */

/** Three boards with ten products each. */
function review() {
  const machine = [300, 600, 900].flatMap((bottom) =>
    Array.from({ length: 10 }, (_, i) => ({
      box: /** @type {Box} */ ([20 + 96 * i, bottom - 120, 110 + 96 * i, bottom]),
      score: 0.9,
      label: 0,
    })),
  );
  return new ShotReview({
    ...{ width: 1000, height: 1000, threshold: 0.4, labels: ['can', 'bottle'], machine },
    corrections: noCorrections,
    model: { name: 'shelf', version: '1.0.0' },
  });
}
const SOME = ['m12', 'm13', 'm14', 'm15'];

test('many are removed in one step, and their place is no gap', () => {
  const shot = review();
  shot.correct(removeAll(shot.shot, SOME));
  assert.equal(shot.boxes.length, 26);
  assert.deepEqual(countsOf(shot.shot).removed, 4);
  assert.deepEqual(shot.gaps, []);
  shot.undo();
  assert.equal(shot.boxes.length, 30);
  assert.ok(!shot.canUndo);
});

test('one that a person removes by itself can leave a gap', () => {
  const shot = review();
  shot.select('m14');
  shot.remove();
  assert.equal(shot.gaps.length, 1, 'otherwise the test before proves nothing');
});

test('those that are kept count at any threshold, in one step', () => {
  const shot = review();
  shot.correct(keepAll(shot.shot, SOME));
  shot.setThreshold(0.95);
  assert.deepEqual(
    shot.boxes.map(({ key }) => key),
    SOME,
  );
  shot.undo();
  assert.equal(shot.boxes.length, 0);
});

test('those that are named have the label, in one step; the others do not', () => {
  const shot = review();
  shot.correct(nameAll(shot.shot, SOME, 1));
  assert.deepEqual(countsOf(shot.shot).byLabel, { can: 26, bottle: 4 });
  assert.equal(countsOf(shot.shot).relabelled, 4);
  shot.undo();
  assert.deepEqual(countsOf(shot.shot).byLabel, { can: 30, bottle: 0 });
});

test('what changes nothing is no step', () => {
  const shot = review();
  assert.ok(!shot.correct(nameAll(shot.shot, SOME, 0)));
  assert.ok(!shot.correct(removeAll(shot.shot, ['m99'])));
  assert.ok(shot.correct(keepAll(shot.shot, SOME)));
  assert.ok(!shot.correct(keepAll(shot.shot, SOME)));
  shot.undo();
  assert.ok(!shot.canUndo);
});

test('added and moved boxes are corrected along with the others', () => {
  const shot = review();
  shot.add({ x: 400, y: 20 }, { x: 480, y: 140 });
  const key = shot.selection?.key ?? '';
  shot.select('m0');
  shot.move([25, 185, 115, 305]);
  assert.equal(shot.shot.corrections, keepAll(shot.shot, [key, 'm0']), 'a person knows them already');
  shot.correct(nameAll(shot.shot, [key, 'm0'], 1));
  assert.deepEqual(countsOf(shot.shot).byLabel, { can: 29, bottle: 2 });
  shot.undo();
  shot.correct(removeAll(shot.shot, [key, 'm0']));
  assert.equal(shot.boxes.length, 29);
});

test('an answer about products further away is no step, and stays after one', () => {
  const shot = review();
  shot.answerFar();
  assert.ok(!shot.canUndo);
  shot.correct(removeAll(shot.shot, SOME));
  shot.undo();
  assert.equal(shot.shot.corrections.askedFar, true);
});
