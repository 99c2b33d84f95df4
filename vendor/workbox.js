// What the service worker needs of Workbox. Built as a classic script: sw.js loads it with importScripts.
export { clientsClaim } from 'workbox-core';
export {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching';
export { NavigationRoute, registerRoute } from 'workbox-routing';
