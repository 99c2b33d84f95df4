/**
 * Reads the audits of an exported file, and each of its photos when it is asked for.
 *
 * @typedef {import('../../audits/parse.js').ParsedAudit} ParsedAudit
 * @typedef {import('../../audits/record.js').Picture} Picture
 * @typedef {import('./import-report.js').ImportReport} ImportReport
 * @typedef {(path: string | null, shotId: string, leaveOut: (why: 'missing' | 'damaged') => void) => Promise<Picture>} ReadPhoto
 * @typedef {{ brands: import('../../brands/list.js').Brand[], products: import('../../products/list.js').Product[] }} Catalogue
 * @typedef {{ parsed: ParsedAudit, readPhoto: ReadPhoto, catalogue: Catalogue }} ExportedAudit `catalogue`: that of its file
 * @typedef {import('../../export/archive-paths.js').ArchivePaths<import('@zip.js/zip.js').FileEntry>} Paths
 */
import { AuditError } from '../../audits/errors.js';
import { JSON_FILE } from '../../audits/json.js';
import { parseExport } from '../../audits/parse.js';
import { parseBrands } from '../../audits/parse-brands.js';
import { ArchiveReader } from '../../export/unzip.js';
import { makeThumbnail } from '../../photo/jpeg.js';
import { productsIn } from '../../products/parse.js';
import { codeOf } from '../../toolkit/coded-error.js';

const MAX_JSON_BYTES = 200e6;

/** @type {ReadPhoto} */
const withoutPhotos = async (_path, _shotId, leaveOut) => {
  leaveOut('missing');
  return { photo: null, thumbnail: null };
};

/**
 * @param {Blob} file a zip or the JSON of one
 * @param {ImportReport} report told of what makes no sense and is left out
 * @returns {Promise<ExportedAudit[]>}
 * @throws {AuditError} 'import-unreadable', 'import-foreign', 'import-newer', 'import-damaged': nothing can be taken from it.
 * @throws {import('../../export/errors.js').ArchiveError} 'import-unreadable'.
 */
export async function readExports(file, report) {
  const isZip = (await file.slice(0, 2).text()) === 'PK';
  if (!isZip) {
    if (file.size > MAX_JSON_BYTES) throw new AuditError('import-unreadable');
    return auditsOf(await file.text(), withoutPhotos, report);
  }
  const zip = await ArchiveReader.open(file);
  const folders = zip.foldersWith(JSON_FILE);
  if (folders.length === 0) throw new AuditError('import-foreign');
  const audits = [];
  /** @type {unknown[]} */
  const damages = [];
  for (const folder of folders) {
    const json = folder.find(JSON_FILE);
    try {
      const text = json ? await (await zip.read(json)).text() : '';
      audits.push(...auditsOf(text, photosIn(zip, folder), report));
    } catch (error) {
      if (codeOf(error) === null) throw error;
      // The other exports of the archive come in.
      damages.push(error);
      report.leaveOut('broken', json?.filename ?? JSON_FILE, null);
    }
  }
  if (audits.length === 0 && damages.length > 0) throw damages[0];
  return audits;
}

/** @param {string} json @param {ReadPhoto} readPhoto @param {ImportReport} report */
function auditsOf(json, readPhoto, report) {
  /** @type {AuditError | null} */
  let damage = null;
  const content = asJson(json);
  const parsed = parseExport(content, (error, store, number) => {
    damage = error;
    report.leaveOut('broken', store, number);
  });
  if (parsed.length === 0 && damage) throw damage;
  const { brands, products } = /** @type {Record<string, unknown>} */ (content);
  const catalogue = { brands: parseBrands(brands), products: productsIn(products) };
  return parsed.map((each) => ({ parsed: each, readPhoto, catalogue }));
}

/** @param {string} text @returns {unknown} */
function asJson(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AuditError('import-unreadable', { cause: error });
  }
}

/**
 * @param {ArchiveReader} zip
 * @param {Paths} folder
 * @returns {ReadPhoto}
 */
function photosIn(zip, folder) {
  /** @type {Map<unknown, string>} */
  const takenBy = new Map();
  return async (path, shotId, leaveOut) => {
    const none = { photo: null, thumbnail: null };
    const entry = path === null ? null : folder.find(path);
    // No two photos of an export are one file: a small archive with thousands of them would fill the device.
    if (!entry || (takenBy.get(entry) ?? shotId) !== shotId) {
      leaveOut('missing');
      return none;
    }
    takenBy.set(entry, shotId);
    const content = await zip.read(entry).catch(() => null); // its name is told
    if (!content?.size) {
      leaveOut('damaged');
      return none;
    }
    const photo = content.slice(0, content.size, 'image/jpeg');
    // A whole photo is kept, even if this browser cannot show it: another one may.
    const thumbnail = await makeThumbnail(photo).catch(() => null);
    return { photo, thumbnail };
  };
}
