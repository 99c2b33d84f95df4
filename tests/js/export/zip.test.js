import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ArchiveError } from '../../../static/js/export/errors.js';
import { ArchiveReader } from '../../../static/js/export/unzip.js';
import { ArchiveWriter } from '../../../static/js/export/zip.js';
import { fc } from '../properties.js';

const TIME = Date.UTC(2026, 2, 9);
const photo = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 7919) >> 3);

async function makeZip() {
  const zip = new ArchiveWriter();
  await zip.add('audits.json', '{"store":"Café 店"}', TIME);
  await zip.add('photos/café.jpg', new Blob([photo]), TIME);
  return zip.finish();
}

/** @param {ArchiveReader} zip @param {string} path */
async function read(zip, path) {
  const entry = zip.entries.find(({ filename }) => filename === path);
  return entry ? zip.read(entry) : null;
}

/** @param {string} code */
const failsWith = (code) => (/** @type {unknown} */ error) =>
  error instanceof ArchiveError && error.code === code;

test('what was put into a zip is read back from it', async () => {
  const zip = await ArchiveReader.open(await makeZip());
  assert.deepEqual(
    zip.entries.map(({ filename }) => filename),
    ['audits.json', 'photos/café.jpg'],
  );
  assert.equal(await (await read(zip, 'audits.json'))?.text(), '{"store":"Café 店"}');
  assert.deepEqual(new Uint8Array((await (await read(zip, 'photos/café.jpg'))?.arrayBuffer()) ?? []), photo);
  assert.equal(await read(zip, 'missing'), null);
});

/** An archive as earlier releases wrote it: photos are wrapped in deflate blocks, and sizes follow the data. */
const EARLIER_EXPORT =
  'UEsDBBQACAAIAAAAaVwAAAAAAAAAAAAAAAALAAAAYXVkaXRzLmpzb26rViouyS9KVbJSck5MO7xS4emu6Uq1AFBLBwgLNZAb' +
  'FwAAABUAAABQSwMEFAAMCAgAAABpXAAAAAAAAAAAAAAAABAAAABwaG90b3MvY2Fmw6kuanBnAQUA+v//2AECA1BLBwjo+FtF' +
  'CgAAAAUAAABQSwECFAAUAAgACAAAAGlcCzWQGxcAAAAVAAAACwAAAAAAAAAAAAAAAAAAAAAAYXVkaXRzLmpzb25QSwECFAAU' +
  'AAwICAAAAGlc6PhbRQoAAAAFAAAAEAAAAAAAAAAAAAAAAABQAAAAcGhvdG9zL2NhZsOpLmpwZ1BLBQYAAAAAAgACAHcAAACY' +
  'AAAAAAA=';

test('an archive of an earlier release is still read', async () => {
  const zip = await ArchiveReader.open(new Blob([Buffer.from(EARLIER_EXPORT, 'base64')]));
  assert.equal(await (await read(zip, 'audits.json'))?.text(), '{"store":"Café 店"}');
  const bytes = new Uint8Array((await (await read(zip, 'photos/café.jpg'))?.arrayBuffer()) ?? []);
  assert.deepEqual(bytes, Uint8Array.of(0xff, 0xd8, 1, 2, 3));
});

test('a truncated zip, and a file that is not a zip, are refused', async () => {
  const zip = await makeZip();
  await assert.rejects(ArchiveReader.open(zip.slice(0, zip.size - 30)), failsWith('import-unreadable'));
  await assert.rejects(ArchiveReader.open(new Blob(['no zip'])), failsWith('import-unreadable'));
  await assert.rejects(ArchiveReader.open(new Blob([])), failsWith('import-unreadable'));
});

test('a file that unpacks to more bytes than stated fails', async () => {
  const bytes = new Uint8Array(await (await makeZip()).arrayBuffer());
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 4; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 5, true); // the unpacked size
  }
  const zip = await ArchiveReader.open(new Blob([bytes]));
  await assert.rejects(read(zip, 'audits.json'), failsWith('import-unreadable'));
});

test('a damaged file in a zip is noticed', async () => {
  const bytes = new Uint8Array(await (await makeZip()).arrayBuffer());
  bytes[bytes.length >> 1] ^= 1; // in the photo
  const zip = await ArchiveReader.open(new Blob([bytes]));
  await assert.rejects(read(zip, 'photos/café.jpg'), failsWith('import-unreadable'));
});

test('a photo is stored uncompressed in the archive, at the offsets that the writer reports', async () => {
  const writer = new ArchiveWriter();
  await writer.add('audits.json', '{}', TIME);
  const { start, end } = await writer.add('photos/1.jpg', new Blob([photo]), TIME);
  await writer.add('photos/2.jpg', new Blob([photo]), TIME);
  const zip = await writer.finish();
  assert.deepEqual(new Uint8Array(await zip.slice(start, end).arrayBuffer()), photo);
});

test('text is compressed', async () => {
  const writer = new ArchiveWriter();
  const { start, end } = await writer.add('audits.json', 'facing '.repeat(10_000), TIME);
  assert.ok(end - start < 1000);
  const zip = await ArchiveReader.open(await writer.finish());
  assert.equal(await (await read(zip, 'audits.json'))?.text(), 'facing '.repeat(10_000));
});

