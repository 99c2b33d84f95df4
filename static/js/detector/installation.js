/**
 * Which model is put to work, and how it comes to this device: the stored one, a newer one that waits, the server's, or
 * the one that a person has chosen.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./protocol.js').LoadRequest} LoadRequest
 * @typedef {import('./protocol.js').Ready} Ready
 *
 * @typedef {object} Attempt
 * @property {ModelStore} store
 * @property {Pick<LoadRequest, 'backend' | 'avoided'>} wanted
 * @property {AbortSignal} [signal]
 *
 * @typedef {{ card: ModelCard, error: unknown, isCurrent: boolean }} Failed A model that did not work.
 */
import { folderOf, identityOf } from '../models/card.js';
import { fetchCatalogue } from '../models/catalogue.js';
import { ModelStore } from '../models/store.js';
import { markMoment } from '../timeline.js';
import { codeOf } from '../toolkit/coded-error.js';
import { DetectorError } from './errors.js';

/** Of a model that was whole and does not work here. @type {ReadonlySet<string | null>} */
const UNUSABLE = new Set(['model-unusable', 'no-backend']);

/** Of files that do not come at the moment. @type {ReadonlySet<string | null>} */
const OUT_OF_REACH = new Set(['download-failed', 'sign-in-needed']);

export class Installation {
  #runner;
  #listeners;

  /**
   * @param {import('./model-runner.js').ModelRunner} runner
   * @param {import('./protocol.js').Listeners} listeners
   */
  constructor(runner, listeners) {
    this.#runner = runner;
    this.#listeners = listeners;
  }

  /**
   * Puts a model to work: the wanted one; without one the stored model where there is one, else the server's newest. A newer
   * version of it is downloaded afterwards, beside the work.
   *
   * @param {Pick<LoadRequest, 'backend' | 'card' | 'isResumed' | 'avoided'>} request
   * @param {AbortSignal} [signal]
   * @returns {Promise<Ready>}
   * @throws {DetectorError}
   */
  async load({ card, isResumed, ...wanted }, signal) {
    const store = await ModelStore.open();
    const attempt = { store, wanted, signal };
    if (card && isResumed) {
      await this.#resume(card, attempt);
    } else if (card) {
      await this.#install(card, attempt);
      this.#updateInBackground(store, card);
    } else {
      await this.#useStored(attempt);
    }
    const { running } = this.#runner;
    if (!running) throw new DetectorError('start-failed', { detail: 'no model is at work' });
    return { card: running.network.card, backend: running.backend, offline: store.isLasting };
  }

