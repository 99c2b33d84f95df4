import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { fingerprintOf } from '../../../static/js/photo/fingerprint.js';
import { PhotoError } from '../../../static/js/photo/open-photo.js';
import { PhotoSession } from '../../../static/js/photo/session.js';

/** @typedef {import('../../../static/js/photo/session.js').PhotoArchive} PhotoArchive */
/** @typedef {import('../../../static/js/photo/record.js').Shot} Shot */

const card = { name: 'shelf', version: '1.0.0', labels: ['product'] };
const file = new Blob(['jpeg']);

/** A picture that records whether it was closed. */
function makePicture() {
  const picture = { width: 100, height: 200, isClosed: false, close: () => (picture.isClosed = true) };
  return /** @type {typeof picture & ImageBitmap} */ (/** @type {unknown} */ (picture));
}

/** @param {number} count of boxes */
const detections = (count) => ({
  boxes: Float32Array.from({ length: 4 * count }, (_, i) => [10, 10, 20, 20][i % 4]),
  scores: new Float32Array(count).fill(0.9),
  labels: new Uint16Array(count),
  count,
  width: 100,
  height: 200,
});

/**
 * A session with an archive in memory. Events are recorded in `log`, in order.
 * @param {object} [parts]
 * @param {() => Promise<void>} [parts.whenReady]
 * @param {() => Promise<any>} [parts.detect]
 * @param {Partial<PhotoArchive>} [parts.archive]
 */
function makeSession({ whenReady = async () => {}, detect = async () => detections(2), archive = {} } = {}) {
  /** @type {string[]} */
  const log = [];
  /** @type {Map<string, { shot: Shot, picture: { photo: Blob | null, thumbnail: Blob | null } }>} */
  const kept = new Map();
  /** @type {Set<string>} */
  const discarded = new Set();
  /** @type {Set<string>} */
  const held = new Set();
  const session = new PhotoSession({
    detector: { whenReady, detect, card: /** @type {any} */ (card) },
    settings: { thresholdOf: () => 0.5, photoSideOf: () => 1024 },
    archive: {
      find: async (id) => {
        const found = kept.get(id);
        return found ? { ...found, isDiscarded: discarded.has(id) } : null;
      },
      hold: async (id) => {
        if (held.has(id)) return null;
        held.add(id);
        return () => held.delete(id);
      },
      keep: async (shot, picture) => {
        log.push('keep');
        const known = kept.get(shot.id)?.picture ?? { photo: null, thumbnail: null };
        kept.set(shot.id, { shot, picture: picture ?? known });
        return true;
      },
      discard: async (id) => {
        log.push('discard');
        discarded.add(id);
      },
      restore: async (id) => {
        log.push('restore');
        discarded.delete(id);
      },
      makeThumbnail: async () => new Blob(['small']),
      ...archive,
    },
    onStorageFailure: (error) => {
      log.push(`failed: ${/** @type {Error} */ (error).message}`);
    },
  });
  session.subscribe((event) => log.push(event));
  return { session, log, kept, held, discarded };
}

/** @param {PhotoSession} session */
async function countOne(session) {
  const photo = session.begin(file, { fromCamera: true });
  await session.count(photo, makePicture());
  await new Promise(setImmediate); // storing continues in the background
  return photo;
}

/** What `createImageBitmap` makes. @type {ReturnType<typeof makePicture>} */
let decoded;
beforeEach(() => {
  decoded = makePicture();
  Object.assign(globalThis, { createImageBitmap: async () => decoded });
});

test('a counted photo is stored at once, and locked for this tab', async () => {
  const { session, log, kept, held } = makeSession();
  const photo = await countOne(session);
  assert.deepEqual(log, ['opened', 'counted', 'keep', 'stored']);
  assert.equal(photo.review?.boxes.length, 2);
  const id = photo.shot?.id ?? '';
  assert.equal(kept.get(id)?.picture.photo, file);
  assert.ok(held.has(id));
});

test('the part of a new photo that alone counts is part of its record from the start', async () => {
  const { session, kept } = makeSession();
  const region = { left: 0.5, top: 0, right: 1, bottom: 1 };
  const photo = session.begin(file, { fromCamera: true, region });
  await session.count(photo, makePicture());
  await new Promise(setImmediate);
  assert.equal(photo.review?.boxes.length, 0, 'both boxes are at the left');
  assert.equal(photo.review?.canUndo, false);
  const stored = kept.get(photo.shot?.id ?? '')?.shot.review.corrections.region;
  assert.deepEqual(stored?.corners[0], [50, 0]);
  assert.deepEqual(stored?.corners[2], [100, 200]);
});

