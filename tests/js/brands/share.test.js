import assert from 'node:assert/strict';
import { test } from 'node:test';

import { withBrands } from '../../../static/js/brands/list.js';
import { isNamed, partsOf, percentsOf, shareOf } from '../../../static/js/brands/share.js';
import { percentWords, shareWords } from '../../../static/js/brands/words.js';
import { noCorrections } from '../../../static/js/photo/corrections.js';
import { shelvesOf, standingOf } from '../../../static/js/photo/shelves.js';
import { act, reviewProperty } from '../photo/random-corrections.js';
import { fc } from '../properties.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */

const own = withBrands([], ['Nordmark'], { own: true });
const BRANDS = withBrands(own, ['Alpina'], { own: false });
const [NORDMARK, ALPINA] = BRANDS;

/** Two boards with four products each; the last one of the upper board is three times as wide. @param {number} [scale] */
function shelf(scale = 1) {
  const boxes = [200, 500].flatMap((bottom, board) =>
    [0, 1, 2, 3].map((i) => {
      const width = board === 0 && i === 3 ? 180 : 60;
      return /** @type {Box} */ ([20 + 64 * i, bottom - 120, 20 + 64 * i + width, bottom]);
    }),
  );
  return {
    ...{ width: 1000 * scale, height: 1000 * scale, threshold: 0.4, labels: ['product'] },
    machine: boxes.map((box) => ({
      box: /** @type {Box} */ (box.map((edge) => edge * scale)),
      score: 0.9,
      label: 0,
    })),
    corrections: noCorrections,
    model: { name: 'shelf', version: '1.0.0' },
  };
}

const named = (/** @type {Record<string, { id: string }>} */ brands) =>
  Object.fromEntries(Object.entries(brands).map(([key, { id }]) => [key, { brand: id }]));

test('a wide product has more of the width than of the facings, and what nobody has named is neither ours nor theirs', () => {
  const names = named({ m3: NORDMARK, m0: ALPINA, m1: ALPINA });
  const share = shareOf([partsOf(shelvesOf(shelf()), { names })], BRANDS);
  assert.deepEqual(
    [share.own, share.others, share.unnamed, share.all].map(({ facings }) => facings),
    [1, 2, 5, 8],
  );
  const part = (/** @type {{ width: number }} */ { width }) => width / share.all.width;
  assert.ok(Math.abs(part(share.own) - 180 / 600) < 1e-9);
  assert.ok(Math.abs(part(share.others) - 120 / 600) < 1e-9);
  assert.equal(share.all.width.toFixed(6), '2.000000', 'two rows');
  assert.deepEqual(
    share.brands.map(({ brand }) => brand.name),
    ['Alpina', 'Nordmark'],
  );
});

test('a photo from near and one from far add up as shelf rows', () => {
  const names = named({ m0: NORDMARK, m1: NORDMARK, m2: NORDMARK, m3: NORDMARK });
  const near = partsOf(shelvesOf(shelf(3)), { names });
  const far = partsOf(shelvesOf(shelf(1)), {});
  const share = shareOf([near, far], BRANDS);
  assert.ok(Math.abs(share.own.width / share.all.width - 360 / 1200) < 1e-9);
});

test('a product on top of another is no facing, and has no share', () => {
  const stacked = shelf();
  stacked.machine.push({ box: [20, -40, 80, 79], score: 0.9, label: 0 });
  const share = shareOf([partsOf(shelvesOf(stacked), { names: named({ m8: NORDMARK }) })], BRANDS);
  assert.equal(share.all.facings, 8);
  assert.equal(isNamed(share), false);
});

test('a brand that is not in the list any more is unnamed, and a share without any name is not spoken of', () => {
  const parts = partsOf(shelvesOf(shelf()), { names: named({ m0: NORDMARK }) });
  assert.equal(shareOf([parts], [ALPINA]).unnamed.facings, 8);
  assert.deepEqual(shareWords(shareOf([parts], [ALPINA])), []);
  assert.deepEqual(shareWords(shareOf([parts], BRANDS)), ['Ours 13%', 'unnamed 87%']);
});

test('per cent add up to 100, and neither nothing nor all is said of what is not', () => {
  assert.deepEqual(percentsOf([1, 1, 1]), [34, 33, 33]);
  assert.deepEqual(percentsOf([0, 0]), [0, 0]);
  assert.deepEqual(percentWords([999, 1]), ['>99%', '<1%']);
  assert.deepEqual(percentWords([5, 0]), ['100%', '0%']);
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 9 }), (values) => {
      const percents = percentsOf(values);
      const total = values.reduce((sum, value) => sum + value, 0);
      assert.equal(
        percents.reduce((sum, value) => sum + value, 0),
        total === 0 ? 0 : 100,
      );
      percents.forEach((percent, i) => {
        assert.ok(total === 0 || Math.abs(percent - (100 * values[i]) / total) < 1);
      });
    }),
  );
});

test('the facings of a share are those of the photo, whatever is named and corrected', () => {
  const property = reviewProperty((review, random) => {
    for (let i = 0; i < 6; i += 1) {
      const keys = review.boxes.map(({ key }) => key).filter(() => random(3) === 0);
      review.paint(keys, [NORDMARK.id, ALPINA.id, 'gone', null][random(4)]);
      act(review, random);
    }
    const share = shareOf([partsOf(review.shelves, review)], BRANDS);
    assert.equal(share.all.facings, standingOf(review.shelves).facings);
    const parts = [share.own, share.others, share.unnamed];
    assert.equal(
      parts.reduce((sum, { facings }) => sum + facings, 0),
      share.all.facings,
    );
    assert.equal(
      share.brands.reduce((sum, { facings }) => sum + facings, 0),
      share.own.facings + share.others.facings,
    );
    if (share.all.facings > 0)
      assert.ok(Math.abs(share.all.width - Math.max(1, review.shelves.rows.length)) < 1e-6);
  });
  fc.assert(property, { numRuns: 40 });
});
