/** How the stored pixels of a JPEG lie (EXIF 2.32, 4.6.4 A), and how to let them lie otherwise without touching them. */
import { APP0, ENTRY_BYTES, entriesIn, entryOf, exifOf, headerOf, isJpeg } from './exif.js';
import { exifBlock } from './exif-block.js';

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;
/** The next one shows the picture a quarter turn further clockwise: plain ones, and mirrored ones. */
const CYCLES = [
  [1, 6, 3, 8],
  [2, 7, 4, 5],
];
/** A segment cannot be longer, with the two bytes of its length. */
const LONGEST_SEGMENT = 0xffff;

/**
 * @param {DataView} bytes The beginning of the file; 128 KiB hold any header.
 * @returns {number} 1 (upright) to 8; 1 if the file does not state it; 0 if it is not a JPEG.
 */
export function jpegOrientation(bytes) {
  if (!isJpeg(bytes)) return 0;
  const exif = exifOf(bytes);
  const entry = exif && entryOf(exif, exif.directory, ORIENTATION_TAG);
  if (!exif || entry === null) return 1;
  const value = bytes.getUint16(entry + 8, exif.little);
  return value >= 1 && value <= 8 ? value : 1;
}

/**
 * Turns a JPEG without loss: only what its header says of its pixels is changed. Everything else that the header says
 * stays.
 *
 * @param {Blob} file a JPEG
 * @param {number} quarters clockwise
 * @returns {Promise<Blob>}
 */
export async function turnJpeg(file, quarters) {
  const header = await headerOf(file);
  const cycle = CYCLES.find((each) => each.includes(jpegOrientation(header))) ?? CYCLES[0];
  const value = cycle[(cycle.indexOf(jpegOrientation(header)) + quarters) % 4];
  const { from, to, bytes } = stated(header, value);
  return new Blob([file.slice(0, from), bytes, file.slice(to)], { type: file.type });
}

/**
 * @param {DataView} header
 * @param {number} value 1..8
 * @returns {{ from: number, to: number, bytes: Uint8Array<ArrayBuffer> }} what to put in place of which bytes
 */
function stated(header, value) {
  const exif = exifOf(header);
  const entry = exif && entryOf(exif, exif.directory, ORIENTATION_TAG);
  if (exif && entry !== null) {
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setUint16(0, value, exif.little);
    return { from: entry + 8, to: entry + 10, bytes };
  }
  const extended = exif && extendedBlock(exif, value);
  if (exif && extended) return { from: exif.segment, to: exif.end, bytes: extended };
  // After JFIF's own segment, which has to be the first one. An EXIF block that cannot be extended is replaced.
  const isJfif = header.getUint16(2) === APP0;
  const at = exif?.segment ?? (isJfif ? 4 + header.getUint16(4) : 2);
  return { from: at, to: exif?.end ?? at, bytes: exifBlock({ orientation: value, taken: null }) };
}

/**
 * The block with a copy of its first directory at the end that has one entry more: everything before stays where offsets
 * point to.
 *
 * @param {import('./exif.js').Exif} exif without an orientation
 * @param {number} value
 * @returns {Uint8Array<ArrayBuffer> | null} null: it is damaged, or has no room
 */
function extendedBlock(exif, value) {
  const { bytes: file, segment, end, tiff, little, directory } = exif;
  const count = entriesIn(exif, directory);
  const first = directory + 2;
  const behind = first + count * ENTRY_BYTES;
  const grown = 2 + (count + 1) * ENTRY_BYTES + 4;
  const padding = (end - tiff) % 2; // directories begin at even offsets
  const length = end - segment - 2 + padding + grown;
  if (count === 0 || behind + 4 > end || end > file.byteLength || length > LONGEST_SEGMENT) return null;
  const block = new Uint8Array(length + 2);
  block.set(new Uint8Array(file.buffer, file.byteOffset + segment, end - segment));
  const view = new DataView(block.buffer);
  const own = end - segment + padding;
  view.setUint16(2, length);
  view.setUint32(tiff - segment + 4, own - (tiff - segment), little);
  view.setUint16(own, count + 1, little);
  const entries = Array.from({ length: count }, (_, i) => first + i * ENTRY_BYTES);
  const place = entries.filter((at) => file.getUint16(at, little) < ORIENTATION_TAG).length; // tags ascend
  for (const [i, at] of entries.entries()) {
    const to = own + 2 + (i < place ? i : i + 1) * ENTRY_BYTES;
    block.set(new Uint8Array(file.buffer, file.byteOffset + at, ENTRY_BYTES), to);
  }
  writeEntry(view, own + 2 + place * ENTRY_BYTES, value, little);
  view.setUint32(own + grown - 4, file.getUint32(behind, little), little); // the directory of the thumbnail
  return block;
}

/** @param {DataView} view @param {number} at @param {number} value @param {boolean} little */
function writeEntry(view, at, value, little) {
  view.setUint16(at, ORIENTATION_TAG, little);
  view.setUint16(at + 2, SHORT, little);
  view.setUint32(at + 4, 1, little);
  view.setUint16(at + 8, value, little);
}
