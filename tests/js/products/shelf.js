/** A shelf, a catalogue and names for tests of what follows from names. */
import { noCorrections } from '../../../static/js/photo/corrections.js';
import { listsOf } from '../../../static/js/products/share.js';

/** @typedef {import('../../../static/js/products/list.js').Product} Product */
/** @typedef {import('../../../static/js/photo/corrections.js').ReviewedShot} ReviewedShot */
/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */

export const NORDMARK = { id: 'b1', name: 'Nordmark', own: true, colour: 0 };
export const ALPINA = { id: 'b2', name: 'Alpina', own: false, colour: 1 };
export const BRANDS = [NORDMARK, ALPINA];

/** @param {string} id @param {Partial<Product>} [fields] @returns {Product} */
export const product = (id, fields = {}) => ({
  ...{ id, gtin: '', name: id, brand: '', category: '', size: '', changed: 1, deleted: null },
  ...fields,
});

export const CREMA = product('p1', { name: 'Crema', brand: 'b1', size: '250 g', gtin: '0000096385074' });
export const MOKA = product('p2', { name: 'Moka', brand: 'b2' });
export const PLAIN = product('p3', { name: 'Plain' });
export const PRODUCTS = [CREMA, MOKA, PLAIN];
export const LISTS = listsOf(BRANDS, PRODUCTS);

/** Two boards with four products each; the last one of the upper board is three times as wide. @param {Partial<ReviewedShot>} [named] @returns {ReviewedShot} */
export function shelf(named = {}) {
  const boxes = [200, 500].flatMap((bottom, board) =>
    [0, 1, 2, 3].map((i) => {
      const width = board === 0 && i === 3 ? 180 : 60;
      return /** @type {Box} */ ([20 + 64 * i, bottom - 120, 20 + 64 * i + width, bottom]);
    }),
  );
  return {
    ...{ width: 1000, height: 1000, threshold: 0.4, labels: ['product'] },
    machine: boxes.map((box) => ({ box, score: 0.9, label: 0 })),
    corrections: noCorrections,
    model: { name: 'shelf', version: '1.0.0' },
    ...named,
  };
}

/** @param {Record<string, string>} products by the keys of boxes */
export const said = (products) =>
  Object.fromEntries(Object.entries(products).map(([key, id]) => [key, { product: id }]));

/** @param {Record<string, string>} products by the keys of boxes */
export const seen = (products) =>
  Object.fromEntries(Object.entries(products).map(([key, id]) => [key, { product: id, score: 0.8 }]));
