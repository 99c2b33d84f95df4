/**
 * A rectangle in CSS pixels of the picture's element.
 * @typedef {{ x: number, y: number, width: number, height: number }} Rect
 */

/**
 * Boxes on a picture: `count` of them, xyxy in its pixels, with the picture's size; `names` where boxes show them.
 * @typedef {Pick<import('../../detector/client.js').Detections, 'boxes' | 'count' | 'width' | 'height'> &
 *   { names?: string[] }} Boxes
 */

/**
 * Where the boxes lie on the picture's element, which shows the whole picture. Each is drawn a little inside its product:
 * facings touch each other, and shared lines would look like a grid.
 *
 * @param {Boxes} detections
 * @param {{ width: number, height: number }} element CSS pixels
 * @param {number} inset_px distance from the product's edge on every side; less for a box that is too small for it
 * @returns {Rect[]} clipped to the element; boxes that lie outside are left out
 */
export function rectsOnElement(detections, element, inset_px) {
  const scale_x = element.width / detections.width;
  const scale_y = element.height / detections.height;
  const rects = [];
  for (let i = 0; i < detections.count; i += 1) {
    const x = shrink(detections.boxes[4 * i], detections.boxes[4 * i + 2], scale_x, element.width, inset_px);
    const y = shrink(
      detections.boxes[4 * i + 1],
      detections.boxes[4 * i + 3],
      scale_y,
      element.height,
      inset_px,
    );
    if (x.length > 0 && y.length > 0)
      rects.push({ x: x.start, y: y.start, width: x.length, height: y.length });
  }
  return rects;
}

/**
 * One axis of a box: scaled, clipped, inset.
 * @param {number} from source pixels
 * @param {number} to source pixels
 * @param {number} scale
 * @param {number} limit_px length of the element on this axis
 * @param {number} inset_px
 */
function shrink(from, to, scale, limit_px, inset_px) {
  const start = Math.max(0, from * scale);
  const end = Math.min(limit_px, to * scale);
  // A box of a few pixels keeps at least half of its length.
  const inset = Math.min(inset_px, Math.max(0, (end - start) / 4));
  return { start: start + inset, length: end - start - 2 * inset };
}
