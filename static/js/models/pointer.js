/**
 * The record that says which models are on this device.
 *
 * @typedef {import('./card.js').ModelCard} ModelCard
 *
 * @typedef {object} Pointer
 * @property {ModelCard | null} current The model in use.
 * @property {ModelCard | null} next A newer version of it, downloaded whole, which is probed at the next start.
 * @property {ModelCard[]} others Whole models of other names, which were in use before.
 * @property {string[]} refused Bundles (see `identityOf`) that were downloaded whole and did not work here.
 */
import { readCard, readCards } from './card.js';

/**
 * @param {unknown} record As it was stored, by this version of the page or another one.
 * @returns {Pointer} Without what this page cannot read. Empty where there is no record, or a damaged one.
 */
export function asPointer(record) {
  const { current, next, others, refused } = /** @type {Partial<Record<keyof Pointer, unknown>>} */ (
    record ?? {}
  );
  return {
    current: readCard(current),
    next: readCard(next),
    others: readCards(others), // the first records had none
    refused: Array.isArray(refused) ? refused.filter((identity) => typeof identity === 'string') : [],
  };
}

/** @param {Pointer} pointer @returns {ModelCard[]} All models whose files are kept. */
export function cardsOf({ current, next, others }) {
  return [current, next, ...others].filter((card) => card !== null);
}
