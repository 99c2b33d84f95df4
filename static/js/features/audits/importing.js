/**
 * Imports exported audits, photo after photo, so that memory holds no more than one. An existing audit is never
 * overwritten: an identical one gets the photos that it lacks, and a different one with the same id is added as a copy.
 *
 * @typedef {import('../../audits/parse.js').ParsedAudit} ParsedAudit
 * @typedef {import('../../audits/store.js').AuditStore} AuditStore
 * @typedef {import('../../audits/store.js').AuditWithShots} AuditWithShots
 * @typedef {import('../../audits/record.js').Shot} Shot
 * @typedef {import('../../audits/record.js').Picture} Picture
 * @typedef {import('./import-report.js').ImportResult} ImportResult
 * @typedef {import('../../brands/service.js').BrandService} BrandService
 * @typedef {{ shot: Shot, read: () => Promise<Picture>, onRefused: () => void }} Incoming
 */
import { AuditError } from '../../audits/errors.js';
import { holdImport } from '../../audits/lock.js';
import { withIds, withNames } from '../../photo/names.js';
import { codeOf } from '../../toolkit/coded-error.js';
import { readExports } from './import-file.js';
import { ImportReport } from './import-report.js';
import { isSameContent, sameShotIn } from './same-content.js';

/**
 * @param {Blob} file a zip or the JSON of one
 * @param {AuditStore} store
 * @param {BrandService} brands the person's list, to which those of the file are added that it lacks
 * @param {(done: number, total: number) => void} [onProgress] in photos
 * @returns {Promise<ImportResult>} `problem` says why it ended early; audits that were added before are kept.
 * @throws {AuditError} 'import-unreadable', 'import-foreign', 'import-newer', 'import-damaged', 'import-running',
 *   'storage-failed' and so on: nothing was taken from the file.
 * @throws {import('../../export/errors.js').ArchiveError} 'import-unreadable'.
 */
export async function importFile(file, store, brands, onProgress = () => {}) {
  const release = await holdImport();
  if (!release) throw new AuditError('import-running');
  const report = new ImportReport();
  try {
    const audits = await withBrandsOfHere(await readExports(file, report), brands);
    const known = new Set(brands.list.map(({ id }) => id));
    // What has the name of a brand that is gone is unnamed, and was exported as such.
    const here = [...(await store.list()), ...(await store.listCutOff())].map(({ audit, shots }) => ({
      audit,
      shots: shots.map((shot) => withNamesOf(shot, (brand) => (known.has(brand) ? brand : null))),
    }));
    const total = audits.reduce((sum, { parsed }) => sum + parsed.shots.length, 0);
    let done = 0;
    onProgress(done, total);
    for (const { parsed, readPhoto } of audits) {
      const { store: name } = parsed.audit;
      const shots = parsed.shots.map(({ shot, photo, number }) => ({
        shot,
        read: async () => {
          const picture = await readPhoto(photo, shot.id, (why) => report.leaveOut(why, name, number));
          onProgress(++done, total);
          return picture;
        },
        onRefused: () => report.leaveOut('refused', name, number),
      }));
      await take(store, parsed.audit, shots, here, report);
      here.push({ audit: parsed.audit, shots: parsed.shots.map(({ shot }) => shot) });
    }
    return report.result;
  } catch (error) {
    if (report.isEmpty) throw error;
    return { ...report.result, problem: codeOf(error) ?? 'unknown' };
  } finally {
    release();
  }
}

/**
 * @param {import('./import-file.js').ExportedAudit[]} audits
 * @param {BrandService} brands
 * @returns {Promise<import('./import-file.js').ExportedAudit[]>} the same with the ids that brands have on this device
 */
async function withBrandsOfHere(audits, brands) {
  /** @type {Map<unknown, Map<string, string>>} */
  const byFile = new Map();
  for (const { brands: own } of audits)
    if (own.length > 0 && !byFile.has(own)) byFile.set(own, await brands.join(own));
  return audits.map(({ parsed, ...rest }) => {
    const ids = byFile.get(rest.brands);
    const shots = parsed.shots.map((each) => ({
      ...each,
      shot: withNamesOf(each.shot, (brand) => ids?.get(brand) ?? null),
    }));
    return { parsed: { ...parsed, shots }, ...rest };
  });
}

/** @param {Shot} shot @param {(brand: string) => string | null} idOf null: the box is unnamed @returns {Shot} */
function withNamesOf(shot, idOf) {
  const names = withIds(shot.review.names, idOf);
  return { ...shot, review: withNames(shot.review, names) };
}

/**
 * @param {AuditStore} store
 * @param {ParsedAudit['audit']} audit
 * @param {Incoming[]} shots
 * @param {AuditWithShots[]} here what is stored, also of an import that was cut off
 * @param {ImportReport} report
 */
async function take(store, audit, shots, here, report) {
  const related = here.filter((each) => each.audit.id === audit.id || each.audit.copyOf === audit.id);
  const other = { audit, shots: shots.map(({ shot }) => shot) };
  const same = related.filter((known) => isSameContent(known, other));
  // Photos are filled in wherever they belong: the details of an audit may have been changed here since.
  for (const known of related) await fillIn(store, known, shots, report);
  const cutOff = same.find((known) => known.audit.incoming);
  if (cutOff) {
    await store.finishImport(cutOff.audit.id);
    report.added += 1;
  } else if (same.length > 0) report.known += 1;
  else if (await add(store, audit, shots, related.length > 0)) report.beside += 1;
  else report.added += 1;
}

/**
 * Stores the photos that an audit here lacks and the file has.
 *
 * @param {AuditStore} store
 * @param {AuditWithShots} known
 * @param {Incoming[]} shots
 * @param {ImportReport} report
 */
async function fillIn(store, known, shots, report) {
  const stored = new Set(await store.listPhotos());
  const lacking = known.shots.filter(({ id }) => !stored.has(id));
  for (const { shot, read, onRefused } of shots) {
    const place = sameShotIn(lacking, shot);
    if (!place) continue;
    lacking.splice(lacking.indexOf(place), 1);
    const picture = await read();
    if (!picture.photo) continue;
    const isStored = await store.fillIn(place.id, picture).catch(orRefused);
    if (!isStored) onRefused();
    else if (!known.audit.incoming) report.filled += 1;
  }
}

/** @param {unknown} error @returns {false} */
function orRefused(error) {
  if (codeOf(error) === 'storage-full') return false;
  throw error;
}

/**
 * @param {AuditStore} store
 * @param {ParsedAudit['audit']} audit
 * @param {Incoming[]} shots
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
  const own = shots.map(({ shot, ...rest }) => ({
    shot: { ...shot, id: crypto.randomUUID(), auditId: id },
    ...rest,
  }));
  await store.addAudit({ ...audit, id, copyOf: audit.id }, own);
  return isTaken;
}
