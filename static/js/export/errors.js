import { CodedError } from '../toolkit/coded-error.js';

/**
 * Why an archive could not be written or read. 'import-unreadable': no zip, one that is cut short or damaged, or a file
 * in it that is packed in a way that this browser cannot read.
 *
 * @typedef {'export-failed' | 'import-unreadable'} ArchiveErrorCode
 */

/** @type {Record<ArchiveErrorCode, string>} */
const MEANING = {
  'export-failed': 'A file could not be added to the archive',
  'import-unreadable': 'The archive cannot be read',
};

/** @extends {CodedError<ArchiveErrorCode>} */
export class ArchiveError extends CodedError {
  /** @param {ArchiveErrorCode} code @param {import('../toolkit/coded-error.js').About} [about] */
  constructor(code, about) {
    super(code, MEANING[code], about);
  }
}
