/**
 * What the views show of the settings. Only desk.js changes it.
 *
 * @typedef {object} SettingsState
 * @property {import('../../settings/settings.js').Settings} values
 * @property {import('../../detector/protocol.js').Backend[] | null} backends that work here; null until that is known
 * @property {string} version of the page
 */
import { USUAL } from '../../settings/settings.js';

/** @type {Readonly<SettingsState>} */
export const NO_SETTINGS = { values: USUAL, backends: null, version: '' };
