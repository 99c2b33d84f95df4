/**
 * The address of each view: the part of the URL after the `#`, which browsers never send to a server.
 *
 * @typedef {{ name: string, id: string | null }} Address of a view; `id`: the photo or audit that it shows, if any
 * @typedef {{ name: string, path: string | null, passing?: boolean }} Addressed the parts of a route that its address needs
 */

const ID = ':id';

/** The view at the bottom of the history. @type {Address} */
export const START = { name: 'start', id: null };

/** Parses and formats the addresses of all routes. An address belongs to the first route that matches. */
export class Addresses {
  #routes;

  /** @param {readonly Addressed[]} routes */
  constructor(routes) {
    this.#routes = routes.flatMap(({ name, path, passing = false }) =>
      path === null ? [] : [{ name, path, passing, parts: path.split('/') }],
    );
  }

  /**
   * @param {string} hash as in `location.hash`; not trusted
   * @returns {Address} the start, if no route matches
   */
  parse(hash) {
    const route = this.#routeOf(hash);
    if (!route) return START;
    const at = route.parts.indexOf(ID);
    const id = at < 0 ? null : decode(hash.split('/')[at]);
    return id === '' ? START : { name: route.name, id };
  }

  /** @param {Address} address @returns {string} empty for the start and for a view without an address */
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

  /** @param {string} hash @returns {boolean} whether Back skips it after it led to another view */
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

/** @param {string} part @returns {string} empty if it is malformed */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
