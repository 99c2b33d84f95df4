/**
 * Reads the JSON of an export (json.js). It may come from anyone, so every value is checked, and unknown ones are left out.
 *
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('./record.js').Shot} Shot
 * @typedef {import('./record.js').Box} Box
 * @typedef {import('./record.js').ReviewedShot} ReviewedShot
 * @typedef {{ audit: Audit, shots: { shot: Shot, photo: string | null, number: number }[] }} ParsedAudit `photo` is its
 *   path in the zip, `number` its place in the exported audit, from 1
 * @typedef {{ brands: Set<string>, products: Set<string> }} Known ids of those in the file
 * @typedef {(error: AuditError, store: string, number: number | null) => void} OnDamaged what was left out: a photo of the
 *   store's audit, or all of that audit (null)
 */
import { isCertainty } from '../models/card.js';
import { asFingerprint } from '../photo/fingerprint.js';
import { GAP_NAME_LIMITS } from '../photo/gap-names.js';
import { asQuality } from '../photo/quality.js';
import { isConvex } from '../photo/region.js';
import { asTexture } from '../photo/texture.js';
import { productsIn } from '../products/parse.js';
import { offsetIn } from '../toolkit/iso-time.js';
import { AuditError } from './errors.js';
import { FORMAT, FORMAT_VERSION } from './json.js';
import { parseBrands, parseNames } from './parse-brands.js';
import { parseFacts, parseNotes } from './parse-notes.js';
import { parseUncounted, parseVisit } from './parse-visit.js';
import { cleanDetails } from './record.js';
import { damaged, identity, list, number, object, text, time, whole } from './values.js';

const MAX = {
  audits: 10_000,
  shots: 10_000,
  boxes: 20_000,
  labels: 5000,
  pixels: 65_535,
  terms: 2000,
};

/** @type {OnDamaged} */
const refuseAll = (error) => {
  throw error;
};

/**
 * @param {unknown} value Parsed JSON.
 * @param {OnDamaged} [onDamaged] What is whole comes in, what is not is told here; without it nothing comes in.
 * @returns {ParsedAudit[]}
 * @throws {AuditError} 'import-foreign', 'import-newer', 'import-damaged' (with the place in the file as its detail).
 */
export function parseExport(value, onDamaged = refuseAll) {
  const file = /** @type {Record<string, unknown>} */ (value);
  if (typeof file !== 'object' || file === null || file.format !== FORMAT) {
    throw new AuditError('import-foreign');
  }
  if (typeof file.version !== 'number') throw damaged('version');
  if (file.version > FORMAT_VERSION) throw new AuditError('import-newer');
  const store = (/** @type {unknown} */ audit) => {
    const named = typeof audit === 'object' && audit !== null && 'store' in audit ? audit.store : '';
    return typeof named === 'string' ? cleanDetails({ store: named, place: '', note: '' }).store : '';
  };
  const known = {
    brands: new Set(parseBrands(file.brands).map(({ id }) => id)),
    products: new Set(productsIn(file.products).map(({ id }) => id)),
  };
  const parse = (/** @type {unknown} */ audit, /** @type {string} */ place) =>
    whatIsWhole(
      () => parseAudit(audit, place, known, (error, number) => onDamaged(error, store(audit), number)),
      (error) => onDamaged(error, store(audit), null),
    );
  return list(file.audits, 'audits', MAX.audits, parse).flat();
}

/**
 * @template T
 * @param {() => T} parse
 * @param {(error: AuditError) => void} onDamaged
 * @returns {T[]} one or none
 */
function whatIsWhole(parse, onDamaged) {
  try {
    return [parse()];
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    onDamaged(error);
    return [];
  }
}

/**
 * @param {unknown} value
 * @param {string} place
 * @param {Known} known
 * @param {(error: AuditError, number: number) => void} onDamaged
 * @returns {ParsedAudit}
 */
function parseAudit(value, place, known, onDamaged) {
  const item = object(value, place);
  const id = identity(item.id, `${place}.id`);
  const details = cleanDetails({
    store: text(item.store, `${place}.store`, Infinity),
    place: text(item.place, `${place}.place`, Infinity),
    note: text(item.note, `${place}.note`, Infinity),
  });
  const audit = {
    id,
    ...details,
    ...parseVisit(item, place),
    ...parseFacts(item, place),
    created: time(item.created, `${place}.created`),
    changed: time(item.changed, `${place}.changed`),
    deleted: null,
    copyOf: null,
  };
  let number = 0;
  const ids = new Set();
  const shots = list(item.shots, `${place}.shots`, MAX.shots, (value, at) => {
    number += 1;
    const parse = () => {
      const parsed = parseShot(value, at, id, known);
      if (ids.has(parsed.shot.id)) throw damaged(`${place}.shots`);
      ids.add(parsed.shot.id);
      return { ...parsed, number };
    };
    return whatIsWhole(parse, (error) => onDamaged(error, number));
  }).flat();
  return { audit, shots };
}

