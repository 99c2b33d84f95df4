/**
 * Undo and redo: every state that was, and where one stands among them. Values are never changed, so keeping them costs
 * little.
 *
 * @template T
 * @typedef {{ past: T[], present: T, future: T[] }} History newest last in `past`, next first in `future`
 */

/** More steps back than anyone takes; it bounds the memory of a long evening. */
const MOST_STEPS = 200;

/**
 * @template T
 * @param {T} present
 * @returns {History<T>}
 */
export const startHistory = (present) => ({ past: [], present, future: [] });

/**
 * A new step; what was undone before cannot be redone any more.
 *
 * @template T
 * @param {History<T>} history
 * @param {T} present
 * @param {{ isSameStep?: boolean }} [options] `isSameStep`: goes on with the last step (a key held down), to be undone
 *   with it
 * @returns {History<T>}
 */
export function record(history, present, { isSameStep = false } = {}) {
  const past = isSameStep ? history.past : [...history.past, history.present].slice(-MOST_STEPS);
  return { past, present, future: [] };
}

/**
 * @template T
 * @param {History<T>} history
 * @returns {History<T>} the same when there is nothing to undo
 */
export function undo(history) {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future] };
}

/**
 * @template T
 * @param {History<T>} history
 * @returns {History<T>} the same when there is nothing to redo
 */
export function redo(history) {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future };
}
