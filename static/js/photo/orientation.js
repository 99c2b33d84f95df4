const JPEG_START = 0xffd8;
const APP1 = 0xffe1;
const START_OF_SCAN = 0xffda;
const EXIF = 0x45786966;
const LITTLE_ENDIAN = 0x4949;
const ORIENTATION_TAG = 0x0112;

/**
 * The orientation of a JPEG's stored pixels (EXIF 2.32, 4.6.4 A; JPEG markers: ITU-T T.81, B.1.1.3).
 *
 * @param {DataView} bytes The beginning of the file; 128 KiB hold any header.
 * @returns {number} 1 (upright) to 8; 1 if the file does not state it; 0 if it is not a JPEG.
 */
export function jpegOrientation(bytes) {
  if (bytes.byteLength < 4 || bytes.getUint16(0) !== JPEG_START) return 0;
  let at = 2;
  while (at + 10 <= bytes.byteLength) {
    const marker = bytes.getUint16(at);
    if (marker >> 8 !== 0xff || marker === START_OF_SCAN) return 1;
    const length = bytes.getUint16(at + 2);
    if (marker === APP1 && bytes.getUint32(at + 4) === EXIF) return readOrientation(bytes, at + 10);
    at += 2 + length;
  }
  return 1;
}

/**
 * @param {DataView} bytes
 * @param {number} tiff offset of the TIFF header inside the EXIF block
 */
function readOrientation(bytes, tiff) {
  if (tiff + 8 > bytes.byteLength) return 1;
  const little = bytes.getUint16(tiff) === LITTLE_ENDIAN;
  const directory = tiff + bytes.getUint32(tiff + 4, little);
  if (directory + 2 > bytes.byteLength) return 1;
  const entries = bytes.getUint16(directory, little);
  for (let i = 0, at = directory + 2; i < entries && at + 12 <= bytes.byteLength; i += 1, at += 12) {
    if (bytes.getUint16(at, little) !== ORIENTATION_TAG) continue;
    const value = bytes.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
