/**
 * The baseline: a frame as in "Real-time SKU detection in the browser using TensorFlow.js" (TensorFlow blog, 2022). All on the
 * page's own thread: fromPixels at the full size of the video, resizing, decoding and NMS with TensorFlow.js' ops, executeAsync,
 * arraySync. The network, its input size, and the limits of score, overlap and number are the app's.
 */
import { makeAnchors } from '../../static/js/detector/decode.js';
import { letterbox } from '../../static/js/detector/letterbox.js';
import { checkCard } from '../../static/js/models/card.js';

/** @typedef {typeof import('@tensorflow/tfjs')} Tf */
const { tf } = /** @type {{ tf: Tf & { wasm: typeof import('@tensorflow/tfjs-backend-wasm') } }} */ (
  /** @type {unknown} */ (globalThis)
);
const longSide = Number(new URLSearchParams(location.search).get('longSide'));
const video = /** @type {HTMLVideoElement} */ (document.querySelector('video'));
const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas'));

async function start() {
  tf.wasm.setWasmPaths('/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  await tf.setBackend('wasm');
  const card = checkCard(await (await fetch('/bundle/card.json')).json());
  const model = await tf.loadGraphModel('/bundle/model.json');
  video.srcObject = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1920 } },
  });
  await video.play();
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const box = letterbox(video.videoWidth, video.videoHeight, longSide, card.input.stride);
  const values = makeAnchors(card.anchors, box.inputHeight, box.inputWidth);
  const anchors = tf.tensor2d(values, [values.length / 4, 4]);
  return { card, model, box, anchors };
}

const started = start();

/** @param {Awaited<typeof started>} detector @returns {Promise<number>} Boxes drawn. */
async function detectFrame({ card, model, box, anchors }) {
  const { range, pad } = card.input;
  const { scoreThreshold, nmsIou, maxDetections } = card.defaults;
  const input = tf.tidy(() => {
    const picture = tf.browser.fromPixels(video);
    const resized = tf.image.resizeBilinear(picture, [box.height, box.width]);
    const padded = tf.pad(
      resized,
      [
        [0, box.inputHeight - box.height],
        [0, box.inputWidth - box.width],
        [0, 0],
      ],
      pad,
    );
    return padded
      .mul((range[1] - range[0]) / 255)
      .add(range[0])
      .expandDims();
  });
  const raw = /** @type {import('@tensorflow/tfjs').Tensor} */ (await model.executeAsync(input));
  const [scores, boxes] = tf.tidy(() => decode(raw.squeeze([0]), anchors, card));
  const kept = await tf.image.nonMaxSuppressionAsync(
    boxes,
    scores,
    maxDetections,
    nmsIou,
    scoreThreshold.live,
  );
  const chosen = boxes.gather(kept);
  const drawn = /** @type {number[][]} */ (chosen.arraySync());
  draw(drawn, video.videoWidth / box.width);
  tf.dispose([input, raw, scores, boxes, kept, chosen]);
  return drawn.length;
}

/**
 * @param {import('@tensorflow/tfjs').Tensor} raw
 * @param {import('@tensorflow/tfjs').Tensor2D} anchors
 * @param {import('../../static/js/models/card.js').ModelCard} card
 * @returns {[import('@tensorflow/tfjs').Tensor1D, import('@tensorflow/tfjs').Tensor2D]} Scores, and boxes y1 x1 y2 x2.
 */
function decode(raw, anchors, { labels, boxCoding }) {
  const [logits, codes] = tf.split(raw, [labels.length, 4], 1);
  const [centres, sizes] = tf.split(anchors, 2, 1);
  const [moves, growths] = tf.split(codes.mul(tf.tensor1d(boxCoding.scales)), 2, 1);
  const middle = centres.add(moves.mul(sizes));
  const half = growths.exp().mul(sizes).div(2);
  const [x1, y1] = tf.split(middle.sub(half), 2, 1);
  const [x2, y2] = tf.split(middle.add(half), 2, 1);
  const scores = /** @type {import('@tensorflow/tfjs').Tensor1D} */ (logits.max(1).sigmoid());
  return [scores, /** @type {import('@tensorflow/tfjs').Tensor2D} */ (tf.concat([y1, x1, y2, x2], 1))];
}

/** @param {number[][]} boxes @param {number} scale */
function draw(boxes, scale) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.strokeStyle = 'lime';
  context.lineWidth = 4;
  for (const [y1, x1, y2, x2] of boxes) {
    context.strokeRect(x1 * scale, y1 * scale, (x2 - x1) * scale, (y2 - y1) * scale);
  }
}

Object.assign(globalThis, {
  /** @param {number} frames @returns {Promise<{ whole_ms: number, count: number }[]>} */
  measure: async (frames) => {
    const detector = await started;
    const samples = [];
    for (let frame = 0; frame < frames; frame += 1) {
      await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
      const start_ms = performance.now();
      const count = await detectFrame(detector);
      samples.push({ whole_ms: performance.now() - start_ms, count });
    }
    return samples;
  },
});
