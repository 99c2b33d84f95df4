import assert from 'node:assert/strict';
import { test } from 'node:test';

import { csvRuleOf, guard, toCsv, unguard } from '../../../static/js/export/csv.js';

/** Characters with a meaning in spreadsheets, and some without. */
const ALPHABET = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  "'",
  '"',
  ',',
  ';',
  ' ',
  '＝',
  'a',
  '1',
  'é',
  '🛒',
  '\u200b',
  '\ufeff',
  '\u2003',
];

test('the file begins with a byte order mark and its lines end as RFC 4180 says', () => {
  assert.equal(toCsv([['a', 1, null], ['b "c", d']]), '\ufeff"a",1,\r\n"b ""c"", d"\r\n');
});

test('text that a spreadsheet would run as a formula is guarded', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', "'=1", '＝1+1']) {
    assert.equal(guard(text)[0], "'", JSON.stringify(text));
    assert.equal(unguard(guard(text)), text);
  }
});

test('what is not seen before a formula guards nothing', () => {
  for (const unseen of [
    '\u200b',
    '\u200c\u200d',
    '\ufeff',
    '\u2060',
    '\u00ad',
    '\u202e',
    '\u2003',
    '\u3000',
    '\0',
    '\x1f',
    '\u{e0020}',
  ]) {
    for (const text of [`${unseen}=1+1`, ` ${unseen}@SUM(A1)`, `'${unseen}-1`]) {
      assert.equal(guard(text)[0], "'", JSON.stringify(text));
      assert.equal(unguard(guard(text)), text);
    }
  }
});

test('text that would start a cell if semicolons separate is guarded too', () => {
  assert.equal(guard('Corner;=HYPERLINK("x")'), 'Corner;\'=HYPERLINK("x")');
});

test('ordinary names are left as they are', () => {
  for (const text of [
    "O'Brien's",
    'Rossi & Co - Centre',
    'Aisle 4; left',
    'a=b',
    '7-Eleven',
    'first line\n\nsecond',
    '',
  ]) {
    assert.equal(guard(text), text);
  }
});

test('every text can be restored from its guarded form, and no guarded text starts a formula', () => {
  let seed = 7;
  const next = (/** @type {number} */ limit) => {
    seed = (seed * 48271) % 2147483647;
    return seed % limit;
  };
  for (let i = 0; i < 20_000; i += 1) {
    const text = Array.from({ length: next(7) }, () => ALPHABET[next(ALPHABET.length)]).join('');
    assert.equal(unguard(guard(text)), text, JSON.stringify(text));
    for (const part of guard(text).split(/[;\t\r\n]/)) {
      assert.doesNotMatch(part, /^[\s\p{Cf}]*[=+\-@＝＋－＠]/u, JSON.stringify(text));
    }
  }
});

/**
 * A spreadsheet's rule: it splits at its own separator, and reads numbers with its own decimal sign.
 *
 * @param {string} csv @param {string} separator @param {string} decimal
 */
function readBy(csv, separator, decimal) {
  const cell = new RegExp(`("(?:[^"]|"")*"|[^${separator}\r\n]*)(${separator}|\r\n)`, 'g');
  const rows = [[]];
  for (const [, text, end] of csv.replace('\ufeff', '').matchAll(cell)) {
    const isNumber = new RegExp(`^-?\\d+(\\${decimal}\\d+)?$`).test(text);
    const value = isNumber
      ? Number(text.replace(decimal, '.'))
      : text.replace(/^"|"$/g, '').replaceAll('""', '"');
    /** @type {unknown[]} */ (rows.at(-1)).push(value);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('a German, a Portuguese and an English spreadsheet each read their own file', () => {
  const rows = [
    ['store', 'share', 'time'],
    ['Müller; "Süd", 1', 0.5, '2024-01-05T09:30:00+01:00'],
    ['two\nlines', 1234, '2024-01-05T09:30:00-03:00'],
  ];
  for (const [language, locale, separator, decimal] of [
    ['de', 'de-DE', ';', ','],
    ['pt', 'pt-BR', ';', ','],
    ['pt', 'pt-PT', ';', ','],
    ['en', 'en-US', ',', '.'],
  ]) {
    const file = toCsv(rows, csvRuleOf(language, [locale]));
    assert.deepEqual(readBy(file, separator, decimal), rows, locale);
  }
});

test('the country decides where a language has several rules, and the language where no country is known', () => {
  assert.deepEqual(csvRuleOf('es', ['es-ES']), { separator: ';', decimal: ',' });
  assert.deepEqual(csvRuleOf('es', ['en-US', 'es-MX']), { separator: ',', decimal: '.' });
  assert.deepEqual(csvRuleOf('de', ['de-CH']), { separator: ';', decimal: '.' });
  assert.deepEqual(csvRuleOf('de', ['en-US']), { separator: ';', decimal: ',' });
  assert.deepEqual(csvRuleOf('en', ['de-DE']), { separator: ',', decimal: '.' });
});
