/**
 * Recognises taps, drags and pinches on an element, by finger, mouse or pen. One pointer drags; a second one cancels the
 * drag, and the two pinch from then on.
 *
 * @typedef {{ x: number, y: number }} Point CSS pixels from the element's upper left corner
 *
 * @typedef {object} Drag handlers of a drag, from the moment when it is recognised
 * @property {(point: Point) => void} move the pointer has moved to this point; called at least once
 * @property {() => void} [end] the pointer was lifted
 * @property {() => void} [cancel] a second finger came down, or the browser took the pointer away
 *
 * @typedef {object} GestureListeners
 * @property {(point: Point) => void} onTap
 * @property {(point: Point) => void} [onDoubleTap] second tap at nearly the same place, after `onTap` was called for
 *   each of the two
 * @property {(from: Point) => Drag} onDrag the pointer has moved away from where it was put down
 * @property {(middle: Point, factor: number, by: Point) => void} onPinch each movement of two fingers. `middle`: the point
 *   between them before it; `factor`: ratio of their distances after and before it, above 1 when they move apart; `by`: the
 *   movement of their middle
 * @property {() => void} [onPinchEnd] one of the two fingers was lifted
 *
 * @typedef {Record<'touch' | 'mouse' | 'pen', number>} DragThreshold CSS pixels from which a movement is a drag
 */

/** Fingers tremble more than a mouse does. @type {DragThreshold} */
const DRAG_FROM_PX = { touch: 8, mouse: 3, pen: 5 };
const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_PX = 24;
/** Units for a factor of two. One notch of a mouse wheel, about 100 units, zooms by about 15 %. */
const WHEEL_UNITS = 500;
/** The same for a pinch on a touchpad, which arrives as wheel events with Ctrl, in much smaller steps. */
const TOUCHPAD_UNITS = 100;
const LINE_PX = 16;

/**
 * @param {HTMLElement} element its CSS must say `touch-action: none`
 * @param {GestureListeners} listeners
 * @param {{ dragFrom_px?: DragThreshold }} [options]
 */
export function listenToGestures(element, listeners, { dragFrom_px = DRAG_FROM_PX } = {}) {
  /** The last position of each pointer that is down. @type {Map<number, Point>} */
  const pointers = new Map();
  /** A pointer that may still become a tap. @type {{ id: number, from: Point, threshold_px: number } | null} */
  let start = null;
  /** @type {Drag | null} */
  let drag = null;
  let lastTap = { x: 0, y: 0, time_ms: -Infinity };

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    const from = placeOn(element, event);
    pointers.set(event.pointerId, from);
    const type = /** @type {keyof DragThreshold} */ (event.pointerType);
    const threshold_px = dragFrom_px[type] ?? dragFrom_px.touch;
    start = pointers.size === 1 ? { id: event.pointerId, from, threshold_px } : null;
    if (pointers.size > 1) {
      drag?.cancel?.();
      drag = null;
    }
  });

  element.addEventListener('pointermove', (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const point = placeOn(element, event);
    pointers.set(event.pointerId, point);
    if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1] ?? point;
      const by = { x: (point.x - last.x) / 2, y: (point.y - last.y) / 2 };
      const before = distance(last, other);
      if (before > 0) listeners.onPinch(middleOf(last, other), distance(point, other) / before, by);
    } else if (start && distance(start.from, point) >= start.threshold_px) {
      drag = listeners.onDrag(start.from);
      start = null;
    }
    drag?.move(point);
  });

  const leave = (/** @type {PointerEvent} */ event) => {
    if (!pointers.delete(event.pointerId)) return;
    const isLifted = event.type === 'pointerup';
    const isTap = isLifted && start?.id === event.pointerId;
    const ended = drag;
    drag = null;
    start = null;
    if (isLifted) ended?.end?.();
    else ended?.cancel?.();
    if (pointers.size === 1) listeners.onPinchEnd?.();
    if (isTap) tap(placeOn(element, event), event.timeStamp);
  };
  element.addEventListener('pointerup', leave);
  element.addEventListener('pointercancel', leave);

  /** @param {Point} point @param {number} time_ms */
  function tap(point, time_ms) {
    const isNear = distance(point, lastTap) < DOUBLE_TAP_PX;
    const isDouble = isNear && time_ms - lastTap.time_ms < DOUBLE_TAP_MS;
    lastTap = { ...point, time_ms: isDouble ? -Infinity : time_ms };
    listeners.onTap(point);
    if (isDouble) listeners.onDoubleTap?.(point);
  }
}

/**
 * Zooms with the mouse wheel or a pinch on a touchpad, and keeps the page from scrolling.
 * @param {HTMLElement} element
 * @param {(at: Point, factor: number) => void} onZoom `factor` above 1: closer
 */
export function listenToWheel(element, onZoom) {
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const px = event.deltaY * (event.deltaMode === event.DOM_DELTA_LINE ? LINE_PX : 1);
      onZoom(placeOn(element, event), 2 ** (-px / (event.ctrlKey ? TOUCHPAD_UNITS : WHEEL_UNITS)));
    },
    { passive: false }, // a passive listener cannot prevent the page from zooming
  );
}

/** @param {HTMLElement} element @param {MouseEvent} event @returns {Point} */
function placeOn(element, { clientX, clientY }) {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

/** @param {Point} a @param {Point} b */
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** @param {Point} a @param {Point} b @returns {Point} */
const middleOf = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
