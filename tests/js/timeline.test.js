import assert from 'node:assert/strict';
import { PerformanceObserver, performance } from 'node:perf_hooks';
import { test } from 'node:test';

import { markMoment, traceSpan } from '../../static/js/timeline.js';

test('a span is reported to observers, and its entry is cleared', async () => {
  /** @type {Promise<any>} */
  const told = new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries()[0])).observe({ type: 'measure' });
  });
  const start_ms = performance.now();
  traceSpan('frame', start_ms, { count: 3 });
  const { name, startTime, duration, detail } = await told;
  assert.deepEqual([name, startTime, detail], ['shelfscan:frame', start_ms, { count: 3 }]);
  assert.ok(duration >= 0);
  assert.deepEqual(performance.getEntriesByType('measure'), []);
});

test('the marks of the start can be read later', () => {
  markMoment('warm');
  assert.deepEqual(
    performance.getEntriesByType('mark').map(({ name }) => name),
    ['shelfscan:warm'],
  );
});
