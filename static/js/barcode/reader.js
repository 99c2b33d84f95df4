/**
 * Reads the barcode of a pack in a picture: EAN-13, EAN-8, UPC-A and UPC-E, and of a carton ITF-14. By the browser itself where it
 * can (Chrome on Android and on Macs), else by ZXing in WebAssembly, which is loaded when the first barcode is wanted and not before.
 *
 * @typedef {import('../toolkit/canvas.js').Context['canvas']} Canvas
 * @typedef {(canvas: Canvas) => Promise<string | null>} ReadBarcode answers the text of one barcode in the picture; null: none
 *
 * The part of the browser's API that is used (https://wicg.github.io/shape-detection-api/#barcode-detection-api), which
 * TypeScript does not know:
 * @typedef {new (options: { formats: string[] }) => { detect: (canvas: Canvas) => Promise<NativeCode[]> }} New
 * @typedef {{ rawValue: string, format: string }} NativeCode
 * @typedef {{ BarcodeDetector?: New & { getSupportedFormats: () => Promise<string[]> } }} Browser
 */
import { upcaOf } from './digits.js';

const NATIVE_FORMATS = ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'itf'];

/** ITF of another length is no number of a carton. */
const ITF_DIGITS = 14;

/** @type {import('zxing-wasm/reader').ReaderOptions} */
const ZXING_OPTIONS = {
  formats: ['EAN13', 'EAN8', 'UPCA', 'UPCE', 'ITF14'],
  tryInvert: false,
  maxNumberOfSymbols: 1,
};

/** @type {Promise<ReadBarcode> | null} */
let opened = null;

/**
 * @returns {Promise<ReadBarcode>} the same for everybody who asks
 * @throws {Error} the browser cannot read barcodes, and the program that can is not on this device
 */
export function openReader() {
  const attempt = opened ?? open();
  opened = attempt;
  attempt.catch(() => {
    if (opened === attempt) opened = null; // the next one tries again
  });
  return attempt;
}

async function open() {
  return (await nativeReader(/** @type {Browser} */ (globalThis))) ?? zxingReader();
}

/**
 * @param {Browser} browser
 * @returns {Promise<ReadBarcode | null>} null: it has no such thing, or one that reads no EAN-13, as Chrome where the system lacks it
 */
export async function nativeReader({ BarcodeDetector: Detector }) {
  if (!Detector) return null;
  try {
    const known = await Detector.getSupportedFormats();
    if (!known.includes('ean_13')) return null;
    const detector = new Detector({ formats: NATIVE_FORMATS.filter((each) => known.includes(each)) });
    return async (canvas) => {
      const [code] = await detector.detect(canvas);
      return code ? textOf(code.rawValue, code.format) : null;
    };
  } catch {
    return null; // there in name only: the other way is open
  }
}

/** @returns {Promise<ReadBarcode>} */
export async function zxingReader() {
  const { prepareZXingModule, readBarcodes } = await import('../../vendor/zxing.js');
  const program = new URL('../../vendor/zxing_reader.wasm', import.meta.url).href;
  // Without this it would ask a server of somebody else's for its program.
  await prepareZXingModule({ overrides: { locateFile: () => program }, fireImmediately: true });
  return async (canvas) => {
    const context = /** @type {import('../toolkit/canvas.js').Context} */ (canvas.getContext('2d'));
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    const [code] = await readBarcodes(pixels, ZXING_OPTIONS);
    return code ? textOf(code.text, code.format) : null;
  };
}

/**
 * @param {string} text
 * @param {string} format by the browser's name or ZXing's
 * @returns {string | null} what the stripes say of the number; null: nothing that can be trusted
 */
function textOf(text, format) {
  const kind = format.replace(/\W|_/g, '').toLowerCase();
  if (kind === 'upce') return upcaOf(text) ?? text;
  // A part of a carton's stripes can be read as a shorter number, and of those one in ten has a right check digit.
  return kind.startsWith('itf') && text.length !== ITF_DIGITS ? null : text;
}
