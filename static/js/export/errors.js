/** @typedef {'export-failed' | 'import-unreadable'} ArchiveErrorCode */

/** An archive could not be written or read; the messages have words for each code. */
export class ArchiveError extends Error {
  /**
   * @param {ArchiveErrorCode} code 'export-failed': a file could not be added; 'import-unreadable': no zip, one that is cut
   *   short or damaged, or a file in it that is packed in a way that this browser cannot read
   * @param {{ detail?: string, cause?: unknown }} [options] `detail` is for a bug report
   */
  constructor(code, { detail = '', cause } = {}) {
    super(detail ? `${code}: ${detail}` : code, { cause });
    this.name = 'ArchiveError';
    this.code = code;
  }
}
