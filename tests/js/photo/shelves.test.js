import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingFacings, shelvesOf, standingOf } from '../../../static/js/photo/shelves.js';
import { ShotReview } from '../../../static/js/photo/shot-review.js';
import { fc, randomFrom } from '../properties.js';
import { noisyShelf, shotOf } from './random-corrections.js';

/** A row of products with room for two more between the third and the fourth. */
const shot = shotOf([0.9, 0.9, 0.9, 0.1, 0.1, 0.9, 0.9, 0.9]);
shot.machine = shot.machine.filter(({ score }) => score > 0.5);

test('a gap in which two products are missing is one gap and two missing facings, as on the screen', () => {
  const review = new ShotReview(shot);
  const [gap] = review.gaps;
  review.select(gap.key);
  review.judge('accepted');
  assert.equal(review.gaps.length, 1);
  assert.equal(review.gaps[0].facings, 2);
  assert.equal(missingFacings(shelvesOf(review.shot)), 2);
});

test('if no gap was accepted, no facing is missing', () => {
  assert.equal(missingFacings(shelvesOf(shot)), 0);
});

/** @param {import('../../../static/js/photo/corrections.js').Box[]} boxes */
function standing(boxes) {
  const machine = boxes.map((box) => ({ box, score: 0.9, label: 0 }));
  const shelves = shelvesOf({ ...shotOf([]), machine, height: 1600 });
  return { products: shelves.boxes.length, rows: shelves.rows.length, facings: standingOf(shelves).facings };
}

/** Cans stacked so many high on one shelf. @param {number} across @param {number} high @param {number} [bottom] */
const cans = (across, high, bottom = 800) =>
  Array.from({ length: across * high }, (_, i) => {
    const [x, y] = [100 * (i % across), bottom - 100 * (Math.floor(i / across) + 1)];
    return /** @type {import('../../../static/js/photo/corrections.js').Box} */ ([x, y + 2, x + 96, y + 98]);
  });

test('ten cans stacked two high are ten products and five facings', () => {
  assert.deepEqual(standing(cans(5, 2)), { products: 10, rows: 1, facings: 5 });
});

test('a display without shelves has the facings of its lowest products, and no rows', () => {
  assert.deepEqual(standing(cans(6, 7)), { products: 42, rows: 0, facings: 6 });
});

test('two shelves have the facings of both', () => {
  assert.deepEqual(standing([...cans(6, 2, 800), ...cans(7, 1, 400)]), {
    products: 19,
    rows: 2,
    facings: 13,
  });
});

test('each product is in one row or on no shelf, and there are no more facings than products, on any shelf', () => {
  const property = fc.property(fc.gen(), (draw) => {
    const shelves = shelvesOf(noisyShelf(randomFrom(draw)));
    const placed = shelves.rows.flatMap(({ facings, stacked }) => [...facings, ...stacked]);
    const all = [...placed, ...shelves.withoutShelf].sort((a, b) => a - b);
    assert.deepEqual(all, [...shelves.boxes.keys()]);
    const { rows, withoutShelf, facings } = standingOf(shelves);
    assert.ok(facings <= all.length && (all.length === 0 || facings > 0));
    assert.equal(
      facings,
      rows.reduce((sum, row) => sum + row.facings, withoutShelf.facings),
    );
  });
  fc.assert(property, { numRuns: 200 });
});
