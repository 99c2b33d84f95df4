/**
 * Tables as CSV (RFC 4180: CRLF, quotes doubled), with a byte order mark, so that spreadsheets read UTF-8.
 *
 * A spreadsheet splits a file as its own country does: at semicolons where the decimal sign is a comma. So the separator and
 * the decimal sign follow the person's country (`csvRuleOf`). A spreadsheet also takes texts for numbers and dates, quotes or
 * not; xlsx.js is the table for people.
 *
 * A cell that begins like a formula would be run by the spreadsheet that opens it
 * (https://owasp.org/www-community/attacks/CSV_Injection), so text of that kind gets an apostrophe in front. Where a
 * spreadsheet splits at semicolons instead of commas, what follows one is the beginning of a cell too.
 *
 * @typedef {import('./tables.js').Cell} Cell
 * @typedef {{ separator: ',' | ';', decimal: '.' | ',' }} CsvRule
 */
import { localesOf, primary } from '../languages/formats.js';

const BYTE_ORDER_MARK = '\ufeff';
/** What is not seen before a formula: spaces of all kinds, and what has no width. */
const UNSEEN = '[^\\S\\t\\r\\n]|\\p{Cf}|[\\0-\\x08\\x0e-\\x1f\\x7f]';
const BEFORE_FORMULA = new RegExp(
  `(?<=^|[;\\t\\r\\n])(?='*(?:${UNSEEN})*[=+\\-@＝＋－＠])|^(?='*(?:${UNSEEN})*[\\t\\r\\n])`,
  'gu',
);
const GUARD_BEFORE_FORMULA = new RegExp(BEFORE_FORMULA.source.replaceAll("(?='*", "'(?='*"), 'gu');

/** @type {CsvRule} RFC 4180's own */
const COMMAS = { separator: ',', decimal: '.' };
/** Their lists have semicolons in every country: Switzerland, too, which has a decimal point. */
const WITH_SEMICOLONS = ['de', 'pt'];

/**
 * @param {string} language of the page, e.g. `es`
 * @param {readonly string[]} [preferred] the person's locales; the first one of the language tells the country
 * @returns {CsvRule} how spreadsheets split and read numbers there
 */
export function csvRuleOf(language, preferred) {
  const locales = localesOf(language, preferred);
  const sign = new Intl.NumberFormat(locales)
    .formatToParts(1.5)
    .find(({ type }) => type === 'decimal')?.value;
  const decimal = sign === ',' ? ',' : '.';
  return { separator: decimal === ',' || WITH_SEMICOLONS.includes(primary(language)) ? ';' : ',', decimal };
}

/**
 * @param {Cell[][]} rows
 * @param {CsvRule} [rule]
 * @returns {string}
 */
export function toCsv(rows, { separator, decimal } = COMMAS) {
  const cell = (/** @type {Cell} */ value) => writeCell(value, decimal);
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('');
}

/** @param {Cell} cell @param {string} decimal */
function writeCell(cell, decimal) {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell).replace('.', decimal);
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
