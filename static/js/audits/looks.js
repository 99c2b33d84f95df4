/**
 * What the facings of a photo look like, beside its record: vectors of an embedder. They can be made anew from the photo, so
 * they are neither exported nor waited for.
 *
 * @typedef {object} Looks
 * @property {string} embedder Id of what made them.
 * @property {string[]} keys Of the boxes, in the order of the vectors.
 * @property {ArrayBuffer} values Signed bytes, (keys * dimensions).
 *
 * @typedef {import('./connection.js').Connection} Connection
 */

/**
 * @param {Connection} connection
 * @param {string} id of the shot
 * @param {Looks} looks In place of what was kept before.
 * @returns {Promise<boolean>} false: there is no such shot, and nothing would ever remove them
 */
export function putLooks(connection, id, { embedder, keys, values }) {
  return connection.run(async (database) => {
    // Nobody has typed them in: the system may write them when it likes, and other tabs need not be told.
    const transaction = database.transaction(['shots', 'looks'], 'readwrite', { durability: 'relaxed' });
    const isThere = (await transaction.objectStore('shots').getKey(id)) !== undefined;
    const writing = isThere ? transaction.objectStore('looks').put({ id, embedder, keys, values }) : null;
    await Promise.all([writing, transaction.done]);
    return isThere;
  });
}

/** @param {Connection} connection @param {string} id of the shot @returns {Promise<Looks | null>} null: there are none */
export function readLooks(connection, id) {
  return connection.run(async (database) => (await database.get('looks', id)) ?? null);
}
