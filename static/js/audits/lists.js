/**
 * Lists of the person's own that all visits share, each under its name. What is in one is known by the module that has it.
 *
 * @typedef {'stores' | 'brands' | 'stock' | 'tags' | 'person'} ListName
 */

/**
 * @param {import('./connection.js').Connection} connection
 * @param {ListName} name
 * @returns {Promise<unknown>} as it was saved; undefined: nothing was
 */
export function readList(connection, name) {
  return connection.run((database) => database.get('lists', name));
}

/**
 * @param {import('./connection.js').Connection} connection
 * @param {ListName} name
 * @param {unknown} content plain JSON
 */
export async function saveList(connection, name, content) {
  await connection.write(['lists'], async (transaction) => {
    await transaction.objectStore('lists').put(content, name);
  });
}

/**
 * Changes a list in one go, so that what another tab changes at the same time is kept too.
 *
 * @param {import('./connection.js').Connection} connection
 * @param {ListName} name
 * @param {(stored: unknown) => unknown} change from what is stored to what is to be, plain JSON
 */
export async function changeList(connection, name, change) {
  await connection.write(['lists'], async (transaction) => {
    const lists = transaction.objectStore('lists');
    await lists.put(change(await lists.get(name)), name);
  });
}
