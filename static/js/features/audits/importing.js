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
 * @typedef {Pick<import('../contract.js').Services, 'brands' | 'products'>} Catalogue
 * @typedef {{ brandIdOf: (id: string) => string | null, productIdOf: (id: string) => string | null }} Ids another id of a brand or a
 *   product; null: there is no such one
 * @typedef {{ shot: Shot, read: () => Promise<Picture>, onRefused: () => void }} Incoming
 */
import { AuditError } from '../../audits/errors.js';
import { holdImport } from '../../audits/lock.js';
import { recognisedWithIds, withIds, withNames, withRecognised } from '../../photo/names.js';
import { codeOf } from '../../toolkit/coded-error.js';
import { readExports } from './import-file.js';
import { ImportReport } from './import-report.js';
import { isSameContent, sameShotIn } from './same-content.js';

/**
 * @param {Blob} file a zip or the JSON of one
 * @param {AuditStore} store
 * @param {Catalogue} catalogue the person's, to which brands and products of the file are added that it lacks
 * @param {(done: number, total: number) => void} [onProgress] in photos
 * @returns {Promise<ImportResult>} `problem` says why it ended early; audits that were added before are kept.
 * @throws {AuditError} 'import-unreadable', 'import-foreign', 'import-newer', 'import-damaged', 'import-running',
 *   'storage-failed' and so on: nothing was taken from the file.
 * @throws {import('../../export/errors.js').ArchiveError} 'import-unreadable'.
 */
export async function importFile(file, store, catalogue, onProgress = () => {}) {
  const release = await holdImport();
  if (!release) throw new AuditError('import-running');
  const report = new ImportReport();
  try {
    const audits = await withIdsOfHere(await readExports(file, report), catalogue);
    const { brands, products } = catalogue;
    const known = new Set(brands.list.map(({ id }) => id));
    const ids = {
      brandIdOf: (/** @type {string} */ id) => (known.has(id) ? id : null),
      productIdOf: (/** @type {string} */ id) => products.find(id)?.id ?? null,
    };
    // What has the name of a brand or product that is gone is unnamed, and was exported as such.
    const here = [...(await store.list()), ...(await store.listCutOff())].map(({ audit, shots }) => ({
      audit,
      shots: shots.map((shot) => withNamesOf(shot, ids)),
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
 * @param {Catalogue} here
 * @returns {Promise<import('./import-file.js').ExportedAudit[]>} the same with the ids that brands and products have on this device
 */
async function withIdsOfHere(audits, here) {
  /** @type {Map<unknown, Ids>} */
  const byFile = new Map();
  await Promise.all([here.brands.load(), here.products.load()]);
  for (const { catalogue } of audits) {
    if (byFile.has(catalogue)) continue;
    const brands = await joined(here.brands, catalogue.brands);
    const products =
      catalogue.products.length > 0 ? await here.products.join(catalogue.products, brands) : new Map();
    byFile.set(catalogue, {
      brandIdOf: (id) => brands.get(id) ?? null,
      productIdOf: (id) => products.get(id) ?? null,
    });
  }
  return audits.map(({ parsed, ...rest }) => {
    const ids = /** @type {Ids} */ (byFile.get(rest.catalogue));
    const shots = parsed.shots.map((each) => ({ ...each, shot: withNamesOf(each.shot, ids) }));
    return { parsed: { ...parsed, shots }, ...rest };
  });
}

/** @param {Catalogue['brands']} here @param {import('../../brands/list.js').Brand[]} others @returns {Promise<Map<string, string>>} */
const joined = async (here, others) => (others.length > 0 ? here.join(others) : new Map());

/** @param {Shot} shot @param {Ids} ids @returns {Shot} */
function withNamesOf(shot, { brandIdOf, productIdOf }) {
  const { names, recognised } = shot.review;
  const named = withNames(shot.review, withIds(names, brandIdOf, productIdOf));
  return { ...shot, review: withRecognised(named, recognisedWithIds(recognised, productIdOf)) };
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
