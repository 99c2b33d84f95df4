/**
 * Finds out whether this phone trusts the server's certificate: a request over HTTPS arrives only then. It looks again
 * whenever the person comes back from the phone's settings.
 */

const app = /** @type {string} */ (document.documentElement.dataset.app);
const EVERY_MS = 5000;
const TIMEOUT_MS = 8000;

/** @returns {'android' | 'ios' | 'other'} */
function platform() {
  const { userAgent, maxTouchPoints } = navigator;
  if (/Android/.test(userAgent)) return 'android';
  const isTablet = /Macintosh/.test(userAgent) && maxTouchPoints > 1; // an iPad calls itself a Mac
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
    // The answer stays hidden from this page; that there is one is enough.
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

let isLooking = false;

/** @param {{ asked: boolean }} options whether the person wants to know how it went */
async function look({ asked }) {
  if (isLooking) return;
  isLooking = true;
  const { body } = document;
  const wasUnknown = body.dataset.trust === 'unknown';
  if (await isTrusted()) {
    body.dataset.trust = 'trusted';
    // Somebody who has just done the steps wants to go on. At the first look a tap is kinder than a jump: the address
    // of this page stays in the history, and the browser offers to go back to it.
    if (wasUnknown) location.replace(app);
  } else {
    body.dataset.trust = 'unknown';
    if (asked) document.querySelector('.when-tried')?.removeAttribute('hidden');
  }
  isLooking = false;
}

showSteps(platform());
for (const button of document.querySelectorAll('[data-choose]')) {
  button.addEventListener('click', () =>
    showSteps(/** @type {HTMLElement} */ (button).dataset.choose ?? 'other'),
  );
}
document.querySelector('.again')?.addEventListener('click', () => look({ asked: true }));
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) look({ asked: false });
});
setInterval(() => {
  if (!document.hidden && document.body.dataset.trust === 'unknown') look({ asked: false });
}, EVERY_MS);
look({ asked: false });
