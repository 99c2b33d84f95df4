/**
 * How an embedder comes to this device and to work: stored for later without being run, or put to work when it is wanted.
 *
 * @typedef {import('./card.js').EmbedderCard} EmbedderCard
 * @typedef {import('../models/store.js').ModelStore<EmbedderCard>} Store
 * @typedef {(card: EmbedderCard, files: Map<string, ArrayBuffer>) => Promise<void>} Run Loads it and compares its known answer.
 */
import { identityOf } from '../models/card.js';
import { fetchOffer } from '../models/catalogue.js';
import { ModelError } from '../models/errors.js';
import { codeOf } from '../toolkit/coded-error.js';
import { readEmbedders } from './card.js';
import { openEmbedders } from './kind.js';

/** What the server has said last, so that a start without a network knows it. */
const RECORD = 'offer.json';

export class Installation {
  #open;
  #fetchOffered;

  /**
   * @param {object} [options] What tests stand in for.
   * @param {() => Promise<Store>} [options.open]
   * @param {() => Promise<EmbedderCard[]>} [options.fetchOffered] Newest first; none where the server has none.
   */
  constructor({ open = openEmbedders, fetchOffered = fetchEmbedders } = {}) {
    this.#open = open;
    this.#fetchOffered = fetchOffered;
  }

  /**
   * @returns {Promise<boolean>} Whether all that is needed without a network is here: an embedder, or the word of the server
   *   that it has none.
   */
  async isKept() {
    const store = await this.#open();
    if (!store.isLasting) return false;
    const { current, next } = await store.pointer();
    for (const card of [next, current]) {
      // The files of a record may have been cleared away, by a person or to make room.
      if (card && (await store.read(card).catch(() => null))) return true;
    }
    const record = /** @type {{ isOffered?: unknown } | null} */ (await store.recall(RECORD));
    return !current && !next && record?.isOffered === false;
  }

  /** @returns {Promise<boolean>} Whether an embedder is here, or the server has said that it has one. */
  async isOffered() {
    const store = await this.#open();
    const { current, next } = await store.pointer();
    const record = /** @type {{ isOffered?: unknown } | null} */ (await store.recall(RECORD));
    return Boolean(current || next) || record?.isOffered === true;
  }

  /**
   * Stores the newest embedder of the server. It is run when it is first wanted, and only then takes the place of another one.
   *
   * @throws {ModelError} 'download-failed', 'model-damaged', 'storage-full' and so on: what was stored before stays.
   */
  async keep() {
    const store = await this.#open();
    const { current, next, refused } = await store.pointer();
    const newest = (await this.#fetchOffered()).find((card) => !refused.includes(identityOf(card)));
    await store.remember(RECORD, { isOffered: Boolean(newest) });
    if (!newest) return;
    await store.download(newest, { priority: 'low' });
    if (current && identityOf(current) === identityOf(newest)) await store.refresh(newest);
    else if (!next || identityOf(next) !== identityOf(newest)) await store.keepForLater(newest);
  }

  /**
   * Puts an embedder to work: the one that waits, the one that was in use, or one of the server's, whichever works first.
   *
   * @param {Run} run
   * @returns {Promise<EmbedderCard>}
   * @throws {import('../toolkit/coded-error.js').CodedError<string>} There is none, or why the last one did not work.
   */
  async start(run) {
    const store = await this.#open();
    /** @type {unknown} */
    let failure = new ModelError('no-usable-model', { detail: 'an embedder' });
    for await (const { card, isCurrent } of this.#candidates(store)) {
      try {
        const files = await read(store, card);
        await run(card, files);
        if (!isCurrent) await store.promote(card, files);
        return card;
      } catch (error) {
        failure = error;
        // The one in use has worked before: the device may be the cause.
        if (!isCurrent && codeOf(error) === 'model-unusable') await store.refuse(card);
      }
    }
    throw failure;
  }

  /** @param {Store} store @returns {AsyncGenerator<{ card: EmbedderCard, isCurrent: boolean }>} */
  async *#candidates(store) {
    const { current, next, refused } = await store.pointer();
    if (next) yield { card: next, isCurrent: false };
    if (current) yield { card: current, isCurrent: true };
    const tried = [next, current].filter((card) => card !== null).map(identityOf);
    for (const card of await this.#fetchOffered()) {
      if (![...tried, ...refused].includes(identityOf(card))) yield { card, isCurrent: false };
    }
  }
}

/**
 * @param {Store} store
 * @param {EmbedderCard} card
 * @returns {Promise<Map<string, ArrayBuffer>>} Its files. What is missing or damaged on the phone is downloaded first.
 */
async function read(store, card) {
  return store.read(card).catch(async () => {
    await store.download(card);
    return store.read(card);
  });
}

async function fetchEmbedders() {
  return readEmbedders((await fetchOffer()).embedders);
}
