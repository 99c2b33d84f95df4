/** A catalogue for tests: a disk that several tabs share, brands, and looks that can be told apart. */
import { BrandService } from '../../../static/js/brands/service.js';
import * as files from '../../../static/js/lists/product-files.js';
import { quantise } from '../../../static/js/looks/vectors.js';
import { recognise } from '../../../static/js/products/recognise.js';
import { ProductService } from '../../../static/js/products/service.js';

/**
 * @typedef {import('../../../static/js/products/schema.js').Look} Look
 * @typedef {import('../../../static/js/products/list.js').Product} Product
 * @typedef {import('../../../static/js/products/list.js').Crop} Crop
 * @typedef {{ products: Map<string, Product>, looks: Map<string, Look>, crops: Map<string, Crop> }} Disk
 */

export const EMBEDDER = 'looks-0.4.1';
const DIMENSIONS = 32;

/** @returns {Disk} */
export const makeDisk = () => ({ products: new Map(), looks: new Map(), crops: new Map() });

/**
 * As products/store.js does it, without a browser.
 *
 * @param {Disk} disk
 */
export function makeStore(disk) {
  const copy = (/** @type {any} */ value) => structuredClone(value);
  return {
    /** @type {Error | null} */
    failure: null,
    onWrite: () => {},
    async readProducts() {
      if (this.failure) throw this.failure;
      return copy([...disk.products.values()]);
    },
    /** @param {(stored: Product[]) => Product[]} change */
    async changeProducts(change) {
      const put = copy(change(copy([...disk.products.values()])));
      if (this.failure) throw this.failure;
      for (const each of put) disk.products.set(each.id, each);
      this.onWrite();
      return copy([...disk.products.values()]);
    },
    async readLooks() {
      return copy([...disk.looks.values()]);
    },
    /** @param {string[]} products @param {(stored: Look[]) => import('../../../static/js/products/store.js').LookChange} change */
    async changeLooks(products, change) {
      const { put, gone } = change(
        copy([...disk.looks.values()].filter((each) => products.includes(each.product))),
      );
      if (this.failure) throw this.failure;
      for (const { crop, ...look } of copy(put)) {
        disk.looks.set(look.id, look);
        disk.crops.set(look.id, crop);
      }
      for (const id of gone) {
        disk.looks.delete(id);
        disk.crops.delete(id);
      }
      this.onWrite();
      return { put: put.map(({ crop: _, ...look }) => look), gone };
    },
    /** @param {string[]} ids */
    async readCrops(ids) {
      return ids.map((id) => copy(disk.crops.get(id) ?? null));
    },
    /** @type {Map<string, import('../../../static/js/products/others.js').OtherLooks>} */
    others: new Map(),
    async readOthers() {
      return copy([...this.others.values()]);
    },
    /** @param {import('../../../static/js/products/others.js').OtherLooks} looks @param {string[]} gone */
    async putOthers(looks, gone) {
      for (const photo of gone) this.others.delete(photo);
      this.others.set(looks.photo, copy(looks));
    },
    /** @param {Look[]} made */
    async putVectors(made) {
      for (const each of made) if (disk.looks.has(each.id)) disk.looks.set(each.id, copy(each));
    },
  };
}

/** @param {Disk} disk @param {Partial<ConstructorParameters<typeof ProductService>[0]>} [parts] a tab with a service of its own */
export function makeTab(disk, parts = {}) {
  const store = makeStore(disk);
  /** @type {unknown[]} */
  const failures = [];
  /** @type {unknown} */
  let brandList;
  const brands = new BrandService({
    store: {
      readList: async () => brandList,
      saveList: async (_name, content) => {
        brandList = structuredClone(content);
      },
    },
    onFailure: (error) => failures.push(error),
  });
  const products = new ProductService({
    ...{ store, brands, files: async () => files, loadProgram: async () => null },
    onFailure: (error) => failures.push(error),
    ...parts,
  });
  return { products, brands, store, failures };
}

/**
 * A look: of another `product` it is another one, and of another `view` a little different.
 *
 * @param {number} product
 * @param {number} [view]
 * @param {number} [step] how different
 */
export function vectorOf(product, view = 0, step = 0.35) {
  const values = new Float32Array(DIMENSIONS);
  values[product % DIMENSIONS] = 1;
  if (view > 0) values[(product + 7 + view) % DIMENSIONS] += step;
  return quantise(values, DIMENSIONS);
}

/** @param {number} product @param {number} [view] @param {Partial<import('../../../static/js/products/service.js').NewExample>} [rest] */
export const exampleOf = (product, view = 0, rest = {}) => ({
  crop: { bytes: new Uint8Array([255, 216, product, view]).buffer, type: 'image/jpeg' },
  vector: vectorOf(product, view).slice().buffer,
  embedder: EMBEDDER,
  isRight: true,
  ...rest,
});

/** @param {Int8Array[]} looks of the facings of a photo */
export function vectorsOf(...looks) {
  const values = new Int8Array(looks.length * DIMENSIONS);
  for (const [i, look] of looks.entries()) values.set(look, i * DIMENSIONS);
  return { embedder: EMBEDDER, dimensions: DIMENSIONS, values };
}

/**
 * Which products facings show. They are far from each other, so that each is alone with its looks, unless they have other boxes.
 *
 * @param {ReturnType<typeof vectorsOf>} vectors
 * @param {Parameters<typeof recognise>[1]} gallery
 * @param {Parameters<typeof recognise>[2]} limits
 * @param {Partial<Parameters<typeof recognise>[3]>} [photo]
 */
export const asked = (vectors, gallery, limits, photo = {}) =>
  recognise(vectors, gallery, limits, { boxes: farApart(vectors), ...photo });

/** @param {ReturnType<typeof vectorsOf>} vectors */
export const farApart = ({ values, dimensions }) =>
  Array.from({ length: values.length / dimensions }, (_, i) => boxAt(40 * i));

/** @param {number} place in a row @param {number} [height] @returns {import('../../../static/js/geometry/boxes.js').Box} */
export const boxAt = (place, height = 100) => [50 * place, 100 - height, 50 * place + 50, 100];
