/**
 * Calls `act` with the newest value, at most once per interval, and never twice with the same value.
 * @template T
 * @param {(value: T) => void} act
 * @param {number} interval_ms
 * @returns {(value: T) => void}
 */
export function throttleNewest(act, interval_ms) {
  /** @type {T} */
  let newest;
  /** @type {T | undefined} */
  let last;
  /** @type {ReturnType<typeof setTimeout> | null} */
  let timer = null;
  const flush = () => {
    timer = null;
    if (newest === last) return;
    last = newest;
    timer = setTimeout(flush, interval_ms);
    act(newest);
  };
  return (value) => {
    newest = value;
    if (timer === null) flush();
  };
}
