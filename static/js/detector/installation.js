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
 */
import { folderOf, identityOf } from '../models/card.js';
import { fetchCatalogue } from '../models/catalogue.js';
import { ModelStore } from '../models/store.js';
import { markMoment } from '../timeline.js';
import { codeOf } from '../toolkit/coded-error.js';
import { DetectorError } from './errors.js';

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
    return { card: running.network.card, backend: running.backend, offline: true };
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
      if (codeOf(error) !== 'download-failed') throw error;
      await this.#useStored(attempt);
    }
  }

  /** @param {Attempt} attempt */
  async #useStored(attempt) {
    const { store } = attempt;
    const { current, next } = await store.pointer();
    if (next && (await this.#tryNext(next, attempt))) {
      this.#updateInBackground(store, next);
    } else if (current) {
      await this.#use(current, attempt);
      this.#updateInBackground(store, current);
    } else {
      await this.#installFirst(attempt);
    }
  }

  /**
   * Probes a newer model that waits to be used. One that does not work here is never tried again; one whose files are gone
   * (a browser may clear storage) waits on.
   *
   * @param {ModelCard} next
   * @param {Attempt} attempt
   * @returns {Promise<boolean>} Whether it is in use now.
   */
  async #tryNext(next, attempt) {
    try {
      await this.#install(next, attempt);
      return true;
    } catch (error) {
      if (attempt.signal?.aborted) throw error;
      if (codeOf(error) !== 'no-backend') return false;
      await attempt.store.refuse(next);
      this.#listeners.onNews({ kind: 'model-refused', version: folderOf(next) });
      return false;
    }
  }

  /**
   * First installation: the newest model of the catalogue that has not failed here before. Without a network, one that was
   * in use before does.
   *
   * @param {Attempt} attempt
   */
  async #installFirst(attempt) {
    const { store, signal } = attempt;
    const { others, refused } = await store.pointer();
    /** @type {ModelCard[]} */
    let cards;
    try {
      cards = await fetchCatalogue(signal);
    } catch (error) {
      if (signal?.aborted) throw error;
      const isAnswered = codeOf(error) === 'no-usable-model';
      if (others.length > 0) cards = others;
      else throw isAnswered ? error : new DetectorError('no-network-no-model', { cause: error });
    }
    await this.#install(cards.find((each) => !refused.includes(identityOf(each))) ?? cards[0], attempt);
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
    this.#update(store, inUse).catch(() => {}); // no network, most likely: the stored model serves
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
