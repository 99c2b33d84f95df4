/**
 * The baseline: a frame as in "Real-time SKU detection in the browser using TensorFlow.js" (TensorFlow blog, 2022). Everything
 * runs on the page's main thread: fromPixels at the full size of the video, executeAsync of a graph that resizes, detects,
 * decodes and suppresses (bench/peers/baseline.py), and arraySync.
 */

/** @typedef {typeof import('@tensorflow/tfjs')} Tf */
const { tf } = /** @type {{ tf: Tf & { wasm: typeof import('@tensorflow/tfjs-backend-wasm') } }} */ (
  /** @type {unknown} */ (globalThis)
);
const video = /** @type {HTMLVideoElement} */ (document.querySelector('video'));
const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas'));

async function start() {
  tf.wasm.setWasmPaths('/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  await tf.setBackend('wasm');
  const model = await tf.loadGraphModel('/converted/blog/model.json');
  video.srcObject = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1920 } },
  });
  await video.play();
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  return model;
}

const started = start();

/** @param {Awaited<typeof started>} model @returns {Promise<number>} Boxes drawn. */
async function detectFrame(model) {
  const picture = tf.browser.fromPixels(video).expandDims();
  const outputs = /** @type {import('@tensorflow/tfjs').Tensor[]} */ (await model.executeAsync(picture));
  // The order of outputs is not guaranteed: boxes have rank 2, scores rank 1.
  const boxes = /** @type {number[][]} */ (outputs.find(({ rank }) => rank === 2)?.arraySync());
  const scores = /** @type {number[]} */ (outputs.find(({ rank }) => rank === 1)?.arraySync());
  tf.dispose([picture, outputs]);
  draw(boxes);
  return scores.length;
}

/** @param {number[][]} boxes y1 x1 y2 x2 */
function draw(boxes) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.strokeStyle = 'lime';
  context.lineWidth = 4;
  for (const [y1, x1, y2, x2] of boxes) context.strokeRect(x1, y1, x2 - x1, y2 - y1);
}

Object.assign(globalThis, {
  /** @param {number} frames @returns {Promise<{ whole_ms: number, count: number }[]>} */
  measure: async (frames) => {
    const model = await started;
    const samples = [];
    for (let frame = 0; frame < frames; frame += 1) {
      await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
      const start_ms = performance.now();
      const count = await detectFrame(model);
      samples.push({ whole_ms: performance.now() - start_ms, count });
    }
    return samples;
  },
});
