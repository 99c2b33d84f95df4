/**
 * The detector's side of the protocol. Runs in the worker, and on the page itself where a browser has no worker that
 * could: one request after the other, each with one answer.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./protocol.js').Request} Request
 * @typedef {import('./protocol.js').Reply} Reply
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {import('./protocol.js').DetectOptions} DetectOptions
 * @typedef {import('./pipeline.js').Detections} Detections
 * @typedef {import('./pipeline.js').Look} Look
 * @typedef {import('./selection.js').Running} Running
 * @typedef {Running & { pipeline: Pipeline, files: Map<string, ArrayBuffer>, selection: BackendSelection,
 *   shared: Promise<SharedNetwork | null> | null }} AtWork `shared` from the first picture on.
 */

import { folderOf } from '../models/card.js';
import { fetchCatalogue } from '../models/catalogue.js';
import { identityOf, ModelStore } from '../models/store.js';
import { markMoment } from '../timeline.js';
import { loadLibrary } from './backend.js';
import { LetterboxCanvas, sizeOf } from './canvas.js';
import { asDetectorError, DetectorError } from './errors.js';
import { helpersToStart, SharedNetwork, startHelper } from './helpers.js';
import { letterbox } from './letterbox.js';
import { Pipeline } from './pipeline.js';
import { BackendSelection } from './selection.js';

export class DetectorHost {
  /** @param {(reply: Reply, transfer: Transferable[]) => void} post */
  constructor(post) {
    this._post = post;
    /** @type {Promise<void>} */
    this._queue = Promise.resolve();
    /** @type {Map<number, AbortController>} */
    this._loads = new Map();
    /** @type {AtWork | null} */
    this._running = null;
    /** @type {LetterboxCanvas | null} */
    this._canvas = null;
  }

  /** @param {Request} request */
  handle(request) {
    if (request.type === 'cancel') {
      this._loads.get(request.id)?.abort();
      return;
    }
    if (request.type === 'load') this._loads.set(request.id, new AbortController());
    this._queue = this._queue.then(() => this._answer(request));
  }

  /** @param {Exclude<Request, { type: 'cancel' }>} request */
  async _answer(request) {
    const { id } = request;
    try {
      if (request.type === 'load') {
        const ready = await this._load(request, this._loads.get(id)?.signal);
        this._post({ type: 'ready', id, ready }, []);
      } else if (request.type === 'detect') {
        const detections = await this._detect(request.picture, request.options);
        const { boxes, scores, labels } = detections;
        this._post({ type: 'detections', id, detections }, [boxes.buffer, scores.buffer, labels.buffer]);
      } else if (request.type === 'remove') {
        const store = await ModelStore.open();
        await store.remove(request.name);
        this._post({ type: 'removed', id }, []);
      } else {
        this._post({ type: 'memory', id, tensors: this._running?.network.tensorCount ?? 0 }, []);
      }
    } catch (error) {
      const { code, message } = asDetectorError(
        error,
        request.type === 'load' ? 'no-backend' : 'detection-failed',
      );
      this._post({ type: 'failed', id, code, message }, []);
    } finally {
      this._loads.delete(id);
    }
  }

  /**
   * The wanted model; without one the stored model where there is one, else the server's newest. A newer version of
   * it comes in behind.
   *
   * @param {{ backend: Backend | null, card: ModelCard | null }} wanted
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./protocol.js').Ready>}
   */
  async _load({ backend: wanted, card }, signal) {
    const store = await ModelStore.open();
    const { current, next } = await store.pointer();
    if (card) {
      await this._run(card, store, wanted, signal);
      await store.promote(card);
    } else {
      const isUpdated = next !== null && (await this._tryNext(next, store, wanted, signal));
      if (!isUpdated && current) await this._run(current, store, wanted, signal);
      if (!isUpdated && !current) await this._install(store, wanted, signal);
    }
    if (!this._running) throw new DetectorError('no-backend');
    const { backend, network } = this._running;
    if (card || current) this._update(store, network.card).catch(() => {}); // no network: the stored model serves
    return { card: network.card, backend, offline: true };
  }

  /**
   * Probes a model that waits to be used. One that does not work here is never tried again; one whose files are gone
   * (a browser may clear storage) waits on.
   *
   * @param {ModelCard} next
   * @param {ModelStore} store
   * @param {Backend | null} wanted
   * @param {AbortSignal} [signal]
   * @returns {Promise<boolean>} Whether it is in use now.
   */
  async _tryNext(next, store, wanted, signal) {
    try {
      await this._run(next, store, wanted, signal);
      await store.promote(next);
      return true;
    } catch (error) {
      if (signal?.aborted) throw error;
      if (!(error instanceof DetectorError && error.code === 'no-backend')) return false;
      await store.refuse(next);
      this._post({ type: 'news', news: { kind: 'model-refused', version: folderOf(next) } }, []);
      return false;
    }
  }

  /**
   * First installation: the newest model of the catalogue that has not failed here before.
   *
   * @param {ModelStore} store
   * @param {Backend | null} wanted
   * @param {AbortSignal} [signal]
   */
  async _install(store, wanted, signal) {
    const { refused } = await store.pointer();
    /** @type {ModelCard[]} */
    let cards;
    try {
      cards = await fetchCatalogue(signal);
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new DetectorError('no-network-no-model', { cause: error });
    }
    const card = cards.find((each) => !refused.includes(identityOf(each))) ?? cards[0];
    await this._run(card, store, wanted, signal);
    await store.promote(card);
  }

