/**
 * Where the person was, so that the page goes on there after a reload or a crash.
 *
 * @typedef {import('./schema.js').Place} Place
 */

const KEY = 'here';

/** @type {Place} */
const NOWHERE = { auditId: null, shotId: null, inAudit: false, time: 0 };

/** @param {import('./connection.js').Connection} connection @param {Place} place */
export async function remember(connection, place) {
  await connection.run((database) => database.put('place', place, KEY));
}

/** @param {import('./connection.js').Connection} connection @returns {Promise<Place>} */
export function recall(connection) {
  return connection.run(async (database) => (await database.get('place', KEY)) ?? NOWHERE);
}
