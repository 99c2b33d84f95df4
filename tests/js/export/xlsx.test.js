import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ArchiveReader } from '../../../static/js/export/unzip.js';
import { toXlsx } from '../../../static/js/export/xlsx.js';

/** The parts of a workbook by their names. @param {Blob} blob @returns {Promise<Map<string, string>>} */
async function unpack(blob) {
  const zip = await ArchiveReader.open(blob);
  const parts = zip.entries.map(
    async (entry) => /** @type {const} */ ([entry.filename, await (await zip.read(entry)).text()]),
  );
  return new Map(await Promise.all(parts));
}

test('each table is a sheet with a header that stays in view; numbers are numbers, and texts are text cells', async () => {
  const tables = [
    {
      name: 'counts',
      cells: [
        ['store', 'products'],
        ['0047', 12],
        ['=1+1', null],
      ],
    },
    { name: 'rows', cells: [['row'], [1]] },
  ];
  const parts = await unpack(await toXlsx(tables));
  assert.match(parts.get('xl/workbook.xml') ?? '', /name="counts".*name="rows"/s);
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
  assert.match(sheet, /<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  assert.match(sheet, /<c r="A2"[^>]* t="s"[^>]*>/);
  assert.match(sheet, /<c r="B2"[^>]*><v>12<\/v>/);
  assert.doesNotMatch(sheet, /<f>/, 'no text becomes a formula');
  assert.match(sheet, /<col [^>]*width="/);
  assert.match(parts.get('xl/sharedStrings.xml') ?? '', /<t>0047<\/t>.*<t>=1\+1<\/t>/s);
});

test('a text in which a spreadsheet would see a code for a letter stays what it is', async () => {
  const parts = await unpack(await toXlsx([{ name: 'a', cells: [['note'], ['_x0041_ & <b>']] }]));
  assert.match(parts.get('xl/sharedStrings.xml') ?? '', /<t>_x005F_x0041_ &amp; &lt;b&gt;<\/t>/);
});

test('a table of many rows is written without a worker, which the policy of the page forbids', async () => {
  const { Worker } = globalThis;
  globalThis.Worker = /** @type {any} */ (
    class {
      constructor() {
        throw new Error('no worker');
      }
    }
  );
  try {
    const rows = Array.from({ length: 20_000 }, (_, i) => [`text ${Math.sin(i)}`, i]);
    const parts = await unpack(await toXlsx([{ name: 'a', cells: [['text', 'number'], ...rows] }]));
    assert.ok((parts.get('xl/sharedStrings.xml') ?? '').length > 160_000);
    assert.match(parts.get('xl/worksheets/sheet1.xml') ?? '', /<c r="B20001"[^>]*><v>19999<\/v>/);
  } finally {
    globalThis.Worker = Worker;
  }
});
