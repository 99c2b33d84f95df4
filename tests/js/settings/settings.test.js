import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CHOICES, KEY, parseSettings, USUAL } from '../../../static/js/settings/settings.js';

const CHANGED = {
  theme: 'dark',
  liveSensitivity: 'more',
  photoSensitivity: 'fewer',
  liveSize: 'faster',
  photoSize: 'finer',
  showsKinds: false,
  vibrates: false,
  backend: 'webgl',
  showsRate: true,
  locates: true,
};

test('what was stored is read as it was', () => {
  assert.deepEqual(parseSettings(JSON.stringify(CHANGED)), CHANGED);
});

test('the defaults are valid choices, and are used if nothing was stored', () => {
  assert.deepEqual(parseSettings(null), USUAL);
  for (const [name, value] of Object.entries(USUAL)) {
    const choices = /** @type {readonly unknown[]} */ (CHOICES[/** @type {keyof typeof CHOICES} */ (name)]);
    assert.ok(choices.includes(value), name);
  }
});

for (const junk of ['', 'dark', '{', 'null', '7', '"dark"', '[]', '["theme"]', 'true']) {
  test(`a damaged record gives the defaults: ${junk || 'an empty text'}`, () => {
    assert.deepEqual(parseSettings(junk), USUAL);
  });
}

test('an invalid value falls back to its default, and the others stay', () => {
  const stored = { ...CHANGED, theme: 'sepia', vibrates: 'no', liveSensitivity: 3, backend: null };
  const { theme, vibrates, liveSensitivity, backend } = USUAL;
  assert.deepEqual(parseSettings(JSON.stringify(stored)), {
    ...CHANGED,
    theme,
    vibrates,
    liveSensitivity,
    backend,
  });
});

test('of the record of an older or newer page, the known settings are used', () => {
  assert.deepEqual(parseSettings('{"theme":"light"}'), { ...USUAL, theme: 'light' });
  assert.deepEqual(parseSettings('{"theme":"light","sound":"loud","toString":1}'), {
    ...USUAL,
    theme: 'light',
  });
});

test('the script before the first paint reads the same record', () => {
  const script = readFileSync(new URL('../../../static/js/settings/first-paint.js', import.meta.url), 'utf8');
  assert.ok(script.includes(`'${KEY}'`));
});