  /**
   * Goes on with the model of a worker that was lost. Its files may be gone, when another tab has updated it meanwhile: then
   * with the one that is stored now.
   *
   * @param {ModelCard} card
   * @param {Attempt} attempt
   */
  async #resume(card, attempt) {
    try {
      await this.#use(card, attempt);
    } catch (error) {
      if (attempt.signal?.aborted) throw error;
      if (!OUT_OF_REACH.has(codeOf(error))) throw error;
      await this.#useStored(attempt);
    }
  }

  /**
   * The newer model that waits, the one that is current, or one of the server's: the first that works. One that does not work
   * keeps nobody from the others, and is not tried again where another one works.
   *
   * @param {Attempt} attempt
   */
  async #useStored(attempt) {
    const { current, next } = await attempt.store.pointer();
    /** @type {Failed[]} */
    const failed = [];
    if (next && (await this.#works(next, attempt, failed)))
      return this.#updateInBackground(attempt.store, next);
    if (current && (await this.#works(current, attempt, failed, { isCurrent: true }))) {
      this.#updateInBackground(attempt.store, current);
    } else {
      await this.#installOffered(attempt, failed);
    }
  }

  /**
   * First installation, or in place of a model that does not work any more: the newest model of the catalogue that works here.
   * Without a network, one that was in use before does.
   *
   * @param {Attempt} attempt
   * @param {Failed[]} failed Those that were tried before.
   */
  async #installOffered(attempt, failed) {
    const { others, refused } = await attempt.store.pointer();
    const offered = await this.#offered(attempt.signal).catch((error) => {
      if (attempt.signal?.aborted) throw error;
      if (others.length > 0) return others;
      throw failed.at(-1)?.error ?? error;
    });
    const isNew = (/** @type {ModelCard} */ card) =>
      failed.every((each) => JSON.stringify(each.card) !== JSON.stringify(card));
    const fit = offered.filter((card) => !refused.includes(identityOf(card)));
    for (const card of (fit.length > 0 ? fit : offered.slice(0, 1)).filter(isNew)) {
      if (await this.#works(card, attempt, failed)) return;
      // What has arrived of it is kept; another one would not arrive either.
      if (OUT_OF_REACH.has(codeOf(failed.at(-1)?.error))) break;
    }
    throw failed.at(-1)?.error;
  }

  /**
   * @param {AbortSignal} [signal]
   * @returns {Promise<ModelCard[]>} Newest first.
   */
  async #offered(signal) {
    try {
      return await fetchCatalogue(signal);
    } catch (error) {
      if (signal?.aborted || codeOf(error) !== 'download-failed') throw error;
      throw new DetectorError('no-network-no-model', { cause: error });
    }
  }

  /**
   * Puts a model to work, if it works here. Those that failed before it are refused then; where none works, it may be the
   * device's fault. One whose files cannot be had waits on.
   *
   * @param {ModelCard} card
   * @param {Attempt} attempt
   * @param {Failed[]} failed Gets it, if it does not work.
   * @param {{ isCurrent?: boolean }} [options]
   * @returns {Promise<boolean>} Whether it is in use now.
   */
  async #works(card, attempt, failed, { isCurrent = false } = {}) {
    try {
      if (isCurrent) await this.#use(card, attempt);
      else await this.#install(card, attempt);
    } catch (error) {
      if (attempt.signal?.aborted) throw error;
      failed.push({ card, error, isCurrent });
      return false;
    }
    const isBad = (/** @type {Failed} */ each) =>
      !each.isCurrent && UNUSABLE.has(codeOf(each.error)) && identityOf(each.card) !== identityOf(card);
    for (const { card: bad } of failed.filter(isBad)) {
      await attempt.store.refuse(bad);
      this.#listeners.onNews({ kind: 'model-refused', version: folderOf(bad) });
    }
    return true;
  }

  /**
   * Puts a model to work, and makes it the one of the next start.
   *
   * @param {ModelCard} card
   * @param {Attempt} attempt
   */
  async #install(card, attempt) {
    const files = await this.#use(card, attempt);
    await attempt.store.promote(card, files);
  }

  /**
   * Puts a model to work in place of the one before.
   *
   * @param {ModelCard} card
   * @param {Attempt} attempt
   * @returns {Promise<Map<string, ArrayBuffer>>} Its files.
   */
  async #use(card, { store, wanted, signal }) {
    const reading = this.#read(card, store, signal);
    await this.#runner.run(card, reading, { ...wanted, store });
    return reading;
  }

  /**
   * @param {ModelCard} card
   * @param {ModelStore} store
   * @param {AbortSignal} [signal]
   * @returns {Promise<Map<string, ArrayBuffer>>} The files of the model. What is missing or damaged on the phone is
   *   downloaded first.
   */
  async #read(card, store, signal) {
    const { licence } = card;
    const onBytes = (/** @type {number} */ loaded, /** @type {number} */ total) =>
      this.#listeners.onProgress({ phase: 'download', loaded, total, licence });
    const files = await store.read(card).catch(async () => {
      await store.download(card, { onBytes, signal });
      return store.read(card);
    });
    signal?.throwIfAborted();
    markMoment('files');
    return files;
  }

  /** @param {ModelStore} store @param {ModelCard} inUse */
  #updateInBackground(store, inUse) {
    this.#update(store, inUse).catch((error) => {
      // Otherwise there is no network, most likely. The stored model serves.
      if (codeOf(error) === 'sign-in-needed') this.#listeners.onNews({ kind: 'sign-in-needed' });
    });
  }

  /**
   * Fetches a newer version of the model in use, or a newer card of it, to be used at the next start: never in the middle of
   * a scan. A newer version is probed then.
   *
   * @param {ModelStore} store
   * @param {ModelCard} inUse
   */
  async #update(store, inUse) {
    const { refused, next } = await store.pointer();
    const newest = (await fetchCatalogue()).find(({ name }) => name === inUse.name);
    if (newest && identityOf(newest) === identityOf(inUse)) return store.refresh(newest);
    if (!newest || refused.includes(identityOf(newest))) return;
    if (next && identityOf(next) === identityOf(newest)) return;
    await store.download(newest);
    if (!(await store.stage(newest))) return;
    this.#listeners.onNews({ kind: 'model-updated', version: folderOf(newest) });
  }
}
