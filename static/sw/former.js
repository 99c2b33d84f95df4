/**
 * Windows of a version before, part of the service worker: while one window changes to this version, others go on with theirs
 * until they are reloaded. They are told by their ids. The files of theirs that are others now stay in a cache of their own.
 */

const serviceWorker =
  /** @type {ServiceWorkerGlobalScope & { workbox: typeof import('../vendor/workbox.js') }} */ (
    /** @type {unknown} */ (self)
  );
const FORMER = `shelfscan-former:${new URL(serviceWorker.registration.scope).pathname}`;
const formerUrl = (/** @type {string} */ path) =>
  new URL(`former/${path}`, serviceWorker.registration.scope).href;
const pathOf = (/** @type {string} */ url) =>
  url.slice(serviceWorker.registration.scope.length).split('?')[0];

/** Version by the id of the window or worker. @type {Promise<Map<string, string>> | undefined} */
let formerClients;

function recallFormerClients() {
  formerClients ??= (async () => {
    const stored = await caches.match(formerUrl('clients'), { cacheName: FORMER });
    return new Map(stored ? await stored.json() : []);
  })();
  return formerClients;
}

async function rememberFormerClients() {
  const clients = [...(await recallFormerClients())];
  const cache = await caches.open(FORMER);
  await cache.put(formerUrl('clients'), new Response(JSON.stringify(clients)));
}

/**
 * @param {ExtendableEvent} event
 * @returns {Promise<Response | undefined>} The file as the version of the window has it; undefined: as this version.
 */
// biome-ignore lint/correctness/noUnusedVariables: sw.js uses it
async function formerFile(event) {
  const { request, clientId, resultingClientId } = /** @type {FetchEvent} */ (event);
  if (request.mode === 'navigate') return undefined; // a window that opens is of this version
  const clients = await recallFormerClients();
  const version = clients.get(clientId);
  if (version === undefined) return undefined;
  if (resultingClientId) {
    clients.set(resultingClientId, version); // a worker that the window starts
    await rememberFormerClients();
  }
  return caches.match(formerUrl(`${version}/${pathOf(request.url)}`), { cacheName: FORMER });
}

/**
 * Keeps the files of the version before for the windows that are open, but for the one that changes to this version.
 *
 * @param {string | undefined} changing Id of that window.
 * @param {(key: string) => boolean} isCurrent Whether this version has what lies in the cache of all versions under that address.
 */
// biome-ignore lint/correctness/noUnusedVariables: sw.js uses it
async function keepForOtherWindows(changing, isCurrent) {
  await forgetClosedWindows();
  const windows = await serviceWorker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.every(({ id }) => id === changing)) return;
  const open = await serviceWorker.clients.matchAll({ type: 'all', includeUncontrolled: true });
  const clients = await recallFormerClients();
  const before = crypto.randomUUID();
  for (const { id } of open) if (!clients.has(id)) clients.set(id, before);
  const [precache, former] = await Promise.all([
    caches.open(serviceWorker.workbox.cacheNames.precache),
    caches.open(FORMER),
  ]);
  for (const request of await precache.keys()) {
    if (isCurrent(request.url)) continue;
    for (const version of new Set(clients.values())) {
      // The first is the one in use: files of a version that only ever waited lie behind it.
      const url = formerUrl(`${version}/${pathOf(request.url)}`);
      const file = await precache.match(request);
      if (file && !(await former.match(url))) await former.put(url, file);
    }
  }
  await rememberFormerClients();
}

/** Deletes the files of versions that no window uses any more. */
async function forgetClosedWindows() {
  const clients = await recallFormerClients();
  if (clients.size === 0) return;
  const open = await serviceWorker.clients.matchAll({ type: 'all', includeUncontrolled: true });
  const used = new Set(open.map(({ id }) => clients.get(id)));
  for (const [id, version] of clients) if (!used.has(version)) clients.delete(id);
  if (clients.size === 0) {
    await caches.delete(FORMER);
    return;
  }
  const former = await caches.open(FORMER);
  const kept = ['clients', ...used].map((name) => formerUrl(`${name}`));
  for (const request of await former.keys()) {
    if (!kept.some((start) => request.url.startsWith(start))) await former.delete(request);
  }
  await rememberFormerClients();
}
