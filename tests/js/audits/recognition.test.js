/** Photos that nobody looks at are named in the background: after what waits to be counted, and never over a person's word. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Recognition } from '../../../static/js/audits/recognition.js';
import { quantise } from '../../../static/js/looks/vectors.js';
import { noCorrections } from '../../../static/js/photo/corrections.js';
import { placeOf } from '../../../static/js/photo/looks-of-photo.js';
import { makeGallery } from '../../../static/js/products/gallery.js';

const DIMENSIONS = 2;
const LIMITS = { alike: 0.8, known: 0.9, margin: 0.05 };
/** Tea looks like the first number, rice like the second. */
const EXAMPLES = [
  { product: 'tea', look: [1, 0] },
  { product: 'rice', look: [0, 1] },
].map(({ product, look }) => ({
  ...{ product, isRight: true, added: 1, embedder: 'looks 1' },
  vector: /** @type {ArrayBuffer} */ (quantise(look, DIMENSIONS).buffer),
}));
const find = (/** @type {string} */ id) => ({
  ...{ id, name: id, gtin: '', brand: '', category: '', size: '', changed: 1, deleted: null },
});
const GALLERY = makeGallery(EXAMPLES, { embedder: 'looks 1', find, module: null });

/** A photo of which the boxes look like this. @param {string} id @param {number[][]} looks */
function photo(id, looks, extra = {}, names = {}) {
  const machine = looks.map((_, i) => ({ box: [20 * i, 0, 20 * i + 18, 50], score: 0.9, label: 0 }));
  const review = {
    ...{ width: 20 * looks.length, height: 60, threshold: 0.5, labels: ['product'], machine },
    ...{ corrections: noCorrections, names, model: { name: 'shelf', version: '1' } },
  };
  const kept = {
    embedder: 'looks 1',
    keys: machine.map(({ box }) => placeOf(/** @type {any} */ (box))),
    values: quantise(looks.flat(), DIMENSIONS).buffer,
  };
  return { id, shot: { id, auditId: 'visit', review, ...extra }, kept };
}

/** @param {ReturnType<typeof photo>[]} photos */
function setUp(photos, hasExamples = true) {
  const shots = new Map(photos.map(({ id, shot }) => [id, /** @type {any} */ (shot)]));
  const held = new Set();
  const kept = /** @type {string[]} */ ([]);
  const archive = {
    held,
    find: async (/** @type {string} */ id) => {
      const shot = shots.get(id);
      return shot ? { shot, picture: { photo: new Blob(), thumbnail: null }, isDiscarded: false } : null;
    },
    hold: async (/** @type {string} */ id) => (held.has(id) ? null : () => {}),
    keep: async (/** @type {any} */ shot) => {
      shots.set(shot.id, shot);
      kept.push(shot.id);
      return true;
    },
    looksOf: async (/** @type {string} */ id) => photos.find((each) => each.id === id)?.kept ?? null,
    keepLooks: async () => true,
    reader: { read: async () => ({ shots: [...shots.values()] }) },
  };
  const looks = {
    id: 'looks 1',
    whenReady: async () => ({ output: { dimensions: DIMENSIONS }, limits: LIMITS }),
  };
  const catalogue = { hasExamples: async () => hasExamples, gallery: async () => GALLERY };
  /** @type {unknown[]} */
  const reported = [];
  const recognition = new Recognition(
    /** @type {any} */ ({
      archive,
      looks,
      products: catalogue,
      report: (/** @type {unknown} */ e) => reported.push(e),
    }),
  );
  const names = (/** @type {string} */ id) =>
    Object.entries(shots.get(id).review.recognised ?? {}).map(([key, { product }]) => `${key} ${product}`);
  return { recognition, archive, shots, kept, names, reported };
}

test('the other photos of a visit are named, and what nobody knows is not', async () => {
  const { recognition, kept, names, reported } = setUp([
    photo('a', [[1, 0]]),
    photo('b', [
      [0, 1],
      [-1, -1],
      [1, 0.1],
    ]),
    photo('c', [[1, 0]], { uncounted: { added: 1, region: null } }),
  ]);
  await recognition.visitLater('visit', 'a');
  await recognition.go();
  assert.deepEqual(reported, []);
  assert.deepEqual(names('b'), ['m0 rice', 'm2 tea']);
  assert.deepEqual(kept, ['b'], 'neither the open photo nor one that is not counted');
  await recognition.visitLater('visit', 'a');
  await recognition.go();
  assert.deepEqual(kept, ['b'], 'what is the same is not stored again');
});

test('what waits to be counted comes first', async () => {
  const { recognition, kept } = setUp([photo('a', [[1, 0]])]);
  let isBusy = true;
  recognition.isBusy = () => isBusy;
  recognition.later(['a']);
  await recognition.go();
  assert.deepEqual(kept, []);
  isBusy = false;
  await recognition.go();
  assert.deepEqual(kept, ['a']);
});

test('a photo that is open is left to whoever has it open', async () => {
  const { recognition, archive, kept } = setUp([photo('a', [[1, 0]])]);
  archive.held.add('a');
  recognition.later(['a']);
  await recognition.go();
  assert.deepEqual(kept, []);
});

test('without a known product nothing is looked at', async () => {
  const { recognition, kept } = setUp([photo('a', [[1, 0]])], false);
  recognition.later(['a']);
  await recognition.go();
  assert.deepEqual(kept, []);
});

test('a product that a box is not is never its name', async () => {
  const { recognition, names } = setUp([photo('a', [[1, 0]], {}, { m0: { not: ['tea'] } })]);
  recognition.later(['a']);
  await recognition.go();
  assert.deepEqual(names('a'), []);
});
