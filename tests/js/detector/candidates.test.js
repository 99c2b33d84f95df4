import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidateBackends } from '../../../static/js/detector/candidates.js';

const INFO = { description: 'Adreno (TM) 740' };

/** @param {unknown} adapter what this browser's WebGPU has; an error: it is refused */
const withWebgpu = (adapter) =>
  candidateBackends({
    gpu: /** @type {any} */ ({
      requestAdapter: async () => {
        if (adapter instanceof Error) throw adapter;
        return adapter;
      },
    }),
    makeWebgl: () => null,
  });

/** @param {string | null} name of the GPU; null: this browser tells none */
const withWebgl = (name) =>
  candidateBackends({
    makeWebgl: () =>
      /** @type {any} */ ({
        RENDERER: 1,
        getExtension: (/** @type {string} */ extension) =>
          extension === 'WEBGL_debug_renderer_info' && name ? { UNMASKED_RENDERER_WEBGL: 2 } : null,
        getParameter: (/** @type {number} */ which) => (which === 2 ? name : 'WebKit WebGL'),
      }),
  });

test('an adapter counts, however much or little it tells of itself', async () => {
  for (const adapter of [
    { info: INFO },
    { info: {} },
    { info: { ...INFO, isFallbackAdapter: false } },
    { isFallbackAdapter: false, requestAdapterInfo: async () => INFO }, // Chromium 113
    {},
  ]) {
    assert.deepEqual(await withWebgpu(adapter), ['webgpu', 'wasm'], JSON.stringify(adapter));
  }
});

test('an adapter that says it is imitated by the processor is no candidate, in any of the ways to say so', async () => {
  const software = { description: 'SwiftShader Device (LLVM 10.0.0)' };
  for (const adapter of [
    { info: software },
    { info: { isFallbackAdapter: true } },
    { isFallbackAdapter: true },
    { requestAdapterInfo: async () => software },
  ]) {
    assert.deepEqual(await withWebgpu(adapter), ['wasm'], JSON.stringify(adapter));
  }
});

test('WebGPU that is refused, or fails when asked, locks nobody out', async () => {
  const silent = { requestAdapterInfo: () => Promise.reject(new Error('not for this page')) };
  for (const adapter of [null, new Error('refused'), silent]) {
    assert.deepEqual(await withWebgpu(adapter), ['wasm']);
  }
});

test('WebGL counts under a name that tells nothing, and not under the name of a software renderer', async () => {
  assert.deepEqual(await withWebgl('Apple GPU'), ['webgl', 'wasm']);
  assert.deepEqual(await withWebgl(null), ['webgl', 'wasm']);
  assert.deepEqual(await withWebgl('llvmpipe, or similar'), ['wasm']);
});

test('a browser that throws for a context which it does not know locks nobody out', async () => {
  const makeWebgl = () => {
    throw new TypeError('webgl2 is no context');
  };
  assert.deepEqual(await candidateBackends({ makeWebgl }), ['wasm']);
});

test('a driver that never says whether there is a GPU is not waited for', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const found = candidateBackends({
    gpu: { requestAdapter: () => new Promise(() => {}) },
    makeWebgl: () => null,
  });
  t.mock.timers.tick(5_000);
  assert.deepEqual(await found, ['wasm']);
});
