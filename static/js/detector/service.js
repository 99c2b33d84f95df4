/**
 * The detector as the rest of the page uses it: loads a model, says whether it can count, and goes on when a load fails.
 * It knows no view, no words and no settings.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./errors.js').DetectorErrorCode} DetectorErrorCode
 * @typedef {import('./pipeline.js').Detections} Detections
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {import('./protocol.js').DetectOptions} DetectOptions
 * @typedef {import('./protocol.js').News} News
 * @typedef {import('./protocol.js').Progress} Progress
 * @typedef {Pick<import('./client.js').DetectorClient, 'load' | 'detect' | 'loadEmbedder' | 'embed' | 'remove' | 'card' | 'backend'>} Client
 *
 * @typedef {object} DetectorState
 * @property {'loading' | 'ready' | 'failed'} status `ready`: pictures can be counted.
 * @property {Progress | null} progress Of the load; null before the first report, and when nothing is loading.
 * @property {DetectorErrorCode | 'unknown' | null} problem Why the load failed; null unless `status` is 'failed'.
 * @property {string} backend What the model runs on; empty until one was ready.
 * @property {boolean} kept The model is stored on this device, so that no network is needed for it.
 * @property {ModelCard | null} card Of the model in use; null until one was ready.
 * @property {ModelCard['licence'] | null} licence Of the model that is being downloaded, or else in use; null until known.
 *
 * @typedef {News | { kind: 'wanted-backend-failed', backend: Backend }} ServiceNews The wanted backend does not work on
 *   this device, so another one is in use.
 *
 * @typedef {object} ServiceOptions
 * @property {(listeners: { onProgress: (progress: Progress) => void, onNews: (news: News) => void }) => Client} createClient
 * @property {() => 'auto' | Backend} wantedBackend Asked at every load.
 * @property {(state: DetectorState) => void} onChange Called with the whole new state.
 * @property {(news: ServiceNews) => void} onNews What a person may want to know while the detector goes on.
 * @property {(error: unknown) => void} [onFailure] Every load that failed, for a bug report.
 */
import { codeOf } from '../toolkit/coded-error.js';

/** Failures that end when there is a network again. @type {ReadonlySet<string | null>} */
const NETWORK_PROBLEMS = new Set(['no-network-no-model', 'download-failed', 'sign-in-needed']);

/** @type {Readonly<DetectorState>} */
export const DETECTOR_LOADING = {
  status: 'loading',
  progress: null,
  problem: null,
  backend: '',
  kept: false,
  card: null,
  licence: null,
};

/**
 * @param {Pick<DetectorState, 'status' | 'problem'>} state
 * @returns {boolean} Whether there is no detector for lack of a network.
 */
export const lacksNetwork = ({ status, problem }) => status === 'failed' && NETWORK_PROBLEMS.has(problem);

export class DetectorService {
  #client;
  #wantedBackend;
  #onChange;
  #onNews;
  #onFailure;
  /** @type {DetectorState} */
  #state = DETECTOR_LOADING;
  /** The load that was asked for last. @type {Promise<void> | null} */
  #newestLoad = null;

