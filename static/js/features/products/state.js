/**
 * State of the catalogue's views. Only the controller changes it.
 *
 * @typedef {import('../../products/list.js').Product} Product
 * @typedef {import('../../products/service.js').ProductImport} ProductImport
 * @typedef {import('../../products/service.js').Undo} Undo
 * @typedef {import('../../brands/list.js').Brand} Brand
 * @typedef {import('../../barcode/scanner.js').BarcodeState} BarcodeState
 *
 * @typedef {{ url: string | null, count: number }} Looks of a product: a picture of it, if there is any, and how many there are
 * @typedef {{ id: string, url: string, isRight: boolean }} Picture an example; `isRight` false: it shows something else
 *
 * @typedef {'name' | 'brand' | 'size' | 'category' | 'gtin'} FieldName
 * @typedef {Record<FieldName, string>} Fields as typed; `brand`: its name
 *
 * @typedef {object} Problem what of a field was not stored
 * @property {'no-name' | 'wrong' | 'taken' | 'full' | 'not-stored'} kind `taken`: another product has this GTIN; `full`: the catalogue is
 * @property {Product} [other]
 *
 * @typedef {object} OpenProduct the product that is open
 * @property {string} id or NEW
 * @property {Fields} fields
 * @property {Problem | null} problem
 * @property {Picture[] | null} pictures null until they are read
 * @property {boolean} isMerging whether the sheet is open that asks which product is the same
 * @property {string} typed in that sheet
 * @property {Product[]} others the first ones that this leads to
 *
 * @typedef {object} ProductsViewState
 * @property {Product[]} products by name
 * @property {boolean} isLoaded
 * @property {Undo | null} undo
 * @property {Brand[]} brands in the order in which they are shown
 * @property {string} typed to search
 * @property {Product[]} found
 * @property {number} shown so many of them are drawn
 * @property {ReadonlyMap<string, Looks>} looks of products that are drawn, by their ids
 * @property {OpenProduct | null} product
 * @property {BarcodeState | null} barcode
 * @property {'export' | 'import' | null} busy
 * @property {ProductImport | null} report
 * @property {string} problem why nothing came in, or nothing went out; empty: nothing is wrong
 */

/** In place of the id of a product that is not stored yet. */
export const NEW = 'new';

/** So many products are drawn at once; a phone draws thousands too slowly. */
export const PORTION = 60;

/** Of the products that another one may be the same as, so many are drawn: nobody looks through more. */
export const MOST_OTHERS = 30;

/** @type {Readonly<Fields>} */
export const NO_FIELDS = { name: '', brand: '', size: '', category: '', gtin: '' };

/** @type {Readonly<ProductsViewState>} */
export const NO_PRODUCTS = {
  products: [],
  isLoaded: false,
  undo: null,
  brands: [],
  typed: '',
  found: [],
  shown: PORTION,
  looks: new Map(),
  product: null,
  barcode: null,
  busy: null,
  report: null,
  problem: '',
};
