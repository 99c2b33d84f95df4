/**
 * @typedef {'storage-full' | 'storage-failed' | 'storage-outdated' | 'storage-blocked' | 'import-unreadable' |
 *   'import-foreign' | 'import-newer' | 'import-damaged' | 'export-failed' | 'photo-missing'} AuditErrorCode
 */

/** Something about audits did not work; `messages.audits.problems` has the words for each code. */
export class AuditError extends Error {
  /**
   * @param {AuditErrorCode} code 'storage-full': the device has no room; 'storage-failed': the browser could not read
   *   or write, for whatever reason; 'storage-outdated': another tab runs a newer version of the page;
   *   'storage-blocked': another tab has an older version open and does not let go of it; 'import-unreadable': no zip
   *   and no JSON; 'import-foreign': not an export of ours; 'import-newer': of a version after this one;
   *   'import-damaged': ours, but with values that make no sense; 'export-failed': a picture could not be written;
   *   'photo-missing': the audit came without its photos
   * @param {{ detail?: string, cause?: unknown }} [options] `detail` is for a bug report
   */
  constructor(code, { detail = '', cause } = {}) {
    super(detail ? `${code}: ${detail}` : code, { cause });
    this.name = 'AuditError';
    this.code = code;
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
