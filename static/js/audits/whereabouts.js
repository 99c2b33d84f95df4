/**
 * Who made a visit, and where: facts that a person sets once, and that each visit keeps. Where is asked only if the person has
 * switched it on.
 *
 * @typedef {import('./record.js').Audit} Audit
 *
 * @typedef {object} Whereabouts
 * @property {number} latitude degrees
 * @property {number} longitude degrees
 * @property {number} accuracy metres
 * @property {number} time milliseconds since 1970
 */
import { isoTime } from '../toolkit/iso-time.js';

/** The longest name of a person, in characters. */
export const WHO_LIMIT = 80;

/** @param {unknown} stored @returns {string} the person's name; empty: none is set */
export const whoFrom = (stored) => (typeof stored === 'string' ? cleanWho(stored) : '');

/** @param {string} typed */
export const cleanWho = (typed) => typed.replace(/\s+/g, ' ').trim().slice(0, WHO_LIMIT);

/** @param {{ coords: Pick<GeolocationCoordinates, 'latitude' | 'longitude' | 'accuracy'>, timestamp: number }} position @returns {Whereabouts} */
export const whereaboutsOf = ({ coords: { latitude, longitude, accuracy }, timestamp }) => ({
  latitude: round(latitude, 1e6),
  longitude: round(longitude, 1e6),
  accuracy: round(accuracy, 1),
  time: Math.round(timestamp),
});

/** @param {Audit} audit @returns {object} for the JSON of an export */
export const factsToJson = ({ who, where }) => ({
  ...(who ? { who } : {}),
  ...(where ? { where: { ...where, time: isoTime(where.time) } } : {}),
});

/** @param {number} value @param {number} parts */
const round = (value, parts) => Math.round(value * parts) / parts;
