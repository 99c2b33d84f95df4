import assert from 'node:assert/strict';
import { test } from 'node:test';

import { makeGallery } from '../../../static/js/products/gallery.js';
import { newProduct } from '../../../static/js/products/list.js';
import { othersOf } from '../../../static/js/products/others.js';
import { asked, boxAt, EMBEDDER, vectorOf, vectorsOf } from './catalogue.js';

const LIMITS = { known: 0.8, margin: 0.05 };

/** Facings that are like nothing else. */
const strangers = Array.from({ length: 20 }, (_, i) => vectorOf(i + 11, 1, 0.4));

/**
 * @param {Record<string, { looks: Int8Array[], wrong?: Int8Array[], name?: string, size?: string }>} products by their ids
 * @param {import('../../../static/js/products/others.js').OtherLooks[]} [others]
 */
function galleryOf(products, others = []) {
  const list = Object.entries(products).map(([id, { name = id, size = '' }]) => ({
    ...newProduct({ name, size }, 1),
    id,
  }));
  const examples = Object.entries(products).flatMap(([product, { looks, wrong = [] }]) =>
    [...looks, ...wrong].map((look, i) => ({
      ...{ product, embedder: EMBEDDER, isRight: i < looks.length, added: 1 },
      vector: /** @type {ArrayBuffer} */ (look.slice().buffer),
    })),
  );
  const find = (/** @type {string} */ id) => list.find((each) => each.id === id);
  return makeGallery(examples, { embedder: EMBEDDER, find, module: null, others });
}

/** @param {ReturnType<typeof asked>} answers */
const named = (answers) => answers.map(({ product }) => product);

/** Less and less like the product. @param {number} product */
const [near, far, farther] = [0.3, 0.85, 1.4].map(
  (step) => (/** @type {number} */ product) => vectorOf(product, 3, step),
);

test('what is near enough is named, what is not stays without a name, and the next candidates are told', () => {
  const gallery = galleryOf({ lager: { looks: [vectorOf(1)] }, weizen: { looks: [vectorOf(2)] } });
  const answers = asked(vectorsOf(near(1), farther(1), vectorOf(20)), gallery, LIMITS);
  assert.deepEqual(named(answers), ['lager', null, null]);
  assert.equal(answers[1].candidates[0].product, 'lager', 'offered, but not said');
  assert.ok(answers[0].score > 0.9 && answers[2].score < 0.1);
});

test('between two that it looks like nobody knows', () => {
  const gallery = galleryOf({ lager: { looks: [near(1)] }, twin: { looks: [vectorOf(1, 4, 0.3)] } });
  const [answer] = asked(vectorsOf(vectorOf(1)), gallery, LIMITS);
  assert.equal(answer.product, null);
  assert.deepEqual(new Set(answer.candidates.map(({ product }) => product)), new Set(['lager', 'twin']));
});

test('the more products there are, the more must a facing be like one alone', () => {
  const sisters = Object.fromEntries(
    Array.from({ length: 70 }, (_, i) => [`p${i}`, { looks: [vectorOf(20, i % 9, 2)] }]),
  );
  const two = { lager: { looks: [near(1)] }, twin: { looks: [vectorOf(1, 4, 0.36)] } };
  const facing = vectorsOf(vectorOf(1));
  assert.deepEqual(named(asked(facing, galleryOf(two), LIMITS)), ['lager']);
  assert.deepEqual(named(asked(facing, galleryOf({ ...two, ...sisters }), LIMITS)), [null]);
});

test('what a person has said it is not, it is not; nor is what looks more like that', () => {
  const gallery = galleryOf({
    lager: { looks: [vectorOf(1)], wrong: [vectorOf(1, 5, 0.4)] },
    weizen: { looks: [vectorOf(2)] },
  });
  const facings = vectorsOf(vectorOf(1), vectorOf(1, 5, 0.38), vectorOf(1));
  const answers = asked(facings, gallery, LIMITS, {
    exclude: [undefined, undefined, new Set(['lager'])],
  });
  assert.deepEqual(named(answers), ['lager', null, null]);
  assert.ok(
    answers.slice(1).every(({ candidates }) => candidates.every(({ product }) => product !== 'lager')),
  );
});

