/**
 * Replaces static/js/looks/service.js in tests of the views: no embedder is downloaded or run, and `looks` in
 * `globalThis.detectorPlan` says what the products look like. Without it the server has no embedder.
 *
 * @typedef {object} LooksPlan
 * @property {number[]} kinds of the boxes of `detectorPlan`, in their order: those of one number look alike, and 0.3 is more like 0
 *   than like 1. A box that is none of
 *   these looks like the one that is nearest
 * @property {string} [fails] code of the error with which loading fails; `delete detectorPlan.looks.fails` repairs it
 * @property {boolean} [waits] looking ends when the test calls `globalThis.finishLooking()`
 */
import { CodedError } from '../toolkit/coded-error.js';
import { Observable } from '../toolkit/observable.js';
import { quantise } from './vectors.js';

const DIMENSIONS = 16;
const CARD = {
  output: { name: 'vector', dimensions: DIMENSIONS },
  crop: { margin: 0 },
  limits: { alike: 0.6, known: 0.85, margin: 0.05 },
};

export class LooksService {
  #state = new Observable({ status: 'unloaded', problem: null, card: null, kept: true });

  get state() {
    return this.#state.state;
  }

  subscribe(listener) {
    return this.#state.subscribe(listener);
  }

  get id() {
    return this.state.card && 'looks 1.0.0';
  }

  async isOffered() {
    return planOf() !== undefined;
  }

  keep() {}

  resume() {}

  async whenReady() {
    globalThis.looksLoads = (globalThis.looksLoads ?? 0) + 1;
    const { fails } = planOf() ?? {};
    if (fails) throw new CodedError(fails, `The embedder failed: ${fails}`);
    this.#state.update({ status: 'ready', card: CARD });
    return CARD;
  }

  async vectorsOf(picture, boxes) {
    globalThis.looked = [...(globalThis.looked ?? []), boxes.length];
    if (planOf().waits) await new Promise((resolve) => Object.assign(globalThis, { finishLooking: resolve }));
    const values = boxes.flatMap((box, i) => lookOf(kindAt(box, picture), i));
    return { embedder: this.id, dimensions: DIMENSIONS, values: quantise(values, DIMENSIONS) };
  }
}

/** Read each time: a test may change it. */
const planOf = () => globalThis.detectorPlan?.looks;

/** No two facings look exactly the same. */
function lookOf(kind, i) {
  const look = new Array(DIMENSIONS).fill(0);
  const first = Math.floor(kind);
  look[first] = 1 - (kind - first);
  look[first + 1] = kind - first;
  look[DIMENSIONS - 1 - (i % 3)] = 0.15;
  return look;
}

/** Pictures of examples are looked at on a sheet of squares, on which nobody knows which boxes they are of: like nothing else. */
const SQUARE = 112;
const NOTHING_ELSE = 11;

function kindAt([left, top, right, bottom], { width, height }) {
  if (width % SQUARE === 0 && height % SQUARE === 0) return NOTHING_ELSE;
  const [x, y] = [(left + right) / 2 / width, (top + bottom) / 2 / height];
  const far = globalThis.detectorPlan.boxes.map(([l, t, r, b]) =>
    Math.hypot((l + r) / 2 - x, (t + b) / 2 - y),
  );
  return planOf().kinds[far.indexOf(Math.min(...far))] ?? 0;
}
