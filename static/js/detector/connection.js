/**
 * One worker of the detector, and what was asked of it and is not answered yet.
 *
 * @typedef {import('./line.js').Line} Line
 * @typedef {import('./protocol.js').Reply} Reply
 * @typedef {import('./protocol.js').Request} Request
 *
 * @typedef {WithoutId<import('./protocol.js').Question>} Content
 *
 * @typedef {object} Waiting A request without an answer yet.
 * @property {(value: any) => void} resolve
 * @property {(error: unknown) => void} reject
 * @property {number} limit_ms For how long the worker may be silent.
 *
 * @typedef {import('./protocol.js').Listeners & { onLost: (reason: string) => void }} ConnectionListeners `onLost`: the worker
 *   has ended or does not answer, and nothing more is to be had from it. Comes once, before requests are rejected.
 */

import { Watchdog } from '../toolkit/watchdog.js';
/**
 * @template R
 * @typedef {R extends { id: number } ? Omit<R, 'id'> : never} WithoutId
 */
import { DetectorError } from './errors.js';
import { openLine } from './line.js';

/**
 * For how long a worker may be silent while it loads or does what it has not done before: on a slow phone, that compiles for
 * many seconds.
 */
export const COMPILE_LIMIT_MS = 120_000;

export class Connection {
  #listeners;
  #watchdog;
  #line;
  /** By the id of the request. @type {Map<number, Waiting>} */
  #waiting = new Map();
  #lastId = 0;
  /** Why nothing can be asked any more. @type {unknown} */
  #end = null;

  /**
   * @param {ConnectionListeners} listeners
   * @param {{ open?: typeof openLine, page?: import('../toolkit/watchdog.js').Visibility }} [options] What tests stand in for.
   */
  constructor(listeners, { open = openLine, page } = {}) {
    this.#listeners = listeners;
    this.#watchdog = new Watchdog((limit_ms) => this.#lose(`no answer for ${limit_ms / 1000} s`), page);
    this.#line = open({ onReply: (reply) => this.#receive(reply), onLost: (reason) => this.#lose(reason) });
    this.#line.catch((error) => this.#close(error)); // whoever asks is told
  }

  /** Whether something can be asked. */
  get isOpen() {
    return this.#end === null;
  }

  /**
   * @param {Content} content
   * @param {{ limit_ms?: number, transfer?: Transferable[], signal?: AbortSignal }} [options] `signal` cancels a load.
   * @returns {Promise<any>} The content of the answer.
   * @throws {DetectorError} What the worker has answered; 'worker-lost'.
   */
  async ask(content, { limit_ms = COMPILE_LIMIT_MS, transfer = [], signal } = {}) {
    const line = await this.#line;
    signal?.throwIfAborted();
    this.#lastId += 1;
    const id = this.#lastId;
    const cancel = () => line.send({ type: 'cancel', id }, []);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        if (!this.isOpen) throw this.#end;
        line.send({ ...content, id }, transfer);
        this.#waiting.set(id, { resolve, reject, limit_ms });
        // Requests are answered in turn: the time of the first one that waits is under way already.
        if (this.#waiting.size === 1) this.#watchdog.expect(limit_ms);
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Ends it. Whatever was or will be asked is rejected. @param {unknown} error */
  #close(error) {
    if (!this.isOpen) return;
    this.#end = error;
    this.#watchdog.dispose();
    this.#line.then(
      (line) => line.close(),
      () => {}, // it was never open
    );
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /** Ends it for good; whatever was or will be asked is rejected with an AbortError. */
  dispose() {
    this.#close(new DOMException('The detector was disposed of.', 'AbortError'));
  }

  /** @param {string} reason */
  #lose(reason) {
    if (!this.isOpen) return;
    this.#listeners.onLost(reason);
    this.#close(new DetectorError('worker-lost', { detail: reason }));
  }

  /** @param {Reply} reply */
  #receive(reply) {
    if (!this.isOpen || reply.type === 'started') return;
    if (reply.type === 'news') return this.#listeners.onNews(reply.news);
    if (reply.type === 'progress') {
      this.#watch(COMPILE_LIMIT_MS); // also when another backend starts in the middle of a scan
      return this.#listeners.onProgress(reply.progress);
    }
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    this.#watch();
    if (reply.type === 'ready') waiting?.resolve(reply.ready);
    else if (reply.type === 'detections') waiting?.resolve(reply.detections);
    else if (reply.type === 'memory') waiting?.resolve(reply.tensors);
    else if (reply.type === 'vectors') waiting?.resolve(reply.vectors);
    else if (reply.type === 'removed' || reply.type === 'embedder-ready') waiting?.resolve(undefined);
    else waiting?.reject(new DetectorError(reply.code, { message: reply.message }));
  }

  /** Gives what is still to be answered its whole time. @param {number} [least_ms] */
  #watch(least_ms = 0) {
    if (this.#waiting.size === 0) return this.#watchdog.rest();
    const limits_ms = Array.from(this.#waiting.values(), ({ limit_ms }) => limit_ms);
    this.#watchdog.expect(Math.max(least_ms, ...limits_ms));
  }
}
