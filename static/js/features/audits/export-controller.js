/**
 * Makes an export and shares or saves it. This takes two taps, because browsers open the share sheet only in response to a
 * tap, and the file is not ready in response to the first one. What the phone does not share at once goes in parts, a tap each.
 *
 * @typedef {import('./state.js').ExportState} ExportState
 * @typedef {import('./exporting.js').Export} Export
 */
import { inParts, MOST } from '../../export/in-parts.js';
import { canShare, download, share } from '../../export/share.js';
import { codeOf } from '../../toolkit/coded-error.js';

/** @type {ExportState} */
const starting = {
  status: 'working',
  done: 0,
  total: 0,
  bytes: 0,
  undrawn: 0,
  missing: [],
  share: 'none',
  part: 1,
  parts: 1,
  refused: false,
  saved: false,
  problem: '',
};

export class ExportController {
  #state = starting;
  #abort = new AbortController();
  /** @type {Export | null} */
  #made = null;
  /** What is shared with one tap each. @type {File[][]} */
  #parts = [];

  /**
   * @param {object} page
   * @param {(state: ExportState | null) => void} page.show
   * @param {import('./exporting.js').Photos} page.pictures
   * @param {() => import('../../models/card.js').ModelCard | null} page.readCard of the model in use
   * @param {import('../../brands/service.js').BrandService} page.brands
   * @param {import('../../products/service.js').ProductService} page.products
   * @param {(error: unknown) => void} page.report
   */
  constructor({ show, pictures, readCard, brands, products, report }) {
    this.show = show;
    this.pictures = pictures;
    this.readCard = readCard;
    this.brands = brands;
    this.products = products;
    this.report = report;
  }

  /**
   * @param {import('../../audits/store.js').AuditWithShots[]} audits
   * @param {import('../../audits/store.js').AuditWithShots[]} all visits: each is compared with an earlier one
   */
  async make(audits, all) {
    this.close();
    const { signal } = this.#abort;
    this.#update(starting);
    try {
      const onProgress = (/** @type {number} */ done, /** @type {number} */ total) => {
        if (!signal.aborted) this.#update({ done, total });
      };
      const { makeExport } = await import('./exporting.js'); // loaded on demand with the archive writer
      await Promise.all([this.brands.load(), this.products.load()]);
      const [brands, products] = [this.brands.list, this.products.all];
      const options = { card: this.readCard(), brands, products, all, onProgress, signal };
      const made = await makeExport(audits, this.pictures, options);
      if (signal.aborted) return;
      this.#made = made;
      const { undrawn, missing } = made;
      this.#update({ bytes: made.zip.size, undrawn, missing });
      if (canShare([made.zip])) this.#offer('zip', [[made.zip]]);
      else await this.#offerOther(made);
    } catch (error) {
      if (signal.aborted) return;
      this.report(error);
      this.#update({ status: 'failed', problem: codeOf(error) ?? 'export-failed' });
    }
  }

  /** Opens the share sheet for the next part; has to be called from a tap's event handler. */
  async share() {
    const made = this.#made;
    const { part, parts } = this.#state;
    if (!made) return;
    const result = await share(this.#parts[part - 1]);
    if (made !== this.#made || result === 'closed') return;
    if (result === 'refused') await this.#offerOther(made);
    else if (part < parts) this.#update({ part: part + 1 });
    else this.close();
  }

  /**
   * Offers what comes after what is offered now: the zip in parts, if it is large and the phone shares zip files; then the
   * files for people, in parts.
   *
   * @param {Export} made
   */
  async #offerOther(made) {
    const { share: before } = this.#state;
    const loose = inParts(made.loose, ({ size }) => size);
    const isLarge = made.zip.size > MOST.bytes;
    this.#update({ refused: before !== 'none' });
    if (isLarge && before !== 'zips' && before !== 'loose' && canShare([emptyLike(made.zip)])) {
      this.#update({ status: 'working', done: 0, total: 0 });
      const parts = await made.parts();
      if (made === this.#made)
        this.#offer(
          'zips',
          parts.map((part) => [part]),
        );
    } else if (before !== 'loose' && loose.every(canShare)) this.#offer('loose', loose);
    else this.#offer('none', []);
  }

  /** @param {ExportState['share']} share @param {File[][]} parts */
  #offer(share, parts) {
    this.#parts = parts;
    this.#update({ status: 'ready', share, part: 1, parts: parts.length });
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
    this.#parts = [];
    this.show(null);
  }

  /** @param {Partial<ExportState>} change */
  #update(change) {
    this.#state = { ...this.#state, ...change };
    this.show(this.#state);
  }
}

/** @param {File} file @returns {File} of the same kind, as small as any */
const emptyLike = ({ name, type }) => new File(['PK'], name, { type });
