/**
 * Shows a span of work in the browser's timeline (developer tools, Performance, Timings) and tells it to whoever observes
 * measures, as `python -m bench` does. Nothing is kept: the browser would keep every measure of a scan for ever.
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
