/**
 * All examples of the catalogue, ready to be searched. Pure.
 *
 * @typedef {import('./list.js').Product} Product
 * @typedef {import('./search.js').Gallery} Gallery
 * @typedef {import('./search.js').Shelf} Shelf
 * @typedef {Pick<import('./list.js').Example, 'product' | 'isRight' | 'embedder' | 'vector' | 'parts' | 'added'>} Look
 */
import { nameKey } from '../brands/list.js';
import { Crowds } from './crowds.js';
import { Others } from './others.js';
import { withParts } from './parts.js';
import { Search } from './search.js';
import { sizeIn } from './sizes.js';

/**
 * @param {Look[]} examples of products that are there, and of others
 * @param {object} options
 * @param {string} options.embedder its id: what another one has made cannot be compared
 * @param {(id: string) => Product | undefined} options.find the product of an id, or the one that it was merged into
 * @param {WebAssembly.Module | null} options.module see dots.js
 * @param {import('./others.js').OtherLooks[]} [options.others] facings without a name
 * @returns {Gallery}
 */
export function makeGallery(examples, { embedder, find, module, others = [] }) {
  /** @type {Map<string, { product: Product, right: Look[], wrong: Look[] }>} */
  const known = new Map();
  let dimensions = 0;
  for (const example of examples) {
    const product = find(example.product);
    if (!product || example.embedder !== embedder || example.vector.byteLength === 0) continue;
    dimensions ||= example.vector.byteLength;
    if (example.vector.byteLength !== dimensions) continue;
    const own = known.get(product.id) ?? { product, right: [], wrong: [] };
    (example.isRight ? own.right : own.wrong).push(example);
    known.set(product.id, own);
  }
  const shown = [...known.values()].filter(({ right }) => right.length > 0);
  const shelf = (/** @type {'right' | 'wrong'} */ which) =>
    joined(
      shown.map((each) => vectorsOf(each[which], dimensions)),
      dimensions,
    );
  const right = shelf('right');
  const sizes = shown.map(({ product }) => sizeIn(product.size));
  const search = new Search(right, dimensions, module);
  return {
    embedder,
    dimensions,
    products: shown.map(({ product }) => product.id),
    right,
    wrong: shelf('wrong'),
    kinds: shown.map(({ product }, i) => kindOf(product, sizes[i]?.of)),
    sizes: sizes.map((size) => size?.amount ?? Number.NaN),
    learnt: shown.map(({ right }) => Math.min(...right.map(({ added }) => added))),
    search,
    crowds: new Crowds(right, dimensions, module),
    others: new Others(others, { embedder, dimensions, search, module }),
  };
}

/** @param {Product} product @param {string | undefined} unit @returns {string} the same for products that differ in their size alone */
const kindOf = ({ id, name, brand, category }, unit) =>
  unit === undefined ? id : [nameKey(name), brand, nameKey(category), unit].join('\n');

/** @param {Look[]} examples of one product @param {number} dimensions @returns {Int8Array[]} of them, and of parts of some */
function vectorsOf(examples, dimensions) {
  const parted = new Set(withParts(examples));
  return examples.flatMap((example) => {
    const parts = parted.has(example) && example.parts ? new Int8Array(example.parts) : new Int8Array();
    const count = parts.length % dimensions === 0 ? parts.length / dimensions : 0;
    return [
      new Int8Array(example.vector),
      ...Array.from({ length: count }, (_, i) => parts.subarray(i * dimensions, (i + 1) * dimensions)),
    ];
  });
}

/** @param {Int8Array[][]} vectors of each product @param {number} dimensions @returns {Shelf} */
function joined(vectors, dimensions) {
  const rows = new Int32Array(vectors.length + 1);
  vectors.forEach((own, product) => {
    rows[product + 1] = rows[product] + own.length;
  });
  const values = new Int8Array(rows[vectors.length] * dimensions);
  vectors.flat().forEach((vector, row) => {
    values.set(vector, row * dimensions);
  });
  return { values, rows };
}
