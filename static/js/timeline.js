/**
 * Entries of the page and its worker in the browser's performance timeline. Developer tools show them (Performance,
 * Timings), and `python -m bench` measures with them.
 */

/**
 * Reports a span of work to performance observers. The entry is cleared at once, or the browser would keep one for every
 * frame of a scan.
 *
 * @param {'detect' | 'embed' | 'frame'} what
 * @param {number} start_ms start of the span, from performance.now(); the span ends now
 * @param {object} detail
 */
export function traceSpan(what, start_ms, detail) {
  const name = `shelfscan:${what}`;
  performance.measure(name, { start: start_ms, detail });
  performance.clearMeasures(name);
}

/**
 * Marks a step of the detector's start: its files are read, TensorFlow.js is loaded, the helper workers or the backend
 * are ready, the graph is built, the first run is done. The browser keeps these few entries.
 *
 * @param {'files' | 'library' | 'helpers' | 'backend' | 'graph' | 'warm'} what
 */
export function markMoment(what) {
  performance.mark(`shelfscan:${what}`);
}
