/**
 * When a photo was taken, as its file says (EXIF 2.32, 4.6.5 F), or else as the device says of the file.
 *
 * @typedef {object} Taken
 * @property {number} time milliseconds since 1970
 * @property {number} offset minutes ahead of UTC, where the photo was taken
 * @property {'exif' | 'file'} clock which clock says so: the camera's, in the file; or when the file was last changed
 */
import { offsetHere, offsetIn } from '../toolkit/iso-time.js';
import { entryOf, exifOf, headerOf } from './exif.js';

const EXIF_DIRECTORY = 0x8769;
const TIME_TAKEN = 0x9003;
const ZONE_OF_TIME_TAKEN = 0x9011;
/** A clock that goes wrong by more than this is not believed. */
const AHEAD_MS = 24 * 3600_000;
/** Digital cameras are younger: a clock that was never set says less. */
const EARLIEST = Date.UTC(1995, 0);

/**
 * @param {Blob} file
 * @param {number} now milliseconds since 1970
 * @returns {Promise<Taken | null>} null: nobody says it, or nothing that can be true
 */
export async function timeTaken(file, now) {
  const isTrue = (/** @type {number} */ time) => time >= EARLIEST && time <= now + AHEAD_MS;
  const text = exifTimeText(await headerOf(file));
  const time = text ? Date.parse(`${text.time}${text.zone}`) : Number.NaN;
  if (text && isTrue(time)) return { time, offset: offsetIn(text.zone) ?? offsetHere(time), clock: 'exif' };
  // A blob has no date of its own, and of some files the browser says that it is 1970.
  if (!('lastModified' in file) || typeof file.lastModified !== 'number') return null;
  const changed = file.lastModified;
  return isTrue(changed) ? { time: changed, offset: offsetHere(changed), clock: 'file' } : null;
}

/**
 * @param {DataView} bytes The beginning of the file.
 * @returns {{ time: string, zone: string } | null} `2024-01-05T09:30:00`, and `+01:00` or empty: a time without its zone is
 *   one of this phone's zone. null: the file does not say it.
 */
export function exifTimeText(bytes) {
  const exif = exifOf(bytes);
  const pointer = exif && entryOf(exif, exif.directory, EXIF_DIRECTORY);
  if (!exif || pointer === null) return null;
  const directory = exif.tiff + bytes.getUint32(pointer + 8, exif.little);
  const time = textAt(exif, directory, TIME_TAKEN);
  const [, date, clock] = time?.match(/^(\d{4}:\d\d:\d\d) (\d\d:\d\d:\d\d)/) ?? [];
  if (!date) return null;
  const [zone = ''] = textAt(exif, directory, ZONE_OF_TIME_TAKEN)?.match(/^[+-]\d\d:\d\d/) ?? [];
  return { time: `${date.replaceAll(':', '-')}T${clock}`, zone };
}

/** @param {import('./exif.js').Exif} exif @param {number} directory @param {number} tag @returns {string | null} */
function textAt(exif, directory, tag) {
  const { bytes, little, tiff } = exif;
  const entry = entryOf(exif, directory, tag);
  if (entry === null) return null;
  const length = bytes.getUint32(entry + 4, little);
  // Up to four bytes stand in the entry itself.
  const at = length <= 4 ? entry + 8 : tiff + bytes.getUint32(entry + 8, little);
  if (at + length > bytes.byteLength || length > 64) return null;
  return String.fromCharCode(...new Uint8Array(bytes.buffer, bytes.byteOffset + at, length));
}
