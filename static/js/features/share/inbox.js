/**
 * The cache through which sw.js passes a photo that another app shared. The page takes it out once. The photo never
 * leaves the phone.
 */
const INBOX = 'shelfscan-shared'; // as in sw.js
const PHOTO = new URL('../../../../share', import.meta.url);
const LEFT_OUT = 'X-Left-Out';

/** @returns {Promise<{ file: Blob, leftOut: number } | null>} `leftOut`: number of further photos that were not taken; null: no photo */
export async function takeShared() {
  try {
    const inbox = await caches.open(INBOX);
    const photo = await inbox.match(PHOTO);
    if (!photo) return null;
    const shared = { file: await photo.blob(), leftOut: Number(photo.headers.get(LEFT_OUT)) };
    await inbox.delete(PHOTO);
    return shared;
  } catch {
    return null; // caches are blocked or the phone is full, so sw.js could not store a photo either
  }
}

/** Deletes a photo that was shared but never opened. */
export async function clearShared() {
  try {
    // Not the whole cache, which is shared by all instances of the page on this origin.
    await (await caches.open(INBOX)).delete(PHOTO);
  } catch {
    // Caches are blocked, so there is nothing to delete.
  }
}
