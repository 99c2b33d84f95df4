import assert from 'node:assert/strict';
import { test } from 'node:test';

import { messages } from '../../static/js/messages.js';

test('one is a facing, any other number is facings', () => {
  assert.equal(messages.announceCount(1), '1 facing');
  assert.equal(messages.announceCount(0), '0 facings');
  assert.equal(messages.announceCount(148), '148 facings');
});

test('a slow rate keeps its decimal, a fast one needs none', () => {
  assert.equal(messages.rate({ fps: 24.3, latency_ms: 41.2 }, 'wasm'), '24 fps · 41 ms · WASM');
  assert.equal(messages.rate({ fps: 1.54, latency_ms: 650 }, 'webgl'), '1.5 fps · 650 ms · WebGL');
});

test('a problem without words of its own still has some', () => {
  assert.deepEqual(messages.problemText('never-heard-of'), messages.problemText('unknown'));
});

test('every problem of the detector has words of its own', () => {
  const codes = [
    'insecure-origin',
    'no-network-no-model',
    'download-failed',
    'model-damaged',
    'storage-full',
    'no-backend',
  ];
  for (const code of codes)
    assert.notDeepEqual(messages.problemText(code), messages.problemText('unknown'), code);
});
