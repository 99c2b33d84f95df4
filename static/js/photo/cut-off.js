/**
 * Whether the file of a picture ends before the picture does, as after a download that broke off. Browsers differ: Chromium
 * refuses most of them, Firefox shows what there is, grey below, and the missing products would be counted as none.
 */

/** @typedef {DataView<ArrayBuffer>} Bytes of the whole file */

/** How a file of each format begins, as text, and how to see its end. @type {[RegExp, (bytes: Bytes) => boolean][]} */
const FORMATS = [
  [/^\xff\xd8/, isJpegCutOff],
  [/^\x89PNG\r\n/, isPngCutOff],
  [/^RIFF....WEBP/s, isWebpCutOff],
  [/^....ftyp/s, isIsoFileCutOff],
];
const LONGEST_START = 12;

/**
 * @param {Blob} file
 * @returns {Promise<boolean>} whether it begins as a picture does whose end `isCutOff` can tell
 */
export async function isOfKnownFormat(file) {
  return formatOf(new Uint8Array(await file.slice(0, LONGEST_START).arrayBuffer())) !== undefined;
}

/** @param {Uint8Array} file */
function formatOf(file) {
  const start = String.fromCharCode(...file.subarray(0, LONGEST_START));
  return FORMATS.find(([pattern]) => pattern.test(start));
}

/**
 * @param {Uint8Array<ArrayBuffer>} file all of it
 * @returns {boolean} false also for formats that are not known here
 */
export function isCutOff(file) {
  const [, isFormatCutOff] = formatOf(file) ?? [];
  return isFormatCutOff?.(new DataView(file.buffer, file.byteOffset, file.byteLength)) ?? false;
}

/** JPEG: ITU-T T.81, B.1.1. @param {Bytes} bytes */
function isJpegCutOff(bytes) {
  const [START_OF_SCAN, END] = [0xda, 0xd9];
  let at = 2;
  // Segments have lengths, and may hold a thumbnail with an end of its own.
  for (;;) {
    if (at + 2 > bytes.byteLength || bytes.getUint8(at) !== 0xff) return true;
    const marker = bytes.getUint8(at + 1);
    if (marker === END) return false;
    if (marker === START_OF_SCAN) break;
    // A marker may be preceded by any number of fill bytes.
    if (marker === 0xff) at += 1;
    else if (at + 4 > bytes.byteLength) return true;
    else at += 2 + bytes.getUint16(at + 2);
  }
  // Inside of a scan no 0xff is followed by the code of the end.
  const file = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (at = file.indexOf(0xff, at + 1); at >= 0; at = file.indexOf(0xff, at + 1)) {
    if (file[at + 1] === END) return false;
  }
  return true;
}

/** PNG: chunks up to the one that is named IEND; https://www.w3.org/TR/png-3/#5Chunk-layout. @param {Bytes} bytes */
function isPngCutOff(bytes) {
  const [IEND, AROUND_DATA] = [0x49454e44, 12];
  let at = 8;
  while (at + AROUND_DATA <= bytes.byteLength) {
    if (bytes.getUint32(at + 4) === IEND) return false;
    at += AROUND_DATA + bytes.getUint32(at);
  }
  return true;
}

/** WebP tells how long it is; https://www.rfc-editor.org/rfc/rfc9649, 2.4. @param {Bytes} bytes */
function isWebpCutOff(bytes) {
  return bytes.byteLength < 8 + bytes.getUint32(4, true);
}

/**
 * AVIF and HEIC: boxes, each of which tells how long it is (ISO/IEC 14496-12, 4.2). The picture is in the one named mdat; some
 * cameras append what is no box at all.
 * @param {Bytes} bytes
 */
function isIsoFileCutOff(bytes) {
  const MDAT = 0x6d646174;
  let at = 0;
  while (at + 8 <= bytes.byteLength) {
    const size = bytes.getUint32(at);
    if (size === 0) return false; // up to the end of the file, wherever that is
    if (size === 1 && at + 16 > bytes.byteLength) return true;
    const end = at + (size === 1 ? Number(bytes.getBigUint64(at + 8)) : size);
    if (bytes.getUint32(at + 4) === MDAT) return end > bytes.byteLength;
    at = end;
  }
  return at !== bytes.byteLength;
}
