/**
 * What a person does with models: the one place that changes their state. It knows no view; what the rest of the page
 * has to do, it asks of `page`.
 *
 * Files are downloaded here rather than by the detector's worker, which goes on counting meanwhile. The record of what
 * is in use belongs to the worker: it is only read here.
 *
 * @typedef {import('../../models/card.js').ModelCard} ModelCard
 * @typedef {import('./state.js').ModelsState} ModelsState
 *
 * @typedef {object} Page
 * @property {(state: ModelsState) => void} show
 * @property {() => void} go to the models view, leaving whatever is open
 * @property {(card: ModelCard) => Promise<void>} use puts a model to work; when that fails, the one before goes on
 * @property {(name: string) => Promise<void>} remove takes a model off this device
 * @property {(text: string) => void} announce to screen readers
 * @property {(error: unknown) => void} report for a bug report
 */
import { DetectorError } from '../../detector/errors.js';
import { messages } from '../../messages.js';
import { fetchCatalogue } from '../../models/catalogue.js';
import { bytesOf, listModels } from '../../models/listing.js';
import { ModelStore } from '../../models/store.js';
import { NO_MODELS } from './state.js';

export class ModelDesk {
  #state = NO_MODELS;
  /** @type {ModelCard[]} newest first */
  #offered = [];
  /** @type {AbortController | null} */
  #download = null;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    addEventListener('online', () => this.#state.server === 'unreachable' && this.refresh());
  }

  /** @returns {boolean} a model is being put to use: what does not work on the way concerns that one alone */
  get isTrying() {
    return this.#state.busy?.phase === 'start';
  }

  async open() {
    this.page.go();
    this.#update({ problem: null });
    await this.refresh();
  }

  /** The person goes elsewhere. What has arrived of a download is kept, for the next try. */
  left() {
    this.cancel();
    this.#update({ removing: null });
  }

  /** Reads anew what there is: on this device at once, on the server when it answers. */
  async refresh() {
    await this.#list();
    this.#update({ server: 'asking' });
    try {
      this.#offered = await fetchCatalogue();
      this.#update({ server: 'known' });
    } catch (error) {
      if (!(error instanceof DetectorError)) throw error;
      this.#offered = []; // no network, most likely: the view says so
      this.#update({ server: 'unreachable' });
    }
    await this.#list();
  }

  /** Fetches what is missing of a model, and uses it. @param {ModelCard} card */
  async use(card) {
    if (this.#state.busy) return;
    const { name } = card;
    const download = new AbortController();
    this.#download = download;
    this.#update({ problem: null, busy: { name, phase: 'download', loaded: 0, total: bytesOf(card) } });
    try {
      const store = await ModelStore.open();
      const onBytes = (/** @type {number} */ loaded, /** @type {number} */ total) =>
        this.#update({ busy: { name, phase: 'download', loaded, total } });
      await store.download(card, { onBytes, signal: download.signal });
      download.signal.throwIfAborted();
      this.#download = null;
      this.#update({ busy: { name, phase: 'start', loaded: 0, total: 0 } });
      await this.page.use(card);
      this.page.announce(messages.models.nowInUse(card.title));
    } catch (error) {
      if (!download.signal.aborted) this.#fail(name, error);
    } finally {
      this.#download = null;
      this.#update({ busy: null });
      await this.#list();
    }
  }

  /** Ends a download. */
  cancel() {
    this.#download?.abort();
  }

  /** @param {ModelCard} card */
  askToRemove(card) {
    this.#update({ removing: card, problem: null });
  }

  /** The person does not want to remove it after all. */
  keep() {
    this.#update({ removing: null });
  }

  async remove() {
    const { removing } = this.#state;
    if (!removing) return;
    this.#update({ removing: null });
    try {
      await this.page.remove(removing.name);
      this.page.announce(messages.models.removed(removing.title));
    } catch (error) {
      this.#fail(removing.name, error);
    }
    await this.#list();
  }

  async #list() {
    try {
      const store = await ModelStore.open();
      this.#update({ entries: listModels(await store.pointer(), this.#offered) });
    } catch (error) {
      this.#fail('', error);
      this.#update({ entries: [] });
    }
  }

  /** @param {string} name @param {unknown} error */
  #fail(name, error) {
    this.page.report(error);
    this.#update({ problem: { name, code: error instanceof DetectorError ? error.code : 'unknown' } });
  }

  /** @param {Partial<ModelsState>} change */
  #update(change) {
    this.#state = { ...this.#state, ...change };
    this.page.show(this.#state);
  }
}
