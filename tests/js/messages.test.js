import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';

import { messages as de } from '../../static/js/languages/de.js';
import { messages as en } from '../../static/js/languages/en.js';
import { messages as es } from '../../static/js/languages/es.js';
import { formatsOf } from '../../static/js/languages/formats.js';
import { messages as pt } from '../../static/js/languages/pt.js';
import { chooseLanguage, language, languages, messages } from '../../static/js/messages.js';

const all = { en, pt, es, de };
const translations = { pt, es, de };

/** Texts that may be the same in English and another language. */
const SAME = new Set([
  'appName',
  'audits.heading', // Audits
  'audits.number',
  'brands.example', // names
  'brands.facings', // Facings
  'brands.number',
  'brands.percent',
  'catalogue.exampleRow.1', // a name
  'catalogue.exampleRow.2', // a number
  'catalogue.exampleRow.4', // 250 g
  'models.bytes',
  'models.inLive', // Live
  'models.version', // Version
  'models.withTitle',
  'settings.changed',
  'live.lens', // the camera's own name
  'live.pause',
  'live.zoom',
  'leaveOut.no', // No
  'live.zoomFactor',
  'rate',
  'stores.distance',
  'lists.examples.stock.1', // Espresso 250 g
  'report.facings', // Facings
  'report.inCategory',
  'report.number',
  'report.percent',
  'report.signed',
]);

const PROBLEMS = [
  'camera-denied',
  'camera-none',
  'camera-busy',
  'camera-lost',
  'camera-unsupported',
  'in-app-ios',
  'in-app-android',
  'picture-unreadable',
  'detection-failed',
  'insecure-origin',
  'no-network-no-model',
  'download-failed',
  'model-damaged',
  'storage-full',
  'no-backend',
  'model-unusable',
  'server-failed',
  'sign-in-needed',
  'no-usable-model',
  'start-failed',
  'worker-lost',
];

const AUDIT_PROBLEMS = [
  'storage-full',
  'storage-failed',
  'storage-silent',
  'storage-cleared',
  'storage-outdated',
  'import-unreadable',
  'import-foreign',
  'import-newer',
  'import-damaged',
  'storage-blocked',
  'import-running',
  'export-failed',
  'photo-missing',
  'open-elsewhere',
  'audit-gone',
  'photo-gone',
  'not-countable',
  'files-unreadable',
];

/** An import of so many of everything. @param {number} n */
function importedOf(n) {
  const photos = n > 0 ? [{ store: 'Shop', numbers: Array.from({ length: n }, (_, i) => i + 1) }] : [];
  const left = { missing: photos, damaged: photos, refused: photos, broken: photos };
  return { added: n, beside: n, known: n, filled: n, left };
}

/**
 * Calls of the functions that need arguments other than numbers and names.
 * @type {Record<string, (text: (...values: any[]) => string, n: number) => string>}
 */
const CALLS = {
  'live.lens': (text, n) => text({ side: 'other', number: n, label: 'USB 2.0 Camera' }),
  'live.product': (text, n) => text({ row: n, index: n, total: n, isMarked: n === 1 }),
  'audits.imported': (text, n) => text(importedOf(n)),
  'audits.exportMissing': (text, n) => text(importedOf(n).left.missing),
  'catalogue.imported': (text, n) => text({ added: n, changed: n, removed: n, examples: n }),
  'brands.added': (text, n) => text([`brand ${n}`, 'other']),
  'visits.stillToDo': (text, n) => text(Array.from({ length: n }, () => 'Tea')),
  'stock.summary': (text, n) => String(text(n, n, n)),
  'stock.unsureOf': (text, n) => text([`name ${n}`, 'other']),
  'stores.asLastTime': (text, n) => text([`Category ${n}`, 'Other']),
  'lists.done.stores': (text, n) => text({ added: n, updated: n, same: n }),
  'lists.done.stock': (text, n) => text({ added: n, updated: n, same: n }),
  'models.finds': (text, n) => text([`kind ${n}`, 'other']),
  'report.onPhotos': (text, n) => text(Array.from({ length: n }, (_, i) => i + 1)),
  rate: (text, n) => text({ fps: n, latency_ms: n }, 'wasm'),
};

/**
 * Every text and every function that returns one, by its path.
 * @param {object} texts
 * @param {string} [at]
 * @returns {[string, string | Function][]}
 */
const leaves = (texts, at = '') =>
  Object.entries(texts).flatMap(([key, value]) =>
    value !== null && typeof value === 'object' ? leaves(value, `${at}${key}.`) : [[`${at}${key}`, value]],
  );

/**
 * The texts at that path; for 0, 1, 2 and 1000 if it depends on a number.
 * @param {string} place
 * @param {string | Function} value
 * @returns {string[]}
 */
function readings(place, value) {
  if (typeof value === 'string') return [value];
  const text = /** @type {(...values: any[]) => string | { title: string, text: string }} */ (value);
  if (place === 'problemText') {
    return [...PROBLEMS, 'unknown'].flatMap((code) => Object.values(/** @type {object} */ (text(code))));
  }
  if (place === 'audits.problem') return [...AUDIT_PROBLEMS, 'unknown'].map((code) => String(text(code)));
  const call = CALLS[place] ?? ((each, n) => each(n, n, n, n));
  return [0, 1, 2, 1000].map((n) => call(/** @type {(...values: any[]) => string} */ (text), n));
}

test('1 has the singular, all other numbers the plural', () => {
  assert.equal(en.announceCount(1), '1 product');
  assert.equal(en.announceCount(0), '0 products');
  assert.equal(en.announceCount(148), '148 products');
});