  /** @param {ServiceOptions} options */
  constructor({ createClient, wantedBackend, onChange, onNews, onFailure = () => {} }) {
    this.#wantedBackend = wantedBackend;
    this.#onChange = onChange;
    this.#onNews = onNews;
    this.#onFailure = onFailure;
    this.#client = createClient({
      onProgress: (progress) => {
        // Progress also comes when the detector restarts by itself in the middle of a scan; the state stays 'ready' then.
        if (this.#state.status !== 'loading') return;
        const licence = (progress.phase === 'download' && progress.licence) || this.#state.licence;
        this.#update({ progress, licence });
      },
      onNews,
    });
  }

  /** @returns {DetectorState} */
  get state() {
    return this.#state;
  }

  /** @returns {ModelCard | null} Of the model in use. */
  get card() {
    return this.#client.card;
  }

  /** @returns {Backend | null} What the model runs on. */
  get backend() {
    return this.#client.backend;
  }

  /**
   * Makes the detector ready on the wanted backend. When that fails, a model that was ready before goes on. Of several
   * loads the newest decides the state.
   *
   * @param {ModelCard | null} [card] Without it, the model that was used last.
   * @returns {Promise<void>} Need not be awaited: the state tells the outcome as well.
   * @throws {import('./errors.js').DetectorError} This load failed.
   */
  load(card = null) {
    this.#update({ status: 'loading', progress: null, problem: null });
    const loading = this.#load(card, () => this.#newestLoad === loading);
    this.#newestLoad = loading;
    loading.catch(() => {}); // for callers who do not await it
    return loading;
  }

  /** Puts a model to work. @param {ModelCard} card @returns {Promise<void>} See `load`. */
  use(card) {
    return this.load(card);
  }

  /**
   * Takes a model that is not in use off this device.
   *
   * @param {string} name
   * @returns {Promise<void>}
   * @throws {import('./errors.js').DetectorError}
   */
  remove(name) {
    return this.#client.remove(name);
  }

  /**
   * Tries again what failed for lack of a network. Call it when there is one.
   *
   * @returns {boolean} Whether there was something to try again.
   */
  resume() {
    if (!lacksNetwork(this.#state)) return false;
    this.load();
    return true;
  }

  /**
   * @returns {Promise<void>} Pictures can be counted. After a failure it tries anew.
   * @throws {import('./errors.js').DetectorError} No model could be made ready.
   */
  async whenReady() {
    if (!this.#newestLoad || this.#state.status === 'failed') this.load();
    for (;;) {
      const awaited = this.#newestLoad;
      try {
        await awaited;
      } catch (error) {
        if (awaited === this.#newestLoad && !this.#client.card) throw error;
      }
      if (awaited === this.#newestLoad) return;
    }
  }

  /**
   * Finds the products on a picture, which is given away: it is closed, whatever happens.
   *
   * @param {ImageBitmap | VideoFrame} picture
   * @param {DetectOptions} options
   * @returns {Promise<Detections>}
   * @throws {import('./errors.js').DetectorError}
   */
  async detect(picture, options) {
    const detections = await this.#client.detect(picture, options);
    const { backend } = this.#client; // another one than before, when that failed on this picture
    if (backend && backend !== this.#state.backend) this.#update({ backend });
    return detections;
  }

  /** @type {Client['loadEmbedder']} */
  loadEmbedder(embedder) {
    return this.#client.loadEmbedder(embedder);
  }

  /** @type {Client['embed']} */
  embed(picture, boxes) {
    return this.#client.embed(picture, boxes);
  }

  /**
   * @param {ModelCard | null} card
   * @param {() => boolean} isNewest
   */
  async #load(card, isNewest) {
    const wanted = this.#wantedBackend();
    try {
      const ready = await this.#client.load({ backend: wanted === 'auto' ? null : wanted, card });
      if (!isNewest()) return;
      this.#showReady({ kept: ready.offline });
      if (wanted !== 'auto' && ready.backend !== wanted) {
        this.#onNews({ kind: 'wanted-backend-failed', backend: wanted });
      }
    } catch (error) {
      this.#onFailure(error);
      if (isNewest()) {
        if (this.#client.card) this.#showReady({});
        else this.#update({ ...DETECTOR_LOADING, status: 'failed', problem: problemOf(error) });
      }
      throw error;
    }
  }

  /** @param {Pick<Partial<DetectorState>, 'kept'>} change */
  #showReady(change) {
    const { card, backend } = this.#client;
    const licence = card?.licence ?? null;
    this.#update({ status: 'ready', progress: null, card, licence, backend: backend ?? '', ...change });
  }

  /** @param {Partial<DetectorState>} change */
  #update(change) {
    this.#state = { ...this.#state, ...change };
    this.#onChange(this.#state);
  }
}

/** @param {unknown} error @returns {DetectorErrorCode | 'unknown'} */
const problemOf = (error) => /** @type {DetectorErrorCode | null} */ (codeOf(error)) ?? 'unknown';
