import assert from 'node:assert/strict';
import { test } from 'node:test';

import { marked, withCategories } from '../../../static/js/audits/checklist.js';
import { toJson } from '../../../static/js/audits/json.js';
import { parseExport } from '../../../static/js/audits/parse.js';
import { parseBrands } from '../../../static/js/audits/parse-brands.js';
import { withBrands } from '../../../static/js/brands/list.js';
import { fingerprintOf } from '../../../static/js/photo/fingerprint.js';
import { newProduct } from '../../../static/js/products/list.js';
import { productsIn } from '../../../static/js/products/parse.js';
import { makePlan } from '../features/audits/plans.js';
import { asNewer } from '../newer.js';
import { makeAudit, makeReview, makeShot, STARTED } from './audits.js';

const BRANDS = withBrands([], ['Nordmark'], { own: true });
const [NORDMARK] = BRANDS;
const LAGER = newProduct({ name: 'Lager', gtin: '4006381333931', brand: NORDMARK.id }, STARTED);
const GONE = { ...newProduct({ name: 'Lagr' }, STARTED), deleted: STARTED, into: LAGER.id };

/** A visit of which everything is said that an export can say. */
function makeVisit() {
  const categories = withCategories([], ['Coffee', 'Tea']);
  const item = { id: 'gtin 0047', category: 'Tea', name: 'Green', brand: '', gtin: '0047', facings: 2 };
  const audit = makeAudit({
    ...{ storeId: '0047', address: 'Road 1', stock: [{ ...item, state: 'missing' }], who: 'Ana' },
    where: { latitude: 48.1, longitude: 11.5, accuracy: 12, time: STARTED },
    categories: marked(categories, categories[1].id, 'skipped', 'No time'),
    finished: STARTED,
  });
  const review = makeReview({
    names: { m0: { product: LAGER.id }, a1: { brand: NORDMARK.id, not: [LAGER.id] } },
    recognised: { m2: { product: LAGER.id, score: 0.91 } },
    alike: { together: [['m0', 'm2']], apart: [['m2', 'a1']] },
    certainty: { offset: -0.8, slope: 2.6, missed: 0.4, spread: 0.6 },
    model: {
      name: 'shelf',
      version: '1.0.0',
      licence: { weights: 'Any', data: 'Photos', commercialUse: true },
    },
  });
  const [box] = review.corrections.gaps.accepted;
  review.gapNames = [{ box, name: 'Green', itemId: item.id }];
  review.corrections.added[0].replaces = 1;
  review.corrections.region = {
    corners: [
      [0, 0],
      [600, 0],
      [600, 800],
      [0, 800],
    ],
  };
  const fingerprint = fingerprintOf({ width: 64, height: 48, grey: new Uint8Array(64 * 48) }, 'f'.repeat(64));
  const notes = { tags: ['Damaged'], note: 'torn', places: [{ x: 0.1, y: 0.2, text: 'here' }] };
  const whole = makeShot({ review, fingerprint, quality: 'dark', categoryId: categories[0].id, ...notes });
  const region = { left: 0.1, top: 0, right: 0.9, bottom: 1 };
  const waiting = makeShot({ id: 'shot-2', uncounted: { added: STARTED + 60_000, region } });
  const shots = [whole, waiting];
  const content = {
    audits: makePlan([{ audit, shots }]),
    models: [],
    brands: BRANDS,
    products: [LAGER, GONE],
  };
  return { audit, shots, json: JSON.parse(JSON.stringify(toJson(content, STARTED))) };
}

test('what a newer version says besides, wherever it says it, is left out, and all else comes in', () => {
  const { audit, shots, json } = makeVisit();
  const newer = asNewer(json);
  assert.ok(newer.later && newer.audits[0].shots[0].names.m0.later && newer.products[0].later);
  const [parsed] = parseExport(newer);
  assert.deepEqual(parsed.audit, audit);
  assert.deepEqual(
    parsed.shots.map(({ shot }) => shot),
    shots,
  );
  assert.deepEqual(productsIn(newer.products), [LAGER]);
  assert.deepEqual(parseBrands(newer.brands), BRANDS);
});

test('a box of which a newer version says only what nobody knows has no name, and its photo comes in', () => {
  const { shots, json } = makeVisit();
  json.audits[0].shots[0].names.m2 = { variant: 'sugar-free' };
  json.audits[0].shots[0].recognised.m2 = { family: 'beer' };
  const [{ names, recognised }] = parseExport(json)[0].shots.map(({ shot }) => shot.review);
  assert.deepEqual(names, shots[0].review.names);
  assert.equal(recognised, undefined);
});
