import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toJson } from '../../../../static/js/audits/json.js';
import { parseExport } from '../../../../static/js/audits/parse.js';
import { auditsToCoco } from '../../../../static/js/features/audits/export-coco.js';
import { planExport } from '../../../../static/js/features/audits/export-plan.js';
import { productSums } from '../../../../static/js/features/audits/export-products.js';
import { auditTables } from '../../../../static/js/features/audits/export-tables.js';
import { reportContent } from '../../../../static/js/features/audits/report-content.js';
import { photoFacts } from '../../../../static/js/features/audits/report-facts.js';
import { reportBody } from '../../../../static/js/features/audits/report-html.js';
import { isSameContent } from '../../../../static/js/features/audits/same-content.js';
import { stockIn } from '../../../../static/js/features/audits/stock-table.js';
import { messages as en } from '../../../../static/js/languages/en.js';
import { makeAudit, makeShot, STARTED } from '../../audits/audits.js';
import { BRANDS, CREMA, MOKA, PRODUCTS, product, said, seen, shelf } from '../../products/shelf.js';

/** @typedef {import('../../../../static/js/photo/corrections.js').ReviewedShot} ReviewedShot */

const COFFEE = { id: 'c1', name: 'Coffee', state: /** @type {const} */ ('done'), reason: '' };
const TEA = { id: 'c2', name: 'Tea', state: /** @type {const} */ ('done'), reason: '' };

const LISTED = { category: 'coffee', brand: '', gtin: '', facings: null };

const NAMED = {
  names: { ...said({ m0: 'p1', m1: 'p1', m2: 'p2' }), m3: { brand: 'b2' } },
  recognised: seen({ m2: 'p1', m4: 'p1', m5: 'p3' }),
};

/** @param {Partial<ReviewedShot>} named @param {object} [change] */
const shotOf = (named, change = {}) => makeShot({ categoryId: 'c1', review: shelf(named), ...change });

const VISIT = {
  audit: makeAudit({ categories: [COFFEE, TEA], finished: STARTED + 1000 }),
  shots: [shotOf(NAMED), shotOf({}, { id: 'shot-2', categoryId: 'c2' })],
};

/** A visit a day earlier. @param {Partial<ReviewedShot>} named */
const before = (named) => ({
  audit: makeAudit({
    ...{ id: 'audit-0', categories: [{ ...COFFEE, id: 'c9' }] },
    ...{ created: STARTED - 864e5, finished: STARTED - 864e5 + 1000 },
  }),
  shots: [shotOf(named, { id: 'shot-0', auditId: 'audit-0', categoryId: 'c9' })],
});

/** @param {typeof VISIT} [visit] @param {ReturnType<typeof before>[]} [earlier] */
const planOf = (visit = VISIT, earlier = [], products = PRODUCTS) =>
  planExport([visit], {
    ...{ hasPhoto: () => true, card: null, brands: BRANDS, products },
    all: [visit, ...earlier],
  });

/** @param {ReturnType<typeof planOf>} plan @param {string} name */
function recordsOf(plan, name) {
  const cells = auditTables.fill(plan).find((table) => table.name === name)?.cells ?? [];
  const [header, ...rows] = cells;
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [String(header[i]), cell])));
}

/** @param {Record<string, unknown>[]} rows @param {string[]} keys */
const pick = (rows, ...keys) => rows.map((row) => keys.map((key) => row[key]));

