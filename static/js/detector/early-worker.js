/**
 * Starts the detector's worker. The page names this module before all others, so that the worker loads what it needs
 * while the page still loads its own, and not after it.
 */

/** The first worker, until somebody takes it. @type {Promise<Worker> | null} */
let early = startWorker();
early.catch(() => {}); // whoever takes it is told

/**
 * @returns {Promise<Worker>} A worker that has started. It belongs to the caller.
 * @throws {Error} This browser has no module workers, or none that can draw.
 */
export function takeWorker() {
  const worker = early ?? startWorker();
  early = null;
  return worker;
}

/** @returns {Promise<Worker>} */
function startWorker() {
  return new Promise((resolve, reject) => {
    if (typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined') {
      throw new Error('no worker that can draw');
    }
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'detector' });
    const giveUp = (/** @type {ErrorEvent} */ event) => {
      event.preventDefault(); // the page takes over, so this is no error of the page
      worker.terminate();
      reject(new Error(event.message || 'the worker could not be started'));
    };
    worker.addEventListener('error', giveUp);
    const onStarted = () => {
      worker.removeEventListener('error', giveUp);
      resolve(worker);
    };
    worker.addEventListener('message', onStarted, { once: true });
  });
}
