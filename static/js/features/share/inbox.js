/**
 * The photo that another app has handed over: sw.js puts it here, and the page takes it out once. It never leaves the
 * phone on the way.
 */
const INBOX = 'shelfscan-shared'; // as in sw.js
const PHOTO = new URL('../../../../share', import.meta.url);
const LEFT_OUT = 'X-Left-Out';

/** @returns {Promise<{ file: Blob, leftOut: number } | null>} `leftOut`: how many more there were; null: there is none */
export async function takeShared() {
  try {
    const inbox = await caches.open(INBOX);
    const photo = await inbox.match(PHOTO);
    if (!photo) return null;
    const shared = { file: await photo.blob(), leftOut: Number(photo.headers.get(LEFT_OUT)) };
    await inbox.delete(PHOTO);
    return shared;
  } catch {
    return null; // caches are switched off, or the phone has no room: then nothing was put there either
  }
}

/** A photo that was shared but never opened is not kept for another day. */
export async function clearShared() {
  try {
    // Only this instance's: the cache belongs to all instances of the page under this origin.
    await (await caches.open(INBOX)).delete(PHOTO);
  } catch {
    // Caches are switched off: there is nothing to clear.
  }
}
