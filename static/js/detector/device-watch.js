/**
 * @typedef {import('./library.js').Tf} Tf
 * @typedef {<T>(work: Promise<T>) => Promise<T>} UnlessLost The work, rejected as soon as the device is taken away;
 *   one piece of work at a time.
 */

/**
 * Watches the graphics device of the present backend, where there is one. TensorFlow.js does not notice by itself
 * that it was taken away: it waits for ever for the result of a lost WebGL context.
 *
 * @param {Tf} tf
 * @returns {UnlessLost}
 */
export function watchDevice(tf) {
  /** @type {Error | null} */
  let loss = null;
  /** @type {((error: Error) => void) | null} */
  let fail = null;
  const onLost = (/** @type {string} */ reason) => {
    loss = new Error(reason);
    fail?.(loss);
  };
  const { gpgpu, device } = /** @type {{ gpgpu?: { gl: WebGL2RenderingContext }, device?: GPUDevice }} */ (
    /** @type {unknown} */ (tf.engine().backend)
  );
  device?.lost.then(({ message }) => onLost(`the GPU device was lost: ${message}`));
  gpgpu?.gl.canvas.addEventListener('webglcontextlost', () => onLost('the WebGL context was lost'));
  // No Promise.race: it would leave a handler on the promise of the loss for every frame of a scan.
  return (work) =>
    new Promise((resolve, reject) => {
      fail = reject;
      work.then(resolve, reject);
      if (loss) reject(loss);
    });
}
