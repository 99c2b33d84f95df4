/**
 * Registers the service worker that stores the page on the phone, and reports its progress.
 *
 * A new version is installed beside the old one and then waits. It takes over when `applyUpdate` is called, which a
 * person decides, or when the page is opened the next time after all of its windows were closed.
 */

import { CodedError } from '../toolkit/coded-error.js';

/** The page's URL: the root of a server, or a path of a larger site. */
const HOME = new URL('../../../', import.meta.url);

/** Browsers end a worker that takes longer than this. */
const ANSWER_MS = 300_000;

/** @typedef {'unsupported' | 'refused' | 'incomplete'} OfflineErrorCode */

/** @type {Record<OfflineErrorCode, string>} */
const MEANING = {
  unsupported: 'This browser has no service workers here', // a private window, or plain HTTP
  refused: 'The browser did not register the service worker',
  incomplete: 'A file of the page could not be kept on this device',
};

/**
 * Why the page works only with a network.
 *
 * @extends {CodedError<OfflineErrorCode>}
 */
export class OfflineError extends CodedError {
  /** @param {OfflineErrorCode} code @param {import('../toolkit/coded-error.js').About} [about] */
  constructor(code, about) {
    super(code, MEANING[code], about);
  }
}

/**
 * @typedef {object} ShellListeners
 * @property {() => void} onCached Every file of the page is stored on this phone, so it opens without a network. The
 *   service worker has compared them with its list, and got what was missing.
 * @property {() => void} onUpdateWaiting A new version is stored and waits for `applyUpdate`.
 * @property {(error: OfflineError) => void} onFailed The page could not be stored. The next visit tries again.
 */

/**
 * @typedef {object} Shell
 * @property {() => Promise<boolean>} applyUpdate Switches to the waiting version and reloads the page; false: another window
 *   is open, which runs this version and would be interrupted.
 */

/**
 * @param {ShellListeners} listeners
 * @param {ServiceWorkerContainer | undefined} [container]
 * @param {() => void} [reload]
 * @returns {Promise<Shell>}
 * @throws {OfflineError} 'unsupported' or 'refused'.
 */
export async function registerShell(
  listeners,
  container = navigator.serviceWorker,
  reload = () => location.reload(),
) {
  if (!container) throw new OfflineError('unsupported');
  const registration = await register(container);

  // A waiting worker was found at an earlier visit; an installing one is from this visit.
  if (registration.waiting && registration.active) listeners.onUpdateWaiting();
  if (registration.installing) watchInstall(registration.installing, registration, listeners);
  registration.addEventListener('updatefound', () => {
    if (registration.installing) watchInstall(registration.installing, registration, listeners);
  });

  // `ready` resolves with an activated worker, and a worker is activated only after it has cached every file. Since then
  // the browser may have evicted some.
  container.ready.then(async ({ active }) => {
    if (active && (await missingFiles(active)) === 0) listeners.onCached();
    else listeners.onFailed(new OfflineError('incomplete'));
  });

  return {
    async applyUpdate() {
      // Another window may have switched already. Then only this page needs a reload.
      if (!registration.waiting) {
        reload();
        return true;
      }
      container.addEventListener('controllerchange', reload, { once: true });
      const answer = await ask(registration.waiting, 'SKIP_WAITING');
      if (!answer?.others) return true;
      container.removeEventListener('controllerchange', reload);
      return false;
    },
  };
}

/**
 * Has the worker get what is missing. One that does not answer is of a version that does not compare its files.
 *
 * @param {ServiceWorker} worker
 * @returns {Promise<number>} how many files it could not get
 */
async function missingFiles(worker) {
  return (await ask(worker, 'REFILL'))?.missing ?? Number.POSITIVE_INFINITY;
}

/**
 * @param {ServiceWorker} worker
 * @param {'REFILL' | 'SKIP_WAITING'} type
 * @returns {Promise<any>} what it answers; null if it does not
 */
function ask(worker, type) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const finish = (/** @type {unknown} */ answer) => {
      clearTimeout(timer);
      port1.close();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(null), ANSWER_MS);
    port1.onmessage = ({ data }) => finish(data);
    worker.postMessage({ type }, [port2]);
  });
}

/**
 * @param {ServiceWorkerContainer} container
 * @returns {Promise<ServiceWorkerRegistration>}
 * @throws {OfflineError}
 */
async function register(container) {
  try {
    return await container.register(new URL('sw.js', HOME), { scope: HOME.pathname, updateViaCache: 'none' });
  } catch (error) {
    // Where the server has no list at the moment, or a network's login answers for it, the version that is here goes on.
    const here = await container.getRegistration(HOME.pathname).catch(() => undefined); // as refused as the list
    if (here?.active) return here;
    throw new OfflineError('refused', { cause: error });
  }
}

/**
 * @param {ServiceWorker} worker
 * @param {ServiceWorkerRegistration} registration
 * @param {ShellListeners} listeners
 */
function watchInstall(worker, registration, listeners) {
  const isUpdate = registration.active !== null;
  let installed = false;
  worker.addEventListener('statechange', () => {
    if (worker.state === 'installed') {
      installed = true;
      if (isUpdate) listeners.onUpdateWaiting();
    }
    // An installed worker also becomes redundant when a newer one replaces it, which is not a failure.
    if (worker.state === 'redundant' && !installed) {
      listeners.onFailed(new OfflineError('incomplete'));
    }
  });
}