test('the picture is closed after it was counted, when the detector fails, and when the person has left', async () => {
  const counted = makePicture();
  const { session } = makeSession();
  await session.count(session.begin(file, { fromCamera: false }), counted);
  assert.ok(counted.isClosed, 'counted');

  for (const broken of ['whenReady', 'detect']) {
    const picture = makePicture();
    const failing = makeSession({ [broken]: () => Promise.reject(new Error('lost')) });
    await assert.rejects(failing.session.count(failing.session.begin(file, { fromCamera: false }), picture));
    assert.ok(picture.isClosed, `${broken} failed`);
  }

  const picture = makePicture();
  const leaving = makeSession({ whenReady: async () => leaving.session.close() });
  await leaving.session.count(leaving.session.begin(file, { fromCamera: false }), picture);
  assert.ok(picture.isClosed, 'left');
});

test('if the person leaves while a photo is decoded, the picture is closed and not returned', async () => {
  const { session } = makeSession();
  const photo = session.begin(file, { fromCamera: false });
  const decoding = session.decode(photo);
  session.close();
  assert.equal(await decoding, null);
  assert.ok(decoded.isClosed);
});

test('a photo that is left while it is counted is neither shown nor stored', async () => {
  const { session, log } = makeSession({
    detect: async () => {
      session.close();
      return detections(2);
    },
  });
  await countOne(session);
  assert.deepEqual(log, ['opened', 'closed']);
});

test('a correction is stored, but selecting is not', async () => {
  const { session, log, kept } = makeSession();
  const photo = await countOne(session);
  log.length = 0;
  session.corrected(photo);
  assert.deepEqual(log, []);
  photo.review?.select('m0');
  photo.review?.remove();
  session.corrected(photo);
  assert.deepEqual(log, ['keep', 'changing'], 'not called stored before it is');
  await new Promise(setImmediate);
  assert.deepEqual(log, ['keep', 'changing', 'changed']);
  const id = photo.shot?.id ?? '';
  assert.deepEqual(kept.get(id)?.shot.review.corrections.removed, [0]);
  assert.equal(kept.get(id)?.picture.photo, file, 'the picture stays');
});

test('the name of a gap is stored, though nothing else has changed', async () => {
  const { session, log, kept } = makeSession();
  const photo = await countOne(session);
  const { review } = photo;
  assert.ok(review);
  const gap = /** @type {const} */ ([40, 10, 50, 20]);
  review.correct({ ...review.shot.corrections, gaps: { accepted: [[...gap]], dismissed: [] } });
  session.corrected(photo);
  log.length = 0;
  review.select(review.gaps[0]?.key ?? null);
  review.nameGap({ name: 'Moka' });
  session.corrected(photo);
  assert.deepEqual(log, ['keep', 'changing']);
  const { gapNames } = kept.get(photo.shot?.id ?? '')?.shot.review ?? {};
  assert.deepEqual(gapNames, [{ box: gap, name: 'Moka' }]);
});

test('a correction made before the photo was first stored is stored with it', async () => {
  const { session, kept } = makeSession();
  const photo = session.begin(file, { fromCamera: false });
  await session.count(photo, makePicture());
  photo.review?.select('m0');
  photo.review?.remove();
  session.corrected(photo);
  await new Promise(setImmediate);
  const stored = kept.get(photo.shot?.id ?? '');
  assert.deepEqual(stored?.shot.review.corrections.removed, [0]);
  assert.equal(stored?.picture.photo, file);
});

test('a photo that belongs to no audit is discarded when it is left, and its lock released', async () => {
  const { session, log, held } = makeSession();
  await countOne(session);
  session.close();
  assert.deepEqual(log.slice(-2), ['discard', 'closed']);
  assert.equal(held.size, 0);
  assert.equal(session.current, null);
});

test('a photo of an audit is not discarded, and gets a thumbnail', async () => {
  const { session, log, kept } = makeSession();
  const photo = await countOne(session);
  await session.fileUnder('a1');
  session.close();
  assert.ok(!log.includes('discard'));
  const stored = kept.get(photo.shot?.id ?? '');
  assert.equal(stored?.shot.auditId, 'a1');
  assert.equal(await stored?.picture.thumbnail?.text(), 'small');
});

