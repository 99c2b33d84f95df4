import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ExamplePictures } from '../../../../static/js/features/products/pictures.js';

/** @param {string} id @param {boolean} [isRight] @returns {any} */
const example = (id, isRight = true) => ({
  id,
  isRight,
  crop: { bytes: new Uint8Array([1]).buffer, type: 'image/jpeg' },
});

test('the list has one picture of each product, and how many there are', async () => {
  /** @type {Record<string, any[]>} */
  const all = { cola: [example('a', false), example('b'), example('c')], tea: [] };
  const asked = /** @type {string[]} */ ([]);
  const pictures = new ExamplePictures({
    coverOf: async (id) => {
      asked.push(id);
      const right = all[id].filter(({ isRight }) => isRight);
      return { count: right.length, newest: right[0] ?? null };
    },
    examplesOf: async (id) => all[id],
  });
  /** @type {ReadonlyMap<string, any>} */
  let looks = new Map();
  const onRead = (/** @type {ReadonlyMap<string, any>} */ read) => {
    looks = new Map(read);
  };
  await pictures.readAll(['cola', 'tea'], onRead);
  assert.match(looks.get('cola').url, /^blob:/);
  assert.equal(looks.get('cola').count, 2);
  assert.deepEqual(looks.get('tea'), { url: null, count: 0 });

  await pictures.readAll(['tea', 'cola'], onRead);
  assert.deepEqual(asked, ['cola', 'tea'], 'each is read once');

  const shown = await pictures.readOne('cola');
  assert.deepEqual(
    shown.map(({ id }) => id),
    ['b', 'c', 'a'],
    'those that are not it come last',
  );
  assert.equal(shown[0].url, looks.get('cola').url, 'one address for one picture');

  all.cola = [example('c')];
  pictures.forget(['cola']);
  await pictures.readAll(['cola'], onRead);
  assert.equal(looks.get('cola').count, 1);
  pictures.clear();
});

test('of two lists one after the other, the first is not read to its end', async () => {
  const asked = /** @type {string[]} */ ([]);
  const pictures = new ExamplePictures({
    coverOf: async (id) => {
      asked.push(id);
      return { count: 0, newest: null };
    },
    examplesOf: async () => [],
  });
  const first = pictures.readAll(['a', 'b', 'c'], () => assert.fail('it is not shown any more'));
  const second = pictures.readAll(['d'], () => {});
  await Promise.all([first, second]);
  assert.deepEqual(asked, ['a', 'd']);
});
