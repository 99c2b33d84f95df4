import { CodedError } from '../toolkit/coded-error.js';

/**
 * Why something about audits did not work; `messages.audits.problem` has the words for each code.
 *
 * @typedef {'storage-full' | 'storage-failed' | 'storage-silent' | 'storage-outdated' | 'storage-blocked' | 'import-unreadable' |
 *   'import-foreign' | 'import-newer' | 'import-damaged' | 'import-running' | 'export-failed' | 'photo-missing'} AuditErrorCode
 */

/** @type {Record<AuditErrorCode, string>} */
const MEANING = {
  'storage-full': 'The device has no room left',
  'storage-failed': 'The browser could not read or write',
  'storage-silent': 'The browser does not open the database',
  'storage-outdated': 'Another tab runs a newer version of the page',
  'storage-blocked': 'Another tab keeps an older version of the database open',
  'import-unreadable': 'The file is neither a zip nor JSON',
  'import-foreign': 'The file is not an export of this page',
  'import-newer': 'The file was exported by a later version of the page',
  'import-damaged': 'The export has values that make no sense',
  'import-running': 'Another import is under way',
  'export-failed': 'A picture could not be written',
  'photo-missing': 'The audit came without its photos',
};

/** @extends {CodedError<AuditErrorCode>} */
export class AuditError extends CodedError {
  /** @param {AuditErrorCode} code @param {import('../toolkit/coded-error.js').About} [about] */
  constructor(code, about) {
    super(code, MEANING[code], about);
  }
}

/**
 * @param {unknown} error what the browser threw
 * @returns {AuditError}
 */
export function storageError(error) {
  if (error instanceof AuditError) return error;
  const full = error instanceof Error && error.name === 'QuotaExceededError';
  return new AuditError(full ? 'storage-full' : 'storage-failed', { cause: error });
}
