/**
 * State of the list of models. Only the controller changes it.
 *
 * @typedef {import('../../models/card.js').ModelCard} ModelCard
 * @typedef {import('../../models/listing.js').ModelEntry} ModelEntry
 *
 * @typedef {object} Busy a model that is being downloaded or started
 * @property {string} name
 * @property {'download' | 'start'} phase only a download can be cancelled
 * @property {number} loaded bytes
 * @property {number} total bytes
 *
 * @typedef {object} ModelsState
 * @property {ModelEntry[] | null} entries null until they are read from this device
 * @property {'asking' | 'known' | 'unreachable' | 'sign-in'} server whether the entries include the server's models
 * @property {Busy | null} busy
 * @property {{ name: string, code: string } | null} problem with the model of this name, or with the list if the name is empty
 * @property {ModelCard | null} removing the model whose removal has to be confirmed
 */

/** @type {Readonly<ModelsState>} */
export const NO_MODELS = { entries: null, server: 'asking', busy: null, problem: null, removing: null };
