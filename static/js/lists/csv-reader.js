/**
 * Reads CSV (RFC 4180) as people have it: the separator is a comma, a semicolon or a tab, lines end as they like. A record that
 * is damaged is told with its line, and reading goes on with the line after it, so that one bad quote does not take the rest
 * of the file with it.
 *
 * @typedef {',' | ';' | '\t'} Separator
 * @typedef {{ line: number, cells: string[], damage: 'quote' | null }} CsvRecord `line`: from 1, where it begins; `damage`: a quote
 *   that is not closed, or something behind a closed one, and `cells` is empty
 */

/** @type {readonly Separator[]} */
const SEPARATORS = [';', '\t', ','];
/** A record that is longer, in characters, has a quote that somebody forgot to close. */
const LONGEST = 8000;

/**
 * @param {string} text
 * @returns {{ separator: Separator, start: number }} the separator that divides the first line most often, outside of quotes, or
 *   the one that a line such as `sep=;` names, as spreadsheets write it; `start`: where the records begin
 */
export function separatorOf(text) {
  const named = /^sep=([,;\t])(?:\r\n|\r|\n)/.exec(text);
  if (named) return { separator: /** @type {Separator} */ (named[1]), start: named[0].length };
  const line = text
    .trimStart()
    .slice(0, LONGEST)
    .split(/[\r\n]/, 1)[0]
    .replace(/"[^"]*"/g, '');
  const most = SEPARATORS.map((separator) => ({ separator, count: line.split(separator).length }));
  most.sort((a, b) => b.count - a.count);
  return { separator: most[0].separator, start: 0 };
}

/**
 * @param {string} text
 * @param {object} [options]
 * @param {Separator} [options.separator]
 * @param {number} [options.start] where the records begin
 * @returns {Generator<CsvRecord, void, void>} those that are not empty, one after the other
 */
export function readCsv(text, { separator = separatorOf(text).separator, start = 0 } = {}) {
  return records(text, separator, start);
}

/** @param {string} text @param {Separator} separator @param {number} start @returns {Generator<CsvRecord, void, void>} */
function* records(text, separator, start) {
  let [at, line] = [start, 1 + lineEndsIn(text.slice(0, start))];
  while (at < text.length) {
    const record = readRecord(text, at, separator);
    const end = record?.end ?? endOfLine(text, at);
    if (!record) yield { line, cells: [], damage: 'quote' };
    else if (record.cells.some((cell) => cell !== '')) yield { line, cells: record.cells, damage: null };
    line += lineEndsIn(text.slice(at, end));
    at = end;
  }
}

/**
 * @param {string} text
 * @param {number} from
 * @param {Separator} separator
 * @returns {{ cells: string[], end: number } | null} `end`: where the next one begins; null: it is damaged
 */
function readRecord(text, from, separator) {
  const cells = [];
  for (let at = from; ; ) {
    const cell = text[at] === '"' ? readQuoted(text, at, from) : readPlain(text, at, separator);
    if (!cell) return null;
    cells.push(cell.value);
    at = cell.end;
    if (text[at] === separator) at += 1;
    else if (at >= text.length || isLineEnd(text[at])) return { cells, end: endOfLine(text, at) };
    else return null; // behind a closed quote
  }
}

/** @param {string} text @param {number} from @param {Separator} separator */
function readPlain(text, from, separator) {
  let end = from;
  while (end < text.length && text[end] !== separator && !isLineEnd(text[end])) end += 1;
  return { value: text.slice(from, end), end };
}

/** @param {string} text @param {number} from the opening quote @param {number} record where the record begins */
function readQuoted(text, from, record) {
  let value = '';
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0 || quote - record > LONGEST) return null;
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}

/** @param {string} text @param {number} from @returns {number} where the next line begins */
function endOfLine(text, from) {
  let at = from;
  while (at < text.length && !isLineEnd(text[at])) at += 1;
  if (at >= text.length) return at;
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
}

/** @param {string} character */
const isLineEnd = (character) => character === '\n' || character === '\r';

/** @param {string} text */
const lineEndsIn = (text) => text.match(/\r\n|\r|\n/g)?.length ?? 0;
