/**
 * The part of the camera's picture that lies in a frame on the screen. The video fills its box, and what does not fit is cut off
 * on both sides (`object-fit: cover`).
 *
 * @typedef {{ x: number, y: number, width: number, height: number }} Rect CSS pixels of the window, or pixels of the picture
 *
 * @param {{ width: number, height: number }} picture pixels
 * @param {Rect} box that the video fills
 * @param {Rect} frame inside the box
 * @returns {Rect} pixels of the picture, whole ones
 */
export function partInFrame(picture, box, frame) {
  const scale = Math.min(picture.width / box.width, picture.height / box.height); // pixels of the picture for one of the window
  const left = picture.width / 2 + (frame.x - box.x - box.width / 2) * scale;
  const top = picture.height / 2 + (frame.y - box.y - box.height / 2) * scale;
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  return {
    x,
    y,
    width: Math.min(picture.width - x, Math.ceil(frame.width * scale)),
    height: Math.min(picture.height - y, Math.ceil(frame.height * scale)),
  };
}
