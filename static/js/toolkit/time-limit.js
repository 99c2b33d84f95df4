/**
 * Limits how long something is waited for. What is late goes on by itself, and nobody hears of it.
 *
 * @template T
 * @param {number} limit_ms
 * @param {Promise<T>} work
 * @param {string} message of the error
 * @returns {Promise<T>} the work, rejected when it takes longer
 */
export async function within(limit_ms, work, message) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), limit_ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
