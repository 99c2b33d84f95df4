/**
 * The detector's side of the protocol. Runs in the worker, and on the page itself where a browser has no worker that
 * can draw: one request after the other, each with one answer.
 *
 * @typedef {import('./protocol.js').Request} Request
 * @typedef {import('./protocol.js').Reply} Reply
 * @typedef {(reply: Reply, transfer?: Transferable[]) => void} Post
 */
import { ModelStore } from '../models/store.js';
import { asDetectorError } from './errors.js';
import { Installation } from './installation.js';
import { ModelRunner } from './model-runner.js';

export class DetectorHost {
  /** @type {Post} */
  #post;
  #runner;
  #installation;
  #queue = Promise.resolve();
  /** Of loads that are waiting or under way. @type {Map<number, AbortController>} */
  #loads = new Map();

  /** @param {Post} post */
  constructor(post) {
    this.#post = post;
    /** @type {import('./protocol.js').Listeners} */
    const listeners = {
      onProgress: (progress) => post({ type: 'progress', progress }),
      onNews: (news) => post({ type: 'news', news }),
    };
    this.#runner = new ModelRunner(listeners);
    this.#installation = new Installation(this.#runner, listeners);
  }

  /** @param {Request} request */
  handle(request) {
    if (request.type === 'cancel') {
      this.#loads.get(request.id)?.abort();
      return;
    }
    if (request.type === 'load') this.#loads.set(request.id, new AbortController());
    this.#queue = this.#queue.then(() => this.#answer(request));
  }

  /** @param {import('./protocol.js').Question} request */
  async #answer(request) {
    const { id, type } = request;
    try {
      if (type === 'load') {
        const ready = await this.#installation.load(request, this.#loads.get(id)?.signal);
        this.#post({ type: 'ready', id, ready });
      } else if (type === 'detect') {
        const detections = await this.#runner.detect(request.picture, request.options);
        const { boxes, scores, labels } = detections;
        this.#post({ type: 'detections', id, detections }, [boxes.buffer, scores.buffer, labels.buffer]);
      } else if (type === 'remove') {
        const store = await ModelStore.open();
        await store.remove(request.name);
        this.#post({ type: 'removed', id });
      } else {
        this.#post({ type: 'memory', id, tensors: this.#runner.tensorCount });
      }
    } catch (error) {
      const { code, message } = asDetectorError(error, type === 'load' ? 'start-failed' : 'detection-failed');
      this.#post({ type: 'failed', id, code, message });
    } finally {
      this.#loads.delete(id);
    }
  }
}
