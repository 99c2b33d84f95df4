/**
 * The stores that a person visits. Pure functions.
 *
 * @typedef {object} Store
 * @property {string} id of the office; empty: it has none
 * @property {string} name
 * @property {string} address may be empty
 * @property {number} [latitude] degrees; it and `longitude` are there together
 * @property {number} [longitude]
 * @property {string[]} [categories] what a visit goes through there
 *
 * @typedef {{ imported: number, stores: Store[] }} StoreList `imported`: when the last file came in, milliseconds since 1970
 * @typedef {import('./table.js').Remark} Remark
 */
import { CATEGORY_LIMITS, keyOf } from '../audits/checklist.js';
import { LIMITS } from '../audits/record.js';
import { readTable } from './table.js';

/** The names of the columns in four languages, without spaces, accents and capitals. */
const WORDS = {
  id: 'id storeid storenumber storeno storecode number no nr code outlet outletid marktid marktnr marktnummer filialnr filialnummer nummer kundennr kundennummer idtienda codigo codigotienda numero numerotienda idloja codigoloja numeroloja'.split(
    ' ',
  ),
  name: 'name store storename shop shopname outletname markt marktname filiale filialname laden geschaft tienda nombre nombretienda loja nome nomeloja'.split(
    ' ',
  ),
  address:
    'address street postcode zip zipcode city town adresse anschrift strasse plz ort stadt direccion calle codigopostal ciudad endereco rua cep cidade'.split(
      ' ',
    ),
  latitude: 'latitude lat breite breitengrad latitud'.split(' '),
  longitude: 'longitude lng lon long lange langengrad longitud'.split(' '),
  categories: 'categories category kategorien kategorie warengruppen warengruppe categorias categoria'.split(
    ' ',
  ),
};

/**
 * @param {string} text of a CSV file
 * @returns {{ stores: Store[], left: Remark[], notes: Remark[] }} `left`: lines that were left out; `notes`: what else was not
 *   understood
 * @throws {import('./errors.js').ListError}
 */
export function parseStores(text) {
  const { lines, left } = readTable(text, WORDS, ['name']);
  /** @type {Remark[]} */
  const notes = [];
  /** @type {Map<string, Store>} */
  const found = new Map();
  for (const { line, cells } of lines) {
    const { id = '', name = '', address = '' } = cells;
    /** @type {Store} */
    const store = { id, name, address };
    const leave = (/** @type {Remark['reason']} */ reason) =>
      left.push({ line, reason, text: (name || id || address).slice(0, 60) });
    if (!name) leave('no-name');
    else if (isTooLong(store)) leave('too-long');
    else if (found.has(keyOfStore(store))) leave('double');
    else {
      const position = positionOf(cells);
      if (!position)
        notes.push({ line, reason: 'position', text: `${cells.latitude ?? ''} / ${cells.longitude ?? ''}` });
      const categories = categoriesIn(cells.categories ?? '');
      found.set(keyOfStore(store), {
        ...store,
        ...position,
        ...(categories.length > 0 ? { categories } : {}),
      });
    }
  }
  return { stores: [...found.values()], left: left.sort((a, b) => a.line - b.line), notes };
}

/**
 * @param {Store[]} known
 * @param {Store[]} incoming none twice
 * @returns {{ stores: Store[], added: number, updated: number, same: number }} By id; a store without one by its name and address,
 *   or by its name alone where no other has it. What is not in the file stays.
 */
export function mergeStores(known, incoming) {
  const stores = [...known];
  const places = new Map(known.map((store, index) => [keyOfStore(store), index]));
  const byName = indexByName(known);
  const inFile = indexByName(incoming);
  const sums = { added: 0, updated: 0, same: 0 };
  /** @type {Set<number>} */
  const taken = new Set();
  for (const store of incoming) {
    const name = keyOf(store.name);
    const alone =
      byName.get(name)?.length === 1 && inFile.get(name)?.length === 1 ? byName.get(name)?.[0] : undefined;
    const isAlone = alone !== undefined && (!store.id || !known[alone].id);
    const at = places.get(keyOfStore(store)) ?? (isAlone ? alone : undefined);
    if (at === undefined || taken.has(at)) {
      stores.push(store);
      sums.added += 1;
      continue;
    }
    taken.add(at);
    const merged = { ...store, id: store.id || known[at].id };
    const isSame = JSON.stringify(ordered(merged)) === JSON.stringify(ordered(known[at]));
    sums[isSame ? 'same' : 'updated'] += 1;
    stores[at] = merged;
  }
  return { stores, ...sums };
}

/** @param {Pick<Store, 'id' | 'name' | 'address'>} store @returns {string} by which two records are of the same store */
export const keyOfStore = ({ id, name, address }) =>
  id ? `id ${id}` : `name ${keyOf(name)} ${keyOf(address)}`;

/** @param {unknown} value as it was stored @returns {StoreList} */
export function asStoreList(value) {
  const list = /** @type {StoreList | undefined} */ (value);
  return list && Array.isArray(list.stores) ? list : { imported: 0, stores: [] };
}

/** What to fill in: the columns, and a line as an example. @param {string[]} example name, address and categories of a store */
export const storesTemplate = ([name, address, categories]) => [
  ['id', 'name', 'address', 'latitude', 'longitude', 'categories'],
  ['0047', name, address, '52.5200', '13.4050', categories],
];

/** @param {Store[]} stores */
function indexByName(stores) {
  /** @type {Map<string, number[]>} */
  const index = new Map();
  stores.forEach(({ name }, at) => {
    const key = keyOf(name);
    index.set(key, [...(index.get(key) ?? []), at]);
  });
  return index;
}

/** @param {Store} store */
const ordered = ({ id, name, address, latitude, longitude, categories }) => [
  ...[id, name, address, latitude, longitude, categories],
];

/** @param {Store} store */
const isTooLong = ({ id, name, address }) =>
  id.length > LIMITS.storeId || name.length > LIMITS.store || address.length > LIMITS.address;

/**
 * @param {Record<string, string>} cells
 * @returns {{ latitude: number, longitude: number } | {} | null} null: what stands there is no position
 */
function positionOf({ latitude = '', longitude = '' }) {
  if (!latitude && !longitude) return {};
  const [lat, lng] = [degrees(latitude, 90), degrees(longitude, 180)];
  return lat === null || lng === null ? null : { latitude: lat, longitude: lng };
}

/** @param {string} text with a decimal point or comma @param {number} most */
function degrees(text, most) {
  if (!/^[+-]?\d{1,3}([.,]\d+)?$/.test(text)) return null;
  const value = Number(text.replace(',', '.'));
  return Math.abs(value) <= most ? value : null;
}

/** @param {string} text names with `|` or `;` between them */
function categoriesIn(text) {
  const names = text.split(/[|;]/).map((name) => name.trim().slice(0, CATEGORY_LIMITS.name));
  const byKey = new Map(names.filter(Boolean).map((name) => [keyOf(name), name]));
  return [...byKey.values()].slice(0, CATEGORY_LIMITS.count);
}
