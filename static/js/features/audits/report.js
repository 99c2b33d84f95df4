/**
 * Makes the report of a visit, one photo after the other: the page as it is shown here, and as a file that needs nothing else.
 *
 * @typedef {import('../../audits/store.js').AuditWithShots} AuditWithShots
 * @typedef {import('../../audits/record.js').Shot} Shot
 * @typedef {import('./report-facts.js').PhotoFacts} PhotoFacts
 * @typedef {import('./report-html.js').ReportPictures} ReportPictures
 *
 * @typedef {object} ReportSource where photos are read
 * @property {(shotId: string) => Promise<Blob | null>} readPhoto
 * @property {(shotId: string) => Promise<Blob | null>} readThumbnail
 *
 * @typedef {{ body: import('./report-markup.js').Markup, file: File }} Report
 */
import { categoriesOf } from '../../audits/record.js';
import { seenStock, shownOf } from '../../audits/stock-seen.js';
import { fileName, localDay } from '../../export/file-names.js';
import { markedJpeg } from '../../export/marked-photo.js';
import { language, messages } from '../../messages.js';
import { notesOf } from '../../photo/notes.js';
import { turnedPhoto } from '../../photo/turned-photo.js';
import { listsOf } from '../../products/share.js';
import { reportContent } from './report-content.js';
import { earlierVisit, photoFacts } from './report-facts.js';
import { reportBody, reportDocument } from './report-html.js';
import { selfContained } from './report-markup.js';
import { soldOut } from './sold-out.js';

const SMALL = { longSide: 360, quality: 0.8 };
const FULL = { longSide: 1600, quality: 0.75 };

/**
 * @param {AuditWithShots} visit
 * @param {AuditWithShots[]} all all visits, among which the earlier one is
 * @param {object} options
 * @param {ReportSource} options.source
 * @param {import('../../brands/list.js').Brand[]} options.brands of the person's list
 * @param {import('../../products/list.js').Product[]} options.products of the catalogue, with deleted ones
 * @param {(done: number, total: number) => void} options.onProgress in photos
 * @param {AbortSignal} options.signal
 * @returns {Promise<Report>}
 * @throws {DOMException} AbortError
 * @throws {import('../../audits/errors.js').AuditError} 'storage-failed' and so on
 */
export async function makeReport(visit, all, { source, brands, products, onProgress, signal }) {
  const now = Date.now();
  const { audit, shots } = visit;
  const before = earlierVisit(audit, all);
  const total = shots.length + (before?.shots.length ?? 0);
  let done = 0;
  /** @type {ReportPictures} */
  const pictures = { small: new Map(), full: new Map(), unshown: new Set() };
  const step = async (
    /** @type {Shot} */ shot,
    /** @type {number} */ index,
    /** @type {boolean} */ isNow,
  ) => {
    signal.throwIfAborted();
    await addPictures(pictures, shot, { source, isNow });
    onProgress(++done, total);
    return photoFacts(shot, index + 1);
  };
  onProgress(0, total);
  const photos = [];
  for (const [index, shot] of shots.entries()) photos.push(await step(shot, index, true));
  const then = [];
  for (const [index, shot] of (before?.shots ?? []).entries()) then.push(await step(shot, index, false));
  const earlier = before && { audit: before.audit, photos: then };
  const stock = seenOn(audit, photos, listsOf(brands, products));
  const out = soldOut(stock, shots, categoriesOf(audit));
  const unsure = stock.filter((item) => shownOf(item).state === 'unsure');
  const absent = absentOf(photos, pictures);
  const known = { brands, products, out, unsure };
  const content = reportContent({ audit, photos, earlier, absent, ...known }, messages);
  const body = reportBody(content, pictures, messages, now);
  const title = [messages.report.title(content.store), localDay(audit.created)].join(', ');
  const page = await reportDocument(body, { title, language });
  const name = [messages.report.fileName, fileName(audit.store), localDay(audit.created)]
    .filter(Boolean)
    .join('-');
  const file = new File(await selfContained(page, signal), `${name}.html`, { type: 'text/html' });
  signal.throwIfAborted();
  return { body, file };
}

/** @param {import('../../audits/record.js').Audit} audit @param {PhotoFacts[]} photos @param {import('./report-share.js').Lists} lists */
function seenOn(audit, photos, lists) {
  const names = new Map(categoriesOf(audit).map(({ id, name }) => [id, name]));
  const seen = photos.map(({ shot, state, parts }) => ({
    category: names.get(shot.categoryId ?? '') ?? '',
    parts: state === 'counted' ? parts : null,
  }));
  return seenStock(audit.stock ?? [], seen, lists);
}

/**
 * @param {ReportPictures} pictures to which those of the photo are added
 * @param {Shot} shot
 * @param {{ source: ReportSource, isNow: boolean }} options `isNow`: also the larger one
 */
async function addPictures(pictures, shot, { source, isNow }) {
  const { id, review, turn } = shot;
  const { places } = notesOf(shot);
  const stored = isNow ? await source.readPhoto(id).catch(() => null) : null; // it is said that it is not here
  const thumbnail = await source.readThumbnail(id).catch(() => null);
  const draw = (/** @type {Blob} */ photo, /** @type {typeof SMALL} */ size) =>
    markedJpeg(photo, review, { ...size, places }).catch(() => null); // it is said that it cannot be shown
  const photo = stored && (await turnedPhoto(stored, turn).catch(() => null));
  const full = photo && (await draw(photo, FULL));
  if (full) pictures.full.set(id, full);
  const from = thumbnail ?? photo;
  const small = from && (await draw(from, SMALL));
  if (small) pictures.small.set(id, small);
  else if (stored || thumbnail) pictures.unshown.add(id);
}

/** @param {PhotoFacts[]} photos @param {ReportPictures} pictures @returns {{ missing: number[], unshown: number[] }} numbers of photos */
function absentOf(photos, { small, unshown }) {
  const absent = photos.filter(({ shot }) => !small.has(shot.id));
  const numbersOf = (/** @type {PhotoFacts[]} */ those) => those.map(({ number }) => number);
  return {
    missing: numbersOf(absent.filter(({ shot }) => !unshown.has(shot.id))),
    unshown: numbersOf(absent.filter(({ shot }) => unshown.has(shot.id))),
  };
}