test('the table of products adds up to the facings of each category, and says who named them', () => {
  const rows = recordsOf(planOf(), 'products');
  assert.deepEqual(
    pick(
      rows,
      'category',
      'product',
      'brand',
      'size',
      'gtin',
      'facings',
      'named_by_person',
      'named_by_looks',
      'not_named',
    ),
    [
      ['Coffee', 'Crema', 'Nordmark', '250 g', '0000096385074', 3, 2, 1, 0],
      ['Coffee', 'Moka', 'Alpina', '', '', 1, 1, 0, 0],
      ['Coffee', 'Plain', '', '', '', 1, 0, 1, 0],
      ['Coffee', '', 'Alpina', '', '', 1, 0, 0, 1],
      ['Coffee', '', '', '', '', 2, 0, 0, 2],
    ],
  );
  const sum = (/** @type {string} */ key) => rows.reduce((total, row) => total + Number(row[key]), 0);
  assert.equal(sum('facings'), 8);
  assert.ok(Math.abs(sum('facings_share') - 1) < 0.005 && Math.abs(sum('width_share') - 1) < 0.005);
  // Its brands are in the shares, too.
  assert.deepEqual(pick(recordsOf(planOf(), 'shares'), 'category', 'brand', 'facings'), [
    ['Coffee', 'Nordmark', 3],
    ['Coffee', 'Alpina', 2],
    ['Coffee', '', 3],
    ['Tea', '', 8],
  ]);
});

test('JSON has the same sums, and what the photos say of the must-stock, beside what a person has said', () => {
  const stock = [
    { ...LISTED, id: 's1', name: 'Crema', state: /** @type {const} */ ('missing') },
    { ...LISTED, id: 's2', name: 'Unheard of', state: /** @type {const} */ ('open') },
  ];
  const [planned] = planOf({ ...VISIT, audit: { ...VISIT.audit, stock } });
  const sums = { ...planned, stock: stockIn(planned), byProduct: productSums(planned) };
  const content = { audits: [sums], models: [], brands: BRANDS, products: PRODUCTS };
  const [audit] = JSON.parse(JSON.stringify(toJson(content, STARTED))).audits;
  assert.deepEqual(pick(audit.byProduct, 'product', 'brand', 'facings', 'byPerson', 'byLooks'), [
    ['p1', 'b1', 3, 2, 1],
    ['p2', 'b2', 1, 1, 0],
    ['p3', null, 1, 0, 1],
    [null, 'b2', 1, 0, 0],
    [null, null, 2, 0, 0],
  ]);
  assert.deepEqual(pick(audit.stock, 'state', 'seen'), [
    ['missing', { state: 'present', by: 'name', facings: 3 }],
    ['open', undefined],
  ]);
  assert.deepEqual(
    parseExport({ ...JSON.parse(JSON.stringify(toJson(content, STARTED))) })[0].audit.stock,
    stock,
  );
});

test('without a product by name there is no such table, and no category beside the detector’s', () => {
  const plan = planOf({ ...VISIT, shots: [shotOf({ names: { m0: { brand: 'b1' } } })] });
  assert.equal(
    auditTables.fill(plan).some(({ name }) => name === 'products'),
    false,
  );
  const coco = JSON.parse(JSON.stringify(auditsToCoco(plan, STARTED)));
  assert.deepEqual(coco.categories, [{ id: 1, name: 'product', supercategory: '' }]);
  const json = JSON.parse(
    JSON.stringify(toJson({ audits: plan, models: [], brands: BRANDS, products: PRODUCTS }, STARTED)),
  );
  assert.equal('products' in json, false);
  assert.equal('boxProducts' in json.audits[0].shots[0], false);
});

test('the table compares with the last visit where both have named enough', () => {
  const all = said({ m0: 'p1', m1: 'p1', m2: 'p2', m3: 'p2', m4: 'p2', m5: 'p3', m6: 'p3' });
  const visit = {
    ...VISIT,
    shots: [shotOf({ names: { ...all, ...said({ m2: 'p1', m5: 'p4', m6: 'p4' }) } })],
  };
  const products = [...PRODUCTS, product('p4', { name: 'Next' })];
  const rows = recordsOf(planOf(visit, [before({ names: all })], products), 'products');
  assert.deepEqual(pick(rows, 'product', 'facings', 'facings_before', 'change', 'compared_products'), [
    ['Crema', 3, 2, 'more', 4],
    ['Moka', 2, 3, 'fewer', 4],
    ['Next', 2, 0, 'new', 4],
    ['', 1, null, null, 4],
    ['Plain', 0, 2, 'gone', 4],
  ]);
  const few = recordsOf(planOf(visit, [before({ names: said({ m0: 'p1' }) })], products), 'products');
  assert.ok(few.every(({ change, compared_products: compared }) => change === null && compared === null));
});