test('an empty file and a file of before 1980 are written and read', async () => {
  const writer = new ArchiveWriter();
  await writer.add('empty.jpg', new Blob([]), 0);
  const zip = await ArchiveReader.open(await writer.finish());
  assert.equal((await read(zip, 'empty.jpg'))?.size, 0);
});

const files = fc.uniqueArray(
  fc.record({
    path: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((name) => `photos/${name}.jpg`),
    content: fc.oneof(
      fc.string({ unit: 'grapheme', size: 'medium' }),
      fc.uint8Array({ maxLength: 300, size: 'max' }),
    ),
    time: fc.integer({ min: -1e13, max: 1e13 }),
  }),
  { selector: ({ path }) => path, maxLength: 5 },
);

/** @typedef {{ path: string, content: string | Uint8Array<ArrayBuffer>, time: number }} File */

/** @param {File[]} files */
async function zipOf(files) {
  const zip = new ArchiveWriter();
  for (const { path, content, time } of files)
    await zip.add(path, typeof content === 'string' ? content : new Blob([content]), time);
  return zip.finish();
}

/** @param {ArchiveReader} zip @param {string} path */
async function bytesOf(zip, path) {
  const content = /** @type {Blob} */ (await read(zip, path));
  return Buffer.from(await content.arrayBuffer());
}

test('any files come back from an archive in their order, byte by byte', async () => {
  const property = fc.asyncProperty(files, async (files) => {
    const zip = await ArchiveReader.open(await zipOf(files));
    assert.deepEqual(
      zip.entries.map(({ filename }) => filename),
      files.map(({ path }) => path),
    );
    for (const { path, content } of files) assert.deepEqual(await bytesOf(zip, path), Buffer.from(content));
  });
  await fc.assert(property);
});

test('an archive in which a byte was changed or which was cut short gives no wrong content: what is damaged is refused', async () => {
  const damage = fc.record({
    at: fc.nat(),
    bits: fc.integer({ min: 1, max: 255 }),
  });
  const property = fc.asyncProperty(files, damage, fc.boolean(), async (files, { at, bits }, isCut) => {
    const bytes = new Uint8Array(await (await zipOf(files)).arrayBuffer());
    const place = at % bytes.length;
    bytes[place] ^= bits;
    const isRefused = failsWith('import-unreadable');
    try {
      const zip = await ArchiveReader.open(new Blob([isCut ? bytes.slice(0, place) : bytes]));
      for (const { path, content } of files) {
        if (zip.entries.some(({ filename }) => filename === path))
          assert.deepEqual(await bytesOf(zip, path), Buffer.from(content));
      }
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  });
  await fc.assert(property, { numRuns: 300 });
});

test('a photo that cannot be read any more fails the export', async () => {
  const gone = Object.assign(new Blob(['x']), {
    slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }),
  });
  await assert.rejects(new ArchiveWriter().add('photo.jpg', gone, TIME), failsWith('export-failed'));
});

/** A file on a disk: it tells how much of it is read at a time. */
class WatchedFile extends Blob {
  largest = 0;
  reading = 0;
  most = 0;

  /** @param {Blob} content */
  constructor(content) {
    super([content]);
  }

  /** @override @param {number} start @param {number} end */
  slice(start, end) {
    const part = super.slice(start, end);
    const arrayBuffer = async () => {
      this.reading += part.size;
      this.most = Math.max(this.most, this.reading);
      this.largest = Math.max(this.largest, part.size);
      const bytes = await Blob.prototype.arrayBuffer.call(part);
      this.reading -= part.size;
      return bytes;
    };
    return Object.assign(part, { arrayBuffer });
  }
}

test('photos are read from a large archive and written to one piece by piece, never as a whole', async () => {
  const large = new WatchedFile(new Blob(Array(20).fill(photo)));
  const writer = new ArchiveWriter();
  for (let number = 0; number < 10; number += 1) await writer.add(`photos/${number}.jpg`, large, TIME);
  assert.ok(large.most <= 1 << 20, `${large.most} bytes of a photo at once`);
  const file = new WatchedFile(await writer.finish());
  const zip = await ArchiveReader.open(file);
  const photos = [];
  for (const entry of zip.entries) photos.push(await zip.read(entry));
  assert.ok(file.most <= 1 << 20, `${file.most} bytes of the archive at once`);
  for (const each of photos) assert.equal(each.size, large.size);
  assert.deepEqual(
    new Uint8Array(await photos[7].slice(0, photo.length).arrayBuffer()),
    photo,
    'a part of the archive, at the right place',
  );
});

test('a file that says it unpacks to far more than any photo is not unpacked', async () => {
  const writer = new ArchiveWriter();
  await writer.add('bomb.jpg', '0'.repeat(30e6), TIME);
  const zip = await ArchiveReader.open(await writer.finish());
  const [entry] = zip.entries;
  let unpacked = 0;
  const getData = entry.getData.bind(entry);
  entry.getData = (...given) => {
    unpacked += 1;
    return getData(...given);
  };
  await assert.rejects(zip.read(entry), failsWith('import-unreadable'));
  assert.equal(unpacked, 0);
});

test('an archive whose directory is as large as a disk is refused before it is read', async () => {
  const bytes = Buffer.from(await (await makeZip()).arrayBuffer());
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
  bytes.writeUInt32LE(0xfffffff0, end + 12);
  await assert.rejects(ArchiveReader.open(new Blob([bytes])), failsWith('import-unreadable'));
});
