/**
 * Finds and reads the EXIF block of a JPEG (EXIF 2.32; JPEG markers: ITU-T T.81, B.1.1.3). The file may come from anyone:
 * what is damaged is read as missing.
 *
 * @typedef {object} Exif
 * @property {DataView} bytes of the file's beginning
 * @property {number} segment offset of the segment's marker
 * @property {number} end offset behind the segment
 * @property {number} tiff offset of the TIFF header, from which all offsets inside are counted
 * @property {boolean} little whether numbers begin with their low byte
 * @property {number} directory offset of the first directory
 */

const JPEG_START = 0xffd8;
export const APP0 = 0xffe0;
export const APP1 = 0xffe1;
const START_OF_SCAN = 0xffda;
/** A marker may have any number of fill bytes before it. */
const FILL = 0xffff;
const EXIF = 0x45786966;
const LITTLE_ENDIAN = 0x4949;
/** An entry: tag, type, how many values, and the value or its offset. */
export const ENTRY_BYTES = 12;
/** The header of any JPEG fits into this. */
const HEADER_BYTES = 128 * 1024;

/** @param {Blob} file @returns {Promise<DataView>} its beginning, which holds the header of any JPEG */
export const headerOf = async (file) => new DataView(await file.slice(0, HEADER_BYTES).arrayBuffer());

/** @param {DataView} bytes @returns {boolean} */
export const isJpeg = (bytes) => bytes.byteLength >= 4 && bytes.getUint16(0) === JPEG_START;

/**
 * @param {DataView} bytes The beginning of the file.
 * @returns {Exif | null} null: the file is no JPEG, or has no EXIF block that can be read
 */
export function exifOf(bytes) {
  if (!isJpeg(bytes)) return null;
  let at = 2;
  while (at + 10 <= bytes.byteLength) {
    const marker = bytes.getUint16(at);
    if (marker >> 8 !== 0xff || marker === START_OF_SCAN) return null;
    if (marker === FILL) {
      at += 1;
      continue;
    }
    const length = bytes.getUint16(at + 2);
    if (marker === APP1 && bytes.getUint32(at + 4) === EXIF) return readHeader(bytes, at, length);
    at += 2 + length;
  }
  return null;
}

/**
 * @param {Exif} exif
 * @param {number} directory offset
 * @param {number} tag
 * @returns {number | null} offset of the tag's entry; null: it has none
 */
export function entryOf(exif, directory, tag) {
  const { bytes, little } = exif;
  const count = entriesIn(exif, directory);
  for (let i = 0, at = directory + 2; i < count && at + ENTRY_BYTES <= bytes.byteLength; i += 1) {
    if (bytes.getUint16(at, little) === tag) return at;
    at += ENTRY_BYTES;
  }
  return null;
}

/** @param {Exif} exif @param {number} directory offset @returns {number} how many entries it says that it has */
export const entriesIn = ({ bytes, little }, directory) =>
  directory + 2 > bytes.byteLength ? 0 : bytes.getUint16(directory, little);

/** @param {DataView} bytes @param {number} segment @param {number} length @returns {Exif | null} */
function readHeader(bytes, segment, length) {
  const tiff = segment + 10;
  if (tiff + 8 > bytes.byteLength) return null;
  const little = bytes.getUint16(tiff) === LITTLE_ENDIAN;
  const directory = tiff + bytes.getUint32(tiff + 4, little);
  return { bytes, segment, end: segment + 2 + length, tiff, little, directory };
}
