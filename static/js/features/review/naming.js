/**
 * Names the chosen group of products, and teaches the catalogue how they look: what a person says becomes an example, and is none
 * any more once that is taken back.
 *
 * @typedef {import('../../products/list.js').Product} Product
 * @typedef {import('./groups-tool.js').GroupsTool} GroupsTool
 * @typedef {{ name: string, brand: string, own: boolean, size: string, category: string, gtin: string }} Typed `brand`: its name
 *
 * @typedef {object} NamingState
 * @property {string[]} keys of the boxes that are named
 * @property {number} facings
 * @property {Typed} typed
 * @property {Product[]} suggestions
 * @property {'name' | 'gtin' | null} wrong which field cannot be taken as it is
 * @property {import('../../barcode/scanner.js').BarcodeState | null} barcode the scanner; null: it is closed
 *
 * @typedef {object} Teaching
 * @property {string[]} keys
 * @property {string} product
 * @property {boolean} isRight
 * @property {() => Promise<TaughtExample[]>} makeExamples
 * @property {TaughtExample[] | null} examples null until they were made
 * @property {boolean} isKept whether the catalogue has them
 *
 * @typedef {import('../../products/examples-service.js').NewExample & { id: string }} TaughtExample
 * @typedef {object} OpenNames of the open photo
 * @property {import('../../photo/names.js').BoxNames} names
 * @property {Teaching[]} taught
 * @property {(() => Promise<unknown>) | null} leave tells the catalogue which facings were left without a name; null: nothing was taught
 */
import { gtinIn } from '../../barcode/digits.js';
import { BarcodeScanner } from '../../barcode/scanner.js';
import { brandNamed } from '../../brands/list.js';
import { subset } from '../../looks/vectors.js';
import { productOf } from '../../photo/names.js';
import { decodePicture } from '../../photo/picture.js';
import { cropsOf } from '../../products/crops.js';
import { cleanFields, hasGtin, searchProducts } from '../../products/list.js';
import { diverse } from './likeness.js';

/** @type {Typed} */
const NOTHING_TYPED = { name: '', brand: '', own: true, size: '', category: '', gtin: '' };
/** So many examples one answer gives. */
const EXAMPLES = { right: 5, wrong: 2 };
const SUGGESTIONS = 5;

export class Naming {
  #context;
  #events;
  /** @type {NamingState | null} */
  state = null;
  /** What of a product is probably that of the next one as well. */
  #last = NOTHING_TYPED;
  /** @type {OpenNames} */
  #open = { names: {}, taught: [], leave: null };
  /** One answer after the other. @type {Promise<unknown>} */
  #work = Promise.resolve();

  /**
   * @param {Pick<import('../contract.js').Context<any>, 'services' | 'report'>} context
   * @param {object} events
   * @param {() => GroupsTool | null} events.tool of the open photo
   * @param {() => void} events.onChange
   */
  constructor(context, events) {
    this.#context = context;
    this.#events = events;
    this.scanner = new BarcodeScanner({
      onChange: (barcode) => this.#set({ barcode }),
      onRead: (gtin) => this.#scanned(gtin),
      report: context.report,
    });
  }

