/**
 * Shares of shelf in a report. One place for them: until photos carry names of brands, there are none.
 *
 * @typedef {{ name: string, share: number }} Share of one brand, 0..1
 */

/**
 * @param {import('../../audits/record.js').Shot[]} _shots counted photos of one category
 * @returns {Share[]} the largest first; empty: nobody has said what the products are
 */
export const sharesOf = (_shots) => [];
