import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toJson } from '../../../static/js/audits/json.js';
import { parseExport } from '../../../static/js/audits/parse.js';
import { parseBrands } from '../../../static/js/audits/parse-brands.js';
import { withBrands } from '../../../static/js/brands/list.js';
import { auditsToCoco } from '../../../static/js/features/audits/export-coco.js';
import { planExport } from '../../../static/js/features/audits/export-plan.js';
import { auditTables } from '../../../static/js/features/audits/export-tables.js';
import { isSameContent } from '../../../static/js/features/audits/same-content.js';
import { withNames } from '../../../static/js/photo/names.js';
import { newProduct } from '../../../static/js/products/list.js';
import { productsIn } from '../../../static/js/products/parse.js';
import { act, reviewProperty } from '../photo/random-corrections.js';
import { fc } from '../properties.js';
import { makeAudit, makeReview, makeShot, STARTED } from './audits.js';

const BRANDS = withBrands(
  withBrands([], ['Nordmark'], { own: true }),
  ['Alpina', 'Zeta; "Gold"', '__proto__'],
  { own: false },
);
const [NORDMARK, ALPINA] = BRANDS;

/** @param {import('../../../static/js/photo/names.js').BoxNames} names @param {typeof BRANDS} [brands] */
function exported(names, brands = BRANDS) {
  const shot = makeShot({ review: makeReview({ names }) });
  const plan = planExport([{ audit: makeAudit(), shots: [shot] }], {
    hasPhoto: () => true,
    card: null,
    brands,
  });
  return {
    shot,
    plan,
    json: JSON.parse(JSON.stringify(toJson({ audits: plan, models: [], brands }, STARTED))),
  };
}

const NAMES = { m0: { brand: NORDMARK.id }, a1: { brand: ALPINA.id } };

test('names are read back with the brands that are used, and no others are exported', () => {
  const { shot, json } = exported(NAMES);
  const [{ shots }] = parseExport(json);
  assert.deepEqual(shots[0].shot, shot);
  assert.deepEqual(parseBrands(json.brands), [NORDMARK, ALPINA]);
});

test('whatever is named and corrected is read back as it was', () => {
  const property = reviewProperty((review, random) => {
    for (let i = 0; i < 5; i += 1) {
      const keys = review.boxes.map(({ key }) => key).filter(() => random(3) === 0);
      review.paint(keys, BRANDS[random(BRANDS.length)].id);
      act(review, random);
    }
    const { names = {} } = review.shot;
    const shot = makeShot({ review: review.shot });
    const plan = planExport([{ audit: makeAudit(), shots: [shot] }], {
      hasPhoto: () => true,
      card: null,
      brands: BRANDS,
    });
    const json = JSON.parse(JSON.stringify(toJson({ audits: plan, models: [], brands: BRANDS }, STARTED)));
    const [{ shots }] = parseExport(json);
    assert.deepEqual(shots[0].shot.review.names ?? {}, names);
  });
  fc.assert(property, { numRuns: 30 });
});

test('the name of a brand that is gone is not exported: the box is unnamed', () => {
  const { json, shot } = exported(NAMES, [NORDMARK]);
  const [{ audit, shots }] = parseExport(json);
  assert.deepEqual(shots[0].shot.review.names, { m0: NAMES.m0 });
  const here = { ...shot, review: withNames(shot.review, { m0: NAMES.m0 }) };
  assert.ok(isSameContent({ audit, shots: [here] }, { audit, shots: [shots[0].shot] }));
});

test('older files have no brands, and a photo without names has no such property', () => {
  const { json } = exported({});
  const { brands: _, ...older } = json;
  const [{ shots }] = parseExport(older);
  assert.equal('names' in shots[0].shot.review, false);
});

test('a name of a box or a brand that is not there is damage, and the photo that has it is told', () => {
  /** @type {[string, unknown][]} */
  const damages = [
    ['m1', { brand: NORDMARK.id }], // removed
    ['m99', { brand: NORDMARK.id }],
    ['a7', { brand: NORDMARK.id }],
    ['mx', { brand: NORDMARK.id }],
    ['m0', { brand: 'unknown' }],
    ['m0', { brand: 7 }],
    ['m0', null],
  ];
  for (const [key, name] of damages) {
    const { json } = exported(NAMES);
    json.audits[0].shots[0].names = { [key]: name };
    /** @type {(number | null)[]} */
    const told = [];
    const [{ shots }] = parseExport(json, (_error, _store, number) => told.push(number));
    assert.deepEqual([shots.length, told], [0, [1]], `${key}: ${JSON.stringify(name)}`);
    assert.throws(() => parseExport(json), { code: 'import-damaged' });
  }
});

