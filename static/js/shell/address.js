/**
 * The address of each view, in the part of the URL that is never sent: after the `#`.
 *
 * @typedef {{ view: View, id: string | null }} Route `id`: which photo or audit, where the view shows one
 * @typedef {'start' | 'welcome' | 'live' | 'photo' | 'audits' | 'audit' | 'audit-form' | 'settings' | 'models' | 'shared'} View
 *   that can be gone to; `shared` is no view of the page but a photo that another app has handed over
 */

/**
 * A new view that is to be linked, reloaded and left with Back needs a line here, and one in `open` in main.js.
 * @type {[View, string][]} the first that fits counts; `:id` stands for any one part
 */
const ADDRESSES = [
  ['start', ''],
  ['welcome', '#/welcome'],
  ['live', '#/camera'],
  ['photo', '#/photo'], // not counted yet, so that it has no id
  ['photo', '#/photo/:id'],
  ['audits', '#/audits'],
  ['audit-form', '#/audits/new'],
  ['audit-form', '#/audits/:id/edit'],
  ['audit', '#/audits/:id'],
  ['settings', '#/settings'],
  ['models', '#/models'],
  ['shared', '#/shared'],
];

const ID = ':id';

/** @type {Route} */
export const START = { view: 'start', id: null };

/**
 * @param {string} address as in `location.hash`, from whoever made the link
 * @returns {Route} of an address that means nothing, the start
 */
export function routeOf(address) {
  const parts = address.split('/');
  for (const [view, pattern] of ADDRESSES) {
    const wanted = pattern.split('/');
    if (wanted.length !== parts.length) continue;
    if (!wanted.every((part, i) => (part === ID ? parts[i] !== '' : part === parts[i]))) continue;
    const at = wanted.indexOf(ID);
    const id = at < 0 ? null : decode(parts[at]);
    return id === '' ? START : { view, id };
  }
  return START;
}

/** @param {Route} route @returns {string} */
export function addressOf({ view, id }) {
  const found = ADDRESSES.find(
    ([each, pattern]) => each === view && pattern.includes(ID) === (id !== null),
  )?.[1];
  return (found ?? '').replace(ID, encodeURIComponent(id ?? ''));
}

/**
 * @param {Pick<import('./state.js').State, 'view' | 'audits'>} state
 * @returns {string | null} null for a view without an address of its own: it stands where the one before it stood
 */
export function addressFor({ view, audits }) {
  if (!ADDRESSES.some(([each]) => each === view)) return null;
  const isBetween = (view === 'audit' && !audits.page) || (view === 'audit-form' && !audits.form);
  if (isBetween) return null; // what it shows is being read, or was left
  return addressOf({ view: /** @type {View} */ (view), id: idFor(view, audits) });
}

/** @param {string} view @param {import('../features/audits/state.js').AuditsState} audits */
function idFor(view, { page, form, photo }) {
  if (view === 'photo') return photo?.id ?? null;
  if (view === 'audit' || (view === 'audit-form' && !form?.isNew)) return page?.audit.id ?? null;
  return null;
}

/** @param {string} part @returns {string} nothing when it is broken */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
