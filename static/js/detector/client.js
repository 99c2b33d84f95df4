/**
 * The detector as the page sees it: load, detect, dispose. The work is done in a worker; where the browser has none
 * that can draw, on the page itself. A worker that ends or does not answer any more is replaced, and the model loaded again.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./pipeline.js').Detections} Detections
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {import('./protocol.js').DetectOptions} DetectOptions
 * @typedef {import('./protocol.js').Embedder} Embedder
 * @typedef {import('./protocol.js').LoadRequest} LoadRequest
 * @typedef {import('./protocol.js').Ready} Ready
 * @typedef {import('./protocol.js').Listeners} Listeners
 */
import { traceSpan } from '../timeline.js';
import { codeOf } from '../toolkit/coded-error.js';
import { COMPILE_LIMIT_MS, Connection } from './connection.js';
import { DetectorError } from './errors.js';

/** A picture may take so many times as long as the slowest of its kind before, and at least this long. */
const PATIENCE = { factor: 20, least_ms: 30_000 };

export class DetectorClient {
  /** @type {ModelCard | null} The model in use, after `load`. */
  card = null;
  /** @type {Backend | null} What it runs on, after `load`. */
  backend = null;
  #listeners;
  #options;
  /** @type {Connection | null} */
  #connection = null;
  /** The slowest picture of each kind with the model in use, milliseconds. @type {Map<string, number>} */
  #slowest = new Map();
  /** What was loaded last, and has to be loaded again by the next worker. @type {Pick<LoadRequest, 'backend' | 'card'> | null} */
  #loaded = null;
  /** The worker that has it. @type {Connection | null} */
  #loadedBy = null;
  /** @type {Promise<unknown> | null} */
  #resuming = null;
  /** What was loaded beside it, and the worker that has it. @type {{ embedder: Embedder, by: Connection } | null} */
  #embedding = null;
  /** The backend that is at work or being tried. @type {Backend | null} */
  #trying = null;
  /** Left out at the next load: the worker before was lost while it ran on this one. @type {Backend | null} */
  #avoided = null;
  /** Workers lost since the last picture that was detected. */
  #losses = 0;
  #isDisposed = false;

  /**
   * @param {Partial<Listeners>} [listeners]
   * @param {ConstructorParameters<typeof Connection>[1]} [options]
   */
  constructor({ onProgress = () => {}, onNews = () => {} } = {}, options = {}) {
    this.#listeners = { onProgress, onNews };
    this.#options = options;
  }

  /**
   * Gets the model, from this device where it is kept, and makes it ready. When that fails, a model that was ready
   * before goes on. A worker that is lost on the way is replaced once.
   *
   * @param {{ backend?: Backend | null, card?: ModelCard | null, signal?: AbortSignal }} [options] Without a backend,
   *   or when it does not work here, the fastest is found; without a card, it is the model that was used last.
   * @returns {Promise<Ready>}
   * @throws {DetectorError} The model cannot be had or run; its `code` says why.
   * @throws {DOMException} AbortError: `signal` was aborted, or the detector was disposed of.
   */
  async load({ backend = null, card = null, signal } = {}) {
    signal?.throwIfAborted();
    const wanted = { backend, card, isResumed: false };
    try {
      return await this.#load(wanted, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (!isLost(error)) throw error;
      return this.#load(wanted, signal);
    }
  }

  /**
   * Finds the products on a picture, which is given away: it is closed, whatever happens.
   *
   * @param {ImageBitmap | VideoFrame} picture
   * @param {DetectOptions} options
   * @returns {Promise<Detections>}
   * @throws {DetectorError} 'worker-lost': another worker takes the next picture. 'detection-failed', 'no-backend': the next
   *   picture will most likely fail as well. Or why the model could not be loaded again after a worker was lost.
   * @throws {DOMException} AbortError: the detector was disposed of.
   */
  async detect(picture, options) {
    const asked_ms = performance.now();
    try {
      const connection = await this.#connectLoaded();
      const { mode } = options;
      const sent_ms = performance.now();
      /** @type {Detections & { backend: Backend }} */
      const detections = await this.#ask(
        connection,
        { type: 'detect', picture, options },
        { transfer: [picture], limit_ms: this.#limitFor(mode) },
      );
      this.#losses = 0;
      this.#slowest.set(mode, Math.max(performance.now() - sent_ms, this.#slowest.get(mode) ?? 0));
      this.backend = this.#trying = detections.backend; // another one than at first, when that failed
      traceSpan('detect', asked_ms, { mode, timing: detections.timing });
      return detections;
    } finally {
      picture.close(); // one that never came to the worker; closing one that did changes nothing
    }
  }

  /**
   * Puts an embedder to work beside the model, in place of the one before.
   *
   * @param {Embedder} embedder
   * @throws {DetectorError} 'model-unusable', 'worker-lost' and so on: the one before goes on.
   */
  async loadEmbedder(embedder) {
    const connection = await this.#connectLoaded();
    await this.#ask(connection, { type: 'load-embedder', embedder });
    this.#embedding = { embedder, by: connection };
  }

