/**
 * Tables that features register to be exported. A table says what its columns are and which rows it has; how it is written
 * is a matter of the writers (csv.js, xlsx.js). Times are texts in ISO 8601 with their offset: no spreadsheet has a cell
 * that keeps the offset, and two photos of one table may have different ones.
 *
 * @typedef {string | number | null} Cell null: empty
 */

/**
 * @template Row
 * @typedef {object} Column
 * @property {string} key The same in every language, so that what an office builds on it keeps working.
 * @property {(row: Row) => Cell} value
 */

/**
 * @template Source
 * @template Row
 * @typedef {object} Table
 * @property {string} name also the file's, without an ending
 * @property {(source: Source) => Column<Row>[]} columns Some depend on what is exported, as one for each label.
 * @property {(source: Source) => Row[]} rows
 * @property {boolean} [isOptional] whether it is left out when it has no rows
 */

/**
 * @template Source
 */
export class Tables {
  /** @type {Map<string, Table<Source, any>>} */
  #tables = new Map();

  /**
   * @template Row
   * @param {Table<Source, Row>} table
   * @returns {this}
   * @throws {Error} There is one of this name already.
   */
  register(table) {
    if (this.#tables.has(table.name)) throw new Error(`A table "${table.name}" is registered already.`);
    this.#tables.set(table.name, table);
    return this;
  }

  /**
   * @param {Source} source what is exported
   * @returns {{ name: string, cells: Cell[][] }[]} Every table in the order of registration; the first row of its cells are
   *   the columns' keys.
   */
  fill(source) {
    return [...this.#tables.values()].flatMap(({ name, columns, rows, isOptional = false }) => {
      const filled = columns(source);
      const header = filled.map(({ key }) => key);
      const all = rows(source);
      if (isOptional && all.length === 0) return [];
      return [{ name, cells: [header, ...all.map((row) => filled.map(({ value }) => value(row)))] }];
    });
  }
}
