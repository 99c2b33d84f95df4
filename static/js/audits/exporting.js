/**
 * Makes the one zip of an export. What is in it, a README beside the files says to whoever opens it.
 *
 * @typedef {import('./store.js').AuditWithShots} AuditWithShots
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {{ zip: File, loose: File[] }} Export `loose` are the table and the marked photos, for phones that share no
 *   zip files
 */
import { messages } from '../messages.js';
import { AuditError } from './errors.js';
import { toCoco } from './export/coco.js';
import { toJson } from './export/json.js';
import { exportName, planExport } from './export/plan.js';
import { countsTable } from './export/table.js';
import { ZipWriter } from './export/zip.js';
import { markedJpeg, uprightJpeg } from './pictures.js';

export const JSON_FILE = 'audits.json';

/**
 * @param {AuditWithShots[]} audits
 * @param {(shotId: string) => Promise<Picture>} readPicture
 * @param {{ onProgress: (done: number, total: number) => void, signal: AbortSignal }} options in photos
 * @returns {Promise<Export>}
 * @throws {AuditError} 'export-too-large', 'export-failed', 'storage-failed'.
 * @throws {DOMException} AbortError.
 */
export async function makeExport(audits, readPicture, { onProgress, signal }) {
  const now = Date.now();
  const pictures = new Map();
  for (const { shots } of audits) {
    for (const { id } of shots) pictures.set(id, (await readPicture(id)).photo);
  }
  const plan = planExport(audits, (id) => Boolean(pictures.get(id)));
  const planned = plan.flatMap(({ shots }) => shots);

  const zip = new ZipWriter();
  /** @type {File[]} */
  const loose = [];
  const table = countsTable(plan);
  await zip.add('counts.csv', table, now);
  await zip.add(JSON_FILE, JSON.stringify(toJson(plan, now), null, 1), now);
  await zip.add('coco.json', JSON.stringify(toCoco(plan, now)), now);
  await zip.add('README.txt', messages.audits.exportReadme.replaceAll('\n', '\r\n'), now);
  const name = exportName(
    audits.map(({ audit }) => audit),
    now,
  );
  loose.push(new File([table], `${name}.csv`, { type: 'text/csv' }));

  onProgress(0, planned.length);
  for (const [index, { shot, counts, photo, marked }] of planned.entries()) {
    signal.throwIfAborted();
    if (photo && marked) {
      const content = pictures.get(shot.id);
      await zip.add(photo, await upright(content), shot.taken);
      const picture = await markedJpeg(content, shot.review, messages.audits.counts(counts));
      await zip.add(marked, picture, shot.taken);
      loose.push(new File([picture], marked.replace('marked/', ''), { type: 'image/jpeg' }));
    }
    onProgress(index + 1, planned.length);
  }
  return { zip: new File([zip.finish()], `${name}.zip`, { type: 'application/zip' }), loose };
}

/** @param {Blob} photo */
async function upright(photo) {
  try {
    return await uprightJpeg(photo);
  } catch (error) {
    throw new AuditError('export-failed', { cause: error });
  }
}
