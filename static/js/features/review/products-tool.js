/**
 * Which products the open photo shows: has its boxes looked at once somebody wants it, names them, and lets what was learnt from
 * that name the other photos of its visit.
 *
 * @typedef {import('../../photo/open-photo.js').OpenPhoto} OpenPhoto
 *
 * @typedef {object} ProductsToolEvents
 * @property {() => import('./groups-tool.js').GroupsTool | null} tool of the open photo
 * @property {() => void} onChange the photo is to be drawn anew
 * @property {() => void} onRecognised its record has changed
 */

import { brandOfBox, productOf } from '../../photo/names.js';
import { titleOf } from '../../products/list.js';
import { Looking } from './looking.js';
import { Naming } from './naming.js';

export class ProductsTool {
  #services;

  /**
   * @param {import('../contract.js').Context<any>} context
   * @param {ProductsToolEvents} events
   */
  constructor(context, events) {
    const { services, report } = context;
    this.#services = services;
    const { looks, recognition, products } = services;
    this.looking = new Looking(
      { looks, recognition, report },
      {
        onChange: events.onChange,
        onKnown: (photo, known, limits) => {
          events.tool()?.show(known, limits);
          if (photo === services.photo.current) events.onRecognised();
        },
      },
    );
    this.naming = new Naming(context, { tool: events.tool, onChange: events.onChange });
    services.photo.subscribe((event, photo) => {
      if (event === 'stored' && photo.shot) recognition.photos.stored(photo.shot.id);
      if (event === 'closed') this.looking.end();
    });
    products.subscribe((now, before) => {
      if (now.products !== before.products) events.onChange();
      if (now.learnt !== before.learnt) this.#learnt().catch(report);
    });
  }

  /** @type {import('../../photo/names.js').FindProduct} in the catalogue */
  get find() {
    return this.#services.products.find;
  }

  /** What the editor of a photo tells. */
  get events() {
    const { naming } = this;
    return {
      name: () => naming.open(),
      onNamed: (/** @type {string[]} */ keys, /** @type {string} */ product) =>
        naming.teach(keys, product, true),
      onNot: (/** @type {string[]} */ keys, /** @type {string} */ product) =>
        naming.teach(keys, product, false),
    };
  }

  /** A counted photo is shown. @param {OpenPhoto} photo */
  begin(photo) {
    this.naming.begin();
    this.#services.brands.load();
    return this.looking.begin(photo);
  }

  /** Boxes of the open photo, or what a person says of them, may have changed. @param {OpenPhoto} photo */
  changed({ review }) {
    if (!review) return;
    this.looking.refresh();
    this.naming.follow(review.names);
  }

  /**
   * @param {import('../../photo/shot-review.js').ShotReview} review
   * @returns {import('../../photo/names.js').BoxNames} the brands of its boxes, by what a person says or the machine knows
   */
  brandsOn({ boxes, names, recognised }) {
    if (Object.keys(recognised).length === 0 && !boxes.some(({ key }) => names[key]?.product)) return names;
    const { find } = this.#services.products;
    const entries = boxes.flatMap(({ key }) => {
      const brand = brandOfBox({ names, recognised }, key, find);
      return brand ? [/** @type {const} */ ([key, { brand }])] : [];
    });
    return Object.fromEntries(entries);
  }

  /** @param {import('../../photo/shot-review.js').ShotReview} review @returns {string} what the selected box is; empty: nobody knows */
  selectedName({ names, recognised, selection }) {
    const { products, brands } = this.#services;
    const key = selection?.key ?? '';
    const product = products.find(productOf({ names, recognised }, key, products.find) ?? '');
    return product ? titleOf(product) : (brands.list.find(({ id }) => id === names[key]?.brand)?.name ?? '');
  }

  /** The catalogue knows more, or less: the open photo first, then the others of its visit. */
  async #learnt() {
    const shot = this.#services.photo.current?.shot;
    if (!shot) return;
    await this.looking.look();
    if (shot.auditId) await this.#services.recognition.visitLater(shot.auditId, shot.id);
  }
}
