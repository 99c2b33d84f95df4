import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ArchivePaths } from '../../../static/js/export/archive-paths.js';

/** @typedef {{ filename: string, rawFilename: Uint8Array }} Entry */

const latin1 = (/** @type {Uint8Array} */ bytes) => Buffer.from(bytes).toString('latin1');

/** An entry without a mark for its encoding: the library reads the bytes as another one. @param {Uint8Array} bytes */
const unmarked = (bytes) => ({ filename: latin1(bytes), rawFilename: bytes });
/** @param {string} name */
const marked = (name) => ({ filename: name, rawFilename: new TextEncoder().encode(name) });
const utf8 = (/** @type {string} */ text) => unmarked(new TextEncoder().encode(text));

/** @param {Entry[]} entries */
const filesOf = (entries) => ArchivePaths.foldersWith([marked('audits.json'), ...entries], 'audits.json')[0];

/** @type {[what: string, entry: Entry, path: string][]} */
const PACKED = [
  ['as exported', marked('photos/caf\u00e9-1.jpg'), 'photos/caf\u00e9-1.jpg'],
  ['in the other Unicode form', marked('photos/cafe\u0301-1.jpg'), 'photos/caf\u00e9-1.jpg'],
  ['in the other form, exported so', marked('photos/caf\u00e9-1.jpg'), 'photos/cafe\u0301-1.jpg'],
  ['with back slashes', marked('photos\\caf\u00e9-1.jpg'), 'photos/caf\u00e9-1.jpg'],
  ['with a dot before it', marked('./photos/a.jpg'), 'photos/a.jpg'],
  ['in capitals', marked('PHOTOS/A.JPG'), 'photos/a.jpg'],
  ['as UTF-8 without its mark', utf8('photos/\u5e97-1.jpg'), 'photos/\u5e97-1.jpg'],
  ['as UTF-8 of macOS without its mark', utf8('photos/cafe\u0301-1.jpg'), 'photos/caf\u00e9-1.jpg'],
  [
    'in code page 850',
    unmarked(Buffer.from('photos/caf\x82-1.jpg', 'latin1')), // é there
    'photos/caf\u00e9-1.jpg',
  ],
  [
    'in GBK, whose second byte may be a letter',
    unmarked(Buffer.from('photos/\xb5\xea\x81\x61-1.jpg', 'latin1')),
    'photos/\u5e97\u4e60-1.jpg'.replace(
      '\u4e60',
      new TextDecoder('gb18030').decode(Uint8Array.of(0x81, 0x61)),
    ),
  ],
];

for (const [what, entry, path] of PACKED) {
  test(`a file is found whose name was packed ${what}`, () => {
    assert.equal(filesOf([marked('photos/b.jpg'), entry]).find(path), entry);
    assert.equal(filesOf([entry]).find('photos/other.jpg'), null);
  });
}

test('of names that may mean two files none is guessed', () => {
  const [first, second] = ['\x82', '\x83'].map((letter) =>
    unmarked(Buffer.from(`photos/${letter}.jpg`, 'latin1')),
  );
  const files = filesOf([first, second]);
  assert.equal(files.find('photos/\u0151.jpg'), null);
});

test('folders around all files, several exports in one archive, and what macOS adds', () => {
  const [a, b, extra] = [
    'L\u00e4den/x/photos/1.jpg',
    'other/photos/1.jpg',
    '__MACOSX/other/photos/1.jpg',
  ].map(marked);
  const records = ['L\u00e4den/x/audits.json', 'other/audits.json', '__MACOSX/other/audits.json'].map(marked);
  const folders = ArchivePaths.foldersWith([...records, extra, a, b], 'audits.json');
  assert.deepEqual(
    folders.map((files) => files.find('photos/1.jpg')),
    [a, b],
  );
});

test('__proto__ is a name as any other', () => {
  const entry = marked('__proto__');
  const files = filesOf([entry]);
  assert.equal(files.find('__proto__'), entry);
  assert.equal(files.find('constructor'), null);
  assert.equal(/** @type {any} */ ({}).filename, undefined);
});
