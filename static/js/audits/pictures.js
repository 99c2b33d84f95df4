/**
 * How photos and thumbnails are stored: as bytes with their type beside them, each in a store of its own, so that a list
 * reads no photos. WebKit refuses blobs in private windows, and elsewhere it has lost some ("Error preparing Blob/File
 * data"). Databases of version 1 hold blobs; they are read as they are, and moved one by one.
 *
 * @typedef {import('./connection.js').Connection} Connection
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {import('./schema.js').Database} Database
 * @typedef {import('./schema.js').StoredFile} StoredFile
 * @typedef {import('idb').IDBPTransaction<import('./schema.js').Schema, any[], 'readwrite'>} Writing with these stores
 * @typedef {{ photo: StoredFile | null, thumbnail: StoredFile | null }} StoredPicture
 */
import { storageError } from './errors.js';

/** The stores that hold pictures; the last one is that of version 1. */
export const PICTURES = /** @type {const} */ (['photos', 'thumbnails', 'pictures']);

/**
 * Reads a picture's bytes. A transaction would end meanwhile, so this comes before it.
 *
 * @param {Picture} picture
 * @returns {Promise<StoredPicture>}
 * @throws {import('./errors.js').AuditError} 'storage-failed': the bytes cannot be read.
 */
export async function toStored({ photo, thumbnail }) {
  try {
    return { photo: photo && (await fileOf(photo)), thumbnail: thumbnail && (await fileOf(thumbnail)) };
  } catch (error) {
    throw storageError(error);
  }
}

/**
 * @param {Writing} transaction
 * @param {string} id of the shot
 * @param {StoredPicture} picture What is null stays as it is. A stored photo is not written again: a shot keeps its photo.
 */
export async function putPicture(transaction, id, { photo, thumbnail }) {
  const photos = transaction.objectStore('photos');
  if (photo && (await photos.getKey(id)) === undefined) await photos.put({ id, ...photo });
  if (thumbnail) await transaction.objectStore('thumbnails').put({ id, ...thumbnail });
  if (photo) await transaction.objectStore('pictures').delete(id);
}

/** @param {Writing} transaction @param {string} id of the shot */
export async function deletePicture(transaction, id) {
  for (const name of PICTURES) await transaction.objectStore(name).delete(id);
}

/** @param {Database} database @param {string} id of the shot @returns {Promise<Blob | null>} */
export async function readPhoto(database, id) {
  const stored = await database.get('photos', id);
  return stored ? toBlob(stored) : ((await database.get('pictures', id))?.photo ?? null);
}

/** @param {Database} database @param {string} id of the shot @returns {Promise<Blob | null>} */
export async function readThumbnail(database, id) {
  const stored = await database.get('thumbnails', id);
  return stored ? toBlob(stored) : ((await database.get('pictures', id))?.thumbnail ?? null);
}

/** @param {Database} database @returns {Promise<string[]>} ids of the shots whose photo is stored */
export async function listPhotos(database) {
  const [ids, old] = await Promise.all([database.getAllKeys('photos'), database.getAll('pictures')]);
  return [...ids, ...old.filter(({ photo }) => photo).map(({ id }) => id)];
}

/**
 * Moves what version 1 has stored. A picture whose bytes cannot be read stays where it is.
 *
 * @param {Connection} connection
 * @throws {import('./errors.js').AuditError} 'storage-full' and so on: the rest is moved at the next start.
 */
export async function moveOldPictures(connection) {
  for (const id of await connection.run((database) => database.getAllKeys('pictures'))) {
    const old = await connection.run((database) => database.get('pictures', id));
    const moved = old && (await toStored(old).catch(() => null));
    if (!moved) continue;
    await connection.write(PICTURES, async (transaction) => {
      const pictures = transaction.objectStore('pictures');
      if ((await pictures.getKey(id)) === undefined) return; // deleted, or moved by another tab
      await putPicture(transaction, id, moved);
      await pictures.delete(id); // one without a photo, too
    });
  }
}

/** @param {Blob} blob @returns {Promise<StoredFile>} */
const fileOf = async (blob) => ({ bytes: await blob.arrayBuffer(), type: blob.type });

/** @param {StoredFile} file */
const toBlob = ({ bytes, type }) => new Blob([bytes], { type });
