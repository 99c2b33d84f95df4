/**
 * The service worker: keeps every file of the page on the phone and answers from there, network or not.
 *
 * The server writes the list of files, each with the hash of its content, in place of `scope.__WB_MANIFEST`. So
 * this script changes whenever one of them does, and the browser installs it as a new version. A file that is not
 * the one listed fails the whole installation, and the version before it stays. Models are not kept here but by
 * the detector, in a cache of their own (static/js/models/).
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
  cleanupOutdatedCaches,
  clientsClaim,
  createHandlerBoundToURL,
  precacheAndRoute,
  registerRoute,
} = scope.workbox;

// What the page has just loaded is not downloaded once more: the server is asked whether it is still the same. Whatever
// comes, from wherever, has to have the hash that is listed.
addPlugins([{ requestWillFetch: async ({ request }) => new Request(request, { cache: 'no-cache' }) }]);
precacheAndRoute(scope.__WB_MANIFEST);

/** Where the page lies: at the root of the server, or under a path of a larger site. */
const home = new URL('./', scope.location.href);
const isBelowHome = (/** @type {URL} */ url, /** @type {string} */ path) =>
  url.origin === home.origin && url.pathname === home.pathname + path;

// Whatever stands behind the ? or the # is for the page to read. It names its files by relative addresses, so an address
// further down leads to it; the server's data is no page.
const showPage = createHandlerBoundToURL('./');
const data = ['api/', 'models/', 'static/', 'healthz', 'metrics'].map((path) => home.pathname + path);
registerRoute(
  ({ request, url }) => request.mode === 'navigate' && !data.some((path) => url.pathname.startsWith(path)),
  async (options) => (isBelowHome(options.url, '') ? showPage(options) : Response.redirect(home.href)),
);

cleanupOutdatedCaches();

// At the first visit, take charge of the page that is open, so that it is ready for the network to go without being
// loaded again. A later version gets this far only after SKIP_WAITING, or when no page is open.
clientsClaim();

// Another app hands a photo over (`share_target` in the web manifest). It never leaves the phone: the page takes it out of
// this cache of its own (static/js/features/share/inbox.js).
registerRoute(({ url }) => isBelowHome(url, 'share'), takeIn, 'POST');

/** @param {{ request: Request }} options */
async function takeIn({ request }) {
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
    // No room on the phone, or a form that cannot be read: the page tells that no photo has arrived.
  }
  return Response.redirect('./#/shared', 303);
}

scope.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') scope.skipWaiting();
});
