/**
 * The detector as the page sees it: load, detect, dispose. The work is done in a worker; where the browser has none
 * that can draw, on the page itself. A worker that ends or does not answer any more is replaced, and the model loaded again.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./line.js').Line} Line
 * @typedef {import('./pipeline.js').Detections} Detections
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {import('./protocol.js').DetectOptions} DetectOptions
 * @typedef {import('./protocol.js').LoadRequest} LoadRequest
 * @typedef {import('./protocol.js').Ready} Ready
 * @typedef {import('./protocol.js').Reply} Reply
 * @typedef {import('./protocol.js').Request} Request
 * @typedef {import('./protocol.js').Listeners} Listeners
 * @typedef {{ resolve: (value: any) => void, reject: (error: unknown) => void, limit_ms: number }} Waiting
 * @typedef {Pick<LoadRequest, 'backend' | 'card'>} Loaded
 */
import { traceSpan } from '../timeline.js';
import { DetectorError } from './errors.js';
import { openLine } from './line.js';
import { Watchdog } from './watchdog.js';

/**
 * For how long the worker may be silent while it is asked something. Generous: on a slow phone a load, and the first picture
 * of its kind, compile for many seconds. After that, a picture may take `factor` times as long as the slowest before.
 */
const LIMITS = { first_ms: 120_000, least_ms: 30_000, factor: 20 };

export class DetectorClient {
  /** @type {ModelCard | null} The model in use, after `load`. */
  card = null;
  /** @type {Backend | null} What it runs on, after `load`. */
  backend = null;
  #listeners;
  #open;
  #watchdog;
  /** @type {Promise<Line> | null} */
  #line = null;
  /** Requests without an answer yet, by their id. @type {Map<number, Waiting>} */
  #waiting = new Map();
  #lastId = 0;
  /** The slowest picture of each kind with the model in use, milliseconds. @type {Map<string, number>} */
  #slowest = new Map();
  /** What the worker has loaded, or has to load again. @type {Loaded | null} */
  #loaded = null;
  /** The backend that is at work or being tried. @type {Backend | null} */
  #trying = null;
  /** Left out when the next worker loads: the worker before was lost while it ran on this one. @type {Backend | null} */
  #avoided = null;
  /** Whether the worker has the model of `#loaded`. */
  #hasModel = false;
  /** @type {Promise<unknown> | null} */
  #resuming = null;
  /** Workers lost since the last picture that was detected. */
  #losses = 0;
  #isDisposed = false;

