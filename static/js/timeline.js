/**
 * What the page and its worker tell the browser's timeline: developer tools show it (Performance, Timings), and
 * `python -m bench` measures by it.
 */

/**
 * Tells a span of work to whoever observes measures. Nothing is kept: the browser would keep every frame of a scan for ever.
 *
 * @param {'detect' | 'frame'} what
 * @param {number} start_ms of performance.now(); the span ends now
 * @param {object} detail
 */
export function traceSpan(what, start_ms, detail) {
  const name = `shelfscan:${what}`;
  performance.measure(name, { start: start_ms, detail });
  performance.clearMeasures(name);
}

/**
 * Notes how far the detector's start has come: its files are read, TensorFlow.js is loaded, the backend stands, the graph
 * is built, it has run once. The browser keeps these; they are few.
 *
 * @param {'files' | 'library' | 'helpers' | 'backend' | 'graph' | 'warm'} what
 */
export function markMoment(what) {
  performance.mark(`shelfscan:${what}`);
}
