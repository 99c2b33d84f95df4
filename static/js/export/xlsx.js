/**
 * Tables as a workbook (ECMA-376): a sheet for each, which a spreadsheet of any country opens in columns. Texts are text
 * cells, so 0047, 3-4 and =1+1 stay what was typed, also when somebody edits the cell; numbers are numbers.
 *
 * @typedef {import('./tables.js').Cell} Cell
 */
import { writeXlsx } from '../../vendor/xlsx.js';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Width of a column in characters: that of its longest text, within reason. */
const WIDTH = { least: 8, most: 40, margin: 2 };
/** The format that keeps a spreadsheet from reading what is typed into the cell. */
const TEXT = '@';

/**
 * @param {{ name: string, cells: Cell[][] }[]} tables as `Tables.fill` gives them: the first row has the names of the columns
 * @returns {Promise<Blob>}
 */
export function toXlsx(tables) {
  const sheets = tables.map(({ name, cells: [header, ...rows] }) => ({
    sheet: name,
    data: [header.map(headerCell), ...rows.map((row) => row.map(cellOf))],
    columns: header.map((_, index) => ({ width: widthOf([header, ...rows].map((row) => row[index])) })),
    stickyRowsCount: 1,
  }));
  return writeXlsx(sheets).toBlob();
}

/** @param {Cell} name */
const headerCell = (name) => /** @type {const} */ ({ ...textCell(String(name)), fontWeight: 'bold' });

/** @param {Cell} cell */
function cellOf(cell) {
  if (cell === null || cell === '') return null;
  return typeof cell === 'number' ? { type: Number, value: cell } : textCell(cell);
}

/** @param {string} text */
const textCell = (text) => ({ type: String, value: escaped(text), format: TEXT });

/**
 * Of `_x0041_` in a cell a spreadsheet makes the letter A (ECMA-376, 22.9.2.19): the first `_` is written in this form itself.
 *
 * @param {string} text
 */
const escaped = (text) => text.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_');

/** @param {Cell[]} cells of a column */
function widthOf(cells) {
  const lengths = cells.map((cell) =>
    Math.max(
      ...String(cell ?? '')
        .split('\n')
        .map(({ length }) => length),
    ),
  );
  // Not by spreading all of them: a table may have more rows than a function takes arguments.
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  return Math.min(WIDTH.most, Math.max(WIDTH.least, longest + WIDTH.margin));
}
