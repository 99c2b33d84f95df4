/**
 * Puts a model on the fastest backend of this device, and on the next when one fails.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('../models/store.js').ModelStore} ModelStore
 * @typedef {import('./backend.js').Tf} Tf
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {import('./protocol.js').News} News
 * @typedef {import('./protocol.js').Progress} Progress
 * @typedef {import('./backend.js').Started & { backend: Backend }} Running
 * @typedef {{ onProgress: (progress: Progress) => void, onNews: (news: News) => void }} Listeners
 */
import { folderOf } from '../models/card.js';
import { candidateBackends, loadLibrary, startBackend, startNetwork, timeNetwork } from './backend.js';
import { DetectorError } from './errors.js';

const RECORD = 'fastest-backend.json';

/**
 * @typedef {object} Plan
 * @property {Backend[]} candidates Most promising first.
 * @property {Backend | null} known Which of them was fastest here before.
 */

export class BackendSelection {
  /**
   * @param {ModelCard} card
   * @param {ModelStore} store Remembers what was fastest.
   * @param {Listeners} listeners
   */
  constructor(card, store, listeners) {
    this._card = card;
    this._store = store;
    this._listeners = listeners;
    this._key = `${folderOf(card)} ${navigator.userAgent}`;
    /** @type {Promise<Plan> | null} */
    this._plan = null;
    /** @type {Map<Backend, string>} Why each failed. */
    this._failed = new Map();
  }

  /**
   * Starts the backend that will be tried first, so that it stands when the model's files have been read. `start` tries
   * it again when that fails, and tells why.
   *
   * @param {Backend | null} wanted
   */
  async prepare(wanted) {
    const startFirst = async () => {
      const { known, candidates } = wanted ? { known: wanted, candidates: [] } : await this._planned();
      await startBackend(await loadLibrary(), known ?? candidates[0]);
    };
    loadLibrary().catch(() => {}); // beside the plan
    await startFirst().catch(() => {});
  }

  /**
   * @param {Map<string, ArrayBuffer>} files Of the model.
   * @param {Backend | null} wanted The one to use if it works; otherwise, and when it is null, the fastest.
   * @returns {Promise<Running>}
   * @throws {DetectorError} 'no-backend': the model works on none.
   */
  async start(files, wanted) {
    const tf = await loadLibrary();
    const chosen = wanted && (await this._try(wanted, files));
    if (chosen) return chosen;
    const { candidates, known } = await this._planned();
    if (known && !this._failed.has(known)) {
      const running = await this._try(known, files);
      if (running) return running;
    }
    /** @type {(Running & { time: number }) | null} */
    let best = null;
    for (const backend of candidates) {
      if (this._failed.has(backend)) continue;
      const running = await this._try(backend, files);
      if (!running) continue;
      const time = candidates.length > 1 ? await timeNetwork(running.network, this._card) : 0;
      if (best && best.time <= time) {
        running.network.dispose();
      } else {
        best?.network.dispose();
        best = { ...running, time };
      }
    }
    if (!best) {
      const reasons = Array.from(this._failed, ([backend, reason]) => `${backend}: ${reason}`);
      throw new DetectorError('no-backend', { detail: reasons.join('; ') });
    }
    await tf.setBackend(best.backend);
    if (candidates.length > 1) {
      await this._store.remember(RECORD, { key: this._key, backend: best.backend });
    }
    return best;
  }

  /** @returns {Promise<Plan>} */
  _planned() {
    this._plan ??= this._makePlan();
    return this._plan;
  }

  async _makePlan() {
    const [candidates, record] = await Promise.all([candidateBackends(), this._store.recall(RECORD)]);
    const { key, backend } = /** @type {{ key?: string, backend?: Backend }} */ (record ?? {});
    const isKnown = key === this._key && backend !== undefined && candidates.includes(backend);
    return { candidates, known: isKnown ? backend : null };
  }

  /**
   * Starts again on another backend after one failed while it was in use.
   *
   * @param {Running} running
   * @param {Map<string, ArrayBuffer>} files
   * @param {unknown} error
   * @returns {Promise<Running>}
   * @throws {DetectorError} 'no-backend'.
   */
  async replace({ backend, network }, files, error) {
    this._fail(backend, error);
    network.dispose();
    return this.start(files, null);
  }

  /**
   * @param {Backend} backend
   * @param {Map<string, ArrayBuffer>} files
   * @returns {Promise<Running | null>} Null: it failed, and the person was told.
   */
  async _try(backend, files) {
    try {
      const { onProgress } = this._listeners;
      const started = await startNetwork(await loadLibrary(), backend, this._card, files, (phase) =>
        onProgress({ phase, backend }),
      );
      return { backend, ...started };
    } catch (error) {
      this._fail(backend, error);
      return null;
    }
  }

  /**
   * @param {Backend} backend
   * @param {unknown} error
   */
  _fail(backend, error) {
    const reason = String(error);
    this._failed.set(backend, reason);
    this._listeners.onNews({ kind: 'backend-failed', backend, reason });
  }
}
