/**
 * The products that must be in stock. Pure functions.
 *
 * @typedef {import('../audits/stock-check.js').ListedItem} ListedItem
 * @typedef {{ imported: number, items: ListedItem[] }} StockList `imported`: when the file came in, milliseconds since 1970
 * @typedef {import('./table.js').Remark} Remark
 */
import { CATEGORY_LIMITS, keyOf } from '../audits/checklist.js';
import { LIMITS } from '../audits/record.js';
import { STOCK_LIMITS } from '../audits/stock-check.js';
import { isGtin } from './gtin.js';
import { readTable } from './table.js';

/** The names of the columns in four languages, without spaces, accents and capitals. */
const WORDS = {
  category: 'category categories kategorie kategorien warengruppe categoria categorias'.split(' '),
  name: 'name product productname item article artikel artikelname produkt produktname bezeichnung nombre producto articulo nome produto artigo'.split(
    ' ',
  ),
  brand: 'brand marke marca'.split(' '),
  gtin: 'gtin ean ean13 upc barcode gtin13 gtin14 strichcode codigodebarras codigobarras'.split(' '),
  facings: 'facings facing expectedfacings sollfacings frentes caras frontales'.split(' '),
  store:
    'storeid store storenumber storeno marktid marktnr marktnummer filialnr filialnummer idtienda codigotienda numerotienda idloja codigoloja numeroloja'.split(
      ' ',
    ),
};

/**
 * @param {string} text of a CSV file
 * @returns {{ items: ListedItem[], left: Remark[], notes: Remark[] }} `left`: lines that were left out; `notes`: what else was not
 *   understood
 * @throws {import('./errors.js').ListError}
 */
export function parseStock(text) {
  const { lines, left } = readTable(text, WORDS, ['category', 'name']);
  /** @type {Remark[]} */
  const notes = [];
  /** @type {Map<string, ListedItem>} */
  const found = new Map();
  for (const { line, cells } of lines) {
    const { category = '', name = '', brand = '', gtin = '', facings = '', store = '' } = cells;
    const leave = (/** @type {Remark['reason']} */ reason) =>
      left.push({ line, reason, text: (name || gtin || category).slice(0, 60) });
    /** @type {ListedItem} */
    const item = {
      id: idOf(cells),
      category,
      name,
      brand,
      gtin,
      facings: facingsOf(facings),
      ...(store ? { storeId: store } : {}),
    };
    const key = `${item.id} ${store}`;
    if (!name) leave('no-name');
    else if (!category) leave('no-category');
    else if (isTooLong(item)) leave('too-long');
    else if (found.has(key)) leave('double');
    else {
      if (gtin && !isGtin(gtin)) notes.push({ line, reason: 'gtin', text: gtin });
      if (facings && item.facings === null) notes.push({ line, reason: 'facings', text: facings });
      found.set(key, item);
    }
  }
  return { items: [...found.values()], left: left.sort((a, b) => a.line - b.line), notes };
}

/** @param {unknown} value as it was stored @returns {StockList} */
export function asStockList(value) {
  const list = /** @type {StockList | undefined} */ (value);
  return list && Array.isArray(list.items) ? list : { imported: 0, items: [] };
}

/** What to fill in: the columns, and a line as an example. @param {string[]} example category, name and brand of a product */
export const stockTemplate = ([category, name, brand]) => [
  ['category', 'name', 'brand', 'gtin', 'facings', 'store id'],
  [category, name, brand, '04006381333931', '2', ''],
];

/** By which a product is the same in the next list. @param {Record<string, string>} cells */
const idOf = ({ category = '', name = '', brand = '', gtin = '' }) =>
  isGtin(gtin) ? `gtin ${gtin.padStart(14, '0')}` : `name ${[category, brand, name].map(keyOf).join(' | ')}`;

/** @param {string} text */
function facingsOf(text) {
  if (!/^\d{1,4}$/.test(text)) return null;
  return Number(text) <= STOCK_LIMITS.facings ? Number(text) : null;
}

/** @param {ListedItem} item */
const isTooLong = ({ id, category, name, brand, gtin, storeId = '' }) =>
  id.length > STOCK_LIMITS.id ||
  category.length > CATEGORY_LIMITS.name ||
  name.length > STOCK_LIMITS.name ||
  brand.length > STOCK_LIMITS.brand ||
  gtin.length > STOCK_LIMITS.gtin ||
  storeId.length > LIMITS.storeId;
