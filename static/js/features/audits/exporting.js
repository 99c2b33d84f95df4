/**
 * Makes the archive of an export: tables, machine-readable data, the photos with and without boxes, and a README that
 * explains the files and states the detector's terms of use.
 *
 * @typedef {import('../../audits/store.js').AuditWithShots} AuditWithShots
 * @typedef {Pick<import('../../audits/reader.js').AuditReader, 'listPhotos' | 'readPhoto'>} Photos
 * @typedef {import('../../models/card.js').ModelCard} ModelCard
 * @typedef {import('./export-plan.js').PlannedAudit} PlannedAudit
 * @typedef {import('./export-photos.js').WrittenPhoto} WrittenPhoto
 * @typedef {import('../../languages/photo-names.js').NamedPhotos} NamedPhotos
 *
 * @typedef {object} Export
 * @property {File} zip
 * @property {() => Promise<File[]>} parts makes the zip anew as several, of which each can be shared and imported: all have
 *   every number, and the photos are divided among them
 * @property {File[]} loose the tables and the marked photos, for phones that share no zip files
 * @property {number} undrawn photos that are in it as they are stored and without boxes, since this browser cannot decode them
 * @property {NamedPhotos[]} missing photos that are not in it: their files are not here or cannot be read
 */
import { JSON_FILE, toJson } from '../../audits/json.js';
import { csvRuleOf, toCsv } from '../../export/csv.js';
import { inParts, MOST } from '../../export/in-parts.js';
import { toXlsx } from '../../export/xlsx.js';
import { ArchiveWriter } from '../../export/zip.js';
import { language, messages } from '../../messages.js';
import { auditsToCoco } from './export-coco.js';
import { addPhotos } from './export-photos.js';
import { exportName, modelsOf, planExport } from './export-plan.js';
import { productSums } from './export-products.js';
import { auditTables, MAIN_TABLE } from './export-tables.js';
import { stockIn } from './stock-table.js';

/**
 * @param {AuditWithShots[]} audits
 * @param {Photos} photos
 * @param {object} options
 * @param {ModelCard | null} options.card of the model in use, which has the terms for older photos that it counted
 * @param {import('../../brands/list.js').Brand[]} options.brands the person's list
 * @param {import('../../products/list.js').Product[]} options.products the catalogue, with deleted products
 * @param {AuditWithShots[]} [options.all] all visits, with earlier ones of which each is compared
 * @param {(done: number, total: number) => void} options.onProgress in photos
 * @param {AbortSignal} options.signal
 * @returns {Promise<Export>}
 * @throws {import('../../audits/errors.js').AuditError} 'storage-failed' and so on.
 * @throws {import('../../export/errors.js').ArchiveError} 'export-failed'.
 * @throws {DOMException} AbortError.
 */
export async function makeExport(audits, photos, { card, brands, products, all, onProgress, signal }) {
  const now = Date.now();
  const stored = await photos.listPhotos();
  const plan = planExport(audits, { hasPhoto: (id) => stored.has(id), card, brands, products, all });
  const archive = new ArchiveWriter();
  // The photos first: what is written about them says which are there.
  const { written, undrawn } = await addPhotos(archive, plan, { photos, onProgress, signal });
  const tables = auditTables.fill(plan);
  const rule = csvRuleOf(language);
  const sheets = tables.map(({ name, cells }) => ({
    name,
    csv: toCsv(cells, rule),
    isEmpty: cells.length < 2,
  }));
  const numbers = [
    ...sheets.map(({ name, csv }) => ({ path: `${name}.csv`, content: csv })),
    { path: `${MAIN_TABLE}.xlsx`, content: await toXlsx(tables) },
    {
      path: JSON_FILE,
      content: JSON.stringify(
        toJson({ audits: plan.map(withSums), models: modelsOf(plan), brands, products }, now),
        null,
        1,
      ),
    },
  ];
  /** @param {ArchiveWriter} into @param {PlannedAudit[]} plan with the photos that are in it @param {string} [part] */
  const finish = async (into, plan, part = '') => {
    const coco = { path: 'coco.json', content: JSON.stringify(auditsToCoco(plan, now)) };
    const about = { path: 'README.txt', content: readme(plan, part).replaceAll('\n', '\r\n') };
    for (const { path, content } of [...numbers, coco, about]) await into.add(path, content, now);
    return into.finish();
  };
  const zip = await finish(archive, plan);
  const name = exportName(
    audits.map(({ audit }) => audit),
    now,
  );
  const filled = sheets.filter(({ name: table, isEmpty }) => table === MAIN_TABLE || !isEmpty);
  const looseTables = filled.map(({ name: table, csv }) => {
    const file = table === MAIN_TABLE ? `${name}.csv` : `${name}-${table}.csv`;
    return new File([csv], file, { type: 'text/csv' });
  });
  // Slices of the archive rather than copies, so that no picture is in memory twice. Without the workbook: Chrome shares none.
  const loosePictures = written.flatMap(({ marked }) =>
    marked
      ? new File([zip.slice(marked.start, marked.end)], baseOf(marked.path), { type: 'image/jpeg' })
      : [],
  );
  return {
    zip: new File([zip], `${name}.zip`, { type: zip.type }),
    parts: () => divide({ zip, written, plan, name, now, finish }),
    loose: [...looseTables, ...loosePictures],
    undrawn,
    missing: missingIn(plan),
  };
}

