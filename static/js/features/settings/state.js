/**
 * What the view shows beside the settings themselves. Only the controller changes it.
 *
 * @typedef {object} SettingsState
 * @property {import('../../detector/protocol.js').Backend[] | null} backends that work here; null until that is known
 */

/** @type {Readonly<SettingsState>} */
export const NO_SETTINGS = { backends: null };
