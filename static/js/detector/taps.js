/**
 * Which pixels of a line each pixel of a longer or shorter line is made of, and how much each of them counts.
 *
 * @typedef {object} Taps What the pixels of a line are made of.
 * @property {Int32Array} spans For each of them the first pixel of the old line, and how many there are.
 * @property {Float32Array} weights Of these, `most` places for each pixel.
 * @property {number} most
 */

/**
 * @param {number} size Pixels of a line.
 * @param {number} target How many it is to have.
 * @returns {Taps}
 */
export function tapsOf(size, target) {
  /** @type {[first: number, weights: number[]][]} */
  const all = [];
  for (let i = 0; i < target; i += 1)
    all.push(target > size ? between(i, size, target) : covered(i, size, target));
  return packed(all);
}

/** @param {number} i @param {number} size @param {number} target @returns {[number, number[]]} */
function between(i, size, target) {
  const at = ((i + 0.5) * size) / target - 0.5;
  const low = Math.floor(at);
  if (low < 0) return [0, [1]];
  return low >= size - 1 ? [size - 1, [1]] : [low, [1 - (at - low), at - low]];
}

/** In parts of a pixel, of which each has `target`. @param {number} i @param {number} size @param {number} target @returns {[number, number[]]} */
function covered(i, size, target) {
  const [begin, end] = [i * size, (i + 1) * size];
  const first = Math.floor(begin / target);
  const weights = [];
  for (let pixel = first; pixel * target < end; pixel += 1) {
    weights.push((Math.min(end, (pixel + 1) * target) - Math.max(begin, pixel * target)) / size);
  }
  return [first, weights];
}

/**
 * The same, seen from the old line: what each of its pixels is part of. Behind the last one, where the new line ends.
 *
 * @param {Taps} taps
 * @param {number} size Pixels of the old line.
 * @returns {Taps}
 */
export function turned({ spans, weights, most }, size) {
  const target = spans.length / 2;
  /** @type {[first: number, weights: number[]][]} */
  const all = Array.from({ length: size + 1 }, () => [target, []]);
  for (let i = 0; i < target; i += 1) {
    for (let tap = 0; tap < spans[2 * i + 1]; tap += 1) {
      const [, shares] = all[spans[2 * i] + tap];
      if (shares.length === 0) all[spans[2 * i] + tap][0] = i;
      shares.push(weights[i * most + tap]);
    }
  }
  return packed(all);
}

/** @param {[first: number, weights: number[]][]} all @returns {Taps} */
function packed(all) {
  const most = Math.max(...all.map(([, weights]) => weights.length));
  const taps = { spans: new Int32Array(2 * all.length), weights: new Float32Array(most * all.length), most };
  for (const [i, [first, weights]] of all.entries()) {
    taps.spans.set([first, weights.length], 2 * i);
    taps.weights.set(weights, i * most);
  }
  return taps;
}
