/**
 * Makes the archive of an export: tables, machine-readable data, the photos with and without boxes, and a README that
 * explains the files and states the detector's terms of use.
 *
 * @typedef {import('../../audits/store.js').AuditWithShots} AuditWithShots
 * @typedef {Pick<import('../../audits/reader.js').AuditReader, 'listPhotos' | 'readPhoto'>} Photos
 * @typedef {import('../../models/card.js').ModelCard} ModelCard
 * @typedef {import('./export-plan.js').PlannedAudit} PlannedAudit
 * @typedef {{ zip: File, loose: File[], undrawn: number }} Export `loose` are the tables and the marked photos, for phones
 *   that share no zip files; `undrawn`: photos that are in it without boxes, since this browser cannot decode them
 */
import { AuditError } from '../../audits/errors.js';
import { JSON_FILE, toJson } from '../../audits/json.js';
import { toCsv } from '../../export/csv.js';
import { markedJpeg } from '../../export/marked-photo.js';
import { ArchiveWriter } from '../../export/zip.js';
import { messages } from '../../messages.js';
import { uprightJpeg } from '../../photo/jpeg.js';
import { standingOf } from '../../photo/shelves.js';
import { turnedPhoto } from '../../photo/turned-photo.js';
import { auditsToCoco } from './export-coco.js';
import { exportName, modelsOf, planExport } from './export-plan.js';
import { auditTables, MAIN_TABLE } from './export-tables.js';
import { countWords } from './words.js';

/**
 * @param {AuditWithShots[]} audits
 * @param {Photos} photos
 * @param {object} options
 * @param {ModelCard | null} options.card of the model in use, which has the terms for older photos that it counted
 * @param {(done: number, total: number) => void} options.onProgress in photos
 * @param {AbortSignal} options.signal
 * @returns {Promise<Export>}
 * @throws {AuditError} 'export-failed', 'storage-failed' and so on.
 * @throws {import('../../export/errors.js').ArchiveError} 'export-failed'.
 * @throws {DOMException} AbortError.
 */
export async function makeExport(audits, photos, { card, onProgress, signal }) {
  const now = Date.now();
  const stored = await photos.listPhotos();
  const plan = planExport(audits, { hasPhoto: (id) => stored.has(id), card });
  const archive = new ArchiveWriter();
  // The photos first: what is written about them says which could be drawn.
  const marked = [];
  let undrawn = 0;
  const shots = plan.flatMap((audit) => audit.shots);
  onProgress(0, shots.length);
  for (const [index, planned] of shots.entries()) {
    const { shot, counts, shelves, ...paths } = planned;
    signal.throwIfAborted();
    if (paths.photo && paths.marked) {
      const stored = await photos.readPhoto(shot.id);
      if (!stored) throw new AuditError('export-failed', { detail: shot.id }); // another tab has just removed it
      const photo = await made(() => turnedPhoto(stored, shot.turn), shot.id);
      // One that this browser cannot decode is exported as it is: another one may.
      const upright = await uprightJpeg(photo).catch(() => photo);
      await archive.add(paths.photo, upright, shot.taken);
      const { products, missing } = counts;
      const unchecked = shelves.unchecked.length;
      const caption = countWords({ products, facings: standingOf(shelves).facings, missing, unchecked });
      const picture = await markedJpeg(photo, shot.review, caption).catch(() => null);
      if (picture) {
        const { start, end } = await archive.add(paths.marked, picture, shot.taken);
        marked.push({ file: paths.marked.replace('marked/', ''), start, end });
      } else {
        planned.marked = null;
        undrawn += 1;
      }
    }
    onProgress(index + 1, shots.length);
  }
  const tables = auditTables.fill(plan).map(({ name, cells }) => ({ name, csv: toCsv(cells) }));
  for (const { name, csv } of tables) await archive.add(`${name}.csv`, csv, now);
  const json = toJson({ audits: plan, models: modelsOf(plan) }, now);
  await archive.add(JSON_FILE, JSON.stringify(json, null, 1), now);
  await archive.add('coco.json', JSON.stringify(auditsToCoco(plan, now)), now);
  await archive.add('README.txt', readme(plan).replaceAll('\n', '\r\n'), now);
  const zip = await archive.finish();
  const name = exportName(
    audits.map(({ audit }) => audit),
    now,
  );
  const looseTables = tables.map(({ name: table, csv }) => {
    const file = table === MAIN_TABLE ? `${name}.csv` : `${name}-${table}.csv`;
    return new File([csv], file, { type: 'text/csv' });
  });
  // Slices of the archive rather than copies, so that no picture is in memory twice.
  const loosePictures = marked.map(
    ({ file, start, end }) => new File([zip.slice(start, end)], file, { type: 'image/jpeg' }),
  );
  return {
    zip: new File([zip], `${name}.zip`, { type: zip.type }),
    loose: [...looseTables, ...loosePictures],
    undrawn,
  };
}

/** @param {PlannedAudit[]} plan */
function readme(plan) {
  const { weights, data } = messages.models;
  const terms = modelsOf(plan).flatMap(({ name, version, licence }) =>
    licence ? `${name} ${version}\n${weights}: ${licence.weights}\n${data}: ${licence.data}\n` : [],
  );
  return [messages.audits.exportReadme, ...terms].join('\n');
}

/**
 * @param {() => Promise<Blob>} make
 * @param {string} shotId
 * @returns {Promise<Blob>}
 * @throws {AuditError} 'export-failed'.
 */
async function made(make, shotId) {
  try {
    return await make();
  } catch (error) {
    throw new AuditError('export-failed', { detail: shotId, cause: error });
  }
}