  /**
   * Tells what facings look like. Pictures that are to be counted meanwhile come between.
   *
   * @param {ImageBitmap} picture Given away: it is closed, whatever happens.
   * @param {Float64Array} boxes (n * 4) xyxy, pixels of the picture.
   * @returns {Promise<import('./protocol.js').Vectors>}
   * @throws {DetectorError} 'embedding-failed', 'worker-lost' and so on, as `detect`.
   */
  async embed(picture, boxes) {
    try {
      const connection = await this.#connectLoaded();
      const { embedder, by } = this.#embedding ?? {};
      if (embedder && by !== connection) await this.loadEmbedder(embedder);
      const content = /** @type {const} */ ({ type: 'embed', picture, boxes });
      const vectors = await this.#ask(connection, content, { transfer: [picture] });
      this.#losses = 0;
      return vectors;
    } finally {
      picture.close();
    }
  }

  /**
   * Takes a model that is not in use off this device.
   *
   * @param {string} name
   * @returns {Promise<void>}
   * @throws {DetectorError}
   */
  remove(name) {
    return this.#ask(this.#connect(), { type: 'remove', name });
  }

  /** @returns {Promise<number>} Tensors held now: constant from frame to frame, or there is a leak. */
  countTensors() {
    return this.#ask(this.#connect(), { type: 'memory' });
  }

  /** Ends the worker for good; whatever was or will be asked of it is rejected with an AbortError. */
  dispose() {
    this.#isDisposed = true;
    this.#connect().dispose();
  }

  /**
   * @param {Pick<LoadRequest, 'backend' | 'card' | 'isResumed'>} wanted
   * @param {AbortSignal} [signal]
   * @returns {Promise<Ready>}
   */
  async #load(wanted, signal) {
    const connection = this.#connect();
    /** @type {Ready} */
    const ready = await this.#ask(
      connection,
      { type: 'load', ...wanted, avoided: this.#avoided },
      { signal },
    );
    this.card = ready.card;
    this.backend = this.#trying = ready.backend;
    this.#loaded = { backend: wanted.backend, card: ready.card };
    this.#loadedBy = connection;
    this.#avoided = null;
    this.#slowest.clear();
    return ready;
  }

  /** @returns {Promise<Connection>} To a worker that has the model, if one was loaded. */
  async #connectLoaded() {
    const connection = this.#connect();
    if (this.#loaded && this.#loadedBy !== connection) await this.#resume();
    return connection;
  }

  /** Loads the model again into a worker that takes the place of a lost one. */
  #resume() {
    const { backend = null, card = null } = this.#loaded ?? {};
    this.#resuming ??= this.#load({ backend, card, isResumed: true }).finally(() => {
      this.#resuming = null;
    });
    return this.#resuming;
  }

  /** @returns {Connection} To a worker; to another one when the one before was lost. */
  #connect() {
    if (!this.#connection || !(this.#connection.isOpen || this.#isDisposed)) {
      const { onNews } = this.#listeners;
      this.#connection = new Connection(
        {
          onNews,
          onProgress: (progress) => {
            if ('backend' in progress) this.#trying = progress.backend;
            this.#listeners.onProgress(progress);
          },
          onLost: (reason) => {
            // A graphics driver is the likeliest cause. WebAssembly is the last resort, and is never left out.
            this.#avoided = this.#trying === 'wasm' ? null : this.#trying;
            this.#losses += 1;
            if (this.#losses === 1) onNews({ kind: 'worker-replaced', reason });
          },
        },
        this.#options,
      );
    }
    return this.#connection;
  }

  /**
   * @param {Connection} connection
   * @param {import('./connection.js').Content} content
   * @param {Parameters<Connection['ask']>[1]} [options]
   * @returns {Promise<any>} The content of the answer.
   */
  async #ask(connection, content, options) {
    try {
      return await connection.ask(content, options);
    } catch (error) {
      if (!isLost(error) || this.#losses === 1) throw error;
      // Where one worker after the other is lost, another one would be lost as well.
      const isEmbedding = content.type === 'embed';
      const failed = isEmbedding ? 'embedding-failed' : 'detection-failed';
      throw new DetectorError(content.type === 'load' ? 'start-failed' : failed, { cause: error });
    }
  }

  /** @param {string} mode @returns {number} Milliseconds that a picture may take. */
  #limitFor(mode) {
    const slowest_ms = this.#slowest.get(mode);
    return slowest_ms === undefined
      ? COMPILE_LIMIT_MS
      : Math.max(PATIENCE.least_ms, PATIENCE.factor * slowest_ms);
  }
}

/** @param {unknown} error */
const isLost = (error) => codeOf(error) === 'worker-lost';
