/** ITU-T T.81, B.1.1.3. */
const START = [0xff, 0xd8];
const START_OF_SCAN = 0xda;
const END = 0xd9;

/**
 * Whether a JPEG ends before its picture does, as after a download that broke off. Chromium refuses such a file; Firefox
 * shows what there is of it, grey below, and the products that are missing would be counted as none.
 *
 * @param {Uint8Array} bytes of the whole file
 * @returns {boolean} false also for what is no JPEG
 */
export function isCutOff(bytes) {
  if (bytes[0] !== START[0] || bytes[1] !== START[1]) return false;
  let at = 2;
  // Segments have lengths, and may hold a thumbnail with an end of its own.
  for (;;) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) return true;
    if (marker === END) return false;
    if (marker === START_OF_SCAN) break;
    // A marker may be preceded by any number of fill bytes.
    at += marker === 0xff ? 1 : 2 + 256 * bytes[at + 2] + bytes[at + 3];
  }
  // Inside of a scan no 0xff is followed by the code of the end.
  for (at = bytes.indexOf(0xff, at + 1); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === END) return false;
  }
  return true;
}
