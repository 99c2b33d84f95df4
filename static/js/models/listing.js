/**
 * The models that a person can choose from: those on this device and those that the server offers, one a name.
 *
 * @typedef {import('./card.js').ModelCard} ModelCard
 * @typedef {import('./pointer.js').Pointer} Pointer
 *
 * @typedef {object} ModelEntry
 * @property {ModelCard} card what is on this device, or would be fetched
 * @property {'current' | 'kept' | 'offered'} place in use; on this device; on the server alone
 * @property {ModelCard | null} newer the server's version, where that is another than the one on this device
 */
import { identityOf } from './card.js';

/**
 * @param {Pointer} pointer
 * @param {ModelCard[]} offered newest first; empty without a network
 * @returns {ModelEntry[]} the one in use first, then the others on this device, then the rest in the server's order
 */
export function listModels({ current, others, refused }, offered) {
  const usable = offered.filter((card) => !refused.includes(identityOf(card)));
  const newestOf = (/** @type {string} */ name) => usable.find((card) => card.name === name) ?? null;
  /** @type {ModelEntry[]} */
  const entries = [];
  for (const card of [...(current ? [current] : []), ...others]) {
    const newest = newestOf(card.name);
    const newer = newest && identityOf(newest) !== identityOf(card) ? newest : null;
    entries.push({ card, place: card === current ? 'current' : 'kept', newer });
  }
  for (const card of usable) {
    if (entries.every((entry) => entry.card.name !== card.name)) {
      entries.push({ card, place: 'offered', newer: null });
    }
  }
  return entries;
}

/** @param {ModelCard} card @returns {number} what it takes on this device */
export const bytesOf = (card) => card.files.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * How far its counts were off on photos that it had not seen: of those measured, the largest picture's, which is what
 * photos are counted at.
 *
 * @param {ModelCard} card
 * @returns {number | null} mean error of the count, 0 to 1; null where it was not measured
 */
export function countErrorOf(card) {
  const measured = card.metrics.filter(({ countError }) => typeof countError === 'number');
  const onTest = measured.filter(({ split }) => split === 'test');
  const best = (onTest.length > 0 ? onTest : measured).toSorted(
    (a, b) => Number(b.longSide) - Number(a.longSide),
  )[0];
  return best ? Number(best.countError) : null;
}
