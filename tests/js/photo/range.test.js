import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { answer, vouch } from '../../../static/js/photo/answers.js';
import { addBox, currentBoxes, moveBox, removeBox, setRegion } from '../../../static/js/photo/corrections.js';
import { countsOf } from '../../../static/js/photo/counts.js';
import { doubtsOf, rangeOf, rangeOfAll } from '../../../static/js/photo/range.js';
import { regionOf } from '../../../static/js/photo/region.js';
import { fc, randomFrom } from '../properties.js';
import { corrected, shotOf, step } from './random-corrections.js';

/** @typedef {import('../../../static/js/photo/corrections.js').ReviewedShot} ReviewedShot */
/** @typedef {import('../../../static/js/photo/range.js').Range} Range */

const CERTAINTY = { offset: -0.78, slope: 2.6, missed: 0.37, spread: 0.63 };

/** @param {number[]} scores @returns {ReviewedShot} */
const sureShot = (scores) => ({ ...shotOf(scores), certainty: CERTAINTY });

/** @param {ReviewedShot} shot @returns {Range} */
const known = (shot) => /** @type {Range} */ (rangeOf(shot));

/** @param {Range} range */
const width = ({ low, high }) => high - low;

/** Scores from doubtful to sure. @param {number} length */
const scores = (length) =>
  fc
    .array(fc.integer({ min: 15, max: 97 }), { minLength: length, maxLength: length })
    .map((all) => all.map((score) => score / 100));

/** The same without chance. @param {number} length */
const evenScores = (length) => Array.from({ length }, (_, i) => (15 + ((i * 31) % 83)) / 100);

const { cases } = JSON.parse(readFileSync(new URL('../../vectors/range.json', import.meta.url), 'utf8'));
for (const { name, threshold, certainty, scores, range } of cases) {
  test(`the range is the trainer's: ${name}`, () => {
    const { low, high } = known({ ...sureShot(scores), threshold, certainty });
    assert.deepEqual([low, high], range);
  });
}

test('without the numbers of its model a photo has no range, and nothing is asked', () => {
  const shot = shotOf([0.5, 0.6]);
  assert.equal(rangeOf(shot), null);
  assert.deepEqual(doubtsOf(shot), []);
  assert.equal(rangeOfAll([sureShot([0.5]), shot]), null, 'nor have several of which one has none');
});

test('whatever a person does, the range contains the count', () => {
  const property = fc.property(scores(18), fc.gen(), (scores, draw) => {
    let shot = sureShot(scores);
    for (let i = 0; i < 25; i += 1) {
      shot = step(shot, randomFrom(draw));
      const { low, high } = known(shot);
      const count = currentBoxes(shot).length;
      assert.ok(low <= count && count <= high, `${low} <= ${count} <= ${high}`);
    }
  });
  fc.assert(property);
});

test('every answer makes the range narrower, or leaves it as it is', () => {
  const answerAll = (/** @type {ReviewedShot} */ shot, /** @type {() => boolean} */ decide) => {
    for (let doubts = doubtsOf(shot); doubts.length > 0; doubts = doubtsOf(shot)) {
      const before = width(known(shot));
      shot = corrected(shot, answer(shot.corrections, doubts[0].index, decide()));
      // Both ends are whole numbers, which costs up to one.
      assert.ok(width(known(shot)) <= before + 1);
      assert.equal(doubtsOf(shot).length, doubts.length - 1, 'nothing is asked twice');
    }
    return shot;
  };
  const property = fc.property(scores(60), fc.gen(), (scores, draw) => {
    answerAll(sureShot(scores), () => draw(fc.boolean));
  });
  fc.assert(property);
  const shot = sureShot(evenScores(60));
  const narrowed = answerAll(shot, () => true);
  assert.ok(
    width(known(narrowed)) < 0.8 * width(known(shot)),
    'and all of them together make it much narrower',
  );
});

test('the boxes that widen the range most are asked about first, faint ones among them; sure ones are not', () => {
  const shot = { ...sureShot([0.95, 0.58, 0.4, 0.7, 0.15, 0.62]), threshold: 0.58 };
  const doubts = doubtsOf(shot);
  assert.deepEqual(
    doubts.map(({ index }) => index),
    [1, 5, 3, 2],
  );
  assert.ok(doubts[0].chance > 0.4 && doubts[0].chance < 0.6);
});

