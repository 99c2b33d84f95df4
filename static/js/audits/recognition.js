/**
 * Names the products on photos by their looks: those that the catalogue knows. Photos that nobody looks at take their turn in the
 * background, when nothing waits to be counted.
 *
 * @typedef {import('../photo/corrections.js').ReviewedShot} ReviewedShot
 * @typedef {import('../photo/names.js').RecognisedBoxes} RecognisedBoxes
 * @typedef {import('../photo/shelves.js').Shelves} Shelves
 * @typedef {import('../products/recognise.js').Candidate} Candidate
 * @typedef {import('../looks/vectors.js').Vectors} Vectors
 *
 * @typedef {object} Known what is known of the boxes that count
 * @property {Vectors} vectors in the order of the boxes
 * @property {RecognisedBoxes} recognised by the keys of the boxes
 * @property {Map<string, Candidate[]>} candidates of each box by its key, the best first
 */
import { LooksOfPhotos } from '../photo/looks-of-photo.js';
import { withRecognised } from '../photo/names.js';
import { decodePicture } from '../photo/picture.js';
import { shelvesOf } from '../photo/shelves.js';
import { turnedPhoto } from '../photo/turned-photo.js';
import { recognise } from '../products/recognise.js';

export class Recognition {
  #archive;
  #looks;
  #products;
  #report;
  /** Ids of photos that wait for their turn. @type {Set<string>} */
  #waiting = new Set();
  /** @type {Promise<void> | null} */
  #working = null;
  /** Whether something else has to come first. */
  isBusy = () => false;
  /** Called with a record that has changed. @type {(shot: import('../photo/record.js').Shot) => void} */
  onChanged = () => {};

  /**
   * @param {object} services
   * @param {import('./archive.js').AuditArchive} services.archive
   * @param {import('../looks/service.js').LooksService} services.looks
   * @param {import('../products/service.js').ProductService} services.products
   * @param {(error: unknown) => void} services.report what keeps a photo from being looked at in the background
   */
  constructor({ archive, looks, products, report }) {
    this.#archive = archive;
    this.#looks = looks;
    this.#products = products;
    this.#report = report;
    this.photos = new LooksOfPhotos({ looks, archive });
  }

  /** @returns {Promise<boolean>} whether the catalogue knows the looks of any product, so that photos are looked at unasked */
  isWanted() {
    return this.#products.hasExamples();
  }

  /**
   * @param {string} id of the photo
   * @param {Pick<ReviewedShot, 'names'>} review
   * @param {Pick<Shelves, 'boxes' | 'rows'>} shelves its own
   * @param {() => Promise<ImageBitmap | null>} decode see LooksOfPhotos
   * @returns {Promise<Known | null>} null: nobody wants to know any more
   * @throws {import('../toolkit/coded-error.js').CodedError} There is no embedder, or it failed.
   */
  async look(id, review, shelves, decode) {
    const places = shelves.boxes.map(({ box }) => box);
    const vectors = await this.photos.vectorsOf(id, places, decode);
    if (!vectors) return null;
    const { limits } = await this.#looks.whenReady();
    const gallery = await this.#products.gallery(vectors.embedder);
    return { vectors, ...namesOf(shelves, recogniseIn(review, shelves, vectors, { gallery, limits })) };
  }

  /** Photos that are to be looked at when nothing else waits. @param {string[]} ids */
  later(ids) {
    for (const id of ids) this.#waiting.add(id);
    this.go();
  }

  /** All photos of a visit but one, which is looked at already. @param {string} auditId @param {string} except */
  async visitLater(auditId, except) {
    const stored = await this.#archive.reader.read(auditId).catch(this.#report);
    this.later((stored?.shots ?? []).flatMap(({ id, uncounted }) => (id === except || uncounted ? [] : id)));
  }

  /** Goes on with what waits. */
  go() {
    this.#working ??= this.#workOff().finally(() => {
      this.#working = null;
      if (this.#waiting.size > 0 && !this.isBusy()) this.go(); // added when it was about to end
    });
    return this.#working;
  }

  async #workOff() {
    while (!this.isBusy()) {
      const [id] = this.#waiting;
      if (id === undefined) return;
      this.#waiting.delete(id);
      await this.#lookAt(id).catch(this.#report);
    }
  }

  /** @param {string} id */
  async #lookAt(id) {
    if (!(await this.isWanted())) return;
    const found = await this.#archive.find(id);
    const photo = found?.picture.photo;
    if (!photo || found.isDiscarded || found.shot.uncounted) return;
    const { review, turn } = found.shot;
    const decode = async () => decodePicture(await turnedPhoto(photo, turn));
    const known = await this.look(id, review, shelvesOf(review), decode);
    if (known) await this.#keep(id, known.recognised);
  }

  /** @param {string} id @param {RecognisedBoxes} recognised */
  async #keep(id, recognised) {
    // Held for a moment alone: whoever opens the photo meanwhile must not wait for it. One that is open is looked at there.
    const release = await this.#archive.hold(id);
    if (!release) return;
    try {
      const now = await this.#archive.find(id);
      if (!now || now.isDiscarded || isSame(now.shot.review.recognised, recognised)) return;
      const shot = { ...now.shot, review: withRecognised(now.shot.review, recognised) };
      await this.#archive.keep(shot, null);
      this.onChanged(shot);
    } finally {
      release();
    }
  }
}

/**
 * @param {Pick<ReviewedShot, 'names'>} review
 * @param {Pick<Shelves, 'boxes' | 'rows'>} shelves
 * @param {Vectors} vectors of the boxes
 * @param {{ gallery: import('../products/search.js').Gallery, limits: import('../products/recognise.js').Limits }} known
 */
function recogniseIn({ names = {} }, { boxes, rows }, vectors, { gallery, limits }) {
  const exclude = boxes.map(({ key }) => (names[key]?.not ? new Set(names[key].not) : undefined));
  return recognise(vectors, gallery, limits, {
    boxes: boxes.map(({ box }) => box),
    exclude,
    rows: rows.map(({ facings }) => facings),
  });
}

/**
 * @param {Pick<Shelves, 'boxes'>} shelves
 * @param {import('../products/recognise.js').Answer[]} answers
 * @returns {Pick<Known, 'recognised' | 'candidates'>}
 */
function namesOf({ boxes }, answers) {
  const recognised = answers.flatMap(({ product, score }, i) =>
    product === null ? [] : [/** @type {const} */ ([boxes[i].key, { product, score: rounded(score) }])],
  );
  return {
    recognised: Object.fromEntries(recognised),
    candidates: new Map(answers.map(({ candidates }, i) => [boxes[i].key, candidates])),
  };
}

/** Three digits tell more than the score is sure of. @param {number} score */
const rounded = (score) => Math.round(score * 1000) / 1000;

/** @param {RecognisedBoxes | undefined} a @param {RecognisedBoxes} b */
const isSame = (a = {}, b) => JSON.stringify(a) === JSON.stringify(b);
