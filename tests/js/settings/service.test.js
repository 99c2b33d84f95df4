import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { SettingsService } from '../../../static/js/settings/service.js';
import { setLocalStorage } from '../storage.js';

/** @typedef {import('../../../static/js/models/card.js').ModelCard} ModelCard */

const card = /** @type {ModelCard} */ (
  /** @type {unknown} */ ({
    labels: ['box', 'bottle'],
    defaults: { scoreThreshold: { live: 0.4, photo: 0.5 } },
    input: { sizes: { live: [640, 416], photo: [1024, 768] } },
  })
);

beforeEach(() => {
  setLocalStorage();
});

test('a setting holds at once, and at the next visit', () => {
  const settings = new SettingsService();
  settings.set('theme', 'dark');
  assert.equal(settings.values.theme, 'dark');
  assert.equal(new SettingsService().values.theme, 'dark');
});

test('a listener is told what was changed', () => {
  const settings = new SettingsService();
  /** @type {unknown[]} */
  const told = [];
  settings.subscribe((now, before) => told.push([before.backend, now.backend]));
  settings.set('backend', 'wasm');
  assert.deepEqual(told, [['auto', 'wasm']]);
});

test('settings say how a detector counts', () => {
  const settings = new SettingsService();
  assert.equal(settings.thresholdOf(card, 'photo'), 0.5);
  assert.equal(settings.photoSideOf(card), 1024);
  assert.equal(settings.fixedLiveSide(card), null);
  settings.set('photoSensitivity', 'more');
  settings.set('photoSize', 'faster');
  settings.set('liveSize', 'faster');
  assert.equal(settings.thresholdOf(card, 'photo'), 0.4);
  assert.equal(settings.photoSideOf(card), 768);
  assert.equal(settings.fixedLiveSide(card), 416);
});

test('kinds are named where there are several, unless the person wants none', () => {
  const settings = new SettingsService();
  assert.equal(settings.showsKinds(card), true);
  assert.equal(settings.showsKinds({ ...card, labels: ['product'] }), false);
  settings.set('showsKinds', false);
  assert.equal(settings.showsKinds(card), false);
});
