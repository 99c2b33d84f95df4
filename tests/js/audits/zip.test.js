import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AuditError } from '../../../static/js/audits/errors.js';
import { ZipReader, ZipWriter } from '../../../static/js/audits/export/zip.js';

const TIME = Date.UTC(2026, 2, 9);
const photo = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 7919) >> 3);

async function makeZip() {
  const zip = new ZipWriter();
  await zip.add('audits.json', '{"store":"Café 店"}', TIME);
  await zip.add('photos/café.jpg', new Blob([photo]), TIME);
  return zip.finish();
}

/** @param {string} code */
const failsWith = (code) => (/** @type {unknown} */ error) =>
  error instanceof AuditError && error.code === code;

test('what was put into a zip is read back from it', async () => {
  const zip = await ZipReader.open(await makeZip());
  assert.deepEqual(zip.paths, ['audits.json', 'photos/café.jpg']);
  assert.equal(new TextDecoder().decode((await zip.read('audits.json')) ?? undefined), '{"store":"Café 店"}');
  assert.deepEqual(await zip.read('photos/café.jpg'), photo);
  assert.equal(await zip.read('missing'), null);
});

test('a zip that is cut short, and a file that is none, are refused', async () => {
  const zip = await makeZip();
  await assert.rejects(ZipReader.open(zip.slice(0, zip.size - 30)), failsWith('import-unreadable'));
  await assert.rejects(ZipReader.open(new Blob(['no zip'])), failsWith('import-unreadable'));
  await assert.rejects(ZipReader.open(new Blob([])), failsWith('import-unreadable'));
});

test('a file that unpacks to more than it says fails', async () => {
  const bytes = new Uint8Array(await (await makeZip()).arrayBuffer());
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 4; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 5, true); // the unpacked size
  }
  const zip = await ZipReader.open(new Blob([bytes]));
  await assert.rejects(zip.read('audits.json'), failsWith('import-unreadable'));
});

test('a damaged file in a zip is noticed', async () => {
  const bytes = new Uint8Array(await (await makeZip()).arrayBuffer());
  bytes[bytes.length >> 1] ^= 1; // in the photo
  const zip = await ZipReader.open(new Blob([bytes]));
  await assert.rejects(zip.read('photos/café.jpg'), failsWith('import-unreadable'));
});

test('an export that no zip can hold is refused', async () => {
  const zip = new ZipWriter(100_000);
  await assert.rejects(zip.add('photo.jpg', new Blob([photo]), TIME), failsWith('export-too-large'));
});
