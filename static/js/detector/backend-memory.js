/**
 * What is known of the backends of this device: how fast each has run this model, and which failed today. Pure: what is kept
 * and what follows from it.
 *
 * @typedef {import('./protocol.js').Backend} Backend
 *
 * @typedef {object} BackendMemory
 * @property {string} key Model and browser that it was measured with.
 * @property {Partial<Record<Backend, number>>} times Milliseconds of a live frame.
 * @property {{ backend: Backend, day: string }} [trying] A GPU that is being tried. Where the next start finds it, the browser has
 *   crashed over it.
 * @property {Partial<Record<Backend, string>>} failed The day (YYYY-MM-DD) on which it failed last.
 */

const BACKENDS = ['webgpu', 'webgl', 'wasm'];

/**
 * @param {unknown} record As it was stored; version 0.1 of the page kept the fastest alone, which is measured anew.
 * @param {string} key
 * @returns {BackendMemory} Empty where the record is of another model or browser.
 */
export function asMemory(record, key) {
  const known = /** @type {Partial<BackendMemory> | null} */ (record);
  if (known?.key !== key) return { key, times: {}, failed: {} };
  const { backend, day } = /** @type {NonNullable<BackendMemory['trying']>} */ (known.trying ?? {});
  const crashed = known.trying ? { [backend]: day } : {};
  return {
    key,
    times: only(known.times, (time) => Number.isFinite(time) && Number(time) >= 0),
    failed: only(
      { ...known.failed, ...crashed },
      (day) => typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day),
    ),
  };
}

/**
 * @param {unknown} record As it was stored.
 * @param {BackendMemory} memory What was read of it.
 * @param {string} today YYYY-MM-DD
 * @returns {Backend | null} The one over which the browser has crashed today.
 */
export function crashedOver(record, memory, today) {
  const { key, trying } = /** @type {Partial<BackendMemory>} */ (record ?? {});
  if (key !== memory.key || !trying || memory.failed[trying.backend] !== today) return null;
  return trying.backend;
}

/**
 * What a damaged record has left.
 *
 * @param {object | undefined} values By backend.
 * @param {(value: unknown) => boolean} isRight
 */
function only(values, isRight) {
  const isKnown = (/** @type {[string, unknown]} */ [backend, value]) =>
    BACKENDS.includes(backend) && isRight(value);
  return Object.fromEntries(Object.entries(values ?? {}).filter(isKnown));
}

/**
 * Which backends to consider. What failed today is tried again another day: a GPU is lost for a moment, not for good.
 *
 * @param {Backend[]} candidates Most promising first.
 * @param {BackendMemory} memory
 * @param {string} today YYYY-MM-DD
 * @returns {Backend[]} All candidates where each of them failed today.
 */
export function backendsToConsider(candidates, { failed }, today) {
  const fit = candidates.filter((backend) => failed[backend] !== today);
  return fit.length > 0 ? fit : candidates;
}

/**
 * @param {Backend[]} backends
 * @param {BackendMemory} memory
 * @returns {Backend | null} The fastest; null unless all of them were timed.
 */
export function fastestOf(backends, { times }) {
  if (backends.length === 0 || backends.some((backend) => times[backend] === undefined)) return null;
  return backends.toSorted((a, b) => (times[a] ?? 0) - (times[b] ?? 0))[0];
}

/**
 * @param {Backend[]} backends Most promising first.
 * @returns {Backend[]} In the order of a trial. WebAssembly is first: it starts in a moment everywhere, and tells what a GPU
 *   has to beat.
 */
export const trialOrder = (backends) =>
  backends.toSorted((a, b) => Number(b === 'wasm') - Number(a === 'wasm'));