/** @param {unknown} value @param {string} place @param {string} auditId @param {Known} known */
function parseShot(value, place, auditId, known) {
  const item = object(value, place);
  const id = identity(item.id, `${place}.id`);
  const photo = item.photo === null ? null : text(item.photo, `${place}.photo`);
  const taken = time(item.taken, `${place}.taken`);
  // Older files have neither of these. A fingerprint that cannot be read is made anew.
  const counted = item.counted === undefined ? taken : time(item.counted, `${place}.counted`);
  const offsets = offsetsIn(item);
  const [fingerprint, quality] = [asFingerprint(item.fingerprint), asQuality(item.quality)];
  const counts = parseReview(item, place);
  const review = { ...counts, ...parseNames(item, place, counts, known) };
  const shot = {
    ...{ id, auditId, taken, deleted: null, review },
    ...(counted === taken ? {} : { counted }),
    ...parseUncounted(item.uncounted, `${place}.uncounted`, counted ?? taken),
    ...(typeof item.categoryId === 'string' && item.categoryId ? { categoryId: item.categoryId } : {}),
    ...(item.clock === 'file' ? { clock: /** @type {const} */ ('file') } : {}),
    ...(offsets ? { offsets } : {}),
    ...(fingerprint ? { fingerprint } : {}),
    ...(quality ? { quality } : {}),
    ...parseNotes(item, place),
  };
  return { shot, photo };
}

/** @param {Record<string, unknown>} item whose times were read @returns {Shot['offsets'] | null} null: older files have times in UTC */
function offsetsIn(item) {
  const taken = offsetIn(String(item.taken));
  return taken === null ? null : { taken, counted: offsetIn(String(item.counted)) ?? taken };
}

/** @param {Record<string, unknown>} item @param {string} place @returns {ReviewedShot} */
function parseReview(item, place) {
  const width = number(item.width, `${place}.width`, 1, MAX.pixels);
  const height = number(item.height, `${place}.height`, 1, MAX.pixels);
  const labels = list(item.labels, `${place}.labels`, MAX.labels, (label, at) => text(label, at));
  if (labels.length === 0 || new Set(labels).size !== labels.length) throw damaged(`${place}.labels`);
  const label = (/** @type {unknown} */ index, /** @type {string} */ at) =>
    whole(index, at, labels.length - 1);
  const box = (/** @type {unknown} */ edges, /** @type {string} */ at) => parseBox(edges, at, width, height);
  const boxes = (/** @type {unknown} */ all, /** @type {string} */ at) => list(all, at, MAX.boxes, box);

  const machine = list(item.machine, `${place}.machine`, MAX.boxes, (each, at) => {
    const found = object(each, at);
    return {
      box: box(found.box, `${at}.box`),
      score: number(found.score, `${at}.score`, 0, 1),
      label: label(found.label, `${at}.label`),
    };
  });
  const machineIndex = (/** @type {unknown} */ index, /** @type {string} */ at) =>
    whole(index, at, machine.length - 1);

  const at = `${place}.corrections`;
  const corrections = object(item.corrections, at);
  const gaps = object(corrections.gaps, `${at}.gaps`);
  const added = list(corrections.added, `${at}.added`, MAX.boxes, (each, where) => {
    const own = object(each, where);
    const id = text(own.id, `${where}.id`);
    // The form that review/corrections.js gives them: 'm' and a number would be taken for a box of the machine.
    if (!/^a\d{1,9}$/.test(id)) throw damaged(`${where}.id`);
    const added = { id, box: box(own.box, `${where}.box`), label: label(own.label, `${where}.label`) };
    if (own.replaces === undefined) return added;
    return { ...added, replaces: machineIndex(own.replaces, `${where}.replaces`) };
  });
  if (new Set(added.map(({ id }) => id)).size !== added.length) throw damaged(`${at}.added`);
  const confirmed = list(corrections.confirmed ?? [], `${at}.confirmed`, MAX.boxes, machineIndex);
  const texture = asTexture(item.texture); // without it, or with one that cannot be read, gaps follow from the boxes alone
  const region = parseRegion(corrections.region ?? null, `${at}.region`, width, height);
  return {
    width,
    height,
    threshold: number(item.threshold, `${place}.threshold`, 0, 1),
    labels,
    machine,
    corrections: {
      removed: list(corrections.removed, `${at}.removed`, MAX.boxes, machineIndex),
      moved: Object.fromEntries(
        Object.entries(object(corrections.moved, `${at}.moved`)).map(([key, edges]) => [
          machineIndex(Number(key), `${at}.moved`),
          box(edges, `${at}.moved.${key}`),
        ]),
      ),
      added,
      gaps: {
        accepted: boxes(gaps.accepted, `${at}.gaps.accepted`),
        dismissed: boxes(gaps.dismissed, `${at}.gaps.dismissed`),
      },
      ...(confirmed.length > 0 ? { confirmed } : {}),
      ...(corrections.complete === true ? { complete: true } : {}),
      ...(corrections.askedFar === true ? { askedFar: true } : {}),
      ...(region ? { region } : {}),
    },
    model: parseModel(item.model, `${place}.model`),
    ...parseCertainty(item.certainty ?? null, `${place}.certainty`),
    ...(texture ? { texture } : {}),
    ...parseGapNames(item.gapNames, `${place}.gapNames`, box),
  };
}

