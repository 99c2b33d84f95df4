/**
 * Lists, downloads, switches and removes models. Files are downloaded here rather than in the detector's worker, which can
 * continue to count. The record of the model in use belongs to the worker and is only read here.
 *
 * @typedef {import('../../models/card.js').ModelCard} ModelCard
 * @typedef {import('./state.js').ModelsState} ModelsState
 */
import { messages } from '../../messages.js';
import { fetchCatalogue } from '../../models/catalogue.js';
import { bytesOf, listModels } from '../../models/listing.js';
import { ModelStore } from '../../models/store.js';
import { codeOf } from '../../toolkit/coded-error.js';

export class ModelsController {
  /** @type {ModelCard[]} newest first */
  #offered = [];
  /** @type {AbortController | null} */
  #download = null;

  /** @param {import('../contract.js').Context<ModelsState>} context */
  constructor(context) {
    this.context = context;
    this.detector = context.services.detector;
    addEventListener('online', () => this.#state.server === 'unreachable' && this.refresh());
  }

  get #state() {
    return this.context.state();
  }

  async open() {
    this.context.show('models');
    this.context.update({ problem: null });
    await this.refresh();
  }

  /** Cancels a download. Files that were downloaded completely are kept for the next attempt. */
  leave() {
    this.cancel();
    this.context.update({ removing: null });
  }

  /** Lists the models on this device at once, and those on the server when it answers. */
  async refresh() {
    await this.#list();
    this.context.update({ server: 'asking' });
    try {
      this.#offered = await fetchCatalogue();
      this.context.update({ server: 'known' });
    } catch (error) {
      if (codeOf(error) === null) throw error;
      this.#offered = []; // there is probably no network, which the view says
      this.context.update({ server: codeOf(error) === 'sign-in-needed' ? 'sign-in' : 'unreachable' });
    }
    await this.#list();
  }

  /** Downloads the missing files of a model and switches to it. @param {ModelCard} card */
  async use(card) {
    if (this.#state.busy) return;
    const { name } = card;
    const download = new AbortController();
    this.#download = download;
    this.context.update({
      problem: null,
      busy: { name, phase: 'download', loaded: 0, total: bytesOf(card) },
    });
    try {
      const store = await ModelStore.open();
      const onBytes = (/** @type {number} */ loaded, /** @type {number} */ total) =>
        this.context.update({ busy: { name, phase: 'download', loaded, total } });
      await store.download(card, { onBytes, signal: download.signal });
      download.signal.throwIfAborted();
      this.#download = null;
      this.context.update({ busy: { name, phase: 'start', loaded: 0, total: 0 } });
      await this.detector.use(card);
      this.context.announce(messages.models.nowInUse(card.title));
    } catch (error) {
      if (!download.signal.aborted) this.#fail(name, error);
    } finally {
      this.#download = null;
      this.context.update({ busy: null });
      await this.#list();
    }
  }

  /** Cancels the download. */
  cancel() {
    this.#download?.abort();
  }

  /** @param {ModelCard} card */
  askToRemove(card) {
    this.context.update({ removing: card, problem: null });
  }

  cancelRemoval() {
    this.context.update({ removing: null });
  }

  async remove() {
    const { removing } = this.#state;
    if (!removing) return;
    this.context.update({ removing: null });
    try {
      await this.detector.remove(removing.name);
      this.context.announce(messages.models.removed(removing.title));
    } catch (error) {
      this.#fail(removing.name, error);
    }
    await this.#list();
  }

  async #list() {
    try {
      const store = await ModelStore.open();
      this.context.update({ entries: listModels(await store.pointer(), this.#offered) });
    } catch (error) {
      this.#fail('', error);
      this.context.update({ entries: [] });
    }
  }

  /** @param {string} name @param {unknown} error */
  #fail(name, error) {
    this.context.report(error);
    this.context.update({ problem: { name, code: codeOf(error) ?? 'unknown' } });
  }

  /** Notifies the person of news from the detector. @param {import('../../detector/service.js').ServiceNews} news */
  onDetectorNews(news) {
    const { fallback, updated, refused, restarted } = messages.model;
    const { notify } = this.context;
    // While another model is being started, a failed backend concerns only that model.
    const isTrying = this.#state.busy?.phase === 'start';
    if (news.kind === 'backend-failed' && !isTrying) notify('backend', fallback);
    if (news.kind === 'worker-replaced') notify('backend', restarted);
    if (news.kind === 'model-updated') notify('model', updated(news.version));
    if (news.kind === 'model-refused') notify('model', refused);
  }
}
