/**
 * The record that says which models are on this device.
 *
 * @typedef {import('./card.js').BundleCard} BundleCard
 */
/**
 * @template {BundleCard} Card
 * @typedef {object} Pointer
 * @property {Card | null} current The model in use.
 * @property {Card | null} next A newer version of it, downloaded whole, which is probed at the next start.
 * @property {Card[]} others Whole models of other names, which were in use before.
 * @property {string[]} refused Bundles (see `identityOf`) that were downloaded whole and did not work here.
 */

/**
 * @template {BundleCard} Card
 * @param {unknown} record As it was stored, by this version of the page or another one.
 * @param {(value: unknown) => Card | null} readCard Null for what this page cannot read.
 * @returns {Pointer<Card>} Without what this page cannot read. Empty where there is no record, or a damaged one.
 */
export function asPointer(record, readCard) {
  const { current, next, others, refused } =
    /** @type {Partial<Record<keyof Pointer<BundleCard>, unknown>>} */ (record ?? {});
  return {
    current: readCard(current),
    next: readCard(next),
    // The first records had no others.
    others: Array.isArray(others) ? others.map(readCard).filter((card) => card !== null) : [],
    refused: Array.isArray(refused) ? refused.filter((identity) => typeof identity === 'string') : [],
  };
}

/**
 * @template {BundleCard} Card
 * @param {Pointer<Card>} pointer
 * @returns {Card[]} All models whose files are kept.
 */
export function cardsOf({ current, next, others }) {
  return [current, next, ...others].filter((card) => card !== null);
}
