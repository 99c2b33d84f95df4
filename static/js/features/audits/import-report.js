/**
 * What an import has taken from a file, and what it has not, by its name.
 *
 * @typedef {'missing' | 'damaged' | 'refused' | 'broken'} Reason why it was left out. `missing`: the photo is not in the
 *   file; `damaged`: it is, but not whole; `refused`: there was no room for it; `broken`: its counts make no sense
 * @typedef {import('../../languages/photo-names.js').NamedPhotos} NamedPhotos
 *
 * @typedef {object} ImportResult
 * @property {number} added audits
 * @property {number} beside audits that were added beside a different one with the same id
 * @property {number} known audits that were here already
 * @property {number} filled photos that such audits lacked, and have now
 * @property {Record<Reason, NamedPhotos[]>} left what was left out
 * @property {string} [problem] code of messages.audits.problem: why it ended early
 */

export class ImportReport {
  added = 0;
  beside = 0;
  known = 0;
  filled = 0;
  /** @type {Record<Reason, NamedPhotos[]>} */
  left = { missing: [], damaged: [], refused: [], broken: [] };

  /**
   * @param {Reason} reason
   * @param {string} store of the audit
   * @param {number | null} number of the photo; null: the whole audit
   */
  leaveOut(reason, store, number) {
    const list = this.left[reason];
    const last = list.at(-1);
    if (number === null) list.push({ store, numbers: [] });
    else if (last?.store === store && (last.numbers.at(-1) ?? Infinity) < number) last.numbers.push(number);
    else list.push({ store, numbers: [number] });
  }

  /** Whether nothing has come in so far. */
  get isEmpty() {
    return this.added + this.beside + this.known + this.filled === 0;
  }

  /** @returns {ImportResult} */
  get result() {
    const { added, beside, known, filled, left } = this;
    return { added, beside, known, filled, left };
  }
}
