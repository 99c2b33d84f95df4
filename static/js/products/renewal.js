/**
 * Makes vectors of examples from their crops: those of another embedder anew, and those of parts (parts.js). Many take long, in
 * the background.
 *
 * @typedef {import('./schema.js').Look} Look
 * @typedef {import('./list.js').Product} Product
 * @typedef {import('./list.js').Crop} Crop
 * @typedef {import('../geometry/boxes.js').Box} Box
 *
 * @typedef {object} Embedder looks/service.js
 * @property {string | null} id
 * @property {(picture: ImageBitmap, boxes: Box[]) => Promise<import('../looks/vectors.js').Vectors>} vectorsOf
 *
 * @typedef {object} Parts
 * @property {Pick<import('./store.js').ProductStore, 'readCrops' | 'putVectors'>} store
 * @property {(id: string) => Product | undefined} find the product of an id, or the one that it was merged into
 * @property {Embedder | null} looks
 * @property {() => Promise<Map<string, Look>>} read all examples by their ids, as they are known to this tab
 * @property {(isAwaited: boolean) => void} onMade there is something new to search for; `isAwaited`: whoever asked waits for it
 * @property {(error: unknown) => void} onFailure
 * @property {typeof import('./crops.js').sheetOf} makeSheet
 */
import { partsOf, withParts } from './parts.js';

/** So many crops get their vectors at once, from one picture; for up to so many a gallery waits. */
const [AT_ONCE, WAITED_FOR] = [64, 256];

export class Renewal {
  #parts;
  /** @type {Promise<void> | null} */
  #running = null;
  /** Ids of examples of which no vector can be made. @type {Set<string>} */
  #unusable = new Set();

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {string} embedder its id; where that one is not at hand, nothing can be made */
  async bring(embedder) {
    const { looks, onFailure } = this.#parts;
    if (this.#running || looks?.id !== embedder) return;
    const missing = await this.#missing(embedder);
    if (missing.length === 0 || this.#running) return;
    const isAwaited = missing.length <= WAITED_FOR;
    this.#running = this.#make(missing, looks, isAwaited)
      .catch(onFailure)
      .finally(() => {
        this.#running = null;
      });
    if (isAwaited) await this.#running;
  }

  /** @param {string} embedder @returns {Promise<{ look: Look, isWhole: boolean }[]>} `isWhole`: its parts are not wanted */
  async #missing(embedder) {
    /** @type {Map<string, Look[]>} */
    const byProduct = new Map();
    for (const look of (await this.#parts.read()).values()) {
      const id = this.#parts.find(look.product)?.id;
      if (id === undefined) continue;
      const own = byProduct.get(id);
      if (own) own.push(look);
      else byProduct.set(id, [look]);
    }
    return [...byProduct.values()].flatMap((own) => {
      const wanted = new Set(withParts(own));
      return own.flatMap((look) => {
        const isOld = look.embedder !== embedder;
        const isMissing = isOld || (wanted.has(look) && !look.parts);
        return isMissing && !this.#unusable.has(look.id) ? [{ look, isWhole: !wanted.has(look) }] : [];
      });
    });
  }

  /** @param {{ look: Look, isWhole: boolean }[]} missing @param {Embedder} looks @param {boolean} isAwaited */
  async #make(missing, looks, isAwaited) {
    const { store, read, makeSheet, onMade } = this.#parts;
    for (let at = 0; at < missing.length; at += AT_ONCE) {
      const portion = missing.slice(at, at + AT_ONCE);
      const crops = await store.readCrops(portion.map(({ look }) => look.id));
      const there = portion
        .map((each, i) => ({ ...each, crop: crops[i] }))
        .filter(({ crop }) => crop !== null);
      const sheet = await makeSheet(there.map(({ crop }) => /** @type {Crop} */ (crop)));
      const usable = there.flatMap(({ look, isWhole }, i) => {
        const box = sheet.boxes[i];
        return box ? [{ look, boxes: isWhole ? [box] : [box, ...partsOf(box)] }] : [];
      });
      const made = await looks
        .vectorsOf(
          sheet.picture,
          usable.flatMap(({ boxes }) => boxes),
        )
        .finally(() => sheet.picture.close());
      const renewed = renew(usable, made);
      await store.putVectors(renewed);
      const known = await read();
      for (const look of renewed) if (known.has(look.id)) known.set(look.id, look);
      const done = new Set(renewed.map(({ id }) => id));
      for (const { look } of portion) if (!done.has(look.id)) this.#unusable.add(look.id);
      onMade(isAwaited);
    }
  }
}

/**
 * @param {{ look: Look, boxes: Box[] }[]} usable
 * @param {import('../looks/vectors.js').Vectors} made of all boxes
 * @returns {Look[]}
 */
function renew(usable, { values, dimensions, embedder }) {
  let at = 0;
  return usable.map(({ look, boxes }) => {
    const [whole, end] = [(at + 1) * dimensions, (at + boxes.length) * dimensions];
    const own = values.slice(at * dimensions, whole).buffer;
    const parts = values.slice(whole, end).buffer;
    at += boxes.length;
    // What was made from the photo itself is better than what is made from a small picture of it.
    const vector = look.embedder === embedder ? look.vector : own;
    return { ...look, embedder, vector, parts: boxes.length > 1 ? parts : undefined };
  });
}
