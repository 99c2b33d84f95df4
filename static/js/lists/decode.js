/**
 * The text of a file that came from a spreadsheet: in UTF-8 or UTF-16, with a byte order mark or without, or in Windows-1252,
 * which Excel writes when it is asked for CSV.
 */
import { ListError } from './errors.js';

/** More than any list of stores or products has. */
const MOST_BYTES = 20e6;
/** A workbook (a zip file, or the older format) that somebody has chosen instead of its CSV. */
const WORKBOOKS = ['504b0304', 'd0cf11e0'];
/** So much of a file tells whether it is text. */
const SAMPLE = 4096;

/**
 * @param {Blob} file
 * @returns {Promise<string>} without a byte order mark
 * @throws {ListError} 'list-too-large', 'list-workbook', 'list-no-text', 'list-unreadable'
 */
export async function textOf(file) {
  if (file.size > MOST_BYTES) throw new ListError('list-too-large');
  const bytes = await file.arrayBuffer().catch((cause) => {
    throw new ListError('list-unreadable', { cause }); // gone since it was chosen, for example
  });
  return decode(new Uint8Array(bytes));
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {string}
 * @throws {ListError} 'list-workbook', 'list-no-text'
 */
export function decode(bytes) {
  const head = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (WORKBOOKS.includes(head)) throw new ListError('list-workbook');
  const text = new TextDecoder(encodingOf(bytes, head)).decode(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text has.
  if (/[\0-\x08\x0e-\x1f]/.test(text)) throw new ListError('list-no-text');
  return text;
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {string} head its first bytes in hexadecimal */
function encodingOf(bytes, head) {
  if (head.startsWith('fffe')) return 'utf-16le';
  if (head.startsWith('feff')) return 'utf-16be';
  const zeros = [0, 0];
  bytes.subarray(0, SAMPLE).forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] += 1;
  });
  // Of Latin letters in UTF-16, every second byte is zero.
  const half = Math.min(bytes.length, SAMPLE) / 2;
  if (zeros[1] > 0.5 * half && zeros[0] === 0) return 'utf-16le';
  if (zeros[0] > 0.5 * half && zeros[1] === 0) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252'; // it is no UTF-8
  }
}
