/**
 * An error with a code, for which views have a sentence. `message` is for the console and for bug reports.
 *
 * @template {string} Code
 */
export class CodedError extends Error {
  /**
   * @param {Code} code
   * @param {string} meaning What the code says, without a full stop.
   * @param {About} [about]
   */
  constructor(code, meaning, { detail, cause, message } = {}) {
    const about = [detail, cause instanceof Error ? cause.message : undefined].filter(Boolean).join(': ');
    super(message ?? `${meaning}${about && ` (${about})`}.`, { cause });
    this.name = new.target.name;
    this.code = code;
  }
}

/**
 * @typedef {object} About
 * @property {string} [detail] What it happened to.
 * @property {unknown} [cause]
 * @property {string} [message] In place of the one made from the code, for an error that comes from a worker.
 */

/** @param {unknown} error @returns {string | null} Null for an error without a code. */
export const codeOf = (error) => (error instanceof CodedError ? error.code : null);
