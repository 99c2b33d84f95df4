/**
 * What a person has said of the machine's boxes one by one, and of a photo as a whole. A box that was said to be a product
 * counts at any threshold, as one that was moved does.
 *
 * @typedef {import('./corrections.js').Corrections} Corrections
 */

/** @param {Corrections} corrections @param {number} index of a machine box @returns {boolean} */
export const isConfirmed = ({ confirmed }, index) => confirmed?.includes(index) ?? false;

/**
 * @param {Corrections} corrections
 * @param {number} index of a machine box
 * @param {boolean} isProduct
 * @returns {Corrections}
 */
export function answer(corrections, index, isProduct) {
  const undecided = forget(corrections, index);
  return isProduct
    ? { ...undecided, confirmed: [...(undecided.confirmed ?? []), index] }
    : { ...undecided, removed: [...undecided.removed, index] };
}

/**
 * A person has looked at all that counts: every box is a product, and every product has one.
 *
 * @param {Corrections} corrections
 * @param {number[]} indices of the machine's boxes that count
 * @returns {Corrections} without `confirmed` if there is no box to confirm, as when it is read back
 */
export function vouch(corrections, indices) {
  const confirmed = [...new Set([...(corrections.confirmed ?? []), ...indices])];
  return { ...corrections, ...(confirmed.length > 0 ? { confirmed } : {}), complete: true };
}

/**
 * @param {Corrections} corrections
 * @param {number} index of a machine box
 * @returns {Corrections} without an answer to it; without the property if there is no other, as in older records
 */
export function forget({ confirmed, ...corrections }, index) {
  const others = confirmed?.filter((each) => each !== index) ?? [];
  return others.length > 0 ? { ...corrections, confirmed: others } : corrections;
}

/** @param {Corrections} corrections @returns {Corrections} once more, or less, of the photo counts: nobody has vouched for that */
export const withoutVouching = ({ complete: _, ...corrections }) => corrections;
