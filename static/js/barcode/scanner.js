/**
 * Reads the barcode of a pack with the camera, or takes its digits as typed. Any feature that wants a number has a scanner of its own:
 *
 *     this.scanner = new BarcodeScanner({ onChange: (barcode) => context.update({ barcode }), onRead: (gtin) => … });
 *     … @click=${() => actions.scanner.open()}                      // from a tap, as Safari wants it
 *     … barcodeSheet(state.barcode, actions.scanner)                // barcode/sheet.js; nothing while it is closed
 *     sheets: [{ isOpen: ({ barcode }) => barcode !== null, close: ({ scanner }) => scanner.close() }],
 *     leave: ({ scanner }) => scanner.close(),                      // the camera is on only while its picture is seen
 *
 * @typedef {object} BarcodeState
 * @property {HTMLVideoElement} video
 * @property {'starting' | 'looking' | 'failed'} phase
 * @property {string} problem why it failed: a code of the camera's for messages.problemText, or `no-reader`; else empty
 * @property {boolean | null} torch null: there is no light
 * @property {boolean} isWrong the digits that were typed cannot be right
 *
 * @typedef {object} BarcodeEvents
 * @property {(state: BarcodeState | null) => void} onChange null: it is closed, as it is at first
 * @property {(gtin: string) => void} onRead the number of a pack, its check digit right; the scanner is closed then
 * @property {(error: unknown) => void} report what nobody can do anything about
 */
import { eachNewestFrame } from '../camera/frames.js';
import { LiveCamera } from '../camera/live-camera.js';
import { vibrate } from '../device/vibration.js';
import { makeContext } from '../toolkit/canvas.js';
import { codeOf } from '../toolkit/coded-error.js';
import { gtinIn, SameTwice } from './digits.js';
import { openReader } from './reader.js';
import { partInFrame } from './region.js';

/** Wide enough for the 95 stripes of an EAN-13 in a third of the frame; more would only take longer. */
const MOST_WIDTH = 800;
/** Between two looks, so that the phone stays cool and the picture smooth. */
const PAUSE_MS = 100;
const READ_MS = 60;

export class BarcodeScanner {
  #events;
  /** @type {BarcodeState | null} */
  #state = null;
  /** @type {LiveCamera | null} */
  #camera = null;
  #end = new AbortController();

  /** @param {BarcodeEvents} events */
  constructor(events) {
    this.#events = events;
  }

  /** Opens the sheet and the camera. Call it from a tap. @returns {Promise<void>} when it was closed */
  async open() {
    this.close();
    const { signal } = this.#end;
    const fail = (/** @type {string} */ problem) => this.#fail(problem, signal);
    const camera = new LiveCamera(
      ({ torch }) => torch !== undefined && this.#update({ torch }),
      () => fail('camera-lost'),
      () => {},
    );
    this.#camera = camera;
    camera.video.className = 'barcode__video';
    this.#update({ video: camera.video, phase: 'starting', problem: '', torch: null, isWrong: false });
    document.addEventListener('visibilitychange', () => followVisibility(camera), { signal });
    const reader = openReader();
    reader.catch(() => {}); // awaited below, unless there is no camera
    try {
      await camera.open(signal);
    } catch (error) {
      if (!signal.aborted) fail(codeOf(error) ?? 'camera-busy');
      return;
    }
    try {
      await this.#look(camera, await reader, signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#events.report(error);
      fail('no-reader');
    }
  }

  /** Switches the camera off and closes the sheet. Can be called at any time. */
  close() {
    this.#end.abort();
    this.#end = new AbortController();
    this.#camera?.close();
    this.#camera = null;
    if (!this.#state) return;
    this.#state = null;
    this.#events.onChange(null);
  }

  /** @param {boolean} isOn */
  setTorch(isOn) {
    return this.#camera?.setTorch(isOn);
  }

  /** Takes digits that were typed, or says that they cannot be right. @param {string} digits */
  type(digits) {
    const gtin = gtinIn(digits);
    if (gtin) this.#take(gtin);
    else this.#update({ isWrong: true });
  }

  /** @param {LiveCamera} camera @param {import('./reader.js').ReadBarcode} read @param {AbortSignal} signal */
  async #look(camera, read, signal) {
    signal.throwIfAborted();
    this.#update({ phase: 'looking' });
    const twice = new SameTwice();
    const look = async () => {
      const canvas = camera.hasPicture ? pictureIn(camera) : null;
      const gtin = canvas && twice.see(await read(canvas));
      if (signal.aborted) return;
      if (gtin) {
        vibrate(READ_MS);
        this.#take(gtin);
      } else await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    };
    await eachNewestFrame(camera.video, look, signal);
  }

  /** @param {string} gtin */
  #take(gtin) {
    this.close();
    this.#events.onRead(gtin);
  }

  /** The digits can be typed all the same. @param {string} problem @param {AbortSignal} signal */
  #fail(problem, signal) {
    if (signal.aborted) return;
    this.#camera?.close();
    this.#update({ phase: 'failed', problem, torch: null });
  }

  /** @param {Partial<BarcodeState>} change */
  #update(change) {
    this.#state = { .../** @type {BarcodeState} */ (this.#state), ...change };
    this.#events.onChange(this.#state);
  }
}

/** What the frame on the screen shows; of the whole picture, as long as none is drawn. @param {LiveCamera} camera */
function pictureIn({ video, size }) {
  const frame = video.parentElement?.querySelector('.barcode__frame');
  const part = frame
    ? partInFrame(size, video.getBoundingClientRect(), frame.getBoundingClientRect())
    : { x: 0, y: 0, ...size };
  const scale = Math.min(1, MOST_WIDTH / part.width);
  const [width, height] = [Math.round(part.width * scale), Math.round(part.height * scale)];
  const context = makeContext(width, height, { alpha: false, willReadFrequently: true });
  context.drawImage(video, part.x, part.y, part.width, part.height, 0, 0, width, height);
  return context.canvas;
}

/** @param {LiveCamera} camera */
function followVisibility(camera) {
  if (document.visibilityState === 'hidden') camera.setTorch(false);
  else camera.video.play().catch(() => {}); // Safari stops the video of a hidden page; a camera that has ended tells that itself
}