test('a faint box that was said to be a product counts at every threshold, one that was not never does', () => {
  const shot = sureShot([0.9, 0.3, 0.5]);
  const yes = corrected(shot, answer(shot.corrections, 1, true));
  assert.deepEqual(
    currentBoxes(yes).map(({ key }) => key),
    ['m0', 'm1', 'm2'],
  );
  assert.deepEqual(
    currentBoxes({ ...yes, threshold: 0.8 }).map(({ key }) => key),
    ['m0', 'm1'],
  );
  const no = corrected(yes, answer(yes.corrections, 1, false));
  assert.deepEqual(
    currentBoxes({ ...no, threshold: 0.1 }).map(({ key }) => key),
    ['m0', 'm2'],
  );
  assert.equal(no.corrections.confirmed, undefined);
});

test('answers keep the sum: products are those found, and added, without those removed', () => {
  const property = fc.property(scores(18), fc.gen(), (scores, draw) => {
    const random = randomFrom(draw);
    let shot = sureShot(scores);
    for (let i = 0; i < 20; i += 1) {
      const index = random(18);
      if (random(2) === 0) shot = step(shot, random);
      else if (!shot.corrections.removed.includes(index) && !(index in shot.corrections.moved))
        shot = corrected(shot, answer(shot.corrections, index, random(2) === 0));
      const { products, machine, added, removed } = countsOf(shot);
      assert.equal(products, machine + added - removed);
    }
  });
  fc.assert(property);
});

test('boxes that a person moved or drew are sure, and a faint box in their place is the same product', () => {
  const shot = sureShot([0.6, 0.6, 0.5]);
  const moved = corrected(shot, moveBox(shot.corrections, 'm0', [0, 300, 90, 390]));
  assert.deepEqual(
    doubtsOf(moved).map(({ index }) => index),
    [1, 2],
  );
  const raised = { ...moved, threshold: 0.55 };
  const drawn = corrected(raised, addBox(moved.corrections, shot.machine[2].box, 0).corrections);
  assert.deepEqual(
    doubtsOf(drawn).map(({ index }) => index),
    [1],
  );
  assert.equal(known(corrected(shot, removeBox(shot.corrections, 'm0'))).high < known(shot).high, true);
});

test('who vouches for the whole photo leaves no range', () => {
  const shot = sureShot([0.95, 0.58, 0.35, 0.7, 0.15]);
  const vouched = corrected(shot, vouch(shot.corrections, [0, 1, 3]));
  assert.deepEqual(known(vouched), { low: 3, high: 3 });
  assert.deepEqual(doubtsOf(vouched), []);
  assert.ok(width(known({ ...vouched, threshold: 0.3 })) > 0, 'boxes that count only now were not looked at');
});

test('if a part alone counts, the range is of that part; nobody vouched for another part', () => {
  const shot = sureShot([0.58, 0.58, 0.95, 0.95]);
  const part = regionOf({ left: 0.1, top: 0, right: 1, bottom: 1 }, shot); // from 200 px on: the sure ones
  const inPart = corrected(shot, setRegion(shot.corrections, part));
  assert.deepEqual(doubtsOf(inPart), []);
  assert.ok(width(known(inPart)) < width(known(shot)));
  const vouched = corrected(inPart, vouch(inPart.corrections, [2, 3]));
  const wide = corrected(vouched, setRegion(vouched.corrections, null));
  assert.equal(wide.corrections.complete, undefined);
  assert.equal(doubtsOf(wide).length, 2);
});

test('together, photos are surer than apart for what differs from box to box, not for what they have in common', () => {
  const photo = { ...sureShot(evenScores(80)), threshold: 0.58 };
  const alone = { ...photo, certainty: { ...CERTAINTY, spread: 0, missed: 0 } };
  const eight = (/** @type {ReviewedShot} */ shot) => Array.from({ length: 8 }, () => shot);
  const half = (/** @type {Range | null} */ range) => width(/** @type {Range} */ (range)) / 2;
  assert.ok(half(rangeOfAll(eight(alone))) < 0.5 * 8 * half(rangeOf(alone)));
  assert.ok(half(rangeOfAll(eight(photo))) > 0.7 * 8 * half(rangeOf(photo)));
});
