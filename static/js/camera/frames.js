/**
 * The part of a video element that tells when a new frame is there.
 * @typedef {Pick<HTMLVideoElement, 'requestVideoFrameCallback'>} FrameSource
 */

/**
 * @param {Partial<FrameSource>} video
 * @param {() => void} callback
 */
function onceNewFrame(video, callback) {
  // Firefox before 132 has no requestVideoFrameCallback; an animation frame may then show the same picture again.
  if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(callback);
  else requestAnimationFrame(callback);
}

/**
 * Who wants to know when frames are missing.
 * @typedef {{ waiting: () => void, frame: () => void }} FrameWatch
 */

/**
 * Resolves when the video shows a frame that it did not show before, or when the signal is aborted.
 * @param {Partial<FrameSource>} video
 * @param {AbortSignal} signal
 * @param {FrameWatch | undefined} watch
 * @returns {Promise<void>}
 */
function nextFrame(video, signal, watch) {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    if (signal.aborted) return done();
    signal.addEventListener('abort', done);
    watch?.waiting();
    onceNewFrame(video, () => {
      watch?.frame();
      done();
    });
  });
}

/**
 * Hands over the newest frame, again and again, one at a time: while `handle` works, frames pass unseen, so
 * there is never a queue. A frame that came meanwhile is handed over at once. Hidden pages get no frames.
 *
 * @param {Partial<FrameSource>} video
 * @param {() => Promise<void>} handle looks at what the video shows now
 * @param {AbortSignal} signal ends the loop
 * @param {FrameWatch} [watch]
 * @returns {Promise<void>} when the signal was aborted; rejects with what `handle` rejects with
 */
export async function eachNewestFrame(video, handle, signal, watch) {
  let next = nextFrame(video, signal, watch);
  while (true) {
    await next;
    if (signal.aborted) return;
    next = nextFrame(video, signal, watch);
    await handle();
  }
}
