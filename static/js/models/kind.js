/**
 * Where the models of one kind are kept: a cache of their own, so that no kind ever clears away what another one needs.
 *
 * @typedef {Pick<Cache, 'match' | 'put' | 'delete' | 'keys'>} Kept
 */
import { CACHE_NAME, openModelCache } from './cache.js';
import { readCard } from './card.js';
import { ModelError } from './errors.js';
import { MemoryCache } from './memory-cache.js';

/**
 * @template {import('./card.js').BundleCard} Card
 * @typedef {object} Kind
 * @property {string} name Of the cache, and of the lock for who changes it.
 * @property {(storage: CacheStorage) => Promise<Cache>} open
 * @property {(value: unknown) => Card | null} readCard Null for what is no card that this page can run.
 * @property {Kept} memory Of this page or worker, where the browser gives it no cache.
 */

/** @type {Kind<import('./card.js').ModelCard>} */
export const DETECTORS = { name: CACHE_NAME, open: openModelCache, readCard, memory: new MemoryCache() };

/**
 * @param {Pick<Kind<any>, 'open' | 'memory'>} kind
 * @returns {Promise<Kept>} In memory where the browser refuses to store anything.
 * @throws {ModelError} 'insecure-origin': the page has no hashing, for lack of HTTPS; 'storage-full'.
 */
export async function openKind({ open, memory }) {
  if (!globalThis.crypto?.subtle) throw new ModelError('insecure-origin');
  if (!globalThis.caches) return memory;
  try {
    return await orStorageFull(open(caches));
  } catch (error) {
    if (error instanceof ModelError) throw error;
    return memory; // refused, as for a page that may store nothing
  }
}

/**
 * @template T
 * @param {Promise<T>} write
 * @returns {Promise<T>}
 * @throws {ModelError} 'storage-full', in place of the browser's own error.
 */
export async function orStorageFull(write) {
  try {
    return await write;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') {
      throw new ModelError('storage-full', { cause: error });
    }
    throw error;
  }
}
