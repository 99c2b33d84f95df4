/**
 * The detector as the page sees it: load, detect, dispose. The work is done in a worker; where the browser has none
 * that can draw, on the page itself.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./pipeline.js').Detections} Detections
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {import('./protocol.js').DetectOptions} DetectOptions
 * @typedef {import('./protocol.js').News} News
 * @typedef {import('./protocol.js').Progress} Progress
 * @typedef {import('./protocol.js').Ready} Ready
 * @typedef {import('./protocol.js').Reply} Reply
 * @typedef {import('./protocol.js').Request} Request
 * @typedef {{ send: (request: Request, transfer: Transferable[]) => void, close: () => void }} Line
 * @typedef {{ resolve: (value: any) => void, reject: (error: unknown) => void }} Waiting
 */
import { traceSpan } from '../timeline.js';
import { takeWorker } from './early-worker.js';
import { DetectorError } from './errors.js';

export class DetectorClient {
  /** @param {{ onProgress?: (progress: Progress) => void, onNews?: (news: News) => void }} [listeners] */
  constructor({ onProgress = () => {}, onNews = () => {} } = {}) {
    this._onProgress = onProgress;
    this._onNews = onNews;
    /** @type {Map<number, Waiting>} */
    this._waiting = new Map();
    this._lastId = 0;
    /** @type {ModelCard | null} The model in use, after `load`. */
    this.card = null;
    /** @type {Backend | null} What it runs on, after `load`. */
    this.backend = null;
    /** @type {Promise<Line> | null} */
    this._line = null;
    this._disposed = false;
  }

  /**
   * Gets the model, from this device where it is kept, and makes it ready. When that fails, a model that was ready
   * before goes on.
   *
   * @param {{ backend?: Backend | null, card?: ModelCard | null, signal?: AbortSignal }} [options] Without a backend,
   *   or when it does not work here, the fastest is found; without a card, it is the model that was used last.
   * @returns {Promise<Ready>}
   * @throws {DetectorError} The model cannot be had or run; its `code` says why.
   * @throws {DOMException} AbortError: `signal` was aborted.
   */
  async load({ backend = null, card = null, signal } = {}) {
    signal?.throwIfAborted();
    const id = this._nextId();
    const line = await this._open();
    const cancel = () => line.send({ type: 'cancel', id }, []);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const ready = /** @type {Ready} */ (await this._ask(line, { type: 'load', id, backend, card }));
      this.card = ready.card;
      this.backend = ready.backend;
      return ready;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /**
   * Finds the products on a picture, which is given away: it is closed when its pixels have been read.
   *
   * @param {ImageBitmap | VideoFrame} picture
   * @param {DetectOptions} options
   * @returns {Promise<Detections>}
   * @throws {DetectorError} 'detection-failed', 'no-backend'.
   * @throws {DOMException} AbortError: the detector was disposed of.
   */
  async detect(picture, options) {
    const asked_ms = performance.now();
    const line = await this._open();
    const request = { type: /** @type {const} */ ('detect'), id: this._nextId(), picture, options };
    const detections = /** @type {Detections & { backend: Backend }} */ (
      await this._ask(line, request, [picture])
    );
    this.backend = detections.backend; // another one than at first, when that failed
    traceSpan('detect', asked_ms, { mode: options.mode, timing: detections.timing });
    return detections;
  }

  /**
   * Takes a model that is not in use off this device.
   *
   * @param {string} name
   * @throws {DetectorError}
   */
  async remove(name) {
    await this._ask(await this._open(), { type: 'remove', id: this._nextId(), name });
  }

  /** @returns {Promise<number>} Tensors held now: constant from frame to frame, or there is a leak. */
  async countTensors() {
    return this._ask(await this._open(), { type: 'memory', id: this._nextId() });
  }

  /** Ends the worker for good; whatever was or will be asked of it is rejected with an AbortError. */
  dispose() {
    this._disposed = true;
    this._line?.then((line) => line.close());
    for (const { reject } of this._waiting.values()) reject(disposedError());
    this._waiting.clear();
  }

  _nextId() {
    this._lastId += 1;
    return this._lastId;
  }

  /**
   * @param {Line} line
   * @param {Exclude<Request, { type: 'cancel' }>} request
   * @param {Transferable[]} [transfer]
   * @returns {Promise<any>} The content of the answer.
   */
  _ask(line, request, transfer = []) {
    return new Promise((resolve, reject) => {
      if (this._disposed) throw disposedError();
      this._waiting.set(request.id, { resolve, reject });
      line.send(request, transfer);
    });
  }

  /** @param {Reply} reply */
  _receive(reply) {
    if (reply.type === 'started') return;
    if (reply.type === 'progress') return this._onProgress(reply.progress);
    if (reply.type === 'news') return this._onNews(reply.news);
    const waiting = this._waiting.get(reply.id);
    this._waiting.delete(reply.id);
    if (reply.type === 'ready') waiting?.resolve(reply.ready);
    else if (reply.type === 'detections') waiting?.resolve(reply.detections);
    else if (reply.type === 'memory') waiting?.resolve(reply.tensors);
    else if (reply.type === 'removed') waiting?.resolve(undefined);
    else if (reply.type === 'failed')
      waiting?.reject(new DetectorError(reply.code, { message: reply.message }));
  }

  /** @returns {Promise<Line>} */
  _open() {
    this._line ??= openWorker((reply) => this._receive(reply)).catch(() =>
      openOnPage((reply) => this._receive(reply)),
    );
    return this._line;
  }
}

function disposedError() {
  return new DOMException('The detector was disposed of.', 'AbortError');
}

/**
 * @param {(reply: Reply) => void} receive
 * @returns {Promise<Line>}
 * @throws {Error} This browser has no module workers, or none that can draw.
 */
async function openWorker(receive) {
  const worker = await takeWorker();
  worker.addEventListener('message', (/** @type {MessageEvent<Reply>} */ { data }) => receive(data));
  return {
    send: (request, transfer) => worker.postMessage(request, transfer),
    close: () => worker.terminate(),
  };
}

/**
 * @param {(reply: Reply) => void} receive
 * @returns {Promise<Line>}
 */
async function openOnPage(receive) {
  const { DetectorHost } = await import('./host.js');
  const host = new DetectorHost(receive);
  return { send: (request) => host.handle(request), close: () => {} };
}