/**
 * @param {object} made
 * @param {Blob} made.zip
 * @param {WrittenPhoto[]} made.written where the photos lie in it
 * @param {PlannedAudit[]} made.plan
 * @param {string} made.name of the file, without an ending
 * @param {number} made.now
 * @param {(archive: ArchiveWriter, plan: PlannedAudit[], part: string) => Promise<Blob>} made.finish
 * @returns {Promise<File[]>}
 */
async function divide({ zip, written, plan, name, now, finish }) {
  const bytesOf = (/** @type {WrittenPhoto} */ { files }) =>
    files.reduce((sum, { start, end }) => sum + end - start, 0);
  const others = zip.size - written.reduce((sum, each) => sum + bytesOf(each), 0); // in each of them again
  const bytes = Math.max(1, MOST.bytes - others);
  const parts = inParts(written, bytesOf, { files: Number.POSITIVE_INFINITY, bytes });
  const made = [];
  for (const [index, part] of parts.entries()) {
    const archive = new ArchiveWriter();
    for (const { path, start, end, time } of part.flatMap(({ files }) => files)) {
      await archive.add(path, zip.slice(start, end), time);
    }
    const here = new Set(part.map(({ shotId }) => shotId));
    const own = plan.map(({ shots, ...rest }) => ({
      ...rest,
      shots: shots.map((each) => (here.has(each.shot.id) ? each : { ...each, photo: null, marked: null })),
    }));
    const blob = await finish(archive, own, messages.audits.exportReadmePart(index + 1, parts.length));
    made.push(
      new File([blob], `${name}-${index + 1}of${parts.length}.zip`, { type: blob.type, lastModified: now }),
    );
  }
  return made;
}

/** @param {PlannedAudit} planned */
const withSums = (planned) => ({
  ...planned,
  stock: stockIn(planned),
  byProduct: productSums(planned),
});

/** @param {PlannedAudit[]} plan @returns {NamedPhotos[]} */
const missingIn = (plan) =>
  plan.flatMap(({ audit: { store }, shots }) => {
    const numbers = shots.filter(({ photo }) => !photo).map(({ number }) => number);
    return numbers.length > 0 ? [{ store, numbers }] : [];
  });

/** @param {string} path */
const baseOf = (path) => path.slice(path.lastIndexOf('/') + 1);

/** @param {PlannedAudit[]} plan @param {string} part says which part of the export it lies in; empty: it is whole */
function readme(plan, part) {
  const { weights, data } = messages.models;
  const terms = modelsOf(plan).flatMap(({ name, version, licence }) =>
    licence ? `${name} ${version}\n${weights}: ${licence.weights}\n${data}: ${licence.data}\n` : [],
  );
  return [...(part ? [`${part}\n`] : []), messages.audits.exportReadme, ...terms].join('\n');
}
