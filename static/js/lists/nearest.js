/**
 * Which stores are offered first when a visit begins. Pure functions.
 *
 * @typedef {import('./stores.js').Store} Store
 * @typedef {{ latitude: number, longitude: number }} Position degrees
 * @typedef {Store & { lastUsed: number | null, distance: number | null }} KnownStore `lastUsed`: when it was visited last,
 *   milliseconds since 1970; `distance` from the person, metres; null: not known
 */
import { keyOf } from '../audits/checklist.js';
import { keyOfStore } from './stores.js';

const EARTH_M = 6_371_000;
/** What is searched in a store, kept from one letter that is typed to the next. @type {WeakMap<object, string>} */
const FOLDED = new WeakMap();

/**
 * The stores of the list and those of earlier visits, each once; what was visited last comes first, then by name.
 *
 * @param {Store[]} stores
 * @param {{ store: string, storeId?: string, address?: string, created: number }[]} visits the newest first
 * @returns {KnownStore[]}
 */
export function knownStores(stores, visits) {
  /** @type {Map<string, KnownStore>} */
  const known = new Map();
  /** @type {Map<string, string>} the key of a store by its name */
  const byName = new Map();
  const add = (/** @type {Store} */ store) => {
    known.set(keyOfStore(store), { ...store, lastUsed: null, distance: null });
    if (!byName.has(keyOf(store.name))) byName.set(keyOf(store.name), keyOfStore(store));
  };
  for (const store of stores) add(store);
  for (const { store: name, storeId = '', address = '', created } of visits) {
    if (!name) continue;
    const visited = { id: storeId, name, address };
    const listed =
      known.get(keyOfStore(visited)) ??
      (address || storeId ? undefined : known.get(byName.get(keyOf(name)) ?? ''));
    if (!listed) add(visited);
    const found = listed ?? known.get(keyOfStore(visited));
    if (found) found.lastUsed = Math.max(found.lastUsed ?? 0, created);
  }
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  return [...known.values()].sort(
    (a, b) =>
      (b.lastUsed ?? 0) - (a.lastUsed ?? 0) || compare(a.name, b.name) || compare(a.address, b.address),
  );
}

/**
 * @param {KnownStore[]} stores
 * @param {Position} here
 * @returns {KnownStore[]} the nearest first; those of which nobody knows where they are come last
 */
export function nearestFirst(stores, here) {
  const measured = stores.map((store) => ({ ...store, distance: distanceOf(store, here) }));
  return measured.sort((a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity) || 0);
}

/** @param {Pick<Store, 'latitude' | 'longitude'>} store @param {Position} here @returns {number | null} metres */
export function distanceOf({ latitude, longitude }, here) {
  if (latitude === undefined || longitude === undefined) return null;
  const radians = (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;
  const [a, b] = [radians(latitude), radians(here.latitude)];
  const [byLatitude, byLongitude] = [b - a, radians(here.longitude - longitude)];
  const half = Math.sin(byLatitude / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(byLongitude / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(half)));
}

/**
 * @template {Pick<Store, 'id' | 'name' | 'address'>} T
 * @param {T[]} stores
 * @param {string} typed words, each of which is in the name, the address or the id
 * @returns {T[]}
 */
export function matching(stores, typed) {
  const words = folded(typed).split(' ').filter(Boolean);
  if (words.length === 0) return stores;
  return stores.filter((store) => {
    const text = FOLDED.get(store) ?? folded(`${store.name} ${store.address} ${store.id}`);
    FOLDED.set(store, text);
    return words.every((word) => text.includes(word));
  });
}

/** @param {KnownStore[]} stores @param {string} name @returns {KnownStore | null} the only one that has this name */
export function onlyOne(stores, name) {
  const found = stores.filter((store) => keyOf(store.name) === keyOf(name.replace(/\s+/g, ' ').trim()));
  return found.length === 1 ? found[0] : null;
}

/** @param {string} text @returns {string} without capitals and accents */
const folded = (text) =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
