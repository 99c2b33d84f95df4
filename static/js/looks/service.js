/**
 * What products look like: an embedder turns facings into vectors, see vectors.js. It is stored for work without a network once
 * the detector is ready, and loaded into the detector's worker when it is first asked for, not before.
 *
 * @typedef {import('../geometry/boxes.js').Box} Box
 * @typedef {import('./card.js').EmbedderCard} EmbedderCard
 * @typedef {import('./vectors.js').Vectors} Vectors
 *
 * @typedef {object} LooksState
 * @property {'unloaded' | 'loading' | 'ready' | 'failed'} status `ready`: facings can be compared.
 * @property {string | null} problem A code that says why it failed; null unless `status` is 'failed'.
 * @property {EmbedderCard | null} card Of the embedder in use; null until one was ready.
 * @property {boolean | null} kept Whether all that is needed of it without a network is on this device, which may be nothing; null:
 *   not known yet.
 *
 * @typedef {object} LooksOptions
 * @property {Pick<import('../detector/service.js').DetectorService, 'whenReady' | 'loadEmbedder' | 'embed'>} detector
 * @property {Pick<Installation, 'isKept' | 'isOffered' | 'keep' | 'start'>} [installation]
 * @property {(picture: ImageBitmap) => Promise<ImageBitmap>} [copy]
 * @property {(error: unknown) => void} [report] Of what no person needs to be told.
 * @property {number} [retry_ms]
 */
import { traceSpan } from '../timeline.js';
import { codeOf } from '../toolkit/coded-error.js';
import { Observable } from '../toolkit/observable.js';
import { idOf } from './card.js';
import { Installation } from './installation.js';
import { quantise } from './vectors.js';

/** What says nothing of the page: others tell it where it matters. @type {ReadonlySet<string | null>} */
const OUT_OF_REACH = new Set(['download-failed', 'server-failed', 'sign-in-needed', 'insecure-origin']);

/** A server or network that failed a moment ago is not asked again at once. */
const RETRY_MS = 60_000;

export class LooksService {
  /** @type {Observable<LooksState>} */
  #state = new Observable(
    /** @type {LooksState} */ ({ status: 'unloaded', problem: null, card: null, kept: null }),
  );
  #detector;
  #installation;
  #copy;
  #report;
  #retry_ms;
  /** @type {Promise<EmbedderCard> | null} */
  #loading = null;
  /** @type {'no' | 'yes' | 'failed'} */
  #isKeeping = 'no';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {LooksOptions} options */
  constructor({
    detector,
    installation = new Installation(),
    copy = (picture) => createImageBitmap(picture),
    report = () => {},
    retry_ms = RETRY_MS,
  }) {
    this.#detector = detector;
    this.#installation = installation;
    this.#copy = copy;
    this.#report = report;
    this.#retry_ms = retry_ms;
  }

  /** @returns {LooksState} */
  get state() {
    return this.#state.state;
  }

  /** @param {(state: LooksState) => void} listener @returns {() => void} removes the listener */
  subscribe(listener) {
    return this.#state.subscribe(listener);
  }

  /** @returns {string | null} Of the embedder in use, which its vectors carry; null until one was ready. */
  get id() {
    const { card } = this.state;
    return card && idOf(card);
  }

  /** @returns {Promise<boolean>} Whether an embedder is here, or the server has said that it has one. Nothing is loaded. */
  isOffered() {
    return this.#installation.isOffered();
  }

  /**
   * Stores what is needed without a network, and nothing is run. Call it when the page has nothing more urgent to fetch; what
   * fails is tried again. Calls after the first do nothing.
   */
  keep() {
    if (this.#isKeeping !== 'no') return;
    this.#isKeeping = 'yes';
    this.#keep().catch((error) => {
      if (!OUT_OF_REACH.has(codeOf(error))) this.#report(error);
      this.#isKeeping = 'failed';
      // A newer one than that which is here can wait until there is a network.
      if (!this.state.kept) this.#timer = setTimeout(() => this.#tryAgain(), this.#retry_ms);
    });
  }

  /** Tries again at once what could not be stored. Call it when there is a network again. */
  resume() {
    if (this.#isKeeping === 'failed') this.#tryAgain();
  }

  /**
   * Loads the embedder at the first call. After a failure it tries anew.
   *
   * @returns {Promise<EmbedderCard>}
   * @throws {import('../toolkit/coded-error.js').CodedError<string>} There is none here, or none that works.
   */
  whenReady() {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /**
   * @param {ImageBitmap} picture It stays open.
   * @param {Box[]} boxes xyxy, in pixels of the picture.
   * @returns {Promise<Vectors>} A vector for each box.
   * @throws {import('../toolkit/coded-error.js').CodedError<string>} See `whenReady`; or the embedder failed on this picture.
   */
  async vectorsOf(picture, boxes) {
    const card = await this.whenReady();
    const start_ms = performance.now();
    const { values, timing } = await this.#embed(picture, boxes).catch((error) => {
      if (codeOf(error) !== 'worker-lost') throw error;
      return this.#embed(picture, boxes); // another worker takes its place
    });
    traceSpan('embed', start_ms, { facings: boxes.length, timing });
    const { dimensions } = card.output;
    return { embedder: idOf(card), dimensions, values: quantise(values, dimensions) };
  }

  /** @param {ImageBitmap} picture @param {Box[]} boxes */
  async #embed(picture, boxes) {
    return this.#detector.embed(await this.#copy(picture), Float64Array.from(boxes.flat()));
  }

  async #load() {
    this.#state.update({ status: 'loading', problem: null });
    try {
      await this.#detector.whenReady().catch(() => {}); // it runs without, too, and whoever waits for boxes is told
      const card = await this.#installation.start((card, files) =>
        this.#detector.loadEmbedder({ card, files }),
      );
      this.#state.update({ status: 'ready', card });
      return card;
    } catch (error) {
      this.#loading = null;
      this.#state.update({ status: 'failed', problem: codeOf(error) ?? 'unknown' });
      throw error;
    }
  }

  async #keep() {
    try {
      this.#state.update({ kept: await this.#installation.isKept() });
      await this.#installation.keep();
    } finally {
      const kept = await this.#installation.isKept().catch(() => false);
      if (kept !== this.state.kept) this.#state.update({ kept });
    }
  }

  #tryAgain() {
    clearTimeout(this.#timer);
    this.#isKeeping = 'no';
    this.keep();
  }
}
