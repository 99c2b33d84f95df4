import { CodedError } from '../toolkit/coded-error.js';

/**
 * Why something about the catalogue did not work. The codes are those of audits, and so are the words for them.
 *
 * @typedef {import('../toolkit/database-connection.js').StorageErrorCode | 'import-unreadable' | 'import-foreign' | 'import-newer' |
 *   'import-damaged' | 'catalogue-full'} ProductErrorCode
 */

/** @type {Record<ProductErrorCode, string>} */
const MEANING = {
  'storage-full': 'The device has no room left for the catalogue',
  'storage-failed': 'The browser could not read or write the catalogue',
  'storage-silent': 'The browser does not open the database of the catalogue',
  'storage-outdated': 'Another tab runs a newer version of the page',
  'storage-blocked': 'Another tab keeps an older version of the catalogue open',
  'import-unreadable': 'The file is no zip, or one that is cut short',
  'import-foreign': 'The file is no catalogue of this page',
  'import-newer': 'The catalogue was exported by a later version of the page',
  'import-damaged': 'The catalogue has values that make no sense',
  'catalogue-full': 'The catalogue has as many products as it can have',
};

/** @extends {CodedError<ProductErrorCode>} */
export class ProductError extends CodedError {
  /** @param {ProductErrorCode} code @param {import('../toolkit/coded-error.js').About} [about] */
  constructor(code, about) {
    super(code, MEANING[code], about);
  }
}

/** @param {unknown} error what the browser threw @returns {ProductError} */
export function storageError(error) {
  if (error instanceof ProductError) return error;
  const full = error instanceof Error && error.name === 'QuotaExceededError';
  return new ProductError(full ? 'storage-full' : 'storage-failed', { cause: error });
}
