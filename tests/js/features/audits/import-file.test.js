import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toJson } from '../../../../static/js/audits/json.js';
import { ArchiveError } from '../../../../static/js/export/errors.js';
import { ArchiveWriter } from '../../../../static/js/export/zip.js';
import { readExports } from '../../../../static/js/features/audits/import-file.js';
import { ImportReport } from '../../../../static/js/features/audits/import-report.js';
import { countsOf } from '../../../../static/js/photo/counts.js';
import { makeAudit, makeShot, STARTED } from '../../audits/audits.js';

/** The JSON of an export with one audit of one photo. @param {string} store */
function jsonOf(store) {
  const shot = makeShot();
  const planned = { shot, counts: countsOf(shot.review), photo: 'photos/1.jpg', marked: null };
  return JSON.stringify(
    toJson({ audits: [{ audit: makeAudit({ id: store, store }), shots: [planned] }], models: [] }, STARTED),
  );
}

/** @param {Record<string, string>} files */
async function archive(files) {
  const zip = new ArchiveWriter();
  for (const [path, content] of Object.entries(files)) await zip.add(path, content, STARTED);
  return zip.finish();
}

test('of several exports in one archive those that are whole come in, and the other is named', async () => {
  const file = await archive({
    'one/audits.json': '{"format": "shelfscan-aud',
    'two/audits.json': jsonOf('Second'),
    'three/audits.json': '[]',
  });
  const report = new ImportReport();
  const audits = await readExports(file, report);
  assert.deepEqual(
    audits.map(({ parsed }) => parsed.audit.store),
    ['Second'],
  );
  assert.deepEqual(report.left.broken, [
    { store: 'one/audits.json', numbers: [] },
    { store: 'three/audits.json', numbers: [] },
  ]);
});

test('an archive of which nothing can be read is refused', async () => {
  const file = await archive({ 'one/audits.json': '{', 'two/audits.json': '{' });
  await assert.rejects(readExports(file, new ImportReport()), { code: 'import-unreadable' });
  await assert.rejects(readExports(new Blob(['PK']), new ImportReport()), ArchiveError);
});

test('a photo of no bytes is damaged', async () => {
  const file = await archive({ 'audits.json': jsonOf('Shop'), 'photos/1.jpg': '' });
  const [{ readPhoto }] = await readExports(file, new ImportReport());
  /** @type {string[]} */
  const left = [];
  const picture = await readPhoto('photos/1.jpg', 'shot-1', (why) => left.push(why));
  assert.deepEqual([picture.photo, left], [null, ['damaged']]);
});
