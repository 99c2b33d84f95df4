/**
 * Where models are kept: a cache of this instance of the page. Several instances can lie under one origin (--root-path),
 * and caches belong to the origin, so the cache is named by the instance's path.
 */
import { folderOf } from './card.js';
import { underLock } from './lock.js';

const HOME = new URL('../../../', import.meta.url);
/** All entries of the cache have addresses below this one, also the records, which no server has. */
export const MODELS = new URL('models/', HOME);
export const CACHE_NAME = `shelfscan-models:${HOME.pathname}`;
export const POINTER_URL = new URL('pointer.json', MODELS);

/** The one cache of all instances, up to version 0.1 of the page. */
const SHARED_CACHE_NAME = 'shelfscan-models';

/**
 * @param {import('./card.js').BundleCard} card
 * @param {import('./card.js').BundleFile} file
 * @returns {URL} With the hash in it: a version that is published again with another content has other addresses.
 */
export function urlOf(card, file) {
  return new URL(`${folderOf(card)}/${file.path}?sha256=${file.sha256}`, MODELS);
}

/**
 * @param {string} url Of an entry of the cache.
 * @returns {boolean} Whether it is a file of a model of this instance, and no record beside them.
 */
export function isModelFile(url) {
  return below(url, /^[a-z0-9-]+-\d+\.\d+\.\d+\/[^?]+\?sha256=/);
}

/**
 * @param {CacheStorage} storage
 * @returns {Promise<Cache>} Of this instance, with what an earlier version of the page has kept for it.
 */
export async function openModelCache(storage) {
  const cache = await storage.open(CACHE_NAME);
  if (await storage.has(SHARED_CACHE_NAME)) await underLock(CACHE_NAME, () => takeOver(cache, storage));
  return cache;
}

/**
 * Moves what an earlier version of the page has kept for this instance into the instance's own cache, so that it is not
 * downloaded anew. Entries of other instances stay where they are.
 *
 * @param {Cache} own
 * @param {CacheStorage} storage
 */
async function takeOver(own, storage) {
  const shared = await storage.open(SHARED_CACHE_NAME);
  const urls = (await shared.keys()).map(({ url }) => url);
  const ours = urls.filter((url) => isModelFile(url) || isRecord(url));
  const isDone = Boolean(await own.match(POINTER_URL));
  // The pointer last, so that a move that was cut is begun again at the next start.
  for (const url of ours.filter((url) => url !== POINTER_URL.href).concat(POINTER_URL.href)) {
    const content = isDone ? undefined : await shared.match(new URL(url));
    if (content) await own.put(new URL(url), content);
    await shared.delete(new URL(url));
  }
  if (ours.length === urls.length) await storage.delete(SHARED_CACHE_NAME);
}

/** @param {string} url Of an entry of the cache. @returns {boolean} Whether it is a record of this instance. */
const isRecord = (url) => below(url, /^[\w-]+\.json$/);

/** @param {string} url @param {RegExp} path What it has to be below the models of this instance. */
const below = (url, path) => url.startsWith(MODELS.href) && path.test(url.slice(MODELS.href.length));
