/**
 * State of the view of lists. Only the controller changes it.
 *
 * @typedef {'stores' | 'stock'} ListKind
 * @typedef {import('../../lists/table.js').Remark} Remark
 * @typedef {{ count: number, imported: number }} ListFacts `imported`: when, milliseconds since 1970; 0: never
 *
 * @typedef {object} ImportReport what a file has brought
 * @property {ListKind} kind
 * @property {{ added: number, updated: number, same: number }} sums
 * @property {Remark[]} left lines that were left out
 * @property {Remark[]} notes what else was not understood
 *
 * @typedef {object} ListsState
 * @property {Record<ListKind, ListFacts> | null} lists null until they are read
 * @property {ListKind | null} reading a file for that list
 * @property {ImportReport | null} report
 * @property {{ kind: ListKind, code: string } | null} problem why nothing was taken from a file, or nothing could be stored
 * @property {{ kind: ListKind, before: unknown } | null} undo what the list was before the last change
 */

/** @type {ListsState} */
export const NO_LISTS = { lists: null, reading: null, report: null, problem: null, undo: null };
