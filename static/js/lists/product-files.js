/**
 * The catalogue as a file: a zip with its JSON and a small picture for each example, so that another device knows the same
 * products, and other programs can read it. And lists of products without pictures, as CSV.
 *
 * @typedef {import('../products/transfer.js').CatalogueContent} CatalogueContent
 * @typedef {import('../products/examples-service.js').OtherExample} OtherExample
 * @typedef {import('./table.js').Remark} Remark
 */
import { parseBrands } from '../audits/parse-brands.js';
import { ArchiveReader } from '../export/unzip.js';
import { ArchiveWriter } from '../export/zip.js';
import { ProductError } from '../products/errors.js';
import { cleanFields, PRODUCT_LIMITS } from '../products/list.js';
import { productsIn, productToJson } from '../products/parse.js';
import { fromBase64, isBase64, toBase64 } from '../toolkit/base64.js';
import { isoTime } from '../toolkit/iso-time.js';
import { isGtin } from './gtin.js';
import { readTable } from './table.js';

const FORMAT = 'shelfscan-products';
const FORMAT_VERSION = 1;
const JSON_FILE = 'catalogue.json';
/** The pictures that browsers make, and the ends of their names. @type {Record<string, string>} */
const TYPES = { 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/png': 'png' };
/** More than any crop or vector has, and more examples than any catalogue. */
const MOST = { cropBytes: 200_000, dimensions: 4096, examples: 200_000, jsonBytes: 200e6 };

/** @param {CatalogueContent} content @param {number} now @returns {Promise<Blob>} @throws {import('../export/errors.js').ArchiveError} */
export async function writeCatalogue({ brands, products, examples }, now) {
  const zip = new ArchiveWriter();
  const listed = [];
  for (const { readCrop, vector, isRight, added, ...look } of examples) {
    const { bytes, type } = await readCrop();
    const crop = `crops/${look.id}.${TYPES[type] ?? 'bin'}`;
    await zip.add(crop, new Blob([bytes]), added);
    listed.push({
      ...look,
      right: isRight,
      added: isoTime(added),
      vector: toBase64(new Uint8Array(vector)),
      crop,
      type,
    });
  }
  const content = {
    ...{ format: FORMAT, version: FORMAT_VERSION, exported: isoTime(now) },
    brands: brands.map(({ id, name, own, colour }) => ({ id, name, own, colour })),
    products: products.map(productToJson),
    examples: listed,
  };
  await zip.add(JSON_FILE, JSON.stringify(content, null, 1), now);
  return zip.finish();
}

/**
 * Every picture is read before anything comes in, so that of a damaged file nothing does.
 *
 * @param {Blob} file
 * @returns {Promise<CatalogueContent>}
 * @throws {ProductError} 'import-foreign', 'import-newer', 'import-damaged'
 * @throws {import('../export/errors.js').ArchiveError} 'import-unreadable'
 */
export async function readCatalogue(file) {
  const zip = await ArchiveReader.open(file);
  const [folder] = zip.foldersWith(JSON_FILE);
  const json = folder?.find(JSON_FILE);
  if (!json || json.uncompressedSize > MOST.jsonBytes) throw new ProductError('import-foreign');
  const content = asObject(await (await zip.read(json)).text());
  if (content.format !== FORMAT) throw new ProductError('import-foreign');
  if (typeof content.version !== 'number') throw damaged('version');
  if (content.version > FORMAT_VERSION) throw new ProductError('import-newer');
  const products = productsIn(content.products);
  if (!Array.isArray(content.products) || products.length < content.products.length)
    throw damaged('products');
  if (!Array.isArray(content.examples) || content.examples.length > MOST.examples) throw damaged('examples');
  const known = new Set(products.map(({ id }) => id));
  const examples = [];
  for (const [index, each] of content.examples.entries()) {
    const place = `examples[${index}]`;
    const { crop, type, ...look } = exampleIn(each, known, place);
    const entry = folder.find(crop);
    if (!entry || entry.uncompressedSize > MOST.cropBytes) throw damaged(`${place}.crop`);
    const picture = await zip.read(entry);
    examples.push({ ...look, readCrop: async () => ({ bytes: await picture.arrayBuffer(), type }) });
  }
  return { brands: parseBrands(content.brands), products, examples };
}

/** @param {string} text @returns {Record<string, unknown>} */
function asObject(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw new ProductError('import-damaged', { detail: JSON_FILE, cause: error });
  }
  throw new ProductError('import-foreign');
}

