import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toCsv } from '../../../static/js/export/csv.js';
import { isGtin } from '../../../static/js/lists/gtin.js';
import { parseStock, stockTemplate } from '../../../static/js/lists/stock.js';
import { fc } from '../properties.js';

test('a GTIN has 8, 12, 13 or 14 digits and the check digit that belongs to them', () => {
  for (const right of ['4006381333931', '96385074', '036000291452', '04006381333931', '00000000']) {
    assert.ok(isGtin(right), right);
  }
  for (const wrong of [
    '4006381333932',
    '400638133393',
    '',
    '4,00638E+12',
    '４００６３８１３３３９３１',
    '96385074 ',
  ]) {
    assert.ok(!isGtin(wrong), wrong);
  }
});

test('one digit that is wrong, or two neighbours that differ by other than five and are swapped, are found out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(9), { minLength: 12, maxLength: 12 }),
      fc.nat(11),
      fc.integer({ min: 1, max: 9 }),
      (digits, at, by) => {
        const check = Array.from('0123456789').find((digit) => isGtin(digits.join('') + digit));
        assert.notEqual(check, undefined);
        const changed = digits.map((digit, index) => (index === at ? (digit + by) % 10 : digit));
        assert.ok(!isGtin(changed.join('') + check));
        const [a, b] = [digits[at], digits[at + 1] ?? -1];
        if (at > 10 || Math.abs(a - b) === 5 || a === b) return;
        const swapped = digits.with(at, b).with(at + 1, a);
        assert.ok(!isGtin(swapped.join('') + check));
      },
    ),
  );
});

test('a product keeps its GTIN as a text with its zeros; a wrong one is named and kept', () => {
  const { items, left, notes } = parseStock(
    'Kategorie;Name;Marke;EAN;Facings;Filialnummer\nKaffee;Crema;Alto;04006381333931;2;0047\nKaffee;Moka;;123;zwei;\n;X;;;;\nTee;;;;;\nKaffee;Crema;Alto;4006381333931;2;0047',
  );
  assert.deepEqual(items, [
    {
      id: 'gtin 04006381333931',
      category: 'Kaffee',
      name: 'Crema',
      brand: 'Alto',
      gtin: '04006381333931',
      facings: 2,
      storeId: '0047',
    },
    { id: 'name kaffee |  | moka', category: 'Kaffee', name: 'Moka', brand: '', gtin: '123', facings: null },
  ]);
  assert.deepEqual(notes, [
    { line: 3, reason: 'gtin', text: '123' },
    { line: 3, reason: 'facings', text: 'zwei' },
  ]);
  assert.deepEqual(
    left.map(({ line, reason }) => [line, reason]),
    [
      [4, 'no-category'],
      [5, 'no-name'],
      [6, 'double'], // the same GTIN without its zero
    ],
  );
});

test('the same product may be wanted in several stores', () => {
  const { items, left } = parseStock('category,name,store id\nTea,Green,1\nTea,Green,2\nTea,Green,');
  assert.equal(items.length, 3);
  assert.deepEqual(left, []);
});

test('category and name are needed', () => {
  assert.throws(() => parseStock('category,brand\nTea,x'), { code: 'list-no-columns' });
});

test('a template is read back as the product in it', () => {
  const { items, left, notes } = parseStock(
    toCsv(stockTemplate(['Coffee', 'Espresso', 'Brand']), { separator: ';', decimal: ',' }),
  );
  assert.deepEqual([items.length, left, notes], [1, [], []]);
  assert.equal(items[0].gtin, '04006381333931');
});
