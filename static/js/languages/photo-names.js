/**
 * Names photos of audits in a sentence: `Corner Shop, photos 3, 79–90; Market Hall, photo 1`.
 *
 * @typedef {{ store: string, numbers: number[] }} NamedPhotos photos of a store's audit by their numbers in it, ascending;
 *   without numbers: the whole audit
 */

/** So many numbers and ranges fit into a sentence that somebody reads. */
const MOST = 30;

/**
 * @param {NamedPhotos[]} audits
 * @param {object} words
 * @param {string} words.one e.g. `photo`
 * @param {string} words.many e.g. `photos`
 * @param {string} words.all for audits without numbers, of which all is meant
 * @param {string} words.untitled for audits of stores without a name
 */
export function photoNames(audits, { one, many, all, untitled }) {
  let left = MOST;
  const named = audits.slice(0, MOST).flatMap(({ store, numbers }) => {
    if (left <= 0) return [];
    const ranges = rangesOf(numbers);
    const shown = ranges.slice(0, left);
    left -= Math.max(1, shown.length);
    const what = numbers.length === 0 ? all : `${numbers.length === 1 ? one : many} ${shown.join(', ')}`;
    return [`${store || untitled}, ${what}${shown.length < ranges.length ? ', …' : ''}`];
  });
  return named.join('; ') + (named.length < audits.length ? '; …' : '');
}

/** @param {NamedPhotos[]} audits @returns {number} of photos */
export const countOf = (audits) => audits.reduce((sum, { numbers }) => sum + numbers.length, 0);

/** @param {number[]} numbers ascending @returns {string[]} */
function rangesOf(numbers) {
  /** @type {[number, number][]} */
  const ranges = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
}