test('a photo without a thumbnail is stored nevertheless', async () => {
  const { session, kept } = makeSession({
    archive: { makeThumbnail: () => Promise.reject(new Error('unreadable')) },
  });
  const photo = await countOne(session);
  await assert.rejects(session.fileUnder('a1'), /unreadable/);
  assert.equal(kept.get(photo.shot?.id ?? '')?.shot.auditId, 'a1');
});

test('what is left out is stored as a correction, and told to the view', async () => {
  const { session, log, kept } = makeSession();
  const photo = await countOne(session);
  log.length = 0;
  const region = /** @type {[number, number, number, number]} */ ([0, 0, 50, 50]);
  session.leaveOut([{ isSame: false, region, otherRegion: region, counted: null }]);
  assert.deepEqual(log, ['keep', 'changing', 'corrected']);
  assert.deepEqual(kept.get(photo.shot?.id ?? '')?.shot.review.corrections.removed, [0, 1]);
  assert.equal(photo.review?.canUndo, true);
});

test('a fingerprint is kept with the photo, and stored with its next change, or at once in an audit', async () => {
  const { session, kept } = makeSession();
  const photo = await countOne(session);
  const id = photo.shot?.id ?? '';
  const fingerprint = fingerprintOf({ width: 1, height: 1, grey: Uint8Array.of(7) }, null);
  session.keepFingerprint(photo, fingerprint);
  await session.fileUnder('a1');
  assert.deepEqual(kept.get(id)?.shot.fingerprint, fingerprint);
  session.keepFingerprint(photo, { ...fingerprint, sha256: 'a' });
  assert.equal(kept.get(id)?.shot.fingerprint?.sha256, 'a');
  session.close();
  session.keepFingerprint(photo, fingerprint);
  assert.equal(kept.get(id)?.shot.fingerprint?.sha256, 'a', 'another tab may have opened it since');
});

test('what waits for a photo is done before it is closed', async () => {
  const { session, log, kept } = makeSession();
  const photo = await countOne(session);
  photo.beforeClose = () => session.fileUnder('a1');
  session.close();
  assert.ok(!log.includes('discard'));
  assert.equal(kept.get(photo.shot?.id ?? '')?.shot.auditId, 'a1');
});

test('opening another photo closes the previous one', async () => {
  const { session, log } = makeSession();
  await countOne(session);
  log.length = 0;
  session.begin(file, { fromCamera: false });
  assert.deepEqual(log, ['discard', 'closed', 'opened']);
});

test('a photo that was left a moment ago can be opened again, with its corrections', async () => {
  const { session, log } = makeSession();
  const photo = await countOne(session);
  photo.review?.select('m0');
  photo.review?.remove();
  session.corrected(photo);
  session.close();
  log.length = 0;
  const again = session.adopt(await session.find(photo.shot?.id ?? ''));
  assert.deepEqual(log, ['restore', 'opened']);
  assert.equal(again.review?.boxes.length, 1);
});

/** @param {string} code */
const isPhotoError = (code) => (/** @type {unknown} */ error) =>
  error instanceof PhotoError && error.code === code;

test('a photo that cannot be opened is an error with a code, and is not locked', async () => {
  const { session, kept, held } = makeSession();
  const photo = await countOne(session);
  const id = photo.shot?.id ?? '';
  await assert.rejects(session.find(id), isPhotoError('open-elsewhere'), 'this tab has it open');
  session.close();
  await assert.rejects(session.find('none'), isPhotoError('photo-gone'));
  const stored = kept.get(id);
  if (stored) stored.picture = { photo: null, thumbnail: null };
  await assert.rejects(session.find(id), isPhotoError('photo-missing'));
  assert.equal(held.size, 0);
});

test('failures to lock or discard a photo are reported, and it is stored nevertheless', async () => {
  const { session, log } = makeSession({
    archive: {
      hold: () => Promise.reject(new Error('no locks')),
      discard: () => Promise.reject(new Error('disk')),
    },
  });
  await countOne(session);
  session.close();
  await new Promise(setImmediate);
  assert.deepEqual(log, [
    'opened',
    'counted',
    'failed: no locks',
    'keep',
    'stored',
    'closed',
    'failed: disk',
  ]);
});
