/**
 * Fingers, mouse and pen on the photo, told as what they mean: a tap, a drag, a pinch, a turn of the wheel. One finger
 * drags; as soon as a second one comes, both pinch, and what the first had begun is taken back.
 *
 * @typedef {{ x: number, y: number }} Point CSS pixels from the element's corner
 * @typedef {{ move: (point: Point) => void, end: () => void, cancel: () => void }} Drag
 *
 * @typedef {object} Listeners
 * @property {(point: Point) => void} onTap
 * @property {(point: Point) => void} onDoubleTap the second tap at nearly the same place, after its onTap
 * @property {(from: Point) => Drag} onDrag the finger has left the place where it was put down
 * @property {(at: Point, factor: number, by: Point) => void} onPinch factor above 1: closer; `by`: how far both moved
 */

/** A finger trembles, a mouse hardly. */
const DRAG_FROM_PX = { touch: 8, mouse: 3, pen: 5 };
const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_PX = 24;
/** A notch of a mouse wheel, about 100 units, changes the size by a fifth. */
const WHEEL_UNITS = 500;
/** Browsers tell the pinch on a touchpad as a wheel with Ctrl, in much smaller steps. */
const TOUCHPAD_UNITS = 100;
const LINE_PX = 16;

/**
 * @param {HTMLElement} element its CSS must say `touch-action: none`
 * @param {Listeners} listeners
 */
export function listenToGestures(element, listeners) {
  /** @type {Map<number, Point>} where each finger is */
  const fingers = new Map();
  /** @type {{ id: number, from: Point, type: string } | null} a finger that may still be a tap */
  let start = null;
  /** @type {Drag | null} */
  let drag = null;
  let lastTap = { x: 0, y: 0, time_ms: -Infinity };

  const place = (/** @type {MouseEvent} */ { clientX, clientY }) => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    const point = place(event);
    fingers.set(event.pointerId, point);
    start = fingers.size === 1 ? { id: event.pointerId, from: point, type: event.pointerType } : null;
    if (fingers.size > 1) {
      drag?.cancel();
      drag = null;
    }
  });

  element.addEventListener('pointermove', (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const point = place(event);
    if (fingers.size === 2) {
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1] ?? point;
      const [before, after] = [between(last, other), between(point, other)];
      const by = { x: after.x - before.x, y: after.y - before.y };
      if (before.distance > 0) listeners.onPinch(before, after.distance / before.distance, by);
    } else if (start) {
      const moved = Math.hypot(point.x - start.from.x, point.y - start.from.y);
      const enough =
        DRAG_FROM_PX[/** @type {keyof typeof DRAG_FROM_PX} */ (start.type)] ?? DRAG_FROM_PX.touch;
      if (moved >= enough) {
        drag = listeners.onDrag(start.from);
        start = null;
      }
    }
    drag?.move(point);
    fingers.set(event.pointerId, point);
  });

  const leave = (/** @type {PointerEvent} */ event) => {
    if (!fingers.delete(event.pointerId)) return;
    const isTap = start?.id === event.pointerId && event.type === 'pointerup';
    if (drag) event.type === 'pointerup' ? drag.end() : drag.cancel();
    drag = null;
    start = null;
    if (isTap) tap(place(event));
  };
  element.addEventListener('pointerup', leave);
  element.addEventListener('pointercancel', leave);

  /** @param {Point} point */
  function tap(point) {
    const now_ms = performance.now();
    const isNear = Math.hypot(point.x - lastTap.x, point.y - lastTap.y) < DOUBLE_TAP_PX;
    const isDouble = isNear && now_ms - lastTap.time_ms < DOUBLE_TAP_MS;
    lastTap = { ...point, time_ms: isDouble ? -Infinity : now_ms };
    listeners.onTap(point);
    if (isDouble) listeners.onDoubleTap(point);
  }

  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const px = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1);
      const factor = 2 ** (-px / (event.ctrlKey ? TOUCHPAD_UNITS : WHEEL_UNITS));
      listeners.onPinch(place(event), factor, { x: 0, y: 0 });
    },
    { passive: false }, // or the page would zoom as well
  );
}

/** @param {Point} a @param {Point} b @returns {Point & { distance: number }} the middle, and how far they are apart */
const between = (a, b) => ({
  x: (a.x + b.x) / 2,
  y: (a.y + b.y) / 2,
  distance: Math.hypot(a.x - b.x, a.y - b.y),
});
