import { CodedError } from '../toolkit/coded-error.js';

/**
 * Why nothing can be taken from a file. `list-no-columns`: its first line does not name the columns that are needed.
 *
 * @typedef {'list-too-large' | 'list-too-long' | 'list-workbook' | 'list-no-text' | 'list-unreadable' | 'list-empty' |
 *   'list-no-columns'} ListErrorCode
 */

/** @type {Record<ListErrorCode, string>} */
const MEANING = {
  'list-too-large': 'The file is larger than any list',
  'list-too-long': 'The file has more lines than any list',
  'list-workbook': 'The file is a workbook, no CSV',
  'list-no-text': 'The file is no text',
  'list-unreadable': 'The file cannot be read',
  'list-empty': 'The file has no line below its first one',
  'list-no-columns': 'The first line of the file does not name the columns that are needed',
};

/** @extends {CodedError<ListErrorCode>} */
export class ListError extends CodedError {
  /** @param {ListErrorCode} code @param {import('../toolkit/coded-error.js').About} [about] */
  constructor(code, about) {
    super(code, MEANING[code], about);
  }
}
