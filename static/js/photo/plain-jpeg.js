/**
 * A JPEG that says of itself no more than how its pixels lie, their colours, and when it was taken. What else cameras write
 * into a file (the place, the owner, numbers of the device, texts, a clip behind the picture, which may hold the place
 * again) is left out. The pixels are not touched.
 */
import { APP0, headerOf, isJpeg } from './exif.js';
import { exifBlock } from './exif-block.js';
import { jpegOrientation } from './orientation.js';
import { exifTimeText } from './time-taken.js';

/** @typedef {import('./exif-block.js').Stated} Stated */

const [START_OF_SCAN, END, COMMENT] = [0xda, 0xd9, 0xfe];
const [FIRST_APP, LAST_APP] = [0xe0, 0xef];
/** Segments of applications that say how the pixels are to be read, by the text with which each begins. */
const OF_PIXELS = new Map([
  [0xe0, 'JFIF\0'],
  [0xe2, 'ICC_PROFILE\0'],
  [0xee, 'Adobe'],
]);

/**
 * @param {Blob} photo
 * @returns {Promise<Stated>} what of a JPEG's header is kept; of another file: nothing
 */
export async function statedIn(photo) {
  const header = await headerOf(photo);
  return { orientation: jpegOrientation(header) || 1, taken: exifTimeText(header) };
}

/**
 * @param {Blob} photo
 * @param {Stated} [stated] what it says of itself; by default what it says already
 * @returns {Promise<Blob | null>} null: it is no JPEG, or a damaged one
 */
export async function plainJpeg(photo, stated) {
  const bytes = new DataView(await photo.arrayBuffer());
  const kept = isJpeg(bytes) ? partsOf(bytes) : null;
  if (!kept) return null;
  const says = stated ?? (await statedIn(photo));
  const isSilent = says.orientation === 1 && !says.taken;
  const block = isSilent ? [] : [exifBlock(says)];
  const parts = kept.map(([from, to]) => photo.slice(from, to));
  // After the start of the file, and JFIF's own segment, which has to be the first one.
  const place = bytes.getUint16(2) === APP0 ? 2 : 1;
  return new Blob([...parts.slice(0, place), ...block, ...parts.slice(place)], { type: 'image/jpeg' });
}

/**
 * @param {DataView} bytes of a JPEG (ITU-T T.81, B.1.1)
 * @returns {[from: number, to: number][] | null} The parts that belong to the picture: its start, the segments, the rest up to
 *   its end; null: it is damaged.
 */
function partsOf(bytes) {
  /** @type {[number, number][]} */
  const parts = [[0, 2]];
  let at = 2;
  while (at + 4 <= bytes.byteLength && bytes.getUint8(at) === 0xff) {
    const marker = bytes.getUint8(at + 1);
    if (marker === START_OF_SCAN) {
      const end = endOf(bytes, at);
      return end === null ? null : [...parts, [at, end]];
    }
    const start = at;
    // A marker may be preceded by any number of fill bytes.
    at += marker === 0xff ? 1 : 2 + bytes.getUint16(at + 2);
    if (at > bytes.byteLength) return null;
    if (marker === 0xff || isKept(bytes, start, marker)) parts.push([start, at]);
  }
  return null;
}

/** @param {DataView} bytes @param {number} at offset of the segment @param {number} marker */
function isKept(bytes, at, marker) {
  if (marker === COMMENT) return false;
  if (marker < FIRST_APP || marker > LAST_APP) return true;
  const name = OF_PIXELS.get(marker);
  return (
    name !== undefined && [...name].every((letter, i) => bytes.getUint8(at + 4 + i) === letter.charCodeAt(0))
  );
}

/** @param {DataView} bytes @param {number} scan offset of its marker @returns {number | null} offset behind the picture's end */
function endOf(bytes, scan) {
  const file = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = scan;
  while (at >= 0 && at + 1 < file.length) {
    const marker = file[at + 1];
    if (marker === END) return at + 2;
    // Between the scans of a picture there are segments with a length; in a scan, zeros and restarts have none.
    const isSegment = marker >= 0xc0 && marker < 0xff && !(marker >= 0xd0 && marker <= 0xd7);
    if (isSegment && at + 4 > file.length) return null;
    at = file.indexOf(0xff, isSegment ? at + 2 + bytes.getUint16(at + 2) : marker === 0xff ? at + 1 : at + 2);
  }
  return null;
}
