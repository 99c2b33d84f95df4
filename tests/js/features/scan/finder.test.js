/** A product is found on the live picture a few facings at a time, and nothing is said of which nobody is sure. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FINDING, Finder } from '../../../../static/js/features/scan/finder.js';

/** @param {number} count @param {number} [from] */
const facings = (count, from = 0) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: from + i, score: 0.9, label: 0 },
    box: /** @type {[number, number, number, number]} */ ([10 * (from + i), 0, 10 * (from + i) + 8, 20]),
  }));

/** Facings of these numbers are the product. @param {number[]} right */
function setUp(right) {
  const clock = { now: 0 };
  /** @type {number[][]} */
  const looks = [];
  /** @type {number[][]} */
  const told = [];
  /** @type {unknown[]} */
  const failures = [];
  const finder = new Finder(
    async (boxes) => {
      const ids = boxes.map(([left]) => left / 10);
      looks.push(ids);
      return ids.map((id) => right.includes(id));
    },
    { onFound: (found) => told.push([...found]), onFailure: (error) => failures.push(error) },
    () => clock.now,
  );
  const see = async (/** @type {ReturnType<typeof facings>} */ all, isStill = true) => {
    await finder.see(all, isStill);
    clock.now += FINDING.pause_ms;
  };
  return { see, looks, told, failures, clock, finder };
}

test('all facings are looked at, a few at a time, then those again that were looked at longest ago', async () => {
  const { see, looks, told } = setUp([1, 7]);
  for (let i = 0; i < 3; i++) await see(facings(8));
  assert.deepEqual(looks, [
    [0, 1, 2, 3, 4, 5],
    [6, 7, 0, 1, 2, 3],
    [4, 5, 6, 7, 0, 1],
  ]);
  assert.deepEqual(told.at(-1)?.toSorted(), [1, 7]);
});

test('what has left the picture is not found there any more', async () => {
  const { see, told } = setUp([1]);
  await see(facings(3));
  assert.deepEqual(told, [[1]]);
  await see(facings(3, 2));
  assert.deepEqual(told, [[1], []]);
});

test('a moving picture is not looked at, and the detector has its time in between', async () => {
  const { see, looks, finder } = setUp([1]);
  await see(facings(3), false);
  assert.deepEqual(looks, []);
  await finder.see(facings(3), true);
  await finder.see(facings(3), true);
  assert.equal(looks.length, 1);
});

test('a failure is told once', async () => {
  const failures = /** @type {unknown[]} */ ([]);
  const failing = new Finder(
    async () => {
      throw new Error('no embedder');
    },
    { onFound: () => {}, onFailure: (error) => failures.push(error) },
    () => 0,
  );
  await failing.see(facings(2), true);
  await failing.see(facings(2), true);
  assert.equal(failures.length, 1);
});
