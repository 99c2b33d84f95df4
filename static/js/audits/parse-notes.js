/**
 * Reads what an export says of notes, of who made a visit and where (json.js). Texts that are too long are cut, as in a form.
 * See parse.js.
 *
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('../photo/notes.js').KeptNotes} KeptNotes
 */
import { keptOf } from '../photo/notes.js';
import { list, number, object, text, time } from './values.js';
import { cleanWho } from './whereabouts.js';

/** So many of what there may be at most are read, and cut to what is kept. */
const MOST = 1000;
const EARTH_M = 5e7;

/**
 * @param {Record<string, unknown>} item of a photo
 * @param {string} place
 * @returns {KeptNotes} Older files have none.
 */
export function parseNotes(item, place) {
  const any = (/** @type {unknown} */ value, /** @type {string} */ at) => text(value, at, Infinity);
  return keptOf({
    tags: list(item.tags ?? [], `${place}.tags`, MOST, any),
    note: any(item.note ?? '', `${place}.note`),
    places: list(item.places ?? [], `${place}.places`, MOST, (value, at) => {
      const { x, y, text: word } = object(value, at);
      return {
        x: number(x, `${at}.x`, 0, 1),
        y: number(y, `${at}.y`, 0, 1),
        text: any(word ?? '', `${at}.text`),
      };
    }),
  });
}

/**
 * @param {Record<string, unknown>} item of an audit
 * @param {string} place
 * @returns {Pick<Audit, 'who' | 'where'>} Older files have neither.
 */
export function parseFacts(item, place) {
  const who = cleanWho(text(item.who ?? '', `${place}.who`, Infinity));
  return { ...(who ? { who } : {}), ...parseWhere(item.where ?? null, `${place}.where`) };
}

/** @param {unknown} value @param {string} place @returns {Pick<Audit, 'where'>} */
function parseWhere(value, place) {
  if (value === null) return {};
  const item = object(value, place);
  return {
    where: {
      latitude: number(item.latitude, `${place}.latitude`, -90, 90),
      longitude: number(item.longitude, `${place}.longitude`, -180, 180),
      accuracy: number(item.accuracy, `${place}.accuracy`, 0, EARTH_M),
      time: time(item.time, `${place}.time`),
    },
  };
}
