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