test('products that name boxes go along with their brands, and all that was said and found is read back', () => {
  const now = 1_700_000_000_000;
  const [lager, weizen, water] = ['Lager', 'Weizen', 'Water'].map((name) =>
    newProduct({ name, gtin: '4006381333931', size: '0,5 l', brand: ALPINA.id }, now),
  );
  const merged = { ...newProduct({ name: 'Lagr' }, now), deleted: now, into: lager.id };
  const products = [lager, weizen, water, merged];
  const review = makeReview({
    names: { m0: { product: merged.id }, a1: { brand: NORDMARK.id, not: [weizen.id] } },
    recognised: { m2: { product: lager.id, score: 0.91 }, m3: { product: 'gone', score: 1 } },
    alike: { together: [['m0', 'm2']], apart: [['m2', 'a1']] },
  });
  const shots = [makeShot({ review })];
  const plan = planExport([{ audit: makeAudit(), shots }], { hasPhoto: () => true, card: null });
  const content = { audits: plan, models: [], brands: BRANDS, products };
  const json = JSON.parse(JSON.stringify(toJson(content, STARTED)));
  assert.deepEqual(productsIn(json.products), [lager, weizen]);
  assert.deepEqual(parseBrands(json.brands), [NORDMARK, ALPINA]);
  const [{ shots: read }] = parseExport(json);
  const { names, recognised, alike } = read[0].shot.review;
  assert.deepEqual(names, { m0: { product: lager.id }, a1: { brand: NORDMARK.id, not: [weizen.id] } });
  assert.deepEqual(recognised, { m2: { product: lager.id, score: 0.91 } });
  assert.deepEqual(alike, review.alike);
  json.audits[0].shots[0].names.m0.product = 'unknown';
  assert.throws(() => parseExport(json), { code: 'import-damaged' });
  json.audits[0].shots[0].names = undefined;
  json.audits[0].shots[0].recognised = { m1: { product: lager.id, score: 1 }, m2: 7, m3: null };
  json.audits[0].shots[0].alike = { together: [['m0'], ['m0', 'm99'], 7], apart: 'all' };
  const [{ shots: left }] = parseExport(json);
  assert.deepEqual(
    ['names', 'recognised', 'alike'].filter((key) => key in left[0].shot.review),
    [],
    'what the machine found, and makes no sense, is left out',
  );
});

test('a brand that makes no sense is left out', () => {
  const brand = { id: 'b1', name: ' Nordmark  Gold ', own: true, colour: 0 };
  const wrong = [
    null,
    7,
    { ...brand, name: ' ' },
    { ...brand, id: '' },
    { ...brand, own: 1 },
    { ...brand, colour: 99 },
  ];
  assert.deepEqual(parseBrands([...wrong, brand]), [{ ...brand, name: 'Nordmark Gold' }]);
  assert.deepEqual(parseBrands('brands'), []);
});

test('a box in COCO has its brand as an attribute, and the categories are as before', () => {
  const { plan } = exported(NAMES);
  const coco = JSON.parse(JSON.stringify(auditsToCoco(plan, STARTED)));
  assert.deepEqual(
    coco.annotations.map(
      (/** @type {{ attributes: { brand?: string } }} */ { attributes }) => attributes.brand,
    ),
    ['Nordmark', undefined, undefined, 'Alpina'],
  );
  const plain = JSON.parse(JSON.stringify(auditsToCoco(exported({}).plan, STARTED)));
  assert.deepEqual(coco.categories, plain.categories);
});

test('the shares of a category add up, and what was not counted is said', () => {
  const category = { id: 'c1', name: 'Coffee', state: /** @type {const} */ ('todo'), reason: '' };
  const shots = [
    makeShot({ categoryId: 'c1', review: makeReview({ names: NAMES }) }),
    makeShot({ id: 'shot-2', categoryId: 'c1', uncounted: { added: 1, region: null } }),
    makeShot({ id: 'shot-3' }),
  ];
  const plan = planExport([{ audit: makeAudit({ categories: [category] }), shots }], {
    hasPhoto: () => true,
    card: null,
    brands: BRANDS,
  });
  const { cells: [header, ...rows] = [[]] } =
    auditTables.fill(plan).find(({ name }) => name === 'shares') ?? {};
  const records = rows.map((row) => Object.fromEntries(row.map((cell, i) => [header[i], cell])));
  assert.deepEqual(
    records.map(({ category, brand, whose, facings, photos, photos_not_counted }) => [
      category,
      brand,
      whose,
      facings,
      photos,
      photos_not_counted,
    ]),
    [
      ['Coffee', 'Nordmark', 'own', 1, 1, 1],
      ['Coffee', 'Alpina', 'other', 1, 1, 1],
      ['Coffee', '', 'unnamed', 2, 1, 1],
      ['', '', 'unnamed', 4, 1, 0],
    ],
  );
  const sum = (/** @type {string} */ key) =>
    records.slice(0, 3).reduce((all, record) => all + Number(record[key]), 0);
  assert.equal(sum('facings_share'), 1);
  assert.ok(Math.abs(sum('width_share') - 1) < 0.003);
  const nothing = auditTables.fill(exported({}).plan).find(({ name }) => name === 'shares');
  assert.equal(nothing?.cells.length, 1, 'where nothing is named there is no share');
});
