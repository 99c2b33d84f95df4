import assert from 'node:assert/strict';
import { test } from 'node:test';

import { asked, EMBEDDER, exampleOf, makeDisk, makeTab, vectorOf, vectorsOf } from './catalogue.js';

const LIMITS = { known: 0.7, margin: 0.05 };
const names = (/** @type {{ name: string }[]} */ products) => products.map(({ name }) => name);

/** @template T @param {T | null | undefined} value @returns {T} */
const there = (value) => value ?? assert.fail('nothing there');

test('a product that was learnt is found by another tab, and after a restart', async () => {
  const disk = makeDisk();
  const { products } = makeTab(disk);
  const lager = there(await products.add({ name: '  Lager  ', gtin: '4006381 333931' }));
  assert.deepEqual([lager.name, lager.gtin], ['Lager', '4006381333931']);
  assert.ok(await products.learn(lager.id, [exampleOf(1)]));
  const later = makeTab(disk).products;
  await later.load();
  assert.deepEqual(names(later.list), ['Lager']);
  const gallery = await later.gallery(EMBEDDER);
  const [known, unknown] = asked(vectorsOf(vectorOf(1, 2), vectorOf(9)), gallery, LIMITS);
  assert.equal(known.product, lager.id);
  assert.equal(unknown.product, null);
  assert.deepEqual(asked({ ...vectorsOf(vectorOf(1)), embedder: 'other' }, gallery, LIMITS), [
    { product: null, score: 0, candidates: [] },
  ]);
  assert.equal(later.findGtin('04006381333931')?.id, lager.id, 'a GTIN is the same with more digits');
});

test('what cannot be stored is told, and is not shown as if it were', async () => {
  const { products, store, failures } = makeTab(makeDisk());
  await products.load();
  const lager = there(await products.add({ name: 'Lager' }));
  store.failure = new Error('full');
  assert.equal(await products.add({ name: 'Weizen' }), null);
  assert.equal(await products.change(lager.id, { name: 'Pils' }), false);
  assert.equal(await products.remove(lager.id), false);
  assert.equal(await products.learn(lager.id, [exampleOf(1)]), false);
  assert.equal(failures.length, 4);
  assert.deepEqual(names(products.list), ['Lager']);
  assert.equal(products.state.undo, null);
  store.failure = null;
  assert.ok(await products.change(lager.id, { name: 'Pils' }));
  assert.deepEqual(names(products.list), ['Pils']);
});

test('a catalogue that could not be read is read at the next try', async () => {
  const disk = makeDisk();
  await makeTab(disk).products.add({ name: 'Lager' });
  const { products, store, failures } = makeTab(disk);
  store.failure = new Error('locked');
  await products.load();
  assert.deepEqual([products.state.isLoaded, failures.length], [false, 1]);
  store.failure = null;
  await products.load();
  assert.deepEqual(names(products.list), ['Lager']);
});

test('two tabs keep what both have changed', async () => {
  const disk = makeDisk();
  const [one, other] = [makeTab(disk), makeTab(disk)];
  one.store.onWrite = () => other.products.reload();
  other.store.onWrite = () => one.products.reload();
  await Promise.all([one.products.load(), other.products.load()]);
  const lager = there(await one.products.add({ name: 'Lager' }));
  await other.products.add({ name: 'Weizen' });
  await one.products.change(lager.id, { size: '0,5 l' });
  await other.products.change(lager.id, { category: 'Beer' });
  await one.products.reload();
  assert.deepEqual(names(one.products.list), ['Lager', 'Weizen']);
  const { size, category } = there(one.products.find(lager.id));
  assert.deepEqual([size, category], ['0,5 l', 'Beer']);
  await other.products.learn(lager.id, [exampleOf(1)]);
  await one.products.reload();
  const gallery = await one.products.gallery(EMBEDDER);
  assert.deepEqual(gallery.products, [lager.id]);
});

test('a removed product names nothing, and undo brings it back with its examples', async () => {
  const { products } = makeTab(makeDisk());
  const lager = there(await products.add({ name: 'Lager' }));
  await products.learn(lager.id, [exampleOf(1)]);
  await products.remove(lager.id);
  assert.deepEqual([products.list.length, products.find(lager.id)], [0, undefined]);
  assert.deepEqual((await products.gallery(EMBEDDER)).products, []);
  assert.equal(products.state.undo?.product.name, 'Lager');
  await products.undo();
  assert.deepEqual((await products.gallery(EMBEDDER)).products, [lager.id]);
  assert.equal(products.state.undo, null);
});

