// The parts of Workbox that the service worker needs. Built as a classic script, because sw.js loads it with importScripts.
export { cacheNames, clientsClaim } from 'workbox-core';
export {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  getCacheKeyForURL,
  precacheAndRoute,
} from 'workbox-precaching';
export { NavigationRoute, registerRoute } from 'workbox-routing';
