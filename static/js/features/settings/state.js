/**
 * State of the view besides the settings themselves. Only the controller changes it.
 *
 * @typedef {object} SettingsState
 * @property {import('../../detector/protocol.js').Backend[] | null} backends that work on this device; null until that is known
 * @property {string} who the person's name; empty: none is set
 */

/** @type {Readonly<SettingsState>} */
export const NO_SETTINGS = { backends: null, who: '' };
