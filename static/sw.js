/**
 * The service worker: stores every file of the page on the phone and serves it from there, with or without a network.
 *
 * The server replaces `scope.__WB_MANIFEST` by the list of files with their content hashes. So this script changes
 * whenever a file does, and the browser installs it as a new version. If a file does not match its hash, the whole
 * installation fails and the previous version stays. Models are stored by the detector in a cache of their own
 * (static/js/models/).
 */
importScripts('static/vendor/workbox.js');

/**
 * @typedef {ServiceWorkerGlobalScope & {
 *   workbox: typeof import('./vendor/workbox.js'),
 *   __WB_MANIFEST: import('workbox-precaching/_types.js').PrecacheEntry[],
 * }} Scope
 */
const scope = /** @type {Scope} */ (/** @type {unknown} */ (self));
const {
  addPlugins,
  cacheNames,
  cleanupOutdatedCaches,
  clientsClaim,
  createHandlerBoundToURL,
  getCacheKeyForURL,
  precacheAndRoute,
  registerRoute,
} = scope.workbox;

// Files that the page has just loaded are revalidated instead of downloaded again. Every response has to match its listed
// hash, whether it comes from the server or from the HTTP cache.
addPlugins([{ requestWillFetch: async ({ request }) => revalidated(request) }]);

/** A file that has not come by then does not come: the download is given up, and begun again later. */
const STALL_MS = 180_000;

/** @param {Request} request */
function revalidated(request) {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), STALL_MS); // a file at a time: this is no limit for the whole
  return new Request(request, { cache: 'no-cache', signal: stop.signal });
}

// Of the two builds of TensorFlow.js' WebAssembly, and of our kernels, a browser can use one alone. The programs, the same
// as in static/js/detector/library.js, are valid where there is SIMD, and relaxed SIMD.
const SIMD_PROGRAM = [
  [0, 97, 115, 109, 1, 0, 0, 0],
  [1, 4, 1, 96, 0, 0],
  [3, 2, 1, 0],
  [10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11],
].flat();
const RELAXED_PROGRAM = [
  [0, 97, 115, 109, 1, 0, 0, 0],
  [1, 5, 1, 96, 0, 1, 123],
  [3, 2, 1, 0],
  [10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11],
].flat();
const [hasSimd, hasRelaxed] = [SIMD_PROGRAM, RELAXED_PROGRAM].map((program) =>
  WebAssembly.validate(Uint8Array.from(program)),
);
const useless = [
  `static/vendor/tfjs-backend-wasm${hasSimd ? '' : '-simd'}.wasm`,
  `static/vendor/kernels${hasRelaxed ? '-simd' : ''}.wasm`,
];
const files = scope.__WB_MANIFEST.filter(
  (entry) => typeof entry !== 'string' && !useless.includes(entry.url),
);
precacheAndRoute(files);

/** The page's URL: the root of the server, or a path of a larger site. */
const home = new URL('./', scope.location.href);
const isBelowHome = (/** @type {URL} */ url, /** @type {string} */ path) =>
  url.origin === home.origin && url.pathname === home.pathname + path;

// The page itself reads the query and the fragment. It uses relative URLs, so any deeper path is redirected to its root,
// except paths of the server's data.
const showPage = createHandlerBoundToURL('./');
const data = ['api/', 'models/', 'static/', 'healthz', 'metrics'].map((path) => home.pathname + path);
registerRoute(
  ({ request, url }) => request.mode === 'navigate' && !data.some((path) => url.pathname.startsWith(path)),
  async (options) => (isBelowHome(options.url, '') ? showPage(options) : Response.redirect(home.href)),
);

cleanupOutdatedCaches();

// At the first visit, control the open page at once, so that it works offline without a reload. A later version is
// activated only after SKIP_WAITING, or when no page is open.
clientsClaim();

// Another app shares a photo (`share_target` in the web manifest). It never leaves the phone: it is put into a separate
// cache, from which the page takes it (static/js/features/share/inbox.js).
registerRoute(({ url }) => isBelowHome(url, 'share'), receiveShare, 'POST');

/** @param {{ request: Request }} options */
async function receiveShare({ request }) {
  try {
    const files = (await request.formData())
      .getAll('photo')
      .filter((each) => each instanceof File && each.size > 0);
    const [photo, ...others] = /** @type {File[]} */ (files);
    const inbox = await caches.open('shelfscan-shared');
    await inbox.delete('share');
    if (photo) {
      const headers = { 'Content-Type': photo.type, 'X-Left-Out': String(others.length) };
      await inbox.put('share', new Response(photo, { headers }));
    }
  } catch {
    // No room on the phone, or an unreadable form: the page says that no photo has arrived.
  }
  return Response.redirect('./#/shared', 303);
}

/**
 * Gets what is missing of the list: browsers evict single files, or all, and other pages of the site can delete them. What
 * is there is not read.
 *
 * @returns {Promise<number>} how many files are still missing
 */
async function refill() {
  const cache = await caches.open(cacheNames.precache);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  let missing = 0;
  let isStalled = false;
  for (const entry of files) {
    if (typeof entry === 'string') continue;
    const url = new URL(entry.url, scope.location.href);
    const key = /** @type {string} it is in the list */ (getCacheKeyForURL(url.href));
    if (kept.has(key)) continue;
    try {
      if (isStalled) throw new Error('nothing comes'); // each would take as long to find out
      const request = new Request(url, { integrity: entry.integrity, credentials: 'same-origin' });
      const response = await fetch(revalidated(request));
      if (response.status !== 200) throw new Error(`${url.pathname}: HTTP ${response.status}`);
      await cache.put(key, response);
    } catch (error) {
      isStalled ||= error instanceof DOMException && error.name === 'AbortError';
      missing += 1; // no network, another version on the server, or no room: the page says that it is not whole
    }
  }
  return missing;
}

scope.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') scope.skipWaiting();
  if (event.data?.type === 'REFILL') {
    event.waitUntil(refill().then((missing) => event.ports[0]?.postMessage({ missing })));
  }
});
