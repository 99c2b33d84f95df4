/**
 * State of the view of brands. Only the controller changes it.
 *
 * @typedef {object} BrandsViewState
 * @property {import('../../brands/list.js').Brand[]} brands in the order in which they are shown
 * @property {string} deleted name of the brand that was deleted last and can be brought back; empty: none
 * @property {string} taken a name that was typed and that another brand has; empty: none
 * @property {boolean} isOpen whether the list lies over the photo
 */

/** @type {Readonly<BrandsViewState>} */
export const NO_BRANDS = { brands: [], deleted: '', taken: '', isOpen: false };