test('a product that is merged into another brings its examples and what the other lacks, and undo parts them', async () => {
  const { products } = makeTab(makeDisk());
  const lager = there(await products.add({ name: 'Lager' }));
  const twin = there(await products.add({ name: 'Lager beer', gtin: '4006381333931', size: '0,5 l' }));
  await products.learn(lager.id, [exampleOf(1)]);
  await products.learn(twin.id, [exampleOf(2)]);
  assert.ok(await products.merge(twin.id, lager.id));
  assert.deepEqual(names(products.list), ['Lager']);
  const merged = there(products.find(twin.id));
  assert.deepEqual([merged.id, merged.gtin, merged.size], [lager.id, '4006381333931', '0,5 l']);
  const both = asked(vectorsOf(vectorOf(1), vectorOf(2)), await products.gallery(EMBEDDER), LIMITS);
  assert.deepEqual(
    both.map(({ product }) => product),
    [lager.id, lager.id],
  );
  assert.equal((await products.examplesOf(lager.id)).length, 2);
  assert.equal(await products.merge(twin.id, lager.id), false, 'they are one already');
  await products.undo();
  assert.deepEqual(names(products.list), ['Lager', 'Lager beer']);
  assert.equal(products.find(lager.id)?.gtin, '');
  const apart = asked(vectorsOf(vectorOf(1), vectorOf(2)), await products.gallery(EMBEDDER), LIMITS);
  assert.deepEqual(
    apart.map(({ product }) => product),
    [lager.id, twin.id],
  );
});

test('examples of a product that was removed long ago are gone for good, its mark stays', async () => {
  const disk = makeDisk();
  const { products } = makeTab(disk);
  const lager = there(await products.add({ name: 'Lager' }));
  await products.learn(lager.id, [exampleOf(1)]);
  await products.remove(lager.id);
  const stored = there(disk.products.get(lager.id));
  disk.products.set(lager.id, { ...stored, deleted: Date.now() - 31 * 24 * 3_600_000 });
  const later = makeTab(disk).products;
  await later.load();
  assert.deepEqual([disk.looks.size, disk.crops.size, disk.products.size, later.list.length], [0, 0, 1, 0]);
});

test('an example is shown with its picture, and can be taken away', async () => {
  const { products } = makeTab(makeDisk());
  const lager = there(await products.add({ name: 'Lager' }));
  const learnt = products.state.learnt;
  await products.learn(lager.id, [exampleOf(1), exampleOf(1, 3, { isRight: false })]);
  assert.ok(products.state.learnt > learnt, 'photos may be recognised anew');
  const [first, second] = await products.examplesOf(lager.id);
  assert.deepEqual([first.isRight, second.isRight, first.crop.type], [true, false, 'image/jpeg']);
  await products.forgetExample(first.id);
  assert.deepEqual((await products.gallery(EMBEDDER)).products, []);
});

test('vectors of another embedder are made anew from the crops, once', async () => {
  const disk = makeDisk();
  const { products } = makeTab(disk);
  const lager = there(await products.add({ name: 'Lager' }));
  await products.learn(lager.id, [
    exampleOf(1, 0, { embedder: 'old' }),
    exampleOf(2, 0, { embedder: 'old' }),
  ]);
  let asked = 0;
  const later = makeTab(disk, {
    looks: {
      id: EMBEDDER,
      vectorsOf: async (_picture, boxes) => {
        asked += 1;
        return vectorsOf(...boxes.map(([left]) => vectorOf(Math.floor(left))));
      },
    },
    makeSheet: async (crops) => ({
      picture: /** @type {ImageBitmap} */ (/** @type {unknown} */ ({ close() {} })),
      // The second one cannot be decoded.
      boxes: crops.map(({ bytes }) => {
        const product = new Uint8Array(bytes)[2];
        return product === 2 ? null : [product, 0, product + 1, 1];
      }),
    }),
  }).products;
  const gallery = await later.gallery(EMBEDDER);
  assert.deepEqual([gallery.products, gallery.right.rows[1]], [[lager.id], 5], 'one, and four parts');
  await later.gallery(EMBEDDER);
  assert.equal(asked, 1);
  assert.deepEqual([...disk.looks.values()].map(({ embedder }) => embedder).sort(), [EMBEDDER, 'old']);
  assert.deepEqual(
    (await makeTab(disk).products.gallery('newer')).products,
    [],
    'without one there is nothing',
  );
});

