/**
 * A list as a table: its columns are found by the names in its first line, in any case, and in four languages.
 *
 * @typedef {object} ReadLine
 * @property {number} line of the file, from 1
 * @property {Record<string, string>} cells by column, without spaces around; of two for an address, both
 *
 * @typedef {'quote' | 'columns' | 'no-name' | 'no-category' | 'too-long' | 'double'} LeftReason why a line was left out
 * @typedef {'position' | 'gtin' | 'facings'} NoteReason what of a line was not understood, though the rest of it came in
 * @typedef {{ line: number, reason: LeftReason | NoteReason, text: string }} Remark `text`: what stands there
 */
import { unguard } from '../export/csv.js';
import { readCsv, separatorOf } from './csv-reader.js';
import { ListError } from './errors.js';

/** More lines than any list has; what is longer is not a list of stores or products. */
const MOST_LINES = 50_000;

/**
 * @param {string} text
 * @param {Record<string, readonly string[]>} words for each column, the names that it may have, as `keyOfHeader` gives them
 * @param {readonly string[]} needed columns
 * @returns {{ lines: ReadLine[], left: Remark[] }}
 * @throws {ListError} 'list-empty', 'list-no-columns', 'list-too-long'
 */
export function readTable(text, words, needed) {
  const { separator, start } = separatorOf(text);
  /** @type {string[] | null} */
  let columns = null;
  /** @type {ReadLine[]} */
  const lines = [];
  /** @type {Remark[]} */
  const left = [];
  for (const { line, cells, damage } of readCsv(text, { separator, start })) {
    if (lines.length + left.length >= MOST_LINES) throw new ListError('list-too-long');
    if (!columns) {
      columns = cells.map((name) => columnOf(name, words));
      const missing = needed.filter((column) => !columns?.includes(column));
      if (missing.length > 0) throw new ListError('list-no-columns');
    } else if (damage) left.push({ line, reason: damage, text: '' });
    else if (cells.slice(columns.length).some((cell) => cell.trim() !== ''))
      left.push({ line, reason: 'columns', text: cells.join(' ').slice(0, 60) });
    else lines.push({ line, cells: byColumn(cells, columns) });
  }
  if (!columns || lines.length + left.length === 0) throw new ListError('list-empty');
  return { lines, left };
}

/** @param {string[]} cells @param {string[]} columns empty: one that is not known */
function byColumn(cells, columns) {
  /** @type {Record<string, string>} */
  const found = {};
  columns.forEach((column, index) => {
    const cell = unguard(cells[index] ?? '')
      .replace(/\s+/g, ' ')
      .trim();
    if (!column || !cell) return;
    if (!found[column]) found[column] = cell;
    else if (column === 'address') found.address += `, ${cell}`; // street and town have columns of their own
  });
  return found;
}

/** @param {string} name @param {Record<string, readonly string[]>} words @returns {string} empty: it is not known */
function columnOf(name, words) {
  const key = keyOfHeader(name);
  return Object.keys(words).find((column) => words[column].includes(key)) ?? '';
}

/** @param {string} name @returns {string} such as 'geschaft' of 'Geschäft', 'storeid' of 'Store ID' */
const keyOfHeader = (name) =>
  name
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z\d]/g, '');
