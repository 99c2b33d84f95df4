/**
 * Whether helpers make this device faster: some runs each way, in turns, at whatever sizes come, then the faster way for
 * good. They do not where the system gives a page one core, or where the other cores are much slower.
 */

/** Of each way. The first is not counted: programs and caches are still cold. */
const RUNS = 6;
/** Less is not worth the memory and the warmth. */
const LEAST_GAIN = 0.1;

export class Comparison {
  constructor() {
    /** @type {{ shared: number[], whole: number[] }} */
    this._times = { shared: [], whole: [] };
  }

  /** Whether the next run is to be shared. */
  get isSharedNext() {
    const { shared, whole } = this._times;
    if (!this.isDecided) return shared.length <= whole.length;
    return median(shared.slice(1)) <= (1 - LEAST_GAIN) * median(whole.slice(1));
  }

  get isDecided() {
    return this._times.shared.length >= RUNS && this._times.whole.length >= RUNS;
  }

  /**
   * @param {'shared' | 'whole'} way
   * @param {number} time For each pixel, so that sizes can be compared.
   */
  add(way, time) {
    if (this._times[way].length < RUNS) this._times[way].push(time);
  }
}

/** @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