test('COCO has a category for each product and the detector’s own for the rest, and tells people from the machine', () => {
  const twin = product('p4', { name: 'Crema', brand: 'b1', size: '250 g' });
  const named = { ...NAMED, names: { ...NAMED.names, ...said({ m6: 'p4' }) } };
  const plan = planOf({ ...VISIT, shots: [shotOf(named)] }, [], [...PRODUCTS, twin]);
  const coco = JSON.parse(JSON.stringify(auditsToCoco(plan, STARTED)));
  const names = coco.categories.map((/** @type {any} */ each) => [each.id, each.name, each.supercategory]);
  assert.deepEqual(names, [
    [1, 'product', ''],
    [2, 'Crema 250 g', 'Nordmark'],
    [3, 'Nordmark Crema 250 g', 'Nordmark'],
    [4, 'Moka', 'Alpina'],
    [5, 'Plain', ''],
  ]);
  const words = coco.annotations.map((/** @type {any} */ { category_id: id, attributes: each }) => [
    ...[id, each.product, each.named_by, each.score, each.brand],
  ]);
  assert.deepEqual(words, [
    [2, 'p1', 'person', undefined, 'Nordmark'],
    [2, 'p1', 'person', undefined, 'Nordmark'],
    [4, 'p2', 'person', undefined, 'Alpina'],
    [1, undefined, undefined, undefined, 'Alpina'],
    [2, 'p1', 'machine', 0.8, 'Nordmark'],
    [5, 'p3', 'machine', 0.8, undefined],
    [3, 'p4', 'person', undefined, 'Nordmark'],
    [1, undefined, undefined, undefined, undefined],
  ]);
});

test('JSON has the products that it refers to, and of each box which one it is and who says so; it comes back whole', () => {
  const unused = product('p9', { name: 'Unused' });
  const plan = planOf();
  const content = { audits: plan, models: [], brands: BRANDS, products: [...PRODUCTS, unused] };
  const json = JSON.parse(JSON.stringify(toJson(content, STARTED)));
  assert.deepEqual(
    json.products.map((/** @type {any} */ { id, gtin, name, brand, size, category }) => [
      id,
      gtin,
      name,
      brand,
      size,
      category,
    ]),
    PRODUCTS.map(({ id, gtin, name, brand, size, category }) => [id, gtin, name, brand, size, category]),
  );
  assert.deepEqual(json.audits[0].shots[0].boxProducts, {
    ...{ m0: { product: 'p1', by: 'person' }, m1: { product: 'p1', by: 'person' } },
    ...{ m2: { product: 'p2', by: 'person' }, m4: { product: 'p1', by: 'machine', score: 0.8 } },
    m5: { product: 'p3', by: 'machine', score: 0.8 },
  });
  const [{ audit, shots }] = parseExport(json);
  const back = { audit, shots: shots.map(({ shot }) => shot) };
  assert.deepEqual(
    [back.shots[0].review.names, back.shots[0].review.recognised],
    [NAMED.names, NAMED.recognised],
  );
  assert.ok(isSameContent(VISIT, back));
  // What the machine knows by now makes it no other visit; what a person says does.
  const later = (/** @type {Partial<ReviewedShot>} */ named) => ({
    ...VISIT,
    shots: [shotOf({ ...NAMED, ...named }), VISIT.shots[1]],
  });
  assert.ok(isSameContent(later({ recognised: undefined }), back));
  assert.ok(!isSameContent(later({ names: said({ m0: 'p2' }) }), back));
});

