import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isoSeconds, isoTime, offsetHere, offsetIn } from '../../../static/js/toolkit/iso-time.js';

const NOON = Date.UTC(2024, 0, 5, 12);

test('a time is written with any offset, and means the same moment', () => {
  for (const [offset, text] of /** @type {[number, string][]} */ ([
    [0, '2024-01-05T12:00:00.000+00:00'],
    [60, '2024-01-05T13:00:00.000+01:00'],
    [-210, '2024-01-05T08:30:00.000-03:30'],
    [345, '2024-01-05T17:45:00.000+05:45'],
    [840, '2024-01-06T02:00:00.000+14:00'],
  ])) {
    assert.equal(isoTime(NOON, offset), text);
    assert.equal(Date.parse(text), NOON);
    assert.equal(offsetIn(text), offset);
  }
  assert.equal(isoSeconds(NOON + 999, 60), '2024-01-05T13:00:00+01:00');
});

test('without an offset it is that of this device at that time', () => {
  assert.equal(offsetIn(isoTime(NOON)), offsetHere(NOON));
  assert.ok(!Object.is(offsetHere(NOON), -0));
});

test('a time in UTC, or without an offset, says nothing of where it was', () => {
  for (const text of ['2024-01-05T12:00:00Z', '2024-01-05T12:00:00', '2024-01-05', '']) {
    assert.equal(offsetIn(text), null, text);
  }
});