  /**
   * Puts a model to work in place of the one before; what is missing or damaged on the phone is downloaded first.
   *
   * @param {ModelCard} card
   * @param {ModelStore} store
   * @param {Backend | null} wanted
   * @param {AbortSignal} [signal]
   */
  async _run(card, store, wanted, signal) {
    const selection = new BackendSelection(card, store, {
      onProgress: (progress) => this._post({ type: 'progress', progress }, []),
      onNews: (news) => this._post({ type: 'news', news }, []),
    });
    const before = this._running;
    // Beside the files; but a model at work keeps its backend until they are there.
    const prepared = before ? null : selection.prepare(wanted);
    const files = await this._read(card, store, signal).finally(() => prepared);
    try {
      const running = await selection.start(files, wanted);
      const pipeline = new Pipeline(running.network);
      this._running = { ...running, files, selection, pipeline, shared: null };
    } catch (error) {
      if (before) await (await loadLibrary()).setBackend(before.backend); // the trials have changed it
      throw error;
    }
    before?.network.dispose();
    before?.shared?.then((network) => network?.close());
  }

  /**
   * @param {ModelCard} card
   * @param {ModelStore} store
   * @param {AbortSignal} [signal]
   * @returns {Promise<Map<string, ArrayBuffer>>} The files of the model.
   */
  async _read(card, store, signal) {
    /** @param {number} loaded @param {number} total */
    const onBytes = (loaded, total) =>
      this._post({ type: 'progress', progress: { phase: 'download', loaded, total } }, []);
    const files = await store.read(card).catch(async () => {
      await store.download(card, { onBytes, signal }); // brings only what is not there or was found damaged
      return store.read(card);
    });
    signal?.throwIfAborted();
    markMoment('files');
    return files;
  }

  /**
   * Fetches a newer version of the model in use, to be probed and used at the next start: never in the middle of a scan.
   *
   * @param {ModelStore} store
   * @param {ModelCard} inUse
   */
  async _update(store, inUse) {
    const { refused, next } = await store.pointer();
    const newest = (await fetchCatalogue()).find(({ name }) => name === inUse.name);
    if (!newest || identityOf(newest) === identityOf(inUse) || refused.includes(identityOf(newest))) return;
    if (next && identityOf(next) === identityOf(newest)) return;
    await store.download(newest);
    const stage = async () => {
      const { current } = await store.pointer();
      // In the meantime the person may have changed to another model, or to this very one.
      if (current?.name !== newest.name || identityOf(current) === identityOf(newest)) return;
      await store.stage(newest);
      this._post({ type: 'news', news: { kind: 'model-updated', version: folderOf(newest) } }, []);
    };
    // In turn, since every request may change the same record.
    const staged = this._queue.then(stage);
    this._queue = staged.catch(() => {});
    await staged;
  }

  /**
   * @param {ImageBitmap | VideoFrame} picture Closed as soon as its pixels are read.
   * @param {DetectOptions} options
   * @returns {Promise<Detections & { backend: Backend }>} With what they were computed on.
   */
  async _detect(picture, { mode, longSide, scoreThreshold }) {
    const start = performance.now();
    if (!this._running) {
      picture.close();
      throw new DetectorError('detection-failed', { detail: 'no model is loaded' });
    }
    const { input, defaults } = this._running.network.card;
    const { width, height } = sizeOf(picture);
    this._canvas ??= new LetterboxCanvas();
    const sides = [{ longSide: longSide ?? input.sizes[mode][0], leastSide: 0 }];
    if (mode === 'photo' && defaults.secondLook) {
      const { scale, leastSide } = defaults.secondLook;
      sides.push({ longSide: Math.round(sides[0].longSide * scale), leastSide });
    }
    /** @type {Look[]} */
    const looks = [];
    try {
      for (const { longSide, leastSide } of sides) {
        const box = letterbox(width, height, longSide, input.stride);
        looks.push({ rgba: this._canvas.draw(picture, box, input.pad), box, leastSide });
      }
    } finally {
      picture.close(); // a camera whose frames are kept stands still
    }
    const drawn = performance.now();
    const detections = await this._detectWithFallback(looks, {
      width,
      height,
      threshold: scoreThreshold ?? defaults.scoreThreshold[mode],
      nmsIou: defaults.nmsIou,
      limit: defaults.maxDetections,
    });
    detections.timing.letterbox_ms = drawn - start;
    detections.timing.total_ms = performance.now() - start;
    // Only now, so that nothing stands in the way of the first boxes.
    this._running.shared ??= this._share(this._running);
    return { ...detections, backend: this._running.backend };
  }

  /**
   * A GPU can be taken away at any moment (the driver resets, the browser saves memory). The picture is then detected
   * again on the next backend, and the session goes on.
   *
   * @param {Look[]} looks
   * @param {Parameters<Pipeline['detect']>[1]} options
   * @returns {Promise<Detections>}
   */
  async _detectWithFallback(looks, options) {
    const running = /** @type {AtWork} */ (this._running);
    try {
      return await running.unlessLost(running.pipeline.detect(looks, options));
    } catch (error) {
      const next = await running.selection.replace(running, running.files, error);
      running.shared?.then((network) => network?.close());
      this._running = { ...running, ...next, pipeline: new Pipeline(next.network), shared: null };
      return this._running.pipeline.detect(looks, options);
    }
  }

  /**
   * Brings helpers in where the network has one core alone. Without them it goes on as it is.
   *
   * @param {AtWork} running
   * @returns {Promise<SharedNetwork | null>}
   */
  async _share(running) {
    const { backend, network, files } = running;
    const count = backend === 'wasm' ? helpersToStart() : 0;
    const starts = await Promise.allSettled(
      Array.from({ length: count }, () => startHelper(network.card, files)),
    );
    const helpers = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    if (helpers.length === 0) return null;
    const shared = new SharedNetwork(network, helpers);
    running.pipeline = new Pipeline(shared);
    markMoment('helpers');
    return shared;
  }
}
