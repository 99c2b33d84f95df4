/**
 * The categories of a visit, which a person goes through one by one. Pure functions.
 *
 * @typedef {'todo' | 'done' | 'skipped'} CategoryState
 *
 * @typedef {object} Category
 * @property {string} id
 * @property {string} name
 * @property {CategoryState} state
 * @property {string} reason why it was skipped; may be empty
 */

/** The longest name and reason, in characters, and the most categories of one visit. */
export const CATEGORY_LIMITS = { name: 80, reason: 200, count: 200 };

/** @param {string} text @param {number} most characters */
const clean = (text, most) => text.replace(/\s+/g, ' ').trim().slice(0, most);

/** @param {string} name @returns {string} by which two names are the same to a person */
export const keyOf = (name) => name.normalize('NFKC').toLocaleLowerCase();

/**
 * @param {Category[]} categories
 * @param {string[]} names as typed; those that are empty, or there already in any case, add nothing
 * @returns {Category[]} the list itself where nothing was added
 */
export function withCategories(categories, names) {
  const known = new Set(categories.map(({ name }) => keyOf(name)));
  const added = [];
  for (const typed of names) {
    const name = clean(typed, CATEGORY_LIMITS.name);
    if (!name || known.has(keyOf(name))) continue;
    known.add(keyOf(name));
    added.push(newCategory(name));
  }
  if (added.length === 0) return categories;
  return [...categories, ...added].slice(0, CATEGORY_LIMITS.count);
}

/** @param {string} name @returns {Category} */
const newCategory = (name) => ({ id: crypto.randomUUID(), name, state: 'todo', reason: '' });

/**
 * @param {Category[]} categories
 * @param {string} id
 * @param {CategoryState} state
 * @param {string} [reason] why it is skipped
 * @returns {Category[]}
 */
export const marked = (categories, id, state, reason = '') =>
  categories.map((each) =>
    each.id === id
      ? { ...each, state, reason: state === 'skipped' ? clean(reason, CATEGORY_LIMITS.reason) : '' }
      : each,
  );

/** @param {Category[]} categories @returns {Category[]} those that are still to be done */
export const toDo = (categories) => categories.filter(({ state }) => state === 'todo');

/**
 * @param {Category[]} categories
 * @param {string | null} id of the one where the person is; null: of none
 * @returns {Category | null} the next one to do after it, from the top again behind the last; null: all others are done
 */
export function nextToDo(categories, id) {
  const at = categories.findIndex((each) => each.id === id);
  const behind = [...categories.slice(at + 1), ...categories.slice(0, Math.max(at, 0))];
  return toDo(behind)[0] ?? null;
}

/**
 * Joins the lists of two tabs: what this one has changed, and otherwise what is stored by now.
 *
 * @param {Category[]} mine
 * @param {Category[]} before as this tab found them
 * @param {Category[]} stored as they are now
 * @returns {Category[]}
 */
export function mergeCategories(mine, before, stored) {
  const found = new Map(before.map((each) => [each.id, each]));
  const now = new Map(stored.map((each) => [each.id, each]));
  const kept = mine.flatMap((each) => {
    const old = found.get(each.id);
    const isMine = !old || JSON.stringify(old) !== JSON.stringify(each);
    // One that another tab has taken out goes, unless it was changed here.
    return isMine ? [each] : (now.get(each.id) ?? []);
  });
  const here = new Set(mine.map(({ id }) => id));
  const theirs = stored.filter(({ id }) => !here.has(id) && !found.has(id));
  return [...kept, ...theirs].slice(0, CATEGORY_LIMITS.count);
}
