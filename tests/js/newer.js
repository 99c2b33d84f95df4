/** Files of a newer version, of which this one does not know everything. */

/** Their keys are of boxes, not names of properties. */
const BY_BOX = new Set(['names', 'recognised', 'moved', 'boxProducts']);

/** @param {any} value parsed JSON @param {string} [key] of it @returns {any} the same, with a property in each object that nobody knows yet */
export function asNewer(value, key = '') {
  if (Array.isArray(value)) return value.map((each) => asNewer(each));
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).map(([name, each]) => [name, asNewer(each, name)]);
  return Object.fromEntries(BY_BOX.has(key) ? known : [...known, ['later', { of: ['a newer version'] }]]);
}
