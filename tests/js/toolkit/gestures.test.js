import assert from 'node:assert/strict';
import { test } from 'node:test';

import { listenToGestures, listenToWheel } from '../../../static/js/toolkit/gestures.js';

/** @typedef {import('../../../static/js/toolkit/gestures.js').Point} Point */
/** @typedef {import('../../../static/js/toolkit/gestures.js').DragThreshold} DragThreshold */

/** Position of the element's corner in the window. */
const CORNER = { left: 100, top: 200 };

function makeElement() {
  const captured = /** @type {number[]} */ ([]);
  const element = Object.assign(new EventTarget(), {
    getBoundingClientRect: () => CORNER,
    setPointerCapture: (/** @type {number} */ id) => captured.push(id),
  });
  return { element: /** @type {HTMLElement} */ (/** @type {unknown} */ (element)), captured };
}

/**
 * Dispatches an event like browsers do.
 * @param {HTMLElement} element
 * @param {string} type
 * @param {Point} at from the element's corner
 * @param {object} [more] properties of the event; `timeStamp` in milliseconds
 */
function send(element, type, { x, y }, more = {}) {
  const properties = { button: 0, pointerId: 1, pointerType: 'touch', timeStamp: 0, ...more };
  const event = new Event(type, { cancelable: true });
  const place = { clientX: CORNER.left + x, clientY: CORNER.top + y };
  for (const [name, value] of Object.entries({ ...place, ...properties }))
    Object.defineProperty(event, name, { value });
  element.dispatchEvent(event);
  return event;
}

/** @param {{ dragFrom_px?: DragThreshold }} [options] */
function listen(options) {
  const { element, captured } = makeElement();
  /** @type {unknown[]} calls of the listeners, in order */
  const told = [];
  listenToGestures(
    element,
    {
      onTap: (point) => told.push(['tap', point]),
      onDoubleTap: (point) => told.push(['double tap', point]),
      onDrag: (from) => {
        told.push(['drag', from]);
        return {
          move: (point) => told.push(['move', point]),
          end: () => told.push('end'),
          cancel: () => told.push('cancel'),
        };
      },
      onPinch: (middle, factor, by) => told.push(['pinch', middle, factor, by]),
      onPinchEnd: () => told.push('pinch end'),
    },
    options,
  );
  return { element, captured, told };
}

/** @param {HTMLElement} element @param {Point} at @param {object} [more] */
function tap(element, at, more) {
  send(element, 'pointerdown', at, more);
  send(element, 'pointerup', at, more);
}

test('a finger that is put down and lifted taps at its position on the element', () => {
  const { element, captured, told } = listen();
  tap(element, { x: 30, y: 40 });
  assert.deepEqual(told, [['tap', { x: 30, y: 40 }]]);
  assert.deepEqual(captured, [1], 'so that the end of a drag outside the element is heard of');
});

test('a finger that trembles still taps', () => {
  const { element, told } = listen();
  send(element, 'pointerdown', { x: 30, y: 40 });
  send(element, 'pointermove', { x: 34, y: 44 });
  send(element, 'pointerup', { x: 34, y: 44 });
  assert.deepEqual(told, [['tap', { x: 34, y: 44 }]]);
});

test('a mouse button other than the first does nothing, nor does a pointer that is not down', () => {
  const { element, told } = listen();
  tap(element, { x: 30, y: 40 }, { button: 2, pointerType: 'mouse' });
  send(element, 'pointermove', { x: 90, y: 40 });
  send(element, 'pointerup', { x: 90, y: 40 });
  assert.deepEqual(told, []);
});

test('a pointer that the browser takes away does not tap', () => {
  const { element, told } = listen();
  send(element, 'pointerdown', { x: 30, y: 40 });
  send(element, 'pointercancel', { x: 30, y: 40 });
  assert.deepEqual(told, []);
});

for (const [name, { x, time_ms, isDouble }] of Object.entries({
  'a second tap soon after the first at the same place is a double tap': {
    x: 10,
    time_ms: 200,
    isDouble: true,
  },
  'a second tap later is another tap': { x: 10, time_ms: 400, isDouble: false },
  'a second tap in another place is another tap': { x: 80, time_ms: 200, isDouble: false },
})) {
  test(name, () => {
    const { element, told } = listen();
    tap(element, { x: 10, y: 10 }, { timeStamp: 1000 });
    tap(element, { x, y: 10 }, { timeStamp: 1000 + time_ms });
    const taps = [
      ['tap', { x: 10, y: 10 }],
      ['tap', { x, y: 10 }],
    ];
    assert.deepEqual(told, isDouble ? [...taps, ['double tap', { x, y: 10 }]] : taps);
  });
}

test('three quick taps are one double tap', () => {
  const { element, told } = listen();
  for (const timeStamp of [1000, 1200, 1400]) tap(element, { x: 10, y: 10 }, { timeStamp });
  assert.equal(told.filter((each) => Array.isArray(each) && each[0] === 'double tap').length, 1);
});

test('a drag begins where the pointer was put down, follows it, and is no tap', () => {
  const { element, told } = listen();
  send(element, 'pointerdown', { x: 10, y: 10 });
  send(element, 'pointermove', { x: 30, y: 10 });
  send(element, 'pointermove', { x: 12, y: 10 });
  send(element, 'pointerup', { x: 12, y: 10 });
  assert.deepEqual(told, [
    ['drag', { x: 10, y: 10 }],
    ['move', { x: 30, y: 10 }],
    ['move', { x: 12, y: 10 }], // it stays a drag even near its beginning
    'end',
  ]);
});

