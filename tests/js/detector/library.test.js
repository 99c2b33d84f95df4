import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { startBackend } from '../../../static/js/detector/library.js';

/** @typedef {import('../../../static/js/detector/library.js').Tf} Tf */

/** TensorFlow.js whose backends start so. @param {() => Promise<boolean>} setBackend */
const startingSo = (setBackend) => /** @type {Tf} */ (/** @type {unknown} */ ({ setBackend }));

/** Answers requests for files. @param {(name: string) => Response} answer @returns {string[]} what was asked for */
function serve(answer) {
  /** @type {string[]} */
  const asked = [];
  mock.method(globalThis, 'fetch', async (/** @type {URL} */ url) => {
    const name = url.pathname.split('/').at(-1) ?? '';
    asked.push(name);
    return answer(name);
  });
  return asked;
}

afterEach(() => {
  mock.restoreAll();
  mock.timers.reset();
});

test('a GPU that never starts is given up after 20 seconds', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  /** @type {(value: unknown) => void} */
  let begin = () => {};
  const hasBegun = new Promise((resolve) => {
    begin = resolve;
  });
  const tf = startingSo(() => {
    begin(null);
    return new Promise(() => {});
  });
  const start = startBackend(tf, 'webgl');
  await hasBegun;
  mock.timers.tick(19_999);
  assert.equal(await Promise.race([start, Promise.resolve('waits')]), 'waits');
  mock.timers.tick(1);
  await assert.rejects(start, /webgl has not started within 20 s/);
});

test('a file of WebAssembly that the server refuses is named, and asked for again at the next start', async () => {
  const isGone = (/** @type {string} */ name) => name.startsWith('tfjs-backend-wasm');
  serve((name) => new Response('', { status: isGone(name) ? 503 : 200 }));
  const tf = startingSo(async () => false);
  await assert.rejects(startBackend(tf, 'wasm'), /tfjs-backend-wasm-simd\.wasm: HTTP 503/);

  mock.restoreAll();
  const asked = serve(() => new Response(''));
  await assert.rejects(startBackend(tf, 'wasm'), /could not start wasm/); // as this stand-in says, so it came so far
  assert.equal(asked.length, 2);
});
