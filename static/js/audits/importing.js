/**
 * Brings exported audits back. One that is here already is never written over: the same content is left out, another
 * content under the same id is put beside it.
 *
 * @typedef {import('./export/parse.js').ParsedAudit} ParsedAudit
 * @typedef {import('./store.js').AuditStore} AuditStore
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {{ added: number, beside: number, known: number, photosMissing: number }} ImportResult audits that were
 *   added, added beside a different one of the same id, left out because they are here; photos that were not in the file
 */
import { AuditError } from './errors.js';
import { parseExport } from './export/parse.js';
import { ZipReader } from './export/zip.js';
import { JSON_FILE } from './exporting.js';
import { makeThumbnail } from './pictures.js';

const MOST_JSON_BYTES = 200e6;

/**
 * @param {Blob} file a zip or the JSON of one
 * @param {AuditStore} store
 * @returns {Promise<ImportResult>}
 * @throws {AuditError} 'import-unreadable', 'import-foreign', 'import-newer', 'import-damaged', 'storage-full'; audits
 *   that were added before the failure stay, each of them whole.
 */
export async function importFile(file, store) {
  const isZip = (await file.slice(0, 2).text()) === 'PK';
  const zip = isZip ? await ZipReader.open(file) : null;
  const parsed = parseExport(await readJson(file, zip));
  const here = await store.list();
  const result = { added: 0, beside: 0, known: 0, photosMissing: 0 };
  for (const each of parsed) {
    const same = here.filter(({ audit }) => audit.id === each.audit.id || audit.copyOf === each.audit.id);
    if (same.some((known) => isSameContent(known, each))) {
      result.known += 1;
      continue;
    }
    const shots = [];
    for (const { shot, photo } of each.shots) {
      const picture = await readPicture(zip, photo);
      if (!picture.photo) result.photosMissing += 1;
      shots.push({ shot, picture });
    }
    const isBeside = await addAnew(store, each.audit, shots, same.length > 0);
    if (isBeside) result.beside += 1;
    else result.added += 1;
    here.push({ audit: each.audit, shots: each.shots.map(({ shot }) => shot) });
  }
  return result;
}

/**
 * @param {AuditStore} store
 * @param {ParsedAudit['audit']} audit
 * @param {{ shot: import('./record.js').Shot, picture: Picture }[]} shots
 * @param {boolean} isTaken whether the id is that of another audit here
 * @returns {Promise<boolean>} Whether it was put beside another.
 */
async function addAnew(store, audit, shots, isTaken) {
  if (!isTaken) {
    try {
      await store.addAudit(audit, shots);
      return false;
    } catch (error) {
      // An id that is in use after all: of a deleted audit that can still be brought back, or a photo of another.
      const cause = error instanceof AuditError ? error.cause : null;
      if (!(cause instanceof DOMException && cause.name === 'ConstraintError')) throw error;
    }
  }
  const id = crypto.randomUUID();
  const own = shots.map(({ shot, picture }) => ({
    shot: { ...shot, id: crypto.randomUUID(), auditId: id },
    picture,
  }));
  await store.addAudit({ ...audit, id, copyOf: audit.id }, own);
  return isTaken;
}

/**
 * @param {Blob} file
 * @param {ZipReader | null} zip
 * @returns {Promise<unknown>}
 */
async function readJson(file, zip) {
  if (!zip && file.size > MOST_JSON_BYTES) throw new AuditError('import-unreadable');
  const bytes = zip ? await zip.read(pathOf(zip, JSON_FILE)) : await file.arrayBuffer();
  if (!bytes) throw new AuditError('import-foreign');
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new AuditError('import-unreadable', { cause: error });
  }
}

/**
 * @param {ZipReader} zip
 * @param {string} path in an export
 * @returns {string} The same in a zip that was unpacked and packed again, which often puts a folder around all.
 */
const pathOf = (zip, path) => zip.paths.find((each) => each === path || each.endsWith(`/${path}`)) ?? path;

/**
 * @param {ZipReader | null} zip
 * @param {string | null} path
 * @returns {Promise<Picture>} Without a photo where the file has none that can be shown.
 */
async function readPicture(zip, path) {
  const bytes = zip && path ? await zip.read(pathOf(zip, path)) : null;
  if (!bytes) return { photo: null, thumbnail: null };
  const photo = new Blob([bytes], { type: 'image/jpeg' });
  try {
    return { photo, thumbnail: await makeThumbnail(photo) };
  } catch {
    return { photo: null, thumbnail: null }; // no picture: the counts are worth keeping all the same
  }
}

/**
 * @param {import('./store.js').AuditWithShots} known
 * @param {ParsedAudit} other
 */
function isSameContent(known, other) {
  const shots = other.shots.map(({ shot }) => shot);
  return fingerprint(known.audit, known.shots) === fingerprint(other.audit, shots);
}

/**
 * All that a person would call the audit's content; not its ids, which a copy has of its own.
 *
 * @param {import('./record.js').Audit} audit
 * @param {import('./record.js').Shot[]} shots
 */
function fingerprint({ store, place, note, created }, shots) {
  const content = shots.map(({ taken, review }) => JSON.stringify([taken, sorted(review)])).sort();
  return JSON.stringify([store, place, note, created, content]);
}

/**
 * @param {unknown} value
 * @returns {unknown} The same with the keys of its objects in order.
 */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
