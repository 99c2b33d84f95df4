/**
 * How the boxes of photos look, as vectors: those that were kept, and new ones for boxes that have none. A vector belongs to a
 * place on the picture rather than to a box: a box that was moved has another one, and one that was brought back has its own again.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('../looks/vectors.js').Vectors} Vectors
 * @typedef {{ embedder: string, keys: string[], values: ArrayBuffer }} KeptLooks `keys`: places, see `placeOf`
 *
 * @typedef {object} LooksArchive
 * @property {(id: string) => Promise<KeptLooks | null>} looksOf
 * @property {(id: string, looks: KeptLooks) => Promise<boolean>} keepLooks false: they are not kept
 *
 * @typedef {object} Looker what makes vectors
 * @property {() => Promise<{ output: { dimensions: number } }>} whenReady
 * @property {string | null} id of the embedder
 * @property {(picture: ImageBitmap, boxes: Box[]) => Promise<Vectors>} vectorsOf
 */

/** So many more places than boxes are kept: of boxes that were removed, or stand below the threshold for now. */
const SPARE = 400;

export class LooksOfPhotos {
  /** What was read or made last. @type {{ id: string, looks: KeptLooks | null, isKept: boolean }} */
  #last = { id: '', looks: null, isKept: true };
  #looks;
  #archive;

  /** @param {{ looks: Looker, archive: LooksArchive }} services */
  constructor({ looks, archive }) {
    this.#looks = looks;
    this.#archive = archive;
  }

  /**
   * @param {string} id of the photo
   * @param {Box[]} boxes of the upright photo
   * @param {() => Promise<ImageBitmap | null>} decode the upright photo, called only if boxes have no vector yet; it is closed
   *   here. Null: nobody wants to know any more
   * @returns {Promise<Vectors | null>} one for each box, in their order
   * @throws {import('../toolkit/coded-error.js').CodedError} No vectors could be made, or the photo could not be read.
   */
  async vectorsOf(id, boxes, decode) {
    const { output } = await this.#looks.whenReady();
    const embedder = this.#looks.id ?? '';
    const { dimensions } = output;
    const kept = await this.#read(id, embedder);
    const places = boxes.map(placeOf);
    const has = new Set(kept?.keys);
    const missing = boxes.filter((_, i) => !has.has(places[i]));
    const known = missing.length > 0 ? await this.#make(id, kept, missing, decode) : kept;
    if (!known) return boxes.length === 0 ? { embedder, dimensions, values: new Int8Array() } : null;
    return { embedder, dimensions, values: inOrder(known, places, dimensions) };
  }

  /**
   * Keeps what was made of a photo before that was stored. @param {string} id of the photo, which is stored now
   */
  async stored(id) {
    const { looks, isKept } = this.#last;
    if (this.#last.id === id && looks && !isKept)
      this.#last.isKept = await this.#archive.keepLooks(id, looks);
  }

  /**
   * @param {string} id
   * @param {KeptLooks | null} kept
   * @param {Box[]} missing
   * @param {() => Promise<ImageBitmap | null>} decode
   * @returns {Promise<KeptLooks | null>}
   */
  async #make(id, kept, missing, decode) {
    const picture = await decode();
    if (!picture) return null;
    try {
      const made = await this.#looks.vectorsOf(picture, missing);
      const all = joined(kept, { ...made, places: missing.map(placeOf) });
      const last = { id, looks: all, isKept: true };
      this.#last = last;
      // Not waited for, and the person is not told: they can be made anew.
      this.#archive.keepLooks(id, all).then((isKept) => Object.assign(last, { isKept }));
      return all;
    } finally {
      picture.close();
    }
  }

  /** @param {string} id @param {string} embedder @returns {Promise<KeptLooks | null>} */
  async #read(id, embedder) {
    if (this.#last.id !== id) this.#last = { id, looks: await this.#archive.looksOf(id), isKept: true };
    const { looks } = this.#last;
    return looks?.embedder === embedder ? looks : null;
  }
}

/** @param {Box} box @returns {string} by which its vector is found again */
export const placeOf = (box) => box.map(Math.round).join(' ');

/**
 * @param {KeptLooks} looks
 * @param {string[]} places each among them
 * @param {number} dimensions
 */
function inOrder({ keys, values }, places, dimensions) {
  const at = new Map(keys.map((key, i) => [key, i]));
  const all = new Int8Array(values);
  const vectors = new Int8Array(places.length * dimensions);
  places.forEach((place, i) => {
    const from = (at.get(place) ?? 0) * dimensions;
    vectors.set(all.subarray(from, from + dimensions), i * dimensions);
  });
  return vectors;
}

/**
 * @param {KeptLooks | null} kept
 * @param {Vectors & { places: string[] }} made
 * @returns {KeptLooks} the new ones first; of the others the oldest go
 */
function joined(kept, { embedder, dimensions, places, values }) {
  const keys = [...places, ...(kept?.keys.slice(0, SPARE + places.length) ?? [])];
  const all = new Int8Array(keys.length * dimensions);
  all.set(values);
  const spare = (keys.length - places.length) * dimensions;
  if (kept) all.set(new Int8Array(kept.values, 0, spare), values.length);
  return { embedder, keys, values: all.buffer };
}
