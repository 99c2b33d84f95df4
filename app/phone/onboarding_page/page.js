/**
 * Finds out whether this phone trusts the server's certificate: only then does a request over HTTPS succeed. It checks
 * again whenever the person comes back from the phone's settings.
 */

const app = /** @type {string} */ (document.documentElement.dataset.app);
const CHECK_EVERY_MS = 5000;
const TIMEOUT_MS = 8000;

/** @returns {'android' | 'ios' | 'other'} */
function platform() {
  const { userAgent, maxTouchPoints } = navigator;
  if (/Android/.test(userAgent)) return 'android';
  const isTablet = /Macintosh/.test(userAgent) && maxTouchPoints > 1; // iPads report themselves as Macs
  return /iPhone|iPad|iPod/.test(userAgent) || isTablet ? 'ios' : 'other';
}

/** @param {string} chosen */
function showSteps(chosen) {
  for (const steps of document.querySelectorAll('.steps')) {
    steps.toggleAttribute('hidden', /** @type {HTMLElement} */ (steps).dataset.for !== chosen);
  }
  for (const button of document.querySelectorAll('[data-choose]')) {
    button.toggleAttribute('hidden', /** @type {HTMLElement} */ (button).dataset.choose === chosen);
  }
}

/** @returns {Promise<boolean>} */
async function isTrusted() {
  try {
    // This page cannot read the response of another origin. That there is one is enough.
    await fetch(`${app}healthz`, {
      mode: 'no-cors',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return true;
  } catch {
    return false;
  }
}

let isChecking = false;

/** @param {{ asked: boolean }} options Whether the person asked for it and waits for a result. */
async function check({ asked }) {
  if (isChecking) return;
  isChecking = true;
  const { body } = document;
  const wasUnknown = body.dataset.trust === 'unknown';
  if (await isTrusted()) {
    body.dataset.trust = 'trusted';
    // Somebody who has just followed the steps wants to go on at once. At the first check the person taps a link
    // instead, so that this page stays in the history and Back leads to it.
    if (wasUnknown) location.replace(app);
  } else {
    body.dataset.trust = 'unknown';
    if (asked) document.querySelector('.when-tried')?.removeAttribute('hidden');
  }
  isChecking = false;
}

showSteps(platform());
for (const button of document.querySelectorAll('[data-choose]')) {
  button.addEventListener('click', () =>
    showSteps(/** @type {HTMLElement} */ (button).dataset.choose ?? 'other'),
  );
}
document.querySelector('.again')?.addEventListener('click', () => check({ asked: true }));
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) check({ asked: false });
});
setInterval(() => {
  if (!document.hidden && document.body.dataset.trust === 'unknown') check({ asked: false });
}, CHECK_EVERY_MS);
check({ asked: false });