test('each language has its own plural rules', () => {
  assert.deepEqual([0, 1, 2, 148].map(de.announceCount), [
    '0 Produkte',
    '1 Produkt',
    '2 Produkte',
    '148 Produkte',
  ]);
  assert.deepEqual([0, 1, 2, 148].map(es.announceCount), [
    '0 productos',
    '1 producto',
    '2 productos',
    '148 productos',
  ]);
  // Portuguese has the singular for zero too: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
  assert.deepEqual([0, 1, 2, 148].map(pt.announceCount), [
    '0 produto',
    '1 produto',
    '2 produtos',
    '148 produtos',
  ]);
});

test('a slow rate keeps its decimal, a fast one needs none', () => {
  assert.equal(en.rate({ fps: 24.3, latency_ms: 41.2 }, 'wasm'), '24 fps · 41 ms · WASM');
  assert.equal(en.rate({ fps: 1.54, latency_ms: 650 }, 'webgl'), '1.5 fps · 650 ms · WebGL');
  assert.equal(de.rate({ fps: 1.54, latency_ms: 650 }, 'webgl'), '1,5 fps · 650 ms · WebGL');
});

test('every language has the same texts, and functions with the same parameters', () => {
  const shape = (/** @type {object} */ texts) =>
    leaves(texts)
      .map(([place, value]) => `${place}: ${typeof value === 'function' ? value.length : typeof value}`)
      .sort();
  for (const [code, texts] of Object.entries(translations)) assert.deepEqual(shape(texts), shape(en), code);
});

for (const [code, texts] of Object.entries(all)) {
  test(`no text in ${code} is empty or shows a missing value`, () => {
    for (const [place, value] of leaves(texts)) {
      for (const reading of readings(place, value)) {
        assert.equal(typeof reading, 'string', place);
        assert.match(reading, /\S/, place);
        assert.doesNotMatch(reading, /undefined|null|NaN|\[object|\$\{/, `${place}: ${reading}`);
      }
    }
  });

  test(`every problem has a text of its own in ${code}`, () => {
    const unknown = texts.problemText('unknown');
    const titles = PROBLEMS.map((problem) => texts.problemText(problem).title);
    assert.equal(new Set([...titles, unknown.title]).size, PROBLEMS.length + 1);
    const audits = AUDIT_PROBLEMS.map(texts.audits.problem);
    assert.equal(new Set([...audits, texts.audits.problem('unknown')]).size, AUDIT_PROBLEMS.length + 1);
    assert.deepEqual(texts.problemText('never-heard-of'), unknown);
  });
}

for (const [code, texts] of Object.entries(translations)) {
  test(`no text was left in English in ${code}`, () => {
    const english = new Map(leaves(en));
    for (const [place, value] of leaves(texts)) {
      if (SAME.has(place)) continue;
      const theirs = readings(place, /** @type {string | Function} */ (english.get(place)));
      readings(place, value).forEach((reading, i) => {
        assert.notEqual(reading, theirs[i], place);
      });
    }
  });
}

test('the choice made on this device comes first', () => {
  assert.equal(chooseLanguage('es', ['de-DE', 'en']), 'es');
  assert.equal(chooseLanguage('en', ['de-DE']), 'en');
});

test('without a choice, the first available one of the browser’s languages is used', () => {
  assert.equal(chooseLanguage(null, ['pt-BR']), 'pt');
  assert.equal(chooseLanguage(null, ['pt-PT', 'en']), 'pt');
  assert.equal(chooseLanguage(null, ['de-CH']), 'de');
  assert.equal(chooseLanguage(null, ['es-419', 'en']), 'es');
  assert.equal(chooseLanguage(null, ['fr-FR', 'DE', 'en']), 'de');
  assert.equal(chooseLanguage(null, ['en-GB', 'de']), 'en');
});

test('English is used if no language matches', () => {
  assert.equal(chooseLanguage(null, []), 'en');
  assert.equal(chooseLanguage(null, ['fr', 'ja-JP']), 'en');
  assert.equal(chooseLanguage(null, ['', 'est-EE', 'den']), 'en', 'the beginning of a word is no language');
});

test('an invalid choice is ignored', () => {
  assert.equal(chooseLanguage('', ['de']), 'de');
  assert.equal(chooseLanguage('fr', ['de']), 'de');
  assert.equal(chooseLanguage('constructor', ['toString', 'es']), 'es');
});

test('every language can be chosen, has a file, and is called by its own name', () => {
  assert.deepEqual(languages, [
    { code: 'en', name: 'English' },
    { code: 'pt', name: 'Português' },
    { code: 'es', name: 'Español' },
    { code: 'de', name: 'Deutsch' },
  ]);
  const shared = ['formats.js', 'photo-names.js'];
  const files = readdirSync(new URL('../../static/js/languages', import.meta.url));
  assert.deepEqual(files.sort(), [...languages.map(({ code }) => `${code}.js`), ...shared].sort());
});

test('the texts of the page are those of its language', () => {
  assert.equal(messages, all[language]);
});

test('numbers are formatted for the person’s locale', () => {
  assert.equal(formatsOf('de', []).number(12_345), '12.345');
  assert.match(formatsOf('de', ['en-US', 'de-CH']).number(12_345), /^12['’]345$/);
  assert.equal(
    formatsOf('en', ['en-US@posix', 'de']).number(12_345),
    '12,345',
    'what is no locale is passed over',
  );
});

test('recent times are shown by their day, in the language', () => {
  const now = new Date(2026, 2, 9, 14, 5).getTime();
  assert.match(de.audits.moment(now, now), /^Heute, 14:05/);
  assert.match(pt.audits.moment(now, now), /^Hoje, 14:05/);
  assert.match(es.audits.moment(now - 86_400_000, now), /^Ayer, 14:05/);
});
