/**
 * Served in place of sw.js with `--retire-worker`: takes the place of a service worker that is broken, deletes the files of the
 * page that it kept, and goes. Models, and all that people have counted, stay.
 */
const retired = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

retired.addEventListener('install', () => retired.skipWaiting());
retired.addEventListener('activate', (event) => event.waitUntil(retire()));

async function retire() {
  const { scope } = retired.registration;
  for (const name of [`workbox-precache-v2-${scope}`, `shelfscan-former:${new URL(scope).pathname}`]) {
    await caches.delete(name);
  }
  await retired.registration.unregister();
}
