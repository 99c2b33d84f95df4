/**
 * Tables as CSV (RFC 4180: commas, CRLF, quotes doubled), with a byte order mark, so that spreadsheets read UTF-8.
 *
 * A cell that begins like a formula would be run by the spreadsheet that opens it
 * (https://owasp.org/www-community/attacks/CSV_Injection), so text of that kind gets an apostrophe in front. Where a
 * spreadsheet splits at semicolons instead of commas, what follows one is the beginning of a cell too.
 *
 * Numbers are written as they are, dates as the local time that spreadsheets read as a date.
 *
 * @typedef {import('./tables.js').Cell} Cell
 */
import { localTime } from './file-names.js';

const BYTE_ORDER_MARK = '\ufeff';
/** What is not seen before a formula: spaces of all kinds, and what has no width. */
const UNSEEN = '[^\\S\\t\\r\\n]|\\p{Cf}|[\\0-\\x08\\x0e-\\x1f\\x7f]';
const BEFORE_FORMULA = new RegExp(
  `(?<=^|[;\\t\\r\\n])(?='*(?:${UNSEEN})*[=+\\-@＝＋－＠])|^(?='*(?:${UNSEEN})*[\\t\\r\\n])`,
  'gu',
);
const GUARD_BEFORE_FORMULA = new RegExp(BEFORE_FORMULA.source.replaceAll("(?='*", "'(?='*"), 'gu');

/**
 * @param {Cell[][]} rows
 * @returns {string}
 */
export function toCsv(rows) {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(writeCell).join(',')}\r\n`).join('');
}

/** @param {Cell} cell */
function writeCell(cell) {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (cell instanceof Date) return `"${localTime(cell.getTime())}"`;
  return `"${guard(cell).replaceAll('"', '""')}"`;
}

/**
 * @param {string} text
 * @returns {string} The text, with an apostrophe wherever a spreadsheet would see a formula.
 */
export function guard(text) {
  return text.replace(BEFORE_FORMULA, "'");
}

/**
 * @param {string} text
 * @returns {string} The text that was given to `guard`.
 */
export function unguard(text) {
  return text.replace(GUARD_BEFORE_FORMULA, '');
}