/** @param {string} place */
const damaged = (place) => new ProductError('import-damaged', { detail: place });

/**
 * @param {unknown} value
 * @param {Set<string>} products ids of those in the file
 * @param {string} place
 * @returns {Omit<OtherExample, 'readCrop'> & { crop: string, type: string }}
 */
function exampleIn(value, products, place) {
  const item = /** @type {Record<string, unknown>} */ (value ?? {});
  const { id, product, right, added, embedder, vector, crop, type } = item;
  const time = typeof added === 'string' ? Date.parse(added) : Number.NaN;
  const isWhole =
    typeof id === 'string' &&
    /^[\w-]{1,100}$/.test(id) &&
    typeof product === 'string' &&
    products.has(product) &&
    typeof right === 'boolean' &&
    !Number.isNaN(time) &&
    typeof embedder === 'string' &&
    embedder.length <= 200 &&
    typeof vector === 'string' &&
    vector.length <= 2 * MOST.dimensions &&
    isBase64(vector, bytesIn(vector)) &&
    typeof crop === 'string' &&
    typeof type === 'string' &&
    type in TYPES;
  if (!isWhole) throw damaged(place);
  return {
    id,
    product,
    isRight: right,
    added: time,
    embedder,
    vector: fromBase64(vector).buffer,
    crop,
    type,
  };
}

/** @param {string} base64 */
const bytesIn = (base64) => (base64.length / 4) * 3 - (base64.match(/=+$/)?.[0].length ?? 0);

/** The names of the columns in four languages, without spaces, accents and capitals. */
const WORDS = {
  name: 'name product productname item article artikel artikelname produkt produktname bezeichnung nombre producto articulo nome produto artigo'.split(
    ' ',
  ),
  brand: 'brand marke marca'.split(' '),
  gtin: 'gtin ean ean13 upc barcode gtin13 gtin14 strichcode codigodebarras codigobarras'.split(' '),
  category: 'category categories kategorie kategorien warengruppe categoria categorias'.split(' '),
  size: 'size content contents grosse inhalt menge gebinde tamano contenido tamanho conteudo volume'.split(
    ' ',
  ),
};

/**
 * @param {string} text of a CSV file
 * @returns {{ rows: (import('../products/list.js').ProductFields & { line: number })[], left: Remark[], notes: Remark[] }} `brand` is a
 *   name; `left`: lines that were left out; `notes`: what else was not understood
 * @throws {import('./errors.js').ListError}
 */
export function readProducts(text) {
  const { lines, left } = readTable(text, WORDS, ['name']);
  /** @type {Remark[]} */
  const notes = [];
  const seen = new Set();
  const rows = lines.flatMap(({ line, cells }) => {
    const { name = '', brand = '', gtin = '', category = '', size = '' } = cells;
    const leave = (/** @type {Remark['reason']} */ reason) => {
      left.push({ line, reason, text: (name || gtin).slice(0, 60) });
      return [];
    };
    const fields = cleanFields({ name, brand, category, size, gtin });
    const isNumber = isGtin(fields.gtin);
    const key = isNumber ? fields.gtin.padStart(14, '0') : [name, brand, size].join('\n').toLowerCase();
    if (!name) return leave('no-name');
    if (name.length > PRODUCT_LIMITS.name || category.length > PRODUCT_LIMITS.category)
      return leave('too-long');
    if (seen.has(key)) return leave('double');
    seen.add(key);
    // A wrong number would find the wrong product; the rest of the line is right all the same.
    if (gtin && !isNumber) notes.push({ line, reason: 'gtin', text: gtin.slice(0, 60) });
    return [{ ...fields, gtin: isNumber ? fields.gtin : '', line }];
  });
  return { rows, left: left.sort((a, b) => a.line - b.line), notes };
}
