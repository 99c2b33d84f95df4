/** What is under way here, by the name of the lock. @type {Map<string, Promise<unknown>>} */
const queues = new Map();

/**
 * Runs work that no other tab or worker of this origin does at the same time. Where the browser has no Web Locks, or refuses
 * them, only the callers in this very tab or worker wait for each other: the model has to be usable there too.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function underLock(name, work) {
  const { locks } = globalThis.navigator ?? {};
  if (!locks) return inTurn(name, work);
  let isGranted = false;
  try {
    return await locks.request(name, () => {
      isGranted = true;
      return work();
    });
  } catch (error) {
    if (isGranted) throw error;
    return inTurn(name, work);
  }
}

/**
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
function inTurn(name, work) {
  const done = (queues.get(name) ?? Promise.resolve()).then(work);
  queues.set(
    name,
    done.catch(() => {}),
  );
  return done;
}