/**
 * @param {unknown} value
 * @param {string} place
 * @param {(edges: unknown, at: string) => Box} box
 * @returns {Pick<ReviewedShot, 'gapNames'>} Older records have none.
 */
function parseGapNames(value, place, box) {
  if (value === undefined) return {};
  const gapNames = list(value, place, GAP_NAME_LIMITS.count, (each, at) => {
    const { itemId, ...own } = object(each, at);
    const name = text(own.name, `${at}.name`, GAP_NAME_LIMITS.name);
    if (!name) throw damaged(`${at}.name`);
    const named = { box: box(own.box, `${at}.box`), name };
    return itemId === undefined
      ? named
      : { ...named, itemId: text(itemId, `${at}.itemId`, GAP_NAME_LIMITS.itemId) };
  });
  return { gapNames };
}

/** @param {unknown} value @param {string} place @returns {ReviewedShot['model']} */
function parseModel(value, place) {
  const item = object(value, place);
  const model = { name: text(item.name, `${place}.name`), version: text(item.version, `${place}.version`) };
  if (item.licence === undefined) return model; // earlier records do not say
  const licence = object(item.licence, `${place}.licence`);
  const terms = (/** @type {'weights' | 'data'} */ of) =>
    text(licence[of], `${place}.licence.${of}`, MAX.terms);
  const read = { weights: terms('weights'), data: terms('data') };
  const { commercialUse } = licence;
  if (commercialUse === undefined) return { ...model, licence: read };
  if (commercialUse !== null && typeof commercialUse !== 'boolean')
    throw damaged(`${place}.licence.commercialUse`);
  return { ...model, licence: { ...read, commercialUse } };
}

/** @param {unknown} value @param {string} place @returns {Pick<ReviewedShot, 'certainty'>} */
function parseCertainty(value, place) {
  if (value === null) return {}; // earlier records, and models whose card does not say
  const { offset, slope, missed, spread } = object(value, place);
  const certainty = /** @type {NonNullable<ReviewedShot['certainty']>} */ ({ offset, slope, missed, spread });
  if (!isCertainty(certainty)) throw damaged(place);
  return { certainty };
}

/**
 * @param {unknown} value
 * @param {string} place
 * @param {number} width
 * @param {number} height
 * @returns {Box} It may reach out of the photo a little, as detections do, but not lie outside.
 */
function parseBox(value, place, width, height) {
  const edges = list(value, place, 4, (edge, at) => number(edge, at, -MAX.pixels, 2 * MAX.pixels));
  const [left, top, right, bottom] = edges;
  if (edges.length !== 4 || !(left < right && top < bottom)) throw damaged(place);
  if (left >= width || top >= height || right <= 0 || bottom <= 0) throw damaged(place);
  return [left, top, right, bottom];
}

/**
 * @param {unknown} value
 * @param {string} place
 * @param {number} width
 * @param {number} height
 * @returns {import('../photo/region.js').Region | null} null: everything counts, as in older records
 */
function parseRegion(value, place, width, height) {
  if (value === null) return null;
  const corners = list(object(value, place).corners, `${place}.corners`, 4, (corner, at) => {
    const [x, y] = list(corner, at, 2, (each) => each);
    /** @type {import('../photo/region.js').Corner} */
    const parsed = [number(x, at, 0, width), number(y, at, 0, height)];
    return parsed;
  });
  if (corners.length !== 4 || !isConvex(corners)) throw damaged(`${place}.corners`);
  return { corners };
}
