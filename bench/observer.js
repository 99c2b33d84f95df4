/**
 * Runs in the app's page before its own scripts and records events there, in milliseconds of performance.now(). The app
 * reports its frames through static/js/timeline.js.
 *
 * @typedef {{ start_ms: number, end_ms: number, detail: any }} Span
 * @typedef {object} Observed
 * @property {number} frameCount Number of live frames so far.
 * @property {number} lastStart_ms When the last frame was captured.
 * @property {Span[]} frames Frames that the bench has not collected yet.
 * @property {Span[]} detects Detector runs that the bench has not collected yet.
 * @property {Span | null} embed When facings became vectors last.
 * @property {Record<string, number>} firsts When things that a person waits for first appeared.
 * @property {any} firstFrame Detail of the first frame with boxes.
 * @property {{ asked_ms: number, shown_ms: number | null }} photo
 * @property {boolean} keepsFrames
 */
{
  /** @type {Observed} */
  const observed = {
    frameCount: 0,
    lastStart_ms: 0,
    frames: [],
    detects: [],
    embed: null,
    firsts: {},
    firstFrame: null,
    photo: { asked_ms: 0, shown_ms: null },
    keepsFrames: true,
  };
  Object.assign(globalThis, { observed });

  /** @param {string} name @param {number} at_ms */
  const first = (name, at_ms) => {
    observed.firsts[name] ??= at_ms;
  };

  new PerformanceObserver((list) => {
    for (const entry of /** @type {PerformanceMeasure[]} */ (list.getEntries())) {
      const { name, startTime, duration, detail } = entry;
      const span = { start_ms: startTime, end_ms: startTime + duration, detail };
      if (name === 'shelfscan:frame') {
        observed.frameCount += 1;
        observed.lastStart_ms = startTime;
        if (detail.count > 0) first('boxes', span.end_ms);
        if (detail.count > 0) observed.firstFrame ??= detail;
        if (observed.keepsFrames) observed.frames.push(span);
      } else if (name === 'shelfscan:detect' && observed.keepsFrames) {
        observed.detects.push(span);
      } else if (name === 'shelfscan:embed') {
        observed.embed = span;
      }
    }
  }).observe({ type: 'measure' });

  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === 'first-contentful-paint') first('paint', startTime);
    }
  }).observe({ type: 'paint', buffered: true });

  const look = () => {
    const { dataset } = document.body ?? {};
    if (dataset?.model === 'ready') first('detector', performance.now());
    if (dataset?.offline === 'ready') first('offline', performance.now());
    if (dataset?.view === 'photo' && observed.photo.shown_ms === null) {
      const isCounted = document.querySelector('[data-testid=count][data-count]');
      // Boxes and count are drawn together; the next animation frame shows both on the screen.
      if (isCounted) requestAnimationFrame(() => (observed.photo.shown_ms ??= performance.now()));
    }
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-model', 'data-offline', 'data-view', 'data-count'],
  });

  // Media events do not bubble, so they are captured. The live video is on the page before it plays.
  document.addEventListener('playing', () => first('camera', performance.now()), true);
  document.addEventListener(
    'change',
    ({ target }) => {
      if (!(target instanceof HTMLInputElement && target.type === 'file')) return;
      observed.photo = { asked_ms: performance.now(), shown_ms: null };
    },
    true,
  );
}
