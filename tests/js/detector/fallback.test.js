import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withFallback } from '../../../static/js/detector/fallback.js';

/** Work on a GPU that is lost is never done: only the loss is told. @param {string} backend */
const lost = (backend) => ({
  backend,
  unlessLost: () => Promise.reject(new Error(`${backend} was lost`)),
});
const works = { backend: 'wasm', unlessLost: (/** @type {Promise<any>} */ work) => work };

test('a GPU that is lost, and then the next one too, leaves the work to the last backend', async () => {
  const next = [lost('webgl'), works];
  /** @type {string[]} */
  const told = [];
  const found = await withFallback(
    /** @type {any} */ (lost('webgpu')),
    ({ backend }) => (backend === 'wasm' ? Promise.resolve('counted') : new Promise(() => {})),
    async (_, error) => {
      told.push(String(error));
      return next.shift();
    },
  );
  assert.equal(found, 'counted');
  assert.deepEqual(told, ['Error: webgpu was lost', 'Error: webgl was lost']);
});

test('where no backend is left, that is what is told', async () => {
  const counting = withFallback(
    /** @type {any} */ (lost('webgl')),
    () => new Promise(() => {}),
    () => Promise.reject(new Error('none is left')),
  );
  await assert.rejects(counting, /none is left/);
});