  get #products() {
    return this.#context.services.products;
  }

  /** Names of the person's brands, to be offered. */
  get brands() {
    return this.#context.services.brands.list.map(({ name }) => name);
  }

  /** Categories of the catalogue, to be offered. */
  get categories() {
    return [...new Set(this.#products.list.map(({ category }) => category))].filter(Boolean);
  }

  /** Another photo is shown. */
  begin() {
    const { leave } = this.#open;
    if (leave) this.#work = this.#work.then(leave).catch(this.#context.report);
    this.#open = { names: {}, taught: [], leave: null };
    this.close();
  }

  /** Asks what the chosen group is. */
  async open() {
    const chosen = this.#events.tool()?.chosen;
    if (!chosen) return;
    const { brand, own, category } = this.#last;
    const typed = { ...NOTHING_TYPED, brand, own, category };
    this.state = {
      ...{ keys: chosen.keys, facings: chosen.facings, typed, wrong: null, barcode: null },
      suggestions: chosen.candidates,
    };
    this.#events.onChange();
    await this.#products.load();
  }

  close() {
    this.scanner.close();
    if (!this.state) return;
    this.state = null;
    this.#events.onChange();
  }

  /** @param {Partial<Typed>} change as typed so far */
  type(change) {
    if (!this.state) return;
    const typed = { ...this.state.typed, ...change };
    const { list: brands } = this.#context.services.brands;
    const known = change.brand === undefined ? undefined : brandNamed(brands, typed.brand);
    if (known) typed.own = known.own;
    this.#set({ typed, wrong: null, suggestions: this.#suggest(typed) });
  }

  /** A barcode was read. @param {string} gtin */
  #scanned(gtin) {
    const known = this.#products.findGtin(gtin);
    if (known) this.choose(known.id);
    else this.type({ gtin });
  }

  /** It is a product of the catalogue. @param {string} id */
  choose(id) {
    const { state } = this;
    if (!state) return;
    this.close();
    this.#events.tool()?.nameAs(state.keys, id);
  }

  /** It is what was typed: a product of the catalogue, or a new one. */
  async submit() {
    const { state } = this;
    if (!state) return;
    const typed = { ...state.typed, ...cleanFields({ ...state.typed, brand: '' }), brand: state.typed.brand };
    const gtin = typed.gtin === '' ? '' : gtinIn(typed.gtin);
    const wrong = typed.name === '' ? 'name' : gtin === null ? 'gtin' : null;
    if (wrong) {
      this.#set({ wrong });
      return;
    }
    typed.gtin = gtin ?? '';
    this.#last = typed;
    const brand = await this.#brandOf(typed);
    const product = this.#same(typed, brand) ?? (await this.#products.add({ ...typed, brand }));
    if (product && this.state) this.choose(product.id);
  }

  /** A person has said what boxes show, or do not show. @param {string[]} keys @param {string} product @param {boolean} isRight */
  teach(keys, product, isRight) {
    const { photo } = this.#context.services;
    const open = photo.current;
    const looks = this.#events.tool()?.vectors;
    if (!open || !looks) return;
    const keyAt = new Map([...looks.at].map(([key, i]) => [i, key]));
    const boxes = new Map(open.review?.boxes.map(({ key, box }) => [key, box]));
    const indices = keys.flatMap((key) => looks.at.get(key) ?? []);
    const chosen = diverse(looks.vectors, indices, isRight ? EXAMPLES.right : EXAMPLES.wrong).flatMap((i) => {
      const box = boxes.get(keyAt.get(i) ?? '');
      return box ? [{ box, vector: subset(looks.vectors, [i]).values }] : [];
    });
    if (chosen.length === 0) return;
    const { embedder } = looks.vectors;
    const makeExamples = async () => {
      const { crop } = await this.#context.services.looks.whenReady();
      const places = chosen.map(({ box }) => box);
      const crops = await cropsOf(await decodePicture(open.file), places, crop.margin);
      return chosen.map(({ vector }, i) => ({
        ...{ id: crypto.randomUUID(), crop: crops[i], embedder, isRight },
        vector: /** @type {ArrayBuffer} */ (vector.slice().buffer),
      }));
    };
    const teaching = { keys, product, isRight, makeExamples, examples: null, isKept: false };
    this.#open.taught = [...this.#open.taught, teaching];
    this.#open.leave = () => this.#leaveUnnamed(open, looks);
    this.#settle(this.#open);
  }

  /** Something was said, or taken back: what is learnt from it follows. @param {import('../../photo/names.js').BoxNames} names */
  follow(names) {
    this.#open.names = names;
    if (this.#open.taught.some((each) => isSaid(each, names) !== each.isKept)) this.#settle(this.#open);
  }

  /**
   * What a person did not name beside what was named is rather something else.
   *
   * @param {import('../../photo/open-photo.js').OpenPhoto} open
   * @param {NonNullable<GroupsTool['vectors']>} looks
   */
  async #leaveUnnamed({ shot, review }, { at, vectors }) {
    if (!shot || !review) return;
    const unnamed = review.boxes.filter(({ key }) => productOf(review, key, this.#products.find) === null);
    const indices = unnamed.flatMap(({ key }) => at.get(key) ?? []);
    await this.#products.leaveUnnamed(shot.id, subset(vectors, indices));
  }

  /** In turn, and by what holds by then: Undo may come before all is learnt. @param {OpenNames} open */
  #settle(open) {
    this.#work = this.#work.then(async () => {
      for (const each of open.taught) {
        const isWanted = isSaid(each, open.names);
        if (isWanted === each.isKept) continue;
        each.examples ??= await each.makeExamples();
        if (isWanted) await this.#products.learn(each.product, each.examples);
        else for (const { id } of each.examples) await this.#products.forgetExample(id);
        each.isKept = isWanted;
      }
    });
    this.#work = this.#work.catch(this.#context.report);
  }

  /** @param {Typed} typed @returns {Product[]} */
  #suggest({ name, gtin }) {
    const { list } = this.#products;
    const byCode = gtin ? this.#products.findGtin(gtin) : undefined;
    if (byCode) return [byCode];
    if (!name.trim()) return this.#events.tool()?.chosen?.candidates ?? [];
    const brands = new Map(this.#context.services.brands.list.map((brand) => [brand.id, brand.name]));
    return searchProducts(list, name, (id) => brands.get(id) ?? '').slice(0, SUGGESTIONS);
  }

  /** @param {Typed} typed @param {string} brand its id @returns {Product | undefined} that the catalogue has already */
  #same({ name, size, gtin }, brand) {
    if (gtin) {
      const known = this.#products.findGtin(gtin);
      return known && hasGtin(known, gtin) ? known : undefined; // a carton may be named beside what it contains
    }
    const same = (/** @type {string} */ a, /** @type {string} */ b) =>
      a.toLocaleLowerCase() === b.toLocaleLowerCase();
    return this.#products.list.find(
      (each) => same(each.name, name) && same(each.size, size) && each.brand === brand,
    );
  }

  /** @param {Typed} typed @returns {Promise<string>} id of the brand, new where there was none; '': no brand was typed */
  async #brandOf({ brand: name, own }) {
    const { brands } = this.#context.services;
    if (!name.trim()) return '';
    const known = brandNamed(brands.list, name);
    if (known && known.own !== own) await brands.setOwn(known.id, own);
    if (!known) await brands.add([name], { own });
    return brandNamed(brands.list, name)?.id ?? '';
  }

  /** @param {Partial<NamingState>} change */
  #set(change) {
    if (!this.state) return;
    this.state = { ...this.state, ...change };
    this.#events.onChange();
  }
}

/** @param {Teaching} teaching @param {import('../../photo/names.js').BoxNames} names */
const isSaid = ({ keys, product, isRight }, names) =>
  keys.some((key) => (isRight ? names[key]?.product === product : names[key]?.not?.includes(product)));
