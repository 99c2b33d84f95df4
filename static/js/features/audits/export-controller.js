/**
 * Makes an export and shares or saves it. This takes two taps, because browsers open the share sheet only in response to a
 * tap, and the file is not ready in response to the first one.
 *
 * @typedef {import('./state.js').ExportState} ExportState
 * @typedef {import('./exporting.js').Export} Export
 */
import { canShare, download, share } from '../../export/share.js';
import { codeOf } from '../../toolkit/coded-error.js';

/** @type {ExportState} */
const starting = {
  status: 'working',
  done: 0,
  total: 0,
  bytes: 0,
  undrawn: 0,
  share: 'none',
  refused: false,
  saved: false,
  problem: '',
};

export class ExportController {
  #state = starting;
  #abort = new AbortController();
  /** @type {Export | null} */
  #made = null;

  /**
   * @param {object} page
   * @param {(state: ExportState | null) => void} page.show
   * @param {import('./exporting.js').Photos} page.pictures
   * @param {() => import('../../models/card.js').ModelCard | null} page.readCard of the model in use
   * @param {(error: unknown) => void} page.report
   */
  constructor({ show, pictures, readCard, report }) {
    this.show = show;
    this.pictures = pictures;
    this.readCard = readCard;
    this.report = report;
  }

  /** @param {import('../../audits/store.js').AuditWithShots[]} audits */
  async make(audits) {
    this.close();
    const { signal } = this.#abort;
    this.#update(starting);
    try {
      const onProgress = (/** @type {number} */ done, /** @type {number} */ total) => {
        if (!signal.aborted) this.#update({ done, total });
      };
      const { makeExport } = await import('./exporting.js'); // loaded on demand with the archive writer
      const options = { card: this.readCard(), onProgress, signal };
      const made = await makeExport(audits, this.pictures, options);
      if (signal.aborted) return;
      this.#made = made;
      const sharing = canShare([made.zip]) ? 'zip' : canShare(made.loose) ? 'loose' : 'none';
      this.#update({ status: 'ready', bytes: made.zip.size, undrawn: made.undrawn, share: sharing });
    } catch (error) {
      if (signal.aborted) return;
      this.report(error);
      this.#update({ status: 'failed', problem: codeOf(error) ?? 'export-failed' });
    }
  }

  /** Opens the share sheet; has to be called from a tap's event handler. */
  async share() {
    const made = this.#made;
    if (!made) return;
    const sharing = this.#state.share;
    const result = await share(sharing === 'zip' ? [made.zip] : made.loose);
    if (result === 'shared') this.close();
    else if (result === 'refused' && sharing === 'zip') {
      this.#update({ share: canShare(made.loose) ? 'loose' : 'none', refused: true });
    } else if (result === 'refused') this.#update({ share: 'none' });
  }

  save() {
    if (!this.#made) return;
    download(this.#made.zip);
    this.#update({ saved: true });
  }

  /** Aborts an export in progress and drops a finished one. */
  close() {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#made = null;
    this.show(null);
  }

  /** @param {Partial<ExportState>} change */
  #update(change) {
    this.#state = { ...this.#state, ...change };
    this.show(this.#state);
  }
}
