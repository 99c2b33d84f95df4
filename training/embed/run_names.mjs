/**
 * Names and groups facings as the page does. training/embed/names.py starts it:
 *
 *     node training/embed/run_names.mjs
 *
 * The first line of the input has all facings: `vectors` (int8, one behind the other, base64) of `dimensions` numbers each, the `names`
 * of their products, the `vectors` of `parts` of some `facings`, their `boxes` (xyxy, pixels), and the `photos` that they are on, each
 * with `width`, `height` and `facings`. Facings are told by their indices from there on. It is answered by their number. Each further
 * line is a question:
 *
 * - `enrolled` and `asked`, both facings, and `crowd` of a card: the `products` and `scores` that each of those asked for has, the best
 *   first, as all facings of its photo say together; and the `crowds` of the products enrolled;
 * - `pairs`, each with `examples` and `others`, facings of one photo, and `photo`, the index of the one to be named: keeps them;
 * - `limits` of a card: for each pair the product that each facing of its photo is named; null: none;
 * - `alike`, limits, and indices of `photos`: for each of these and each limit the group of each facing of the photo.
 */
import { createInterface } from 'node:readline';
import { findRows } from '../../static/js/photo/rows.js';
import { makeGallery } from '../../static/js/products/gallery.js';
import { groupsOf } from '../../static/js/products/groups.js';
import { othersOf } from '../../static/js/products/others.js';
import { matchesOf, recognise } from '../../static/js/products/recognise.js';

/** @typedef {import('../../static/js/geometry/boxes.js').Box} Box */
/** @typedef {{ width: number, height: number, facings: number[] }} Photo */
/** @typedef {{ facings: number[], vectors: string }} Parts */

const EMBEDDER = 'measured';

class Names {
  #dimensions;
  #values;
  #names;
  #photos;
  /** @type {Map<number, ArrayBuffer>} */
  #parts = new Map();
  /** @type {{ gallery: import('../../static/js/products/search.js').Gallery, photo: number }[]} */
  #pairs = [];

  /** @param {{ dimensions: number, vectors: string, parts: Parts, names: number[], boxes: Box[], photos: Photo[] }} all */
  constructor({ dimensions, vectors, parts, names, boxes, photos }) {
    this.#dimensions = dimensions;
    this.#values = Int8Array.from(Buffer.from(vectors, 'base64'));
    const ofParts = Int8Array.from(Buffer.from(parts.vectors, 'base64'));
    const each = ofParts.length / parts.facings.length;
    parts.facings.forEach((facing, i) => {
      this.#parts.set(facing, ofParts.slice(i * each, (i + 1) * each).buffer);
    });
    this.#names = names;
    this.#photos = photos.map(({ width, height, facings }) => {
      const own = facings.map((i) => boxes[i]);
      return {
        vectors: this.#vectorsOf(facings),
        boxes: own,
        facings,
        rows: findRows(own, { width, height }).map((row) => row.facings),
      };
    });
  }

  /** @param {any} question */
  answer({ enrolled, asked, crowd, pairs, limits, alike, photos }) {
    if (alike) return photos.map((/** @type {number} */ photo) => this.#groupsOn(photo, alike));
    if (pairs) return this.#keep(pairs);
    if (limits) return this.#nameAll(limits);
    const gallery = this.#galleryOf(enrolled);
    const found = this.#found(asked, gallery, crowd);
    return {
      products: found.map((matches) => matches.map(({ product }) => Number(gallery.products[product]))),
      scores: found.map((matches) => matches.map(({ score }) => score)),
      crowds: gallery.crowds.of(gallery.products.map((_, product) => product)),
    };
  }

  /**
   * @param {number[]} asked
   * @param {import('../../static/js/products/search.js').Gallery} gallery
   * @param {number | null} crowd
   */
  #found(asked, gallery, crowd) {
    const wanted = new Set(asked);
    /** @type {Map<number, import('../../static/js/products/search.js').Match[]>} */
    const found = new Map();
    for (const { facings, vectors, boxes } of this.#photos)
      if (facings.some((facing) => wanted.has(facing)))
        matchesOf(vectors, boxes, gallery, { crowd }).forEach((matches, i) => {
          found.set(facings[i], matches);
        });
    return asked.map((facing) => found.get(facing) ?? []);
  }

  /** @param {{ examples: number[], others: number[], photo: number }[]} pairs */
  #keep(pairs) {
    this.#pairs = pairs.map(({ examples, others, photo }) => ({
      gallery: this.#galleryOf(examples, [othersOf('', this.#vectorsOf(others), 2)]),
      photo,
    }));
    return pairs.length;
  }

  /** @param {import('../../static/js/products/recognise.js').Limits} limits */
  #nameAll(limits) {
    return this.#pairs.map(({ gallery, photo }) => {
      const { vectors, boxes, rows } = this.#photos[photo];
      return recognise(vectors, gallery, limits, { boxes, rows }).map(({ product }) =>
        product === null ? null : Number(product),
      );
    });
  }

  /** @param {number} photo @param {number[]} limits @returns {number[][]} */
  #groupsOn(photo, limits) {
    const { vectors, boxes } = this.#photos[photo];
    const keys = boxes.map((_, i) => String(i));
    return limits.map((limit) => {
      const groupOf = new Array(boxes.length);
      groupsOf(vectors, keys, { limit, boxes }).forEach((facings, group) => {
        for (const facing of facings) groupOf[facing] = group;
      });
      return groupOf;
    });
  }

  /** @param {number[]} facings @param {import('../../static/js/products/others.js').OtherLooks[]} [others] */
  #galleryOf(facings, others = []) {
    const examples = facings.map((i) => ({
      ...{ product: String(this.#names[i]), isRight: true, embedder: EMBEDDER, added: 1 },
      vector: /** @type {ArrayBuffer} */ (this.#vectorsOf([i]).values.buffer),
      parts: this.#parts.get(i),
    }));
    const find = (/** @type {string} */ id) => ({
      ...{ id, name: id, gtin: '', brand: '', category: '', size: '', changed: 1, deleted: null },
    });
    return makeGallery(examples, { embedder: EMBEDDER, find, module: null, others });
  }

  /** @param {number[]} facings */
  #vectorsOf(facings) {
    const dimensions = this.#dimensions;
    const values = new Int8Array(facings.length * dimensions);
    facings.forEach((from, to) => {
      values.set(this.#values.subarray(from * dimensions, (from + 1) * dimensions), to * dimensions);
    });
    return { embedder: EMBEDDER, dimensions, values };
  }
}

/** @type {Names | null} */
let names = null;
for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  const answer = names ? names.answer(question) : question.names.length;
  names ??= new Names(question);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
