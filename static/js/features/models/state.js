/**
 * What the views show of the models that there are. Only the controller changes it.
 *
 * @typedef {import('../../models/card.js').ModelCard} ModelCard
 * @typedef {import('../../models/listing.js').ModelEntry} ModelEntry
 *
 * @typedef {object} Busy a model that is being fetched and put to use
 * @property {string} name
 * @property {'download' | 'start'} phase a download can be cancelled
 * @property {number} loaded bytes
 * @property {number} total bytes
 *
 * @typedef {object} ModelsState
 * @property {ModelEntry[] | null} entries null until this device was looked at
 * @property {'asking' | 'known' | 'unreachable'} server whether the entries name what it offers
 * @property {Busy | null} busy
 * @property {{ name: string, code: string } | null} problem with the model of that name; an empty name: with the list
 * @property {ModelCard | null} removing what the person is asked about
 */

/** @type {Readonly<ModelsState>} */
export const NO_MODELS = { entries: null, server: 'asking', busy: null, problem: null, removing: null };
