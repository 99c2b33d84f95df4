/** The vectors of a photo's boxes: each is made once, and kept for its place on the picture. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LooksOfPhotos } from '../../../static/js/photo/looks-of-photo.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */

/** A vector that tells the box: its left and top edge. */
const looker = () => ({
  id: 'looks 1',
  /** @type {number[]} */
  asked: [],
  whenReady: async () => ({ output: { dimensions: 2 } }),
  async vectorsOf(/** @type {unknown} */ _picture, /** @type {Box[]} */ boxes) {
    this.asked.push(boxes.length);
    return {
      embedder: this.id,
      dimensions: 2,
      values: Int8Array.from(boxes.flatMap((box) => box.slice(0, 2))),
    };
  },
});

function archive() {
  /** @type {Map<string, any>} */
  const kept = new Map();
  let isStored = true;
  return {
    kept,
    setStored: (/** @type {boolean} */ now) => {
      isStored = now;
    },
    looksOf: async (/** @type {string} */ id) => kept.get(id) ?? null,
    keepLooks: async (/** @type {string} */ id, /** @type {object} */ looks) => {
      if (isStored) kept.set(id, looks);
      return isStored;
    },
  };
}

/** @type {(x: number, y?: number) => Box} */
const box = (x, y = 0) => [x, y, x + 5, y + 9];

function picture() {
  const pictures = { open: 0, made: 0 };
  const decode = async () => {
    pictures.open += 1;
    pictures.made += 1;
    return /** @type {ImageBitmap} */ (/** @type {unknown} */ ({ close: () => (pictures.open -= 1) }));
  };
  return { pictures, decode };
}

test('only boxes without a vector are looked at, in whatever order they come', async () => {
  const [looks, store, { pictures, decode }] = [looker(), archive(), picture()];
  const photos = new LooksOfPhotos({ looks, archive: store });
  await photos.vectorsOf('a', [box(1), box(2)], decode);
  const again = await photos.vectorsOf('a', [box(2), box(1)], decode);
  assert.deepEqual([...(again?.values ?? [])], [2, 0, 1, 0]);
  const more = await photos.vectorsOf('a', [box(3), box(1)], decode);
  assert.deepEqual([...(more?.values ?? [])], [3, 0, 1, 0]);
  assert.deepEqual(looks.asked, [2, 1]);
  assert.deepEqual(pictures, { open: 0, made: 2 });
});

test('what was kept is used at the next start, unless another embedder made it', async () => {
  const [looks, store, { decode }] = [looker(), archive(), picture()];
  await new LooksOfPhotos({ looks, archive: store }).vectorsOf('a', [box(1), box(2)], decode);
  const next = await new LooksOfPhotos({ looks, archive: store }).vectorsOf('a', [box(2)], async () => {
    throw new Error('nothing is to be decoded');
  });
  assert.deepEqual([...(next?.values ?? [])], [2, 0]);
  looks.id = 'looks 2';
  await new LooksOfPhotos({ looks, archive: store }).vectorsOf('a', [box(2)], decode);
  assert.deepEqual(looks.asked, [2, 1]);
  assert.equal(store.kept.get('a').embedder, 'looks 2');
});

test('vectors that came before the photo was stored are kept once it is', async () => {
  const [looks, store, { decode }] = [looker(), archive(), picture()];
  store.setStored(false);
  const photos = new LooksOfPhotos({ looks, archive: store });
  await photos.vectorsOf('a', [box(1)], decode);
  assert.equal(store.kept.size, 0);
  store.setStored(true);
  await photos.stored('a');
  assert.deepEqual(store.kept.get('a').keys, ['1 0 6 9']);
});

test('a photo that was closed meanwhile is not looked at', async () => {
  const [looks, store] = [looker(), archive()];
  assert.equal(
    await new LooksOfPhotos({ looks, archive: store }).vectorsOf('a', [box(1)], async () => null),
    null,
  );
  assert.deepEqual(looks.asked, []);
});

test('a failure closes the picture', async () => {
  const [looks, store, { pictures, decode }] = [looker(), archive(), picture()];
  looks.vectorsOf = async () => {
    throw new Error('worker lost');
  };
  await assert.rejects(new LooksOfPhotos({ looks, archive: store }).vectorsOf('a', [box(1)], decode));
  assert.equal(pictures.open, 0);
});