test('a facing that is nearly known is what those are that look like it, above all beside it', () => {
  const gallery = galleryOf({ lager: { looks: [vectorOf(1)] } });
  const doubtful = vectorOf(1, 3, 0.8); // a little below the limit
  const facings = vectorsOf(vectorOf(1), doubtful, vectorOf(9));
  const at = (/** @type {number[]} */ ...places) => ({ boxes: places.map((place) => boxAt(place)) });
  assert.deepEqual(named(asked(vectorsOf(doubtful), gallery, LIMITS)), [null]);
  assert.deepEqual(named(asked(facings, gallery, LIMITS, at(0, 1, 2))), ['lager', 'lager', null]);
  assert.deepEqual(
    named(asked(facings, gallery, LIMITS, at(0, 20, 19))),
    ['lager', null, null],
    'what is beside it looks otherwise, and says nothing',
  );
});

test('a facing that is far less like a product than the best of the photo is another one', () => {
  const gallery = galleryOf({ lager: { looks: [vectorOf(1)] } });
  const other = vectorOf(1, 9, 0.85); // than those that are near, too
  const low = { known: 0.75, margin: 0.05 };
  assert.deepEqual(named(asked(vectorsOf(other), gallery, low)), ['lager']);
  assert.deepEqual(named(asked(vectorsOf(near(1), other), gallery, low)), ['lager', null]);
  assert.deepEqual(
    named(asked(vectorsOf(vectorOf(1), other), gallery, low)),
    ['lager', 'lager'],
    'a facing that is the example itself says nothing about others',
  );
});

test('what looks more like a facing that was left without a name is rather that', () => {
  const twin = vectorOf(1, 9, 0.9); // of another variety, a little below what is taken for the product itself
  const facings = vectorsOf(near(1), vectorOf(1, 9, 0.7));
  const without = { lager: { looks: [vectorOf(1)] } };
  const low = { known: 0.7, margin: 0.05 };
  assert.deepEqual(named(asked(facings, galleryOf(without), low)), ['lager', 'lager']);
  const others = (/** @type {number} */ added) =>
    galleryOf(without, [othersOf('shot-1', vectorsOf(twin, ...strangers), added)]);
  assert.deepEqual(named(asked(facings, others(2), low)), ['lager', null]);
  assert.deepEqual(
    named(asked(facings, others(0), low)),
    ['lager', 'lager'],
    'of a photo from before the product was learnt nobody knows whether it is on it',
  );
  const doubtful = vectorsOf(far(1));
  assert.deepEqual(named(asked(doubtful, galleryOf(without), LIMITS)), [null]);
  assert.deepEqual(
    named(asked(doubtful, others(2), LIMITS)),
    ['lager'],
    'what is less like all of these needs less',
  );
  const same = galleryOf(without, [othersOf('shot-1', vectorsOf(near(1)), 2)]);
  assert.deepEqual(named(asked(facings, same, low)), ['lager', 'lager'], 'one that nobody has named yet');
});

test('sizes that look the same are told by their heights, within a row', () => {
  const gallery = galleryOf({
    small: { looks: [vectorOf(1)], name: 'Water', size: '0,5 l' },
    large: { looks: [vectorOf(1, 2, 0.05)], name: 'water', size: '1,5 l' },
  });
  const facings = vectorsOf(vectorOf(1), vectorOf(1), vectorOf(1), vectorOf(1));
  const rows = [[0, 1, 2, 3]];
  const ofHeights = (/** @type {number[]} */ ...heights) => ({
    ...{ rows, boxes: heights.map((height, i) => boxAt(i, height)) },
  });
  assert.deepEqual(named(asked(facings, gallery, LIMITS, ofHeights(200, 198, 310, 305))), [
    'small',
    'small',
    'large',
    'large',
  ]);
  assert.deepEqual(
    named(asked(facings, gallery, LIMITS, ofHeights(200, 198, 202, 201))),
    [null, null, null, null],
    'all of one height: which one, nobody knows',
  );
});

test('one size by its looks, where these tell, needs no heights', () => {
  const gallery = galleryOf({
    small: { looks: [vectorOf(1)], name: 'Water', size: '0,5 l' },
    large: { looks: [vectorOf(1, 2, 0.7)], name: 'Water', size: '1,5 l' },
  });
  assert.deepEqual(named(asked(vectorsOf(vectorOf(1), vectorOf(1, 2, 0.7)), gallery, LIMITS)), [
    'small',
    'large',
  ]);
});
