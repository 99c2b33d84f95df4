/**
 * Opens the report of a visit, and shares, saves or prints it.
 *
 * @typedef {object} ReportState
 * @property {string} id of the visit
 * @property {string} store
 * @property {'working' | 'ready' | 'failed'} status
 * @property {number} done photos
 * @property {number} total photos
 * @property {Node | null} preview
 * @property {boolean} canShare
 * @property {boolean} refused the phone did not share it after all
 * @property {boolean} saved
 */
import { canShare, download, share } from '../../export/share.js';
import { hasProducts } from '../../products/share.js';

export class ReportController {
  #workspace;
  #abort = new AbortController();
  /** @type {File | null} */
  #file = null;
  /** @type {import('./report-preview.js').ReportPreview | null} */
  #preview = null;

  /** @param {import('./workspace.js').Workspace} workspace @param {import('./stock.js').Stock} stock */
  constructor(workspace, stock) {
    this.#workspace = workspace;
    this.stock = stock;
  }

  /**
   * @param {string} id of a visit
   * @returns {Promise<boolean>} false: there is no such visit
   */
  async open(id) {
    this.close();
    const { signal } = this.#abort;
    const workspace = this.#workspace;
    const { archive, context } = workspace;
    const all = await archive.reader.readAll();
    const visit = all.find(({ audit }) => audit.id === id);
    if (signal.aborted) return true;
    if (!visit) return false;
    workspace.update({ report: { ...STARTING, id, store: visit.audit.store, total: visit.shots.length } });
    context.show('report');
    try {
      const { makeReport } = await import('./report.js'); // loaded on demand, as the preview
      const { ReportPreview } = await import('./report-preview.js');
      const source = {
        readPhoto: (/** @type {string} */ shotId) => archive.reader.readPhoto(shotId),
        readThumbnail: (/** @type {string} */ shotId) => archive.readThumbnail(shotId),
      };
      const onProgress = (/** @type {number} */ done, /** @type {number} */ total) =>
        signal.aborted || this.#update({ done, total });
      const { brands, products } = context.services;
      await brands.load();
      if (visit.shots.some(({ review }) => hasProducts(review))) await products.load();
      // Also what nobody has looked for yet.
      const audit = await this.stock.kept(visit.audit);
      const { body, file } = await makeReport({ ...visit, audit }, all, {
        source,
        ...{ brands: brands.list, products: products.all },
        onProgress,
        signal,
      });
      if (signal.aborted) return true;
      this.#file = file;
      this.#preview = new ReportPreview(body);
      this.#update({ status: 'ready', preview: this.#preview.element, canShare: canShare([file]) });
    } catch (error) {
      if (signal.aborted) return true;
      context.report(error);
      this.#update({ status: 'failed' });
    }
    return true;
  }

  /** Opens the share sheet; has to be called in a tap. */
  async share() {
    const file = this.#file;
    if (!file) return;
    const result = await share([file]);
    if (file === this.#file && result === 'refused') this.#update({ canShare: false, refused: true });
  }

  save() {
    if (!this.#file) return;
    download(this.#file);
    this.#update({ saved: true });
  }

  print() {
    print();
  }

  /** Ends what is being made, and lets go of what was. */
  close() {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#file = null;
    this.#preview?.close();
    this.#preview = null;
    if (this.#workspace.state.report) this.#workspace.update({ report: null });
  }

  /** @param {Partial<ReportState>} change */
  #update(change) {
    const { report } = this.#workspace.state;
    if (report) this.#workspace.update({ report: { ...report, ...change } });
  }
}

/** @type {Omit<ReportState, 'id' | 'store'>} */
const STARTING = {
  status: 'working',
  done: 0,
  total: 0,
  preview: null,
  canShare: false,
  refused: false,
  saved: false,
};
