/**
 * Undo and redo as a list of states. The states are immutable and share most of their data, so keeping them is cheap.
 *
 * @template T
 * @typedef {{ past: T[], present: T, future: T[] }} History newest last in `past`, next first in `future`
 */

/** Limits memory use; far more steps than anyone undoes. */
const MOST_STEPS = 200;

/**
 * @template T
 * @param {T} present
 * @returns {History<T>}
 */
export const startHistory = (present) => ({ past: [], present, future: [] });

/**
 * Adds a step. Steps that were undone before can no longer be redone.
 *
 * @template T
 * @param {History<T>} history
 * @param {T} present
 * @param {{ isSameStep?: boolean }} [options] `isSameStep`: merges the change into the last step, for example while
 *   a key is held down, so that both are undone together
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
