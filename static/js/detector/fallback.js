/**
 * Does a piece of work on the backend in use, and on the next one each time that one fails meanwhile: a GPU can be lost once, and
 * the one that takes its place as well.
 *
 * @template {{ unlessLost: import('./device-watch.js').UnlessLost }} R
 * @template T
 * @param {R} running
 * @param {(running: R) => Promise<T>} work May be called several times.
 * @param {(running: R, error: unknown) => Promise<R>} replace Rejects where no other is left.
 * @returns {Promise<T>}
 */
export async function withFallback(running, work, replace) {
  for (let inUse = running; ; ) {
    try {
      return await inUse.unlessLost(work(inUse));
    } catch (error) {
      inUse = await replace(inUse, error);
    }
  }
}