test('a drag that the browser takes away is cancelled', () => {
  const { element, told } = listen();
  send(element, 'pointerdown', { x: 10, y: 10 });
  send(element, 'pointermove', { x: 30, y: 10 });
  send(element, 'pointercancel', { x: 30, y: 10 });
  assert.equal(told.at(-1), 'cancel');
});

test('a mouse drags sooner than a finger, unless the element asks for other distances', () => {
  /** @param {string} pointerType @param {DragThreshold} [dragFrom_px] */
  const isDragAt4px = (pointerType, dragFrom_px) => {
    const { element, told } = listen({ dragFrom_px });
    send(element, 'pointerdown', { x: 10, y: 10 }, { pointerType });
    send(element, 'pointermove', { x: 14, y: 10 }, { pointerType });
    return told.length > 0;
  };
  assert.equal(isDragAt4px('mouse'), true);
  assert.equal(isDragAt4px('touch'), false);
  assert.equal(isDragAt4px('a kind to come'), false);
  assert.equal(isDragAt4px('mouse', { touch: 10, mouse: 10, pen: 10 }), false);
});

test('two fingers pinch: each step reports the middle, the factor and the movement', () => {
  const { element, told } = listen();
  send(element, 'pointerdown', { x: 0, y: 0 }, { pointerId: 1 });
  send(element, 'pointerdown', { x: 100, y: 0 }, { pointerId: 2 });
  send(element, 'pointermove', { x: 200, y: 0 }, { pointerId: 2 });
  send(element, 'pointermove', { x: 100, y: 0 }, { pointerId: 1 });
  assert.deepEqual(told, [
    ['pinch', { x: 50, y: 0 }, 2, { x: 50, y: 0 }],
    ['pinch', { x: 100, y: 0 }, 0.5, { x: 50, y: 0 }],
  ]);
});

test('a second finger cancels the drag of the first; neither taps or drags until both are lifted', () => {
  const { element, told } = listen();
  send(element, 'pointerdown', { x: 0, y: 0 }, { pointerId: 1 });
  send(element, 'pointermove', { x: 20, y: 0 }, { pointerId: 1 });
  send(element, 'pointerdown', { x: 100, y: 0 }, { pointerId: 2 });
  assert.equal(told.at(-1), 'cancel');
  told.length = 0;
  send(element, 'pointerup', { x: 100, y: 0 }, { pointerId: 2 });
  send(element, 'pointermove', { x: 60, y: 0 }, { pointerId: 1 });
  send(element, 'pointerup', { x: 60, y: 0 }, { pointerId: 1 });
  assert.deepEqual(told, ['pinch end']);
  tap(element, { x: 5, y: 5 });
  assert.deepEqual(told.at(-1), ['tap', { x: 5, y: 5 }]);
});

test('a third finger pauses the pinch, which continues from the fingers’ new positions', () => {
  const { element, told } = listen();
  send(element, 'pointerdown', { x: 0, y: 0 }, { pointerId: 1 });
  send(element, 'pointerdown', { x: 100, y: 0 }, { pointerId: 2 });
  send(element, 'pointerdown', { x: 50, y: 90 }, { pointerId: 3 });
  send(element, 'pointermove', { x: 200, y: 0 }, { pointerId: 2 });
  assert.deepEqual(told, []);
  send(element, 'pointerup', { x: 50, y: 90 }, { pointerId: 3 });
  send(element, 'pointermove', { x: 100, y: 0 }, { pointerId: 2 });
  assert.deepEqual(told, [['pinch', { x: 100, y: 0 }, 0.5, { x: -50, y: 0 }]]);
});

test('two fingers at the same point report no factor', () => {
  const { element, told } = listen();
  send(element, 'pointerdown', { x: 10, y: 0 }, { pointerId: 1 });
  send(element, 'pointerdown', { x: 10, y: 0 }, { pointerId: 2 });
  send(element, 'pointermove', { x: 20, y: 0 }, { pointerId: 2 });
  assert.deepEqual(told, []);
});

for (const [name, { wheel, factor }] of Object.entries({
  'a wheel turned away zooms in': { wheel: { deltaY: -500, deltaMode: 0, ctrlKey: false }, factor: 2 },
  'a wheel turned near zooms out': { wheel: { deltaY: 500, deltaMode: 0, ctrlKey: false }, factor: 0.5 },
  'a wheel that counts in lines goes as far': {
    wheel: { deltaY: -31.25, deltaMode: 1, ctrlKey: false },
    factor: 2,
  },
  'a pinch on a touchpad goes in smaller units': {
    wheel: { deltaY: -100, deltaMode: 0, ctrlKey: true },
    factor: 2,
  },
})) {
  test(`${name}, and the page does not scroll`, () => {
    const { element } = makeElement();
    /** @type {unknown[]} */
    const told = [];
    listenToWheel(element, (at, zoom) => told.push([at, zoom]));
    const event = send(element, 'wheel', { x: 7, y: 8 }, { DOM_DELTA_LINE: 1, ...wheel });
    assert.deepEqual(told, [[{ x: 7, y: 8 }, factor]]);
    assert.ok(event.defaultPrevented);
  });
}
