/**
 * The photos of an export, with and without boxes, one after the other: memory holds one.
 *
 * @typedef {import('../../export/zip.js').ArchiveWriter} ArchiveWriter
 * @typedef {import('./export-plan.js').PlannedAudit} PlannedAudit
 * @typedef {import('./export-plan.js').PlannedShot} PlannedShot
 * @typedef {import('./exporting.js').Photos} Photos
 *
 * @typedef {{ path: string, start: number, end: number, time: number }} WrittenFile where its bytes lie in the archive
 * @typedef {{ shotId: string, files: WrittenFile[], marked: WrittenFile | null }} WrittenPhoto `marked` is one of the files
 */
import { markedJpeg } from '../../export/marked-photo.js';
import { jpegForOthers } from '../../photo/jpeg.js';
import { notesOf } from '../../photo/notes.js';
import { copyOf } from '../../photo/picture.js';
import { standingOf } from '../../photo/shelves.js';
import { turnedPhoto } from '../../photo/turned-photo.js';
import { countWords } from './words.js';

/**
 * @param {ArchiveWriter} archive
 * @param {PlannedAudit[]} plan told of photos that are not there after all
 * @param {{ photos: Photos, onProgress: (done: number, total: number) => void, signal: AbortSignal }} options
 * @returns {Promise<{ written: WrittenPhoto[], undrawn: number }>} `undrawn`: see `Export`
 * @throws {import('../../export/errors.js').ArchiveError} 'export-failed'.
 * @throws {DOMException} AbortError.
 */
export async function addPhotos(archive, plan, { photos, onProgress, signal }) {
  const written = [];
  let undrawn = 0;
  const shots = plan.flatMap((audit) => audit.shots);
  onProgress(0, shots.length);
  for (const [index, planned] of shots.entries()) {
    signal.throwIfAborted();
    const stored = planned.photo ? await readIfThere(photos, planned.shot.id) : null;
    if (stored) {
      const photo = await addPhoto(archive, planned, stored);
      if (!photo.marked) undrawn += 1;
      written.push(photo);
    } else Object.assign(planned, { photo: null, marked: null });
    onProgress(index + 1, shots.length);
  }
  return { written, undrawn };
}

/**
 * @param {Photos} photos
 * @param {string} shotId
 * @returns {Promise<Blob | null>} null: another tab has just removed it, or what is stored cannot be read. It is named, and
 *   keeps no other photo from being exported.
 */
async function readIfThere(photos, shotId) {
  try {
    const stored = await photos.readPhoto(shotId);
    return stored && (await copyOf(stored));
  } catch {
    return null;
  }
}

/** @param {ArchiveWriter} archive @param {PlannedShot} planned @param {Blob} stored @returns {Promise<WrittenPhoto>} */
async function addPhoto(archive, planned, stored) {
  const { shot, counts, shelves } = planned;
  /** @type {WrittenFile[]} */
  const files = [];
  const add = async (/** @type {string | null} */ path, /** @type {Blob} */ content) => {
    const file = {
      path: path ?? '',
      time: shot.taken,
      ...(await archive.add(path ?? '', content, shot.taken)),
    };
    files.push(file);
    return file;
  };
  // One that this browser cannot decode is exported as it is: another one may.
  const photo = await turnedPhoto(stored, shot.turn).catch(() => stored);
  await add(planned.photo, (await jpegForOthers(photo)) ?? photo);
  const { products, missing } = counts;
  const unchecked = shelves.unchecked.length;
  const caption = countWords({ products, facings: standingOf(shelves).facings, missing, unchecked });
  const { places } = notesOf(shot);
  const picture = await markedJpeg(photo, shot.review, { caption, places }).catch(() => null);
  if (!picture) planned.marked = null;
  return { shotId: shot.id, files, marked: picture && (await add(planned.marked, picture)) };
}
