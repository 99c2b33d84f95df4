/**
 * The address of each view, in the part of the URL that is never sent: after the `#`.
 *
 * @typedef {{ name: string, id: string | null }} Address of a view; `id`: which photo or audit, where the view shows one
 * @typedef {{ name: string, path: string | null, passing?: boolean }} Addressed a route, as far as its address goes
 */

const ID = ':id';

/** The view under all others. @type {Address} */
export const START = { name: 'start', id: null };

/** Reads and writes the addresses of all routes. The first route that fits an address counts. */
export class Addresses {
  #routes;

  /** @param {readonly Addressed[]} routes */
  constructor(routes) {
    this.#routes = routes.flatMap(({ name, path, passing = false }) =>
      path === null ? [] : [{ name, path, passing, parts: path.split('/') }],
    );
  }

  /**
   * @param {string} hash as in `location.hash`, from whoever made the link
   * @returns {Address} of one that means nothing, the start
   */
  parse(hash) {
    const route = this.#routeOf(hash);
    if (!route) return START;
    const at = route.parts.indexOf(ID);
    const id = at < 0 ? null : decode(hash.split('/')[at]);
    return id === '' ? START : { name: route.name, id };
  }

  /** @param {Address} address @returns {string} empty for a view without one, as for the start */
  format({ name, id }) {
    const route = this.#routes.find(
      (each) => each.name === name && each.parts.includes(ID) === (id !== null),
    );
    return (route?.path ?? '').replace(ID, encodeURIComponent(id ?? ''));
  }

  /** @param {string} name of a view */
  has(name) {
    return this.#routes.some((route) => route.name === name);
  }

  /** @param {string} hash @returns {boolean} Back does not lead there once it has led on */
  isPassing(hash) {
    return this.#routeOf(hash)?.passing ?? false;
  }

  /** @param {string} hash */
  #routeOf(hash) {
    const parts = hash.split('/');
    return this.#routes.find(
      ({ parts: wanted }) =>
        wanted.length === parts.length &&
        wanted.every((part, i) => (part === ID ? parts[i] !== '' : part === parts[i])),
    );
  }
}

/** @param {string} part @returns {string} empty when it is broken */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
