/**
 * Imports exported audits. An existing audit is never overwritten: an identical one is skipped, and a different one with
 * the same id is added as a copy.
 *
 * @typedef {import('../../audits/parse.js').ParsedAudit} ParsedAudit
 * @typedef {import('../../audits/store.js').AuditStore} AuditStore
 * @typedef {import('../../audits/record.js').Picture} Picture
 * @typedef {{ added: number, beside: number, known: number, photosMissing: number }} ImportResult numbers
 *   of audits: added, added beside a different one with the same id, skipped as known; and of photos missing in the file
 */
import { AuditError } from '../../audits/errors.js';
import { JSON_FILE } from '../../audits/json.js';
import { parseExport } from '../../audits/parse.js';
import { ArchiveReader } from '../../export/zip.js';
import { makeThumbnail } from '../../photo/jpeg.js';

const MAX_JSON_BYTES = 200e6;

/**
 * @param {Blob} file a zip or the JSON of one
 * @param {AuditStore} store
 * @returns {Promise<ImportResult>}
 * @throws {AuditError} 'import-unreadable', 'import-foreign', 'import-newer', 'import-damaged', 'storage-full'; audits
 *   that were added before the failure are kept, each of them complete.
 * @throws {import('../../export/errors.js').ArchiveError} 'import-unreadable'.
 */
export async function importFile(file, store) {
  const isZip = (await file.slice(0, 2).text()) === 'PK';
  const zip = isZip ? await ArchiveReader.open(file) : null;
  const parsed = parseExport(await readJson(file, zip));
  const here = await store.list();
  const result = { added: 0, beside: 0, known: 0, photosMissing: 0 };
  for (const each of parsed) {
    const same = here.filter(({ audit }) => audit.id === each.audit.id || audit.copyOf === each.audit.id);
    if (same.some((known) => isSameContent(known, each))) {
      result.known += 1;
      continue;
    }
    const shots = each.shots.map(({ shot, photo }) => ({
      shot,
      read: async () => {
        const picture = await readPicture(zip, photo);
        if (!picture.photo) result.photosMissing += 1;
        return picture;
      },
    }));
    const isBeside = await add(store, each.audit, shots, same.length > 0);
    if (isBeside) result.beside += 1;
    else result.added += 1;
    here.push({ audit: each.audit, shots: each.shots.map(({ shot }) => shot) });
  }
  return result;
}

/**
 * @param {AuditStore} store
 * @param {ParsedAudit['audit']} audit
 * @param {{ shot: import('../../audits/record.js').Shot, read: () => Promise<Picture> }[]} shots
 * @param {boolean} isTaken whether another audit here has this id
 * @returns {Promise<boolean>} Whether it was added beside another audit.
 */
async function add(store, audit, shots, isTaken) {
  if (!isTaken) {
    try {
      await store.addAudit(audit, shots);
      return false;
    } catch (error) {
      // The id is in use: by a deleted audit that can still be restored, or by a photo of another audit.
      const cause = error instanceof AuditError ? error.cause : null;
      if (!(cause instanceof DOMException && cause.name === 'ConstraintError')) throw error;
    }
  }
  const id = crypto.randomUUID();
  const own = shots.map(({ shot, read }) => ({
    shot: { ...shot, id: crypto.randomUUID(), auditId: id },
    read,
  }));
  await store.addAudit({ ...audit, id, copyOf: audit.id }, own);
  return isTaken;
}

/**
 * @param {Blob} file
 * @param {ArchiveReader | null} zip
 * @returns {Promise<unknown>}
 */
async function readJson(file, zip) {
  if (!zip && file.size > MAX_JSON_BYTES) throw new AuditError('import-unreadable');
  const json = zip ? await zip.read(pathOf(zip, JSON_FILE)) : file;
  if (!json) throw new AuditError('import-foreign');
  try {
    return JSON.parse(await json.text());
  } catch (error) {
    throw new AuditError('import-unreadable', { cause: error });
  }
}

/**
 * @param {ArchiveReader} zip
 * @param {string} path in an export
 * @returns {string} The path in this zip. Unpacking and packing an export again often adds a folder around all files.
 */
const pathOf = (zip, path) => zip.paths.find((each) => each === path || each.endsWith(`/${path}`)) ?? path;

/**
 * @param {ArchiveReader | null} zip
 * @param {string | null} path
 * @returns {Promise<Picture>} Without a photo if the archive has none that can be decoded.
 */
async function readPicture(zip, path) {
  const content = zip && path ? await zip.read(pathOf(zip, path)) : null;
  if (!content) return { photo: null, thumbnail: null };
  const photo = content.slice(0, content.size, 'image/jpeg');
  try {
    return { photo, thumbnail: await makeThumbnail(photo) };
  } catch {
    return { photo: null, thumbnail: null }; // the counts are imported even without the picture
  }
}

/**
 * @param {import('../../audits/store.js').AuditWithShots} known
 * @param {ParsedAudit} other
 */
function isSameContent(known, other) {
  const shots = other.shots.map(({ shot }) => shot);
  return fingerprint(known.audit, known.shots) === fingerprint(other.audit, shots);
}

/**
 * The content of an audit, for comparison: without ids, which differ in a copy, and without the models' terms, which
 * older records lack.
 *
 * @param {import('../../audits/record.js').Audit} audit
 * @param {import('../../audits/record.js').Shot[]} shots
 */
function fingerprint({ store, place, note, created }, shots) {
  const content = shots.map(({ taken, review: { model, ...review } }) =>
    JSON.stringify([taken, model.name, model.version, sorted(review)]),
  );
  return JSON.stringify([store, place, note, created, content.sort()]);
}

/**
 * @param {unknown} value
 * @returns {unknown} The same value with sorted keys in all objects.
 */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
