/**
 * What a person notes of a photo: tags of a list of their own, a text, and places on the picture. Pure functions.
 *
 * @typedef {{ x: number, y: number, text: string }} NotedPlace `x`, `y`: parts of the width and the height of the photo as it is
 *   shown, 0..1; `text` may be empty
 * @typedef {{ tags: string[], note: string, places: NotedPlace[] }} Notes
 * @typedef {{ tags?: string[], note?: string, places?: NotedPlace[] }} KeptNotes what is empty is not kept; missing in older records
 */

/** The longest texts, in characters, and the most tags and places. */
export const NOTE_LIMITS = { tag: 40, tags: 40, note: 1000, places: 30, word: 80 };

/** @param {KeptNotes} shot @returns {Notes} */
export const notesOf = ({ tags = [], note = '', places = [] }) => ({ tags, note, places });

/**
 * @template {KeptNotes} Noted
 * @param {Noted} shot
 * @param {Notes} notes as typed
 * @returns {Noted} with these notes in place of its own
 */
export function withNotes(shot, notes) {
  const { tags: _tags, note: _note, places: _places, ...rest } = shot;
  return /** @type {Noted} */ ({ ...rest, ...keptOf(notes) });
}

/** @param {Notes} notes @returns {KeptNotes} without what is empty, and no longer than it may be */
export function keptOf(notes) {
  const tags = withTags([], notes.tags);
  const note = notes.note.slice(0, NOTE_LIMITS.note);
  const places = notes.places.slice(0, NOTE_LIMITS.places).map(cleanPlace);
  return {
    ...(tags.length > 0 ? { tags } : {}),
    ...(note.trim() ? { note } : {}),
    ...(places.length > 0 ? { places } : {}),
  };
}

/** @param {Notes} notes @returns {number} how many things are noted */
export const noteCount = ({ tags, note, places }) => tags.length + (note.trim() ? 1 : 0) + places.length;

/** @param {string} text as typed @returns {string} */
export const cleanTag = (text) => oneLine(text).slice(0, NOTE_LIMITS.tag).trimEnd();

/** @param {string} tag @returns {string} by which two tags are the same to a person */
const keyOf = (tag) => tag.normalize('NFKC').toLocaleLowerCase();

/**
 * @param {string[]} tags
 * @param {string[]} typed those that are empty, or there already in any case, add nothing
 * @returns {string[]}
 */
export function withTags(tags, typed) {
  const known = new Set(tags.map(keyOf));
  const added = [];
  for (const each of typed) {
    const tag = cleanTag(each);
    if (!tag || known.has(keyOf(tag))) continue;
    known.add(keyOf(tag));
    added.push(tag);
  }
  return [...tags, ...added].slice(0, NOTE_LIMITS.tags);
}

/** @param {string[]} tags @param {string} tag @returns {string[]} without it, in any case */
export const withoutTag = (tags, tag) => tags.filter((each) => keyOf(each) !== keyOf(tag));

/** @param {string[]} tags @param {string} tag @returns {boolean} */
export const hasTag = (tags, tag) => tags.some((each) => keyOf(each) === keyOf(tag));

/**
 * @param {unknown} stored the person's list of tags
 * @param {readonly string[]} suggestions in their language, until they change it
 * @returns {string[]}
 */
export function tagsFrom(stored, suggestions) {
  if (!Array.isArray(stored)) return [...suggestions];
  return withTags(
    [],
    stored.filter((each) => typeof each === 'string'),
  );
}

/**
 * @param {KeptNotes} shot of a photo that is turned
 * @param {number} quarters clockwise
 * @returns {Pick<KeptNotes, 'places'>}
 */
export function turnPlaces({ places }, quarters) {
  if (!places) return {};
  const turned = places.map(({ x, y, text }) => {
    let at = { x, y };
    for (let i = 0; i < quarters % 4; i += 1) at = { x: 1 - at.y, y: at.x };
    return cleanPlace({ ...at, text });
  });
  return { places: turned };
}

/** @param {NotedPlace} place @returns {NotedPlace} on the photo, to a ten-thousandth of it */
const cleanPlace = ({ x, y, text }) => ({
  x: part(x),
  y: part(y),
  text: oneLine(text).slice(0, NOTE_LIMITS.word),
});

/** @param {number} value */
const part = (value) => Math.round(1e4 * Math.min(1, Math.max(0, value))) / 1e4;

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ').trimStart();
