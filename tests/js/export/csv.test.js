import assert from 'node:assert/strict';
import { test } from 'node:test';

import { csvRuleOf, guard, toCsv, unguard } from '../../../static/js/export/csv.js';
import { fc } from '../properties.js';

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

/** Any text, most of it of characters that matter. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 12 }),
  fc.string({ unit: 'binary' }),
);

test('every text can be restored from its guarded form, and no guarded text starts a formula', () => {
  const property = fc.property(text, (text) => {
    assert.equal(unguard(guard(text)), text);
    for (const part of guard(text).split(/[;\t\r\n]/))
      assert.doesNotMatch(part, /^[\s\p{Cf}]*[=+\-@＝＋－＠]/u);
  });
  fc.assert(property, { numRuns: 5000 });
});

/**
 * A table as RFC 4180 has it: cells that are quoted hold whatever is between the quotes, of which two are one.
 *
 * @param {string} csv
 */
function readCsv(csv) {
  const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  /** @type {(string | { text: string })[][]} */
  const rows = [];
  /** @type {(string | { text: string })[]} */
  let row = [];
  for (let at = 1; at < csv.length; ) {
    cell.lastIndex = at;
    const [whole, quoted, plain] = /** @type {RegExpExecArray} */ (cell.exec(csv));
    row.push(quoted === undefined ? plain : { text: quoted.replaceAll('""', '"') });
    at += whole.length;
    if (csv[at] === ',') at += 1;
    else {
      assert.equal(csv.slice(at, at + 2), '\r\n');
      rows.push(row);
      [at, row] = [at + 2, []];
    }
  }
  return rows;
}

test('what is in a table is read back from its CSV, whatever the cells are', () => {
  const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
  const row = fc.array(fc.oneof(text, number, fc.constant(null)), { minLength: 1, maxLength: 5 });
  const property = fc.property(fc.array(row, { maxLength: 5 }), (table) => {
    const read = readCsv(toCsv(table)).map((cells) =>
      cells.map((cell) =>
        typeof cell === 'object' ? unguard(cell.text) : cell === '' ? null : Number(cell),
      ),
    );
    // A spreadsheet has one zero.
    assert.deepEqual(
      read,
      table.map((cells) => cells.map((cell) => (cell === 0 ? 0 : cell))),
    );
  });
  fc.assert(property, { numRuns: 500 });
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
