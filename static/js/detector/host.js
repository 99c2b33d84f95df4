/**
 * The detector's side of the protocol. Runs in the worker, and on the page itself where a browser has no worker that
 * can draw: one request after the other, each with one answer.
 *
 * @typedef {import('./protocol.js').Request} Request
 * @typedef {import('./protocol.js').Reply} Reply
 * @typedef {(reply: Reply, transfer?: Transferable[]) => void} Post
 */
import { ModelStore } from '../models/store.js';
import { EmbedderRunner } from './embedder.js';
import { Embedding } from './embedding.js';
import { asDetectorError } from './errors.js';
import { Installation } from './installation.js';
import { ModelRunner } from './model-runner.js';

/** The code of an error that has none, by what was asked. @type {Record<string, import('./errors.js').DetectorErrorCode | undefined>} */
const OTHERWISE = { load: 'start-failed', 'load-embedder': 'start-failed', embed: 'embedding-failed' };

export class DetectorHost {
  /** @type {Post} */
  #post;
  #runner;
  #installation;
  #embedder;
  #queue = Promise.resolve();
  /** Of loads that are waiting or under way. @type {Map<number, AbortController>} */
  #loads = new Map();

  /** @param {Post} post @param {Pick<EmbedderRunner, 'load' | 'embed'>} [embedder] */
  constructor(post, embedder = new EmbedderRunner()) {
    this.#post = post;
    this.#embedder = embedder;
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
    const embedding =
      request.type === 'embed' && new Embedding(this.#embedder, request.picture, request.boxes);
    this.#enqueue(request, embedding || null);
  }

  /** @param {import('./protocol.js').Question} request @param {Embedding | null} embedding What is under way of it. */
  #enqueue(request, embedding) {
    this.#queue = this.#queue.then(() => this.#answer(request, embedding));
  }

  /** @param {import('./protocol.js').Question} request @param {Embedding | null} embedding */
  async #answer(request, embedding) {
    const { id, type } = request;
    try {
      if (type === 'load') {
        const ready = await this.#installation.load(request, this.#loads.get(id)?.signal);
        this.#post({ type: 'ready', id, ready });
      } else if (type === 'detect') {
        const detections = await this.#runner.detect(request.picture, request.options);
        const { boxes, scores, labels } = detections;
        this.#post({ type: 'detections', id, detections }, [boxes.buffer, scores.buffer, labels.buffer]);
      } else if (type === 'load-embedder') {
        await this.#embedder.load(request.embedder, this.#runner.running?.backend ?? 'wasm');
        this.#post({ type: 'embedder-ready', id });
      } else if (type === 'embed') {
        const vectors = await embedding?.next();
        // What was sent meanwhile comes first: it is let in by this, and is in the queue then.
        if (!vectors) setTimeout(() => this.#enqueue(request, embedding));
        else this.#post({ type: 'vectors', id, vectors }, [vectors.values.buffer]);
      } else if (type === 'remove') {
        const store = await ModelStore.open();
        await store.remove(request.name);
        this.#post({ type: 'removed', id });
      } else {
        this.#post({ type: 'memory', id, tensors: this.#runner.tensorCount });
      }
    } catch (error) {
      const { code, message } = asDetectorError(error, OTHERWISE[type] ?? 'detection-failed');
      this.#post({ type: 'failed', id, code, message });
    } finally {
      this.#loads.delete(id);
    }
  }
}
