/**
 * Runs the network of a bundle in one runtime: network.html?runtime=litert&width=384&height=640. Every runtime gets the same
 * pixels, of the picture in the app's own letterbox, and returns raw predictions.
 *
 * @typedef {{ width: number, height: number }} Size
 * @typedef {(rgba: Uint8ClampedArray) => Promise<Float32Array>} Run
 * @typedef {{ start: (size: Size, card: import('../../static/js/models/card.js').ModelCard) => Promise<Run> }} Runtime
 */
import { loadResampler } from '../../static/js/detector/library.js';
import { PixelReader } from '../../static/js/detector/pixels.js';
import { Sheets } from '../../static/js/detector/sheets.js';
import { checkCard } from '../../static/js/models/card.js';

const asked = new URLSearchParams(location.search);
const size = { width: Number(asked.get('width')), height: Number(asked.get('height')) };

/** @returns {Promise<{ run: Run, rgba: Uint8ClampedArray }>} */
async function start() {
  const card = checkCard(await (await fetch('/bundle/card.json')).json());
  /** @type {Runtime} */
  const runtime = await import(`./runtimes/${asked.get('runtime')}.js`);
  const run = await runtime.start(size, card);
  const picture = await createImageBitmap(await (await fetch('/picture.jpg')).blob());
  const tools = { reader: new PixelReader(), resampler: await loadResampler() };
  const longSide = Math.max(size.width, size.height);
  const { rgba, box } = await new Sheets(picture, tools, card.input, longSide).at(longSide);
  if (box.inputWidth !== size.width || box.inputHeight !== size.height) {
    throw new Error(`The picture makes an input of ${box.inputWidth}x${box.inputHeight}.`);
  }
  return { run, rgba };
}

const started = start();

Object.assign(globalThis, {
  /** @returns {Promise<string>} The input's pixels, base64 of RGBA. */
  pixels: async () => {
    const { rgba } = await started;
    const reader = new FileReader();
    return new Promise((resolve, reject) => {
      reader.onload = () => resolve(String(reader.result).split(',')[1]);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(new Blob([Uint8Array.from(rgba)]));
    });
  },

  /** @returns {Promise<number[]>} */
  predictions: async () => {
    const { run, rgba } = await started;
    return Array.from(await run(rgba));
  },

  /** @param {number} runs @returns {Promise<number[]>} Milliseconds of each. */
  measure: async (runs) => {
    const { run, rgba } = await started;
    const times = [];
    for (let i = 0; i < runs; i += 1) {
      const start_ms = performance.now();
      await run(rgba);
      times.push(performance.now() - start_ms);
    }
    return times;
  },
});