/** @param {typeof VISIT} visit @param {ReturnType<typeof before> | null} earlier */
function reportOf(visit, earlier) {
  const photosOf = (/** @type {typeof VISIT['shots']} */ shots) =>
    shots.map((shot, i) => photoFacts(shot, i + 1));
  const content = reportContent(
    {
      ...{ audit: visit.audit, photos: photosOf(visit.shots), brands: BRANDS, products: PRODUCTS },
      earlier: earlier && { audit: earlier.audit, photos: photosOf(earlier.shots) },
      absent: { missing: [], unshown: [] },
      out: [
        { name: 'Doppio', category: 'Coffee', by: 'looks' },
        { name: 'Cortado', category: 'Coffee', by: 'person' },
      ],
      unsure: [
        { name: 'Ristretto', category: 'Coffee' },
        { name: 'Lungo', category: 'Coffee' },
      ],
    },
    en,
  );
  const pictures = { small: new Map(), full: new Map(), unshown: /** @type {Set<string>} */ (new Set()) };
  const html = reportBody(content, pictures, en, STARTED).parts.join('');
  return { content, html, text: html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ') };
}

test('the report has facings by brand and product, what is not named, and what is not sure', () => {
  const { html, text } = reportOf(VISIT, null);
  assert.match(text, /3 products named on 5 of 16 facings/);
  assert.match(text, /Coffee: Not seen on the photos, have a look: Ristretto and Lungo/);
  assert.match(text, /Out of stock: Doppio \(Missing: every facing looks like another product\)/);
  assert.match(text, /Out of stock: Cortado Coffee: /);
  const section = /<section class="products">.*?<\/section>/s.exec(html)?.[0] ?? '';
  const rows = [...section.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) =>
    row
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  assert.deepEqual(rows, [
    'Product Facings Share Of the width',
    'Nordmark 3 38% 30%',
    'Crema 250 g 3 38% 30%',
    'Alpina 2 25% 40%',
    'Moka 1 13% 10%',
    'Product not named 1 13% 30%',
    'Without a brand 1 13% 10%',
    'Plain 1 13% 10%',
    'Not named 2 25% 20%',
  ]);
  assert.match(text, /Named by people: 3. Known by their looks: 2. Not named: 3 facings./);
  assert.doesNotMatch(text, /[Cc]ompared by/);
});

test('the report compares by product only where enough is named, and says by how many', () => {
  const all = said({ m0: 'p1', m1: 'p1', m2: 'p2', m3: 'p2', m4: 'p2', m5: 'p3', m6: 'p3' });
  const now = { ...VISIT, shots: [shotOf({ names: { ...all, ...said({ m2: 'p1', m5: 'p1', m6: 'p1' }) } })] };
  const { text } = reportOf(now, before({ names: all }));
  assert.match(text, /Crema 250 g 5 \+3/);
  assert.match(text, /Moka 2 −1/);
  assert.match(text, /Compared by 3 named products\./);
  assert.match(text, /Gone since the last visit: Plain \(2\)\. What is not named may be one of them\./);
  const few = reportOf(now, before({ names: said({ m0: 'p1' }) })).text;
  assert.match(few, /Not compared by product: too little is named in one of the two visits\./);
  assert.doesNotMatch(few, /Gone since|Compared by/);
});

test('where only brands are named, the report has a table of these', () => {
  const names = { m0: { brand: 'b1' }, m1: { brand: 'b1' } };
  const { text } = reportOf({ ...VISIT, shots: [shotOf({ names })] }, null);
  assert.match(
    text,
    /By brand Coffee Brand Facings Share Of the width Nordmark 2 25% 20% Not named 6 75% 80% /,
  );
  assert.doesNotMatch(text, /Product not named|Named by people|products named/);
});

test('a visit of an earlier version has nothing by product, as before', () => {
  const { content, html } = reportOf({ ...VISIT, shots: [makeShot({ categoryId: 'c1' })] }, null);
  assert.ok(content.groups.every(({ byProduct }) => byProduct === null));
  assert.ok(!html.includes('class="products"') && !html.includes(CREMA.name) && !html.includes(MOKA.name));
});
