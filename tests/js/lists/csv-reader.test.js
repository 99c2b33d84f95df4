import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toCsv, unguard } from '../../../static/js/export/csv.js';
import { readCsv, separatorOf } from '../../../static/js/lists/csv-reader.js';
import { decode } from '../../../static/js/lists/decode.js';
import { fc } from '../properties.js';

/** @param {string} text @param {Parameters<typeof readCsv>[1]} [options] */
const cellsOf = (text, options) => Array.from(readCsv(text, options), ({ cells }) => cells);

/** @param {string} text */
const utf8 = (text) => new TextEncoder().encode(text);

/** @param {string} text @param {boolean} isLittle */
function utf16(text, isLittle) {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i += 1) view.setUint16(2 * i, text.charCodeAt(i), isLittle);
  return new Uint8Array(view.buffer);
}

test('whatever the exports write is read back as it was', () => {
  const text = fc
    .array(fc.constantFrom(...'"\';,\t\r\n =+-@aé🛒|'), { maxLength: 8 })
    .map((all) => all.join(''));
  const rows = fc
    .integer({ min: 2, max: 4 })
    .chain((width) =>
      fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
    );
  const rule = fc.constantFrom(
    /** @type {const} */ ({ separator: ',', decimal: '.' }),
    /** @type {const} */ ({ separator: ';', decimal: ',' }),
  );
  fc.assert(
    fc.property(rows, rule, (written, rule) => {
      const full = written.map((row) => ['x', ...row]); // a record without any text is left out
      const read = cellsOf(decode(utf8(toCsv(full, rule))), { separator: rule.separator });
      assert.deepEqual(
        read.map((row) => row.map(unguard)),
        full,
      );
    }),
  );
});

test('lines may end as they like, inside of quotes too, and the separator is found', () => {
  for (const end of ['\r\n', '\n', '\r']) {
    for (const separator of [',', ';', '\t']) {
      const text = ['id', 'name'].join(separator) + end + ['1', `"a${end}b""${separator}"`].join(separator);
      assert.deepEqual(cellsOf(text), [
        ['id', 'name'],
        ['1', `a${end}b"${separator}`],
      ]);
    }
  }
  assert.deepEqual(cellsOf('"a,b";c,d\n1;2'), [
    ['a,b', 'c,d'],
    ['1', '2'],
  ]);
});

test('a line in which a spreadsheet names the separator is no record', () => {
  const text = 'sep=;\r\nid;name, city\r\n1;2';
  const { separator, start } = separatorOf(text);
  const [first] = readCsv(text, { separator, start });
  assert.deepEqual(first, { line: 2, cells: ['id', 'name, city'], damage: null });
});

test('a damaged record is told with its line, and the lines after it are read', () => {
  const text = 'id,name\n1,"open\n2,"b"\n3,"c"d\n4,5" wide\n\n5,"e\nf"\n6,g\n';
  assert.deepEqual(
    [...readCsv(text)].map(({ line, cells, damage }) => [line, damage ?? cells.join('|')]),
    [
      [1, 'id|name'],
      [2, 'quote'],
      [3, '2|b'],
      [4, 'quote'],
      [5, '4|5" wide'],
      [7, '5|e\nf'],
      [9, '6|g'],
    ],
  );
});

test('any text is read to its end, each line once, in no more time than its length asks for', () => {
  const text = fc.array(fc.constantFrom('"', ',', ';', '\n', '\r\n', 'a', '""'), { maxLength: 40 });
  fc.assert(
    fc.property(text, (all) => {
      const lines = Array.from(readCsv(all.join('')), ({ line }) => line);
      assert.deepEqual(
        lines,
        [...new Set(lines)].sort((a, b) => a - b),
      );
    }),
  );
  const begun = performance.now();
  const read = [...readCsv(`a,b\n"x\n${'x","y\n'.repeat(20_000)}`)];
  assert.ok(read.length > 1000);
  assert.ok(
    performance.now() - begun < 20_000,
    'each open quote is given up after a few thousand characters',
  );
});

test('UTF-8, UTF-16 and Windows-1252 are told apart, with a byte order mark and without', () => {
  const text = 'id;name\n1;Käse für 5 €';
  assert.equal(decode(utf8(text)), text);
  assert.equal(decode(utf8(`\ufeff${text}`)), text);
  for (const isLittle of [true, false]) {
    assert.equal(decode(utf16(text, isLittle)), text);
    assert.equal(decode(utf16(`\ufeff${text}`, isLittle)), text);
  }
  const windows = Uint8Array.from(text, (letter) => (letter === '€' ? 0x80 : letter.charCodeAt(0)));
  assert.equal(decode(windows), text);
});

test('what is no text, and a workbook, is refused by its own name', () => {
  const random = Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919 + (i >> 3)) % 256);
  assert.throws(() => decode(random), { code: 'list-no-text' });
  assert.throws(() => decode(new Uint8Array(100)), { code: 'list-no-text' });
  assert.throws(() => decode(Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0)), { code: 'list-workbook' });
  assert.throws(() => decode(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1)), { code: 'list-workbook' });
});