  /**
   * @param {Partial<Listeners>} [listeners]
   * @param {{ open?: typeof openLine, page?: import('./watchdog.js').Visibility }} [options] What tests stand in for.
   */
  constructor({ onProgress = () => {}, onNews = () => {} } = {}, { open = openLine, page } = {}) {
    this.#listeners = { onProgress, onNews };
    this.#open = open;
    this.#watchdog = new Watchdog(
      (limit_ms) => this.#lose(`the worker did not answer for ${limit_ms / 1000} s`),
      page,
    );
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
   * @throws {DetectorError} 'worker-lost': another worker takes the next picture; 'detection-failed'; 'no-backend'; or why the
   *   model could not be loaded again after a worker was lost.
   * @throws {DOMException} AbortError: the detector was disposed of.
   */
  async detect(picture, options) {
    const asked_ms = performance.now();
    try {
      const line = await this.#openWithModel();
      const request = { type: /** @type {const} */ ('detect'), id: this.#nextId(), picture, options };
      const sent_ms = performance.now();
      /** @type {Detections & { backend: Backend }} */
      const detections = await this.#ask(line, request, [picture]);
      this.#answered(options.mode, performance.now() - sent_ms);
      this.backend = this.#trying = detections.backend; // another one than at first, when that failed
      traceSpan('detect', asked_ms, { mode: options.mode, timing: detections.timing });
      return detections;
    } finally {
      picture.close(); // one that never came to the worker; closing one that did changes nothing
    }
  }

  /**
   * Takes a model that is not in use off this device.
   *
   * @param {string} name
   * @throws {DetectorError}
   */
  async remove(name) {
    await this.#ask(await this.#openLine(), { type: 'remove', id: this.#nextId(), name });
  }

  /** @returns {Promise<number>} Tensors held now: constant from frame to frame, or there is a leak. */
  async countTensors() {
    return this.#ask(await this.#openLine(), { type: 'memory', id: this.#nextId() });
  }

  /** Ends the worker for good; whatever was or will be asked of it is rejected with an AbortError. */
  dispose() {
    this.#isDisposed = true;
    this.#watchdog.dispose();
    this.#line?.then((line) => line.close());
    this.#rejectAll(disposedError());
  }

  /**
   * @param {Pick<LoadRequest, 'backend' | 'card' | 'isResumed'>} wanted
   * @param {AbortSignal} [signal]
   * @returns {Promise<Ready>}
   */
  async #load(wanted, signal) {
    const id = this.#nextId();
    const line = await this.#openLine();
    const cancel = () => line.send({ type: 'cancel', id }, []);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const request = { type: /** @type {const} */ ('load'), id, ...wanted, avoided: this.#avoided };
      /** @type {Ready} */
      const ready = await this.#ask(line, request);
      this.card = ready.card;
      this.backend = this.#trying = ready.backend;
      this.#loaded = { backend: wanted.backend, card: ready.card };
      this.#hasModel = true;
      this.#slowest.clear();
      return ready;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** @returns {Promise<Line>} To a worker that has the model again, if the one before was lost. */
  async #openWithModel() {
    const line = await this.#openLine();
    if (this.#loaded && !this.#hasModel) {
      this.#resuming ??= this.#load({ ...this.#loaded, isResumed: true }).finally(() => {
        this.#resuming = null;
      });
      await this.#resuming;
    }
    return line;
  }

  /** @returns {Promise<Line>} */
  #openLine() {
    if (!this.#line) {
      const opening = this.#open({
        onReply: (reply) => this.#receive(reply),
        onLost: (reason) => {
          if (this.#line === opening) this.#lose(reason);
        },
      });
      this.#line = opening;
    }
    return this.#line;
  }

  /**
   * @param {Line} line
   * @param {Exclude<Request, { type: 'cancel' }>} request
   * @param {Transferable[]} [transfer]
   * @returns {Promise<any>} The content of the answer.
   */
  #ask(line, request, transfer = []) {
    return new Promise((resolve, reject) => {
      if (this.#isDisposed) throw disposedError();
      line.send(request, transfer);
      const limit_ms = this.#limitFor(request);
      this.#waiting.set(request.id, { resolve, reject, limit_ms });
      // Requests are answered in turn: the time of the first one that waits is under way already.
      if (this.#waiting.size === 1) this.#watchdog.expect(limit_ms);
    });
  }

  /** @param {Request} request */
  #limitFor(request) {
    const slowest_ms = request.type === 'detect' ? this.#slowest.get(request.options.mode) : undefined;
    return slowest_ms === undefined ? LIMITS.first_ms : Math.max(LIMITS.least_ms, LIMITS.factor * slowest_ms);
  }

  /** @param {string} mode @param {number} took_ms */
  #answered(mode, took_ms) {
    this.#losses = 0;
    this.#slowest.set(mode, Math.max(took_ms, this.#slowest.get(mode) ?? 0));
  }

  /** @param {Reply} reply */
  #receive(reply) {
    if (reply.type === 'started') return;
    if (reply.type === 'progress') {
      if ('backend' in reply.progress) this.#trying = reply.progress.backend;
      this.#watch(LIMITS.first_ms); // a backend that takes the place of another one in the middle of a scan compiles first
      return this.#listeners.onProgress(reply.progress);
    }
    if (reply.type === 'news') return this.#listeners.onNews(reply.news);
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    this.#watch();
    if (reply.type === 'ready') waiting?.resolve(reply.ready);
    else if (reply.type === 'detections') waiting?.resolve(reply.detections);
    else if (reply.type === 'memory') waiting?.resolve(reply.tensors);
    else if (reply.type === 'removed') waiting?.resolve(undefined);
    else if (reply.type === 'failed') {
      waiting?.reject(new DetectorError(reply.code, { message: reply.message }));
    }
  }

  /** Waits anew for what is still to be answered. @param {number} [least_ms] */
  #watch(least_ms = 0) {
    if (this.#waiting.size === 0) return this.#watchdog.rest();
    const limits_ms = Array.from(this.#waiting.values(), ({ limit_ms }) => limit_ms);
    this.#watchdog.expect(Math.max(least_ms, ...limits_ms));
  }

  /**
   * Lets go of a worker from which nothing is to be expected. The next request opens another one.
   *
   * @param {string} reason
   */
  #lose(reason) {
    this.#line?.then((line) => line.close());
    this.#line = null;
    this.#hasModel = false;
    this.#watchdog.rest();
    // A graphics driver is the likeliest cause. WebAssembly is the last resort, and is never left out.
    this.#avoided = this.#trying === 'wasm' ? null : this.#trying;
    this.#losses += 1;
    if (this.#losses === 1) this.#listeners.onNews({ kind: 'worker-replaced', reason });
    // Where one worker after the other is lost, the picture cannot be detected here.
    const code = this.#losses === 1 ? 'worker-lost' : 'detection-failed';
    this.#rejectAll(new DetectorError(code, { detail: reason }));
  }

  /** @param {unknown} error */
  #rejectAll(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #nextId() {
    this.#lastId += 1;
    return this.#lastId;
  }
}

/** @param {unknown} error */
const isLost = (error) => error instanceof DetectorError && error.code === 'worker-lost';

function disposedError() {
  return new DOMException('The detector was disposed of.', 'AbortError');
}