test('a product of few examples is known by parts of them too, the newest ones', async () => {
  const disk = makeDisk();
  /** The widths and heights that were asked for. @type {number[][]} */
  let asked = [];
  const looks = {
    id: EMBEDDER,
    /** @param {ImageBitmap} _picture @param {import('../../../static/js/geometry/boxes.js').Box[]} boxes */
    vectorsOf: async (_picture, boxes) => {
      asked.push(...boxes.map(([left, top, right, bottom]) => [right - left, bottom - top]));
      return vectorsOf(...boxes.map(([left]) => vectorOf(20 + (Math.floor(left / 10) % 4))));
    },
  };
  /** @type {typeof import('../../../static/js/products/crops.js').sheetOf} */
  const makeSheet = async (crops) => ({
    picture: /** @type {ImageBitmap} */ (/** @type {unknown} */ ({ close() {} })),
    boxes: crops.map((_, i) => [100 * i, 0, 100 * i + 100, 100]),
  });
  const { products } = makeTab(disk, { looks, makeSheet });
  const lager = there(await products.add({ name: 'Lager' }));
  await products.learn(lager.id, [exampleOf(1), exampleOf(2, 0, { isRight: false })]);
  assert.equal(asked.length, 0, 'nothing before somebody searches');
  let { right, wrong } = await products.gallery(EMBEDDER);
  assert.deepEqual([right.rows[1], wrong.rows[1]], [5, 1]);
  const size = (/** @type {number[]} */ [width, height]) => `${Math.round(width)} x ${Math.round(height)}`;
  assert.deepEqual(asked.map(size), ['100 x 100', '70 x 100', '100 x 85', '70 x 100', '100 x 85']);
  assert.deepEqual(right.values.slice(0, 32), vectorOf(1), 'the vector made from the photo stays');
  asked = [];
  const before = Date.now();
  while (Date.now() === before) await new Promise((resolve) => setTimeout(resolve, 1)); // so that these are newer
  await products.learn(
    lager.id,
    Array.from({ length: 6 }, (_, i) => exampleOf(3 + i)),
  );
  ({ right } = await products.gallery(EMBEDDER));
  assert.deepEqual([right.rows[1], asked.length], [7 + 3 * 4, 3 * 5], 'as many looks as examples may be');
  asked = [];
  const later = makeTab(disk, { looks, makeSheet }).products;
  assert.equal((await later.gallery(EMBEDDER)).right.rows[1], 19);
  assert.equal(asked.length, 0, 'they are kept');
  await products.learn(
    lager.id,
    Array.from({ length: 12 }, (_, i) => exampleOf(9 + i)),
  );
  assert.equal((await products.gallery(EMBEDDER)).right.rows[1], 19, 'many examples say enough');
});

test('of the last photos with names, facings without one are kept, and a photo whose names have changed has new ones', async () => {
  const { products, store } = makeTab(makeDisk());
  const lager = there(await products.add({ name: 'Lager' }));
  await products.learn(lager.id, [exampleOf(1)]);
  const many = vectorsOf(...Array.from({ length: 200 }, (_, i) => vectorOf(5 + (i % 20), 1 + (i % 9))));
  for (let photo = 0; photo < 15; photo += 1) assert.ok(await products.leaveUnnamed(`shot-${photo}`, many));
  assert.deepEqual(
    [store.others.size, store.others.has('shot-14'), store.others.has('shot-0')],
    [12, true, false],
  );
  assert.ok((await products.gallery(EMBEDDER)).others.since(0) <= 12 * 80);
  for (const photo of [...store.others.keys()]) await products.leaveUnnamed(photo, vectorsOf());
  assert.equal((await products.gallery(EMBEDDER)).others.since(0), 0);
});
