/**
 * A point on an element, in fractions of its width and height.
 * @typedef {{ x: number, y: number }} Point
 *
 * @typedef {object} GestureListeners
 * @property {(point: Point) => void} onTap
 * @property {(from: Point, to: Point) => void} onDrag one finger, again and again until it is lifted
 * @property {(factor: number) => void} onPinch two fingers: their distance as a multiple of that before
 * @property {() => void} onPinchEnd
 */

/** A finger is never quite still: within so many CSS pixels it taps. */
const SLOP_PX = 10;

/**
 * Tells taps, drags and pinches on an element apart, by finger, pen or mouse.
 * @param {HTMLElement} element with `touch-action: none`
 * @param {GestureListeners} listeners
 */
export function listenToGestures(element, { onTap, onDrag, onPinch, onPinchEnd }) {
  /** @type {Map<number, { x: number, y: number }>} where each finger is, CSS pixels of the window */
  const fingers = new Map();
  /** @type {{ x: number, y: number } | null} */
  let start = null;
  let isDrag = false;
  let spread_px = 0;

  const pointOf = (/** @type {{ x: number, y: number }} */ { x, y }) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: (x - left) / width, y: (y - top) / height };
  };
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    start = fingers.size === 1 ? { x: event.clientX, y: event.clientY } : null;
    isDrag = false; // when a second finger comes down, it is a pinch from here on
    if (fingers.size === 2) spread_px = spread();
  });
  element.addEventListener('pointermove', (event) => {
    if (!fingers.has(event.pointerId)) return;
    const now = { x: event.clientX, y: event.clientY };
    fingers.set(event.pointerId, now);
    if (fingers.size === 2 && spread_px > 0) {
      const distance = spread();
      onPinch(distance / spread_px);
      spread_px = distance;
    } else if (start) {
      isDrag ||= Math.hypot(now.x - start.x, now.y - start.y) > SLOP_PX;
      if (isDrag) onDrag(pointOf(start), pointOf(now));
    }
  });
  const end = (/** @type {PointerEvent} */ event) => {
    if (!fingers.delete(event.pointerId)) return;
    if (fingers.size === 1) onPinchEnd();
    if (start && !isDrag && event.type === 'pointerup') onTap(pointOf(start));
    start = null;
    isDrag = false;
  };
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
}
