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
import { candidateBackends, startNetwork, timeNetwork } from './backend.js';
import { DetectorError } from './errors.js';

const RECORD = 'fastest-backend.json';

export class BackendSelection {
  /**
   * @param {Tf} tf
   * @param {ModelStore} store Remembers what was fastest.
   * @param {Listeners} listeners
   */
  constructor(tf, store, listeners) {
    this._tf = tf;
    this._store = store;
    this._listeners = listeners;
    /** @type {Map<Backend, string>} Why each failed. */
    this._failed = new Map();
  }

  /**
   * @param {ModelCard} card
   * @param {Map<string, ArrayBuffer>} files
   * @param {Backend | null} wanted The one to use if it works; otherwise, and when it is null, the fastest.
   * @returns {Promise<Running>}
   * @throws {DetectorError} 'no-backend': the model works on none.
   */
  async start(card, files, wanted) {
    const chosen = wanted && (await this._try(wanted, card, files));
    if (chosen) return chosen;
    const key = `${folderOf(card)} ${navigator.userAgent}`;
    const candidates = (await candidateBackends()).filter((name) => !this._failed.has(name));
    const record = /** @type {{ key: string, backend: Backend } | null} */ (await this._store.recall(RECORD));
    const known = record?.key === key && candidates.includes(record.backend) ? record.backend : null;
    if (known) {
      const running = await this._try(known, card, files);
      if (running) return running;
    }
    /** @type {(Running & { time: number }) | null} */
    let best = null;
    for (const backend of candidates) {
      if (this._failed.has(backend)) continue;
      const running = await this._try(backend, card, files);
      if (!running) continue;
      const time = candidates.length > 1 ? await timeNetwork(running.network, card) : 0;
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
    await this._tf.setBackend(best.backend);
    if (candidates.length > 1) await this._store.remember(RECORD, { key, backend: best.backend });
    return best;
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
    return this.start(network.card, files, null);
  }

  /**
   * @param {Backend} backend
   * @param {ModelCard} card
   * @param {Map<string, ArrayBuffer>} files
   * @returns {Promise<Running | null>} Null: it failed, and the person was told.
   */
  async _try(backend, card, files) {
    try {
      const { onProgress } = this._listeners;
      const started = await startNetwork(this._tf, backend, card, files, (phase) =>
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
