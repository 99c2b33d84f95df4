/**
 * Writes an EXIF block that says nothing but how the pixels lie and when the photo was taken (EXIF 2.32, 4.5 and 4.6).
 *
 * @typedef {object} Stated
 * @property {number} orientation 1..8
 * @property {{ time: string, zone: string } | null} taken as time-taken.js reads it; null: not stated
 */
import { APP1 } from './exif.js';

const [ORIENTATION, EXIF_DIRECTORY, VERSION, TIME_TAKEN, ZONE] = [0x0112, 0x8769, 0x9000, 0x9003, 0x9011];
const [ASCII, SHORT, LONG, UNDEFINED] = [2, 3, 4, 7];
/** Marker and length, `Exif` with two zeros, the header of TIFF. */
const [MARKER_BYTES, NAME_BYTES, HEADER_BYTES] = [4, 6, 8];
const ENTRY_BYTES = 12;

/**
 * @param {Stated} stated
 * @returns {Uint8Array<ArrayBuffer>} a whole segment of a JPEG
 */
export function exifBlock({ orientation, taken }) {
  /** @type {[tag: number, type: number, count: number, value: number | string][]} */
  const first = [[ORIENTATION, SHORT, 1, orientation << 16]];
  /** @type {typeof first} */
  const second = [];
  if (taken) {
    first.push([EXIF_DIRECTORY, LONG, 1, HEADER_BYTES + sizeOf(2)]);
    second.push([VERSION, UNDEFINED, 4, 0x30323332]); // 0232
    second.push(text(TIME_TAKEN, taken.time.replaceAll('-', ':').replace('T', ' ')));
    if (taken.zone) second.push(text(ZONE, taken.zone));
  }
  const texts = second.flatMap(([, , , value]) => (typeof value === 'string' ? value : []));
  const directories = sizeOf(first.length) + (second.length > 0 ? sizeOf(second.length) : 0);
  const tiff = HEADER_BYTES + directories + texts.join('').length;
  const block = new Uint8Array(MARKER_BYTES + NAME_BYTES + tiff);
  const view = new DataView(block.buffer);
  view.setUint16(0, APP1);
  view.setUint16(2, block.length - 2);
  block.set([0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42], MARKER_BYTES); // Exif, big-endian
  const start = MARKER_BYTES + NAME_BYTES;
  view.setUint32(start + 4, HEADER_BYTES);
  let at = start + HEADER_BYTES;
  let free = HEADER_BYTES + directories; // where the next text goes, counted from the header
  for (const directory of second.length > 0 ? [first, second] : [first]) {
    view.setUint16(at, directory.length);
    at += 2;
    for (const [tag, type, count, value] of directory) {
      view.setUint16(at, tag);
      view.setUint16(at + 2, type);
      view.setUint32(at + 4, count);
      view.setUint32(at + 8, typeof value === 'string' ? free : value);
      if (typeof value === 'string') {
        block.set(new TextEncoder().encode(value), start + free);
        free += value.length;
      }
      at += ENTRY_BYTES;
    }
    at += 4; // no further directory
  }
  return block;
}

/** @param {number} entries @returns {number} bytes of a directory */
const sizeOf = (entries) => 2 + entries * ENTRY_BYTES + 4;

/** @param {number} tag @param {string} value @returns {[number, number, number, string]} */
const text = (tag, value) => [tag, ASCII, value.length + 1, `${value}\0`];
